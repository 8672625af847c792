import CommandLineKit
import Testing

/// The commands that lay out a link's mechanics and waveguide.
struct LinkPartsCommandTests {
    @Test(
        "each prints a table, and the same as JSON",
        arguments: ["travel", "screws", "slits", "posts", "copper --annealed 500"])
    func tables(_ line: String) async throws {
        let plain = await Run(line: "link \(line)")
        #expect(plain.code == .done, "\(plain.error)")
        #expect(plain.output.contains(" / ") || plain.output.contains("EMISSIVITY"))
        let objects = try await Run(line: "link \(line) --json").array()
        #expect(objects.count >= 4)
        #expect(objects.allSatisfy { $0.keys == objects[0].keys })
    }

    @Test("a link too long for its waveguide's braids ends with 1, and says which")
    func tooLong() async throws {
        let run = await Run(line: "link travel --length 50m")
        #expect(run.code == .no)
        #expect(run.output.contains("NO"))
        #expect(await Run(line: "link travel --length 50m --waveguide-slack 210mm").code == .done)
    }

    @Test("the waveguide's numbers are one object in SI units")
    func waveguide() async throws {
        let object = try await Run(line: "link waveguide --preset eth-5m --json").object()
        #expect(abs((object["cutoff_Hz"] as? Double ?? 0) - 6.557e9) < 1e6)
        #expect(abs((object["waveguide_loss_dB"] as? Double ?? 0) - 0.005) < 1e-12)
        #expect(await Run(line: "link waveguide --frequency 6GHz").code == .usage)
    }

    @Test("dwell begins with the limit that fails first")
    func dwell() async throws {
        let days = try await Run(line: "link dwell --json").array().compactMap { $0["days"] as? Double }
        #expect(days.count == 6)
        #expect(days == days.sorted())
    }

    @Test(
        "what makes no sense is refused as usage",
        arguments: [
            "slits --width 0mm", "posts --from 1K --to 2K", "screws --thickness 0mm", "dwell --drift 0",
            "waveguide --spacing 0m", "slits --emissivity 2",
        ])
    func refused(_ line: String) async {
        let run = await Run(line: "link \(line)")
        #expect(run.code == .usage)
        #expect(run.output.isEmpty)
    }
}
