import Testing
import Text

@Suite("Nearest names")
struct NearestNamesTests {
    let materials = ["copper", "stainless-304", "aluminium-6061", "aluminium-1100", "ptfe", "kapton"]

    @Test(
        "a slip of the finger finds the name meant",
        arguments: [
            ("coper", "copper"), ("Copper", "copper"), ("cpoper", "copper"), ("kaptn", "kapton"), ("pfte", "ptfe"),
            ("304", "stainless-304"), ("stainless", "stainless-304"),
        ])
    func slips(typed: String, meant: String) {
        #expect(nearestNames(to: typed, among: materials).first == meant)
    }

    @Test("nothing is near to nonsense or to nothing", arguments: ["", "zzzzzzzz", "unobtainium"])
    func nonsense(typed: String) {
        #expect(nearestNames(to: typed, among: materials).isEmpty)
    }

    @Test("an overlong name costs no more than its first hundred letters")
    func overlong() {
        #expect(nearestNames(to: String(repeating: "x", count: 1_000_000), among: materials).isEmpty)
    }
}
