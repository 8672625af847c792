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

    @Test("a line of least squares is the line that the points are on")
    func line() throws {
        var random = SeededRandom(seed: 2)
        for _ in 0..<100 {
            let (a, b) = (Double.random(in: -9...9, using: &random), Double.random(in: -1...1, using: &random))
            let trend = try #require(Trend((0..<20).map { (Double($0), a + b * Double($0)) }))
            #expect(abs(trend.rate - b) < 1e-9 && abs(trend.first - a) < 1e-9 && abs(trend.share - 1) < 1e-6)
        }
        #expect(Trend([(0, 1), (1, 2)]) == nil)
        #expect(Trend([(1, 1), (1, 2), (1, 3)]) == nil)
    }

    @Test(
        "a vacuum that rises by air that leaks in is noted after a day, with its rate and when it matters",
        arguments: [1.0, 2, 5])
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

    @Test("what rests, falls, comes and goes, or has been seen for an hour is not noted")
    func quiet() {
        for seed in 0..<50 {
            let seed = UInt64(seed)
            #expect(Notes.vacuum("P1", pressures(days: 5, seed: seed) { _ in 3e-5 }, limit: 1e-3) == nil)
            #expect(Notes.vacuum("P1", pressures(days: 5, seed: seed) { 3e-5 / (1 + $0) }, limit: 1e-3) == nil)
            let swings = pressures(days: 5, seed: seed) { 3e-5 * ($0.truncatingRemainder(dividingBy: 1) < 0.3 ? 2 : 1) }
            #expect(Notes.vacuum("P1", swings, limit: 1e-3) == nil)
            #expect(Notes.vacuum("P1", pressures(days: 0.04, seed: seed) { 3e-5 * (1 + 40 * $0) }, limit: 1e-3) == nil)
        }
    }
}
