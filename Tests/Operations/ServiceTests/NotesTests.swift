import SubkelvinTesting
import Testing

@testable import Service

@Suite("Notes of the past")
struct NotesTests {
    /// Pressures of some days, every ten minutes, with the scatter that is left of a gauge's in their means.
    private func pressures(
        days: Double, seed: UInt64, _ pressure: (Double) -> Double
    ) -> [(time: Double, value: Double)] {
        var random = SeededRandom(seed: seed)
        return stride(from: 0, to: days * 86400, by: 600).map { time in
            (time, pressure(time / 86400) * (1 + Double.random(in: -0.02...0.02, using: &random)))
        }
    }

    @Test(
        "a vacuum that rises by air that leaks in is noted after two days, with its rate and when it matters",
        arguments: [2.0, 3, 5])
    func rises(days: Double) throws {
        for seed in 0..<20 {
            // As the demonstration's seal: 8e-6 Pa a day, in steps of half a day, from 3e-5 Pa.
            let points = pressures(days: days, seed: UInt64(seed)) { 3e-5 + 4e-6 * ($0 * 2).rounded(.down) }
            let note = try #require(Notes.vacuum("P1", points, limit: 1e-3), "\(days) days, seed \(seed)")
            let match = try #require(
                note.wholeMatch(
                    of:
                        /vacuum P1 rises by ([0-9.]+)e-8 mbar a day; at its limit of 1.0e-5 mbar in ([0-9]+) days if that goes on/
                ))
            let rate = try #require(Double(match.1)), left = try #require(Double(match.2))
            #expect((5...11).contains(rate) && (80...200).contains(left), "\(note)")
        }
    }

    @Test("beyond its limit the note names the limit")
    func beyond() {
        let note = Notes.vacuum("P1", pressures(days: 2, seed: 1) { 2e-3 * (1 + $0) }, limit: 1e-3)
        #expect(note?.hasSuffix("; its limit is 1.0e-5 mbar") == true)
    }

    @Test(
        "whatever a gauge says, and whatever the limit is, the note can be written, and names no time beyond years",
        arguments: [.leastNonzeroMagnitude, 1e-30, 1e-12, 1e290] as [Double],
        [1e-3, 1e300, .greatestFiniteMagnitude, .infinity] as [Double])
    func farAway(pressure: Double, limit: Double) {
        let note = Notes.vacuum("P1", pressures(days: 5, seed: 1) { pressure * (1 + $0 / 2) }, limit: limit)
        // Squares of what is smallest and largest are no numbers any more, and nothing can be said then.
        #expect(note?.contains(" days if") != true, "\(note ?? "")")
        if pressure == 1e-12 { #expect(note?.contains("its limit is ") == true) }
        #expect(Notes.millibar(pressure).hasSuffix(" mbar"))
    }

    @Test(
        "a span has words, however long it is",
        arguments: [
            (0, "0 s"), (99, "99 s"), (240, "4 min"), (9000, "2.5 h"), (172_800, "2 days"), (3e9, "34722 days"),
            (1e30, "more than 100 years"), (.infinity, "more than 100 years"), (.nan, "more than 100 years"),
            (-.infinity, "-inf s"),
        ] as [(Double, String)])
    func spans(seconds: Double, words: String) { #expect(spanWords(seconds) == words) }
}
