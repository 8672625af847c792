import Readings
import Telemetry
import Testing

@testable import Instruments

@Suite("Status files")
struct StatusTests {
    @Test("keys come and go from line to line, and a bare time is no error")
    func keys() throws {
        let log = try TypedLog(
            [
                "14-03-25,10:00:02,nxdsf,5.000000e+01,tc400ovtemppum,0.0,cpahp,2.412500e+02", "14-03-25,10:01:02",
                "14-03-25,10:02:02,tc400ovtemppump,1,nxdsf,4.9e+01", "14-03-25,10:03:02,nxdsf,x,cpahp,2.4e+02",
                "14-03-25,10:04:02,nxdsf,1.0,cpahp",
            ], as: .status)
        #expect(log.values("nxdsf") == [50, 49, 1] && log.values("tc400ovtemppum") == [0])
        #expect(log.values("tc400ovtemppump") == [1] && log["cpahp"].count == 2)
        #expect(log.contents.bareLines == 1 && log.contents.problems.counts == ["no-number": 1, "too-short": 1])
    }

    @Test(
        "units are told from the numbers, whichever program wrote them",
        arguments: [
            (
                "cptempwi,1.7e+01,cpavgl,8.5e+01,cpahp,2.4e+02,cpahours,2.3e+04",
                [290.15, 586_054.369919, 1_654_741.750360, 8.28e7]
            ),
            ("cptempwi,2.9015e+02,cpavgl,8.2,cpahp,1.85e+01,cpahours,5.3e+07", [290.15, 820_000, 1_850_000, 5.3e7]),
        ])
    func units(words: String, values: [Double]) throws {
        let log = try TypedLog(["14-03-25,10:00:02,\(words)"], as: .status)
        for (channel, value) in zip(["cptempwi", "cpavgl", "cpahp", "cpahours"], values) {
            let reading = try #require(log[channel].first)
            #expect(abs((reading.value ?? 0) / value - 1) < 1e-9 && reading.quality == .good, "\(channel) \(reading)")
        }
    }

    @Test("hours that could be either follow the rest of their line; alone they are suspect")
    func hours() throws {
        let alone = try TypedLog(["14-03-25,10:00:02,cpahours,1.0e+06"], as: .status)
        #expect(alone.qualities("cpahours") == [.suspect])
        let metric = try TypedLog(["14-03-25,10:00:02,cpahours,1.0e+06,cpatempo,3.0e+02"], as: .status)
        #expect(metric.values("cpahours") == [1e6] && metric.qualities("cpahours") == [.good])
        let torn = try TypedLog(["14-03-25,10:00:02,cpahours,1.0e+06,cpatempo,3.0e+02,cpahp,2.4e+02"], as: .status)
        #expect(torn.qualities("cpahours") == [.suspect])
    }

    @Test(
        "what cannot be is suspect",
        arguments: ["cpahp,5.0e+01", "cpatempwi,1.8e+02", "cpavgl,3.0e+01", "tc400actualspd,3.0e+03"])
    func suspect(words: String) throws {
        let log = try TypedLog(["14-03-25,10:00:02,\(words)"], as: .status)
        #expect(log.contents.batches.first?.readings.first?.quality == .suspect)
    }
}
