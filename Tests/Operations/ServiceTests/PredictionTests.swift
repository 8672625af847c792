import Readings
import Testing
import Twin

@testable import Service

@Suite("What a twin expects")
struct PredictionTests {
    @Test("it can be asked for any times")
    func anyPrediction() throws {
        let description = try PlantDescription.preset("eth-node")
        let device = Device(cryostat: "lab", title: "", description: description)
        var record = DeviceRecord(device, sourceKind: "twin")
        record.forecast = try Forecast(of: device, description)
        var latest = LatestReadings(now: FleetFixture.now)
        let channel = try FleetFixture.channel("4K")
        latest.enter(channel, Reading(time: FleetFixture.now, value: 120))
        for phase in Phase.allCases {
            let assessment = DeviceAssessment(device: device, latest: latest, phase: phase, since: nil)
            let prediction = Prediction(record, assessment)
            for (from, to) in [(Int64.min, Int64.max), (-FleetFixture.now * 5, FleetFixture.now), (.min, .min + 1)] {
                let points = prediction.series(of: channel, from: from, to: to, points: 5)?.points ?? []
                #expect(points.allSatisfy { $0.mean.map { $0 > 0 } ?? false })
            }
        }
    }
}
