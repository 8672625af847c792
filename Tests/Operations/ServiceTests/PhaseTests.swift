import SubkelvinTesting
import Testing

@testable import Service

@Suite("Phases of a device")
struct PhaseTests {
    private static let minute: Int64 = 60_000_000_000

    /// A tracker that has seen temperatures a minute apart.
    private func tracker(_ samples: [(four: Double?, base: Double?)]) -> PhaseTracker {
        var tracker = PhaseTracker()
        for (index, sample) in samples.enumerated() {
            tracker.take(
                PhaseSample(time: Int64(index) * Self.minute, fourKelvin: sample.four, base: sample.base))
        }
        return tracker
    }

    @Test("what falls is cooling down, what rises is warming up, at any rate above two percent an hour")
    func moving() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<200 {
            let start = Double.random(in: 20...200, using: &random)
            let rate = Double.random(in: 0.03...0.2, using: &random)
            let hours = (0..<90).map { Double($0) / 60 }
            #expect(tracker(hours.map { (start * (1 - $0 * rate), nil) }).phase == .cooling)
            #expect(tracker(hours.map { (start * (1 + $0 * rate / 10 + $0 * 0.025), nil) }).phase == .warming)
        }
    }

    @Test("a base that is cold is at base, and stays so through an excursion below 1 K")
    func base() {
        #expect(tracker([(3, 0.01), (3, 0.01)]).phase == .base)
        #expect(tracker([(3, 0.01), (3, 0.5)]).phase == .base)
        #expect(tracker([(3, 0.01), (3, 1.5)]).phase == .warming)
    }

    @Test(
        "a base that says nothing any more is not lost while 4K stays cold, however that moves; once 4K warms up it is")
    func lostThermometer() {
        let cold = (0..<120).map { index in
            (four: 3.4 + 0.2 * Double(index % 40) / 40, base: index < 30 ? 0.01 : nil) as (Double?, Double?)
        }
        #expect(tracker(cold).phase == .base)
        let warming = cold + (0..<60).map { (3.5 + Double($0) / 2, nil) }
        #expect(tracker(warming).phase == .warming)
        // One that was never seen at base is on no better terms than before.
        #expect(tracker((0..<90).map { (9 - 0.05 * Double($0), nil) }).phase == .cooling)
    }

    @Test("colder than the thermometer can tell is base")
    func belowRange() {
        var tracker = PhaseTracker()
        tracker.take(PhaseSample(time: 0, fourKelvin: 3, base: nil, isBelowRange: true))
        #expect(tracker.phase == .base)
    }

    @Test("loss of telemetry is unknown, and what it was before is not forgotten")
    func loss() {
        var tracker = PhaseTracker()
        tracker.take(PhaseSample(time: 0, fourKelvin: 200, base: nil))
        tracker.take(PhaseSample(time: Self.minute, fourKelvin: 3, base: 0.01))
        #expect(tracker.phase == .base)
        #expect(tracker.since == Self.minute)
        tracker.take(PhaseSample(time: 2 * Self.minute, fourKelvin: nil, base: nil))
        #expect(tracker.phase == .unknown)
        #expect(tracker.since == 2 * Self.minute)
        tracker.take(PhaseSample(time: 3 * Self.minute, fourKelvin: 3, base: 0.01))
        #expect(tracker.phase == .base)
        #expect(tracker.since == Self.minute)
    }

    @Test("what nobody has seen to move goes by its pulse tube")
    func first() {
        var warming = PhaseTracker()
        warming.take(PhaseSample(time: 0, fourKelvin: 120, base: nil, isCooled: false))
        #expect(warming.phase == .warming)
        var cooling = PhaseTracker()
        cooling.take(PhaseSample(time: 0, fourKelvin: 120, base: nil, isCooled: true))
        #expect(cooling.phase == .cooling)
        #expect(cooling.since == nil)
    }
}
