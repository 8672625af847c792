import SubkelvinTesting
import Testing

@Suite("Seeded randomness")
struct SeededRandomTests {
    @Test("SplitMix64 gives its authors' numbers")
    func splitMix() {
        // Of the reference implementation (Vigna, splitmix64.c), state 1234567.
        var generator = SplitMix64(state: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("xoshiro256** gives its authors' numbers")
    func xoshiro() {
        // Of the reference implementation (Blackman & Vigna, xoshiro256starstar.c), state 1, 2, 3, 4.
        var generator = SeededRandom(state: (1, 2, 3, 4))
        #expect(
            (0..<10).map { _ in generator.next() } == [
                11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
                16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777,
                2_904_607_092_377_533_576,
            ])
    }

    @Test("the same seed gives the same numbers, another one others", arguments: [0, 1, 7, UInt64.max])
    func seeds(seed: UInt64) {
        var (one, same, other) = (SeededRandom(seed: seed), SeededRandom(seed: seed), SeededRandom(seed: seed ^ 1))
        let numbers = (0..<100).map { _ in one.next() }
        #expect(numbers == (0..<100).map { _ in same.next() })
        #expect(Set(numbers).isDisjoint(with: (0..<100).map { _ in other.next() }))
    }

    @Test("numbers stay in their range", arguments: [-1...1, 0...0, 1e-300...1e300, -1.7e308...1.7e308])
    func ranges(range: ClosedRange<Double>) {
        var random = SeededRandom(seed: 7)
        for _ in 0..<10_000 {
            #expect(range.contains(random.uniform(in: range)))
            if range.lowerBound > 0 { #expect(range.contains(random.logUniform(in: range))) }
        }
    }

    @Test("means and deviations are those of the distributions, to five standard errors")
    func moments() {
        var random = SeededRandom(seed: 11)
        let count = 100_000.0
        func check(_ mean: Double, _ deviation: Double, _ next: () -> Double) {
            let values = (0..<Int(count)).map { _ in next() }
            let found = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / count
            #expect(abs(found - mean) < 5 * deviation / count.squareRoot())
            #expect(abs(variance.squareRoot() / deviation - 1) < 5 / count.squareRoot())
        }
        check(2, 3) { random.normal(mean: 2, deviation: 3) }
        check(0.5, (1.0 / 12).squareRoot()) { random.uniform(in: 0...1) }
        var inLowDecade = 0
        for _ in 0..<Int(count) where random.logUniform(in: 1e-3...1e3) < 1e-2 { inLowDecade += 1 }
        #expect(abs(Double(inLowDecade) - count / 6) < 5 * (count / 6).squareRoot())
    }

    @Test("every element and every whole number is as likely as any other")
    func whole() {
        var random = SeededRandom(seed: 3)
        var counts = [Int](repeating: 0, count: 6)
        var elements: [Character: Int] = [:]
        for _ in 0..<60_000 {
            counts[random.uniform(in: -2...3) + 2] += 1
            if let element = random.element(of: Array("abcdef")) { elements[element, default: 0] += 1 }
        }
        #expect((counts + elements.values).allSatisfy { abs($0 - 10_000) < 500 })
        #expect(elements.count == 6)
        #expect(random.element(of: [Int]()) == nil)
        let extremes = (0..<64).map { _ in random.uniform(in: Int.min...Int.max) }
        #expect(extremes.contains { $0 < 0 } && extremes.contains { $0 > 0 })
    }
}
