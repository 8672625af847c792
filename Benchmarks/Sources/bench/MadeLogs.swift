import Foundation
import Instruments
import Readings

/// Two days of logs that a control unit might have written, made of formulas: what reading them is timed on.
///
/// Twelve files a day with a line each 10 s, as a usual cryostat has: four thermometers with their resistances, gauges, states,
/// heaters, flow, and what pumps and compressor tell of themselves.
enum MadeLogs {
    /// The device, and its folder's name.
    static let device = "lab-1"
    /// Zurich in winter.
    static let start: Int64 = 1_736_722_803

    /// Writes them into a folder of their own.
    static func write(to directory: String) throws {
        let zone = try ZoneRules(named: "Europe/Zurich")
        var writer = LogWriter(directory: "\(directory)/\(device)", dialect: .current, zone: zone)
        for index in 0..<2 * 8640 {
            writer.write(snapshot(Double(index)), at: (start + Int64(index) * 10) * 1_000_000_000)
            if index % 4320 == 0 { try writer.flush() }
        }
        try writer.flush()
    }

    /// The folder that the environment names, else one that is made now.
    static func folder() throws -> String {
        if let named = ProcessInfo.processInfo.environment["SUBKELVIN_BENCH_LOGS"] { return named }
        let made = FileManager.default.temporaryDirectory.appending(path: "subkelvin-bench-logs-\(getpid())").path
        if !FileManager.default.fileExists(atPath: made) { try write(to: made) }
        return made
    }

    private static func snapshot(_ step: Double) -> LogSnapshot {
        var result = LogSnapshot()
        // Thermometers take turns, so that most lines differ from the one before in some of them.
        for (number, temperature, signal) in [
            (1, 42.0, 24.0), (2, 3.1, 330.0), (5, 0.82, 880.0), (6, 0.0093, 13_000.0),
        ] {
            let wave = 0.01 * sin((step + Double(number)) / 40).rounded(toPlaces: 6)
            result.thermometers.append(
                .init(
                    number: number, temperature: Reading(time: 0, value: temperature * (1 + wave)),
                    resistance: Reading(time: 0, value: signal * (1 - wave))))
        }
        for (gauge, pressure) in [3e-4, 4.0, 38_000, 140.0, 470.0, -25.0].enumerated() {
            let value = pressure * (1 + 0.003 * sin(step / Double(7 + gauge)))
            result.pressures.append(Reading(time: 0, value: value, quality: gauge == 0 && step > 9000 ? .off : .good))
        }
        result.flow = 4.2e-4 * (1 + 0.01 * sin(step / 13))
        let open: Set = ["v1", "v4", "v7", "v9", "v10", "turbo1", "scroll1", "pulsetube", "ext"]
        let pumps = ["turbo1", "turbo2", "scroll1", "scroll2", "compressor", "pulsetube", "hs-still", "hs-mc", "ext"]
        result.states = ((1...23).map { "v\($0)" } + pumps).map {
            ($0, open.contains($0) != (step > 9000 && $0 == "v9"))
        }
        result.heaters = [0, 6e-3]
        result.status = [
            ("nxdsf", 50), ("nxdspt", 309 + sin(step / 100)), ("tc400actualspd", 820), ("cpalp", 85 + sin(step / 9)),
            ("cpahp", 240 + sin(step / 11)), ("cpatempwi", 17 + 0.2 * sin(step / 300)),
            ("cpahours", 23_000 + step / 360),
        ]
        return result
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let factor = pow(10, Double(places))
        return (self * factor).rounded() / factor
    }
}
