import SubkelvinTesting
import Testing

@testable import Thermometry

@Suite("Broken files")
struct MutationTests {
    @Test("broken at random they are refused with words for people, or are curves", arguments: Fixture.names)
    func mutations(name: String) throws {
        let original = try Fixture.bytes(name)
        var random = SeededRandom(seed: 99)
        var refused = 0
        for _ in 0..<150 {
            var bytes = original
            for _ in 0..<random.uniform(in: 1...4) {
                let at = random.uniform(in: 0...(bytes.count - 1))
                switch random.uniform(in: 0...5) {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(random.element(of: Array("0123456789.eE+-,:;\t\n K".utf8)) ?? 0, at: at)
                case 3: bytes.removeSubrange(at..<min(bytes.count, at + random.uniform(in: 0...200)))
                case 4: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 80)], at: at)
                default: bytes[at] = random.element(of: Array("0123456789".utf8)) ?? 0
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            do throws(CurveError) {
                let curve = try CalibrationCurve(reading: bytes, file: name)
                check(curve)
            } catch {
                refused += 1
                #expect(error.description.hasPrefix(name + ":") && error.description.utf8.count < 1000)
                #expect(!error.description.utf8.contains { $0 < 0x20 })
            }
        }
        #expect(refused > 20)
    }

    private func check(_ curve: CalibrationCurve) {
        #expect(curve.temperatures.lowerBound > 0 && curve.temperatures.upperBound.isFinite)
        for point in curve.points {
            #expect(curve.temperature(at: point.signal) == .value(point.temperature))
            #expect(curve.signal(at: point.temperature) == .value(point.signal))
        }
        for share in [0.1, 0.5, 0.9] {
            let temperature = curve.temperatures.lowerBound * (1 - share) + curve.temperatures.upperBound * share
            #expect(curve.signal(at: temperature).value?.isFinite == true)
        }
    }
}
