import Readings
import Testing

@testable import Service

@Suite("What readings mean")
struct DeviceAssessmentTests {
    private static let now = FleetFixture.now

    /// How a cryostat at base is, of which some channels said something.
    private func assessment(
        _ readings: [(String, ChannelUnit, Reading)], phase: Phase = .base
    ) throws -> DeviceAssessment {
        var latest = LatestReadings(now: Self.now)
        for (name, unit, reading) in readings { latest.enter(try FleetFixture.channel(name, unit), reading) }
        return DeviceAssessment(
            device: Device(cryostat: "lab", title: ""), latest: latest, phase: phase, since: nil)
    }

    @Test(
        "a vacuum of which its gauge says that it is beyond its range can be told, whatever number comes with it",
        arguments: [0, -1, 1e-300, nil] as [Double?])
    func gauge(number: Double?) throws {
        let reading =
            number.map { Reading(time: Self.now, value: $0, quality: .aboveRange) }
            ?? Reading(time: Self.now, missing: .aboveRange)
        let assessment = try assessment([
            ("base", .kelvin, Reading(time: Self.now, value: 0.01)), ("P1", .pascal, reading),
        ])
        #expect(assessment.isVacuumWithin == false)
        #expect(assessment.summary.hasSuffix("the vacuum is worse than its gauge can tell"))
    }

    @Test(
        "below and above the range it is as long as that is said, by the fleet's own measure of what is long",
        arguments: [Quality.belowRange, .aboveRange], [300, 9000])
    func ranges(quality: Quality, staleSeconds: Int64) throws {
        let staleAge = staleSeconds * FleetFixture.second
        for (age, isKnown) in [(staleAge, true), (staleAge + FleetFixture.second, false)] {
            for reading in [
                Reading(time: Self.now - age, missing: quality),
                Reading(time: Self.now - age, value: 7, quality: quality),
            ] {
                var latest = LatestReadings(now: Self.now, staleAge: staleAge)
                latest.enter(try FleetFixture.channel("base"), reading)
                latest.enter(try FleetFixture.channel("4K"), Reading(time: Self.now, value: 3.5))
                let device = Device(cryostat: "lab", title: "")
                let assessment = DeviceAssessment(device: device, latest: latest, phase: .base, since: nil)
                #expect(assessment.stages.last?.isWithin == (isKnown ? quality == .belowRange : nil))
                #expect(latest["base"]?.quality == (isKnown ? quality : .disconnected))
                #expect(PhaseSample(latest, of: device).isBelowRange == (isKnown && quality == .belowRange))
            }
        }
    }

    @Test("a reading that lies ahead is suspect, and its source's clock is told to be wrong")
    func ahead() throws {
        let base = Reading(time: Self.now + 6 * 3_600_000_000_000, value: 0.01)
        let latest = try assessment([("base", .kelvin, base)]).latest
        #expect(latest["base"]?.quality == .suspect && latest.newest == base.time)
        let state = SourceMonitor().state(of: "lab", age: -6 * 3600, patience: 300)
        #expect(state.name == .failed && state.reason?.contains("ahead by 6 h") == true)
        // Beside others that speak now it is one channel that has not spoken since.
        let both = try assessment([("base", .kelvin, base), ("4K", .kelvin, Reading(time: Self.now, value: 4))]).latest
        #expect(both.newest == Self.now)
    }

    @Test("a pressure has words, also one that cannot be", arguments: [0, -3, .infinity, .nan, 1e-300, 1e-6, 1e5])
    func pressures(_ pascal: Double) { #expect(Notes.millibar(pascal).hasSuffix(" mbar")) }
}
