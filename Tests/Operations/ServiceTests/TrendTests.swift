import SubkelvinTesting
import Testing

@testable import Service

@Suite("Trends and notes")
struct TrendTests {
    private static let day = 86400.0
    private static let limit = 1e-3

    /// Five days of a vacuum gauge, a reading every half hour, with two percent of noise.
    private func pressures(seed: Int, _ pressure: (_ days: Double) -> Double) -> [(time: Double, value: Double)] {
        var random = SeededRandom(seed: UInt64(seed))
        return (0..<240).map { index in
            let days = Double(index) / 48
            return (1.8e9 + days * Self.day, pressure(days) * (1 + random.normal(deviation: 0.02)))
        }
    }

    private func note(_ points: [(time: Double, value: Double)]) -> String? {
        Notes.vacuum("P1", points, limit: Self.limit)
    }

    @Test("a line has its rate and its ends, whatever noise is on it", arguments: 0..<20)
    func line(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let (begin, rate) = (random.uniform(in: -5.0...5), random.uniform(in: -3.0...3))
        let points: [(time: Double, value: Double)] = (0..<200).map { index in
            let seconds = Double(index) * 10
            return (time: 1e9 + seconds, value: begin + rate * seconds + random.normal(deviation: 0.5))
        }
        let trend = try #require(Trend(points))
        // Four deviations of a line through 200 points: 12 σ² / n³.
        let most: Double = 4 * 0.05 * (12 / 8e6).squareRoot()
        #expect(abs(trend.rate - rate) < most)
        let (last, end): (Double, Double) = (trend.last, begin + rate * 1990)
        #expect(abs(trend.first - begin) < 0.3 && abs(last - end) < 0.3)
    }

    @Test("nothing is a line through fewer than three points, or through one moment")
    func few() {
        #expect(Trend([]) == nil && Trend([(0, 1), (1, 2)]) == nil && Trend([(5, 1), (5, 2), (5, 3)]) == nil)
    }

    @Test("a rise that is clear is noted with its rate and when its limit is reached", arguments: 0..<20)
    func rise(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let begin = random.logUniform(in: 1e-5...1e-4)
        let rate = begin * random.uniform(in: 0.3...1.2)
        let note = try #require(self.note(pressures(seed: seed) { begin + rate * $0 }))
        let words = note.split(separator: " ")
        #expect(note.hasPrefix("vacuum P1 rises by ") && words.count > 7, "\(note)")
        let said = try #require(Double(words[4])) * 100
        #expect(abs(said - rate) < 0.1 * rate, "\(note), not \(rate / 100) mbar")
        let left = (Self.limit - begin - 5 * rate) / rate
        if left < 50 { #expect(note.contains("at its limit of 1.0e-5 mbar in "), "\(note), in \(left) d") }
    }

    @Test("noise is not noted, nor is what falls or rises by little", arguments: 0..<50)
    func noise(seed: Int) {
        #expect(note(pressures(seed: seed) { _ in 2e-4 }) == nil)
        #expect(note(pressures(seed: seed) { 2e-4 * (1 + 0.02 * $0) }) == nil)
        #expect(note(pressures(seed: seed) { 1e-3 / (1 + $0) }) == nil)
        var random = SeededRandom(seed: UInt64(seed))
        let wild = pressures(seed: seed) { _ in random.logUniform(in: 1e-5...1e-3) }
        #expect(note(wild) == nil)
    }

    @Test("a jump is no trend, whenever it happened and whatever its size", arguments: 1..<40)
    func jump(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let (moment, size) = (random.uniform(in: 0.2...4.8), random.logUniform(in: 1.6...30))
        let found = note(pressures(seed: seed) { $0 < moment ? 3e-5 : 3e-5 * size })
        #expect(found == nil, "times \(size) after \(moment) days: \(found ?? "")")
    }

    @Test("a leak that grows by steps is a trend all the same", arguments: 0..<10)
    func staircase(seed: Int) {
        #expect(note(pressures(seed: seed) { 3e-5 * (1 + ($0 * 2).rounded(.down)) }) != nil)
    }

    @Test("a few hours are no trend")
    func short() {
        #expect(note(Array(pressures(seed: 1) { 1e-5 * (1 + 10 * $0) }.prefix(20))) == nil)
    }
}
