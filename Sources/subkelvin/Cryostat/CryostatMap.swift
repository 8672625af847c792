import CommandLineKit
import Cryogenics
import Glibc
import HeatTransfer
import Quantities

/// The command `subkelvin cryostat map`.
struct CryostatMap: Command {
    static let name = "map"
    static let abstract = "Shows how well measured maps of pulse tubes are met, and what they lift."
    static let examples = [
        Example("subkelvin cryostat map", "Points, ranges and residuals of every map."),
        Example("subkelvin cryostat map --at 45K,4.2K", "What each lifts there, beside what its maker promises."),
    ]

    @Option("What is lifted with the first and the second stage at these temperatures.") var at: TemperatureList?
    @Option(
        "Of a similar model that lifts so much on its first stage where the map's own is rated.", name: "rated-first")
    var ratedFirst: Power?
    @Option("The same of its second stage.", name: "rated-second") var ratedSecond: Power?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if let at, at.values.count != 2 { throw ArgumentError("--at takes two temperatures, such as 45K,4.2K") }
        guard (ratedFirst == nil) == (ratedSecond == nil) else {
            throw ArgumentError("--rated-first and --rated-second go together")
        }
        if ratedFirst != nil, at == nil { throw ArgumentError("--rated-first has an effect only with --at") }
    }

    func run(on console: Console) async throws {
        let maps = try PulseTubeMap.names.map { try PulseTubeMap.named($0) }
        if let at { return try powers(of: maps, at.values).print(on: console, json: json) }
        var table = ResultTable([
            .words("MAP", "map"), .number("POINTS", "points", digits: 2),
            .number("FIRST, RMS / W", "first_rms_W", digits: 3), .number("WORST / W", "first_worst_W", digits: 3),
            .number("SECOND, RMS / W", "second_rms_W", digits: 3), .number("WORST / W", "second_worst_W", digits: 3),
            .number("BELOW 2 W, RMS / W", "second_low_rms_W", digits: 3),
            .number("WORST / W", "second_low_worst_W", digits: 3),
        ])
        for map in maps {
            let pairs = Array(zip(map.points, map.residuals))
            let first = Self.spread(pairs.map(\.1.first))
            let second = Self.spread(pairs.map(\.1.second))
            let low = Self.spread(pairs.filter { $0.0.secondPower < 2 }.map(\.1.second))
            table.append(
                .text(map.name), .number(Double(map.points.count)), .number(first.rms), .number(first.worst),
                .number(second.rms), .number(second.worst), .number(low.rms), .number(low.worst))
        }
        try table.print(on: console, json: json, remarks: maps.map { "\($0.name): \($0.source)" })
    }

    private func powers(of maps: [PulseTubeMap], _ at: [Double]) throws -> ResultTable {
        var table = ResultTable([
            .words("MAP", "map"), .number("FIRST / W", "first_W"), .number("SECOND / W", "second_W"),
            .number("RATED FIRST / W", "rated_first_W"), .number("AT / K", "rated_first_K"),
            .number("RATED SECOND / W", "rated_second_W"), .number("AT / K", "rated_second_K"),
        ])
        for map in maps {
            let tube: PulseTube =
                if let ratedFirst, let ratedSecond {
                    try PulseTube(map, ratedFirst: ratedFirst.si, ratedSecond: ratedSecond.si)
                } else { try PulseTube(map) }
            try tube.check(first: at[0], second: at[1])
            let powers = tube.powers(at: at).powers
            table.append(
                .text(map.name), .number(powers[0]), .number(powers[1]),
                .number(ratedFirst?.si ?? map.rated.firstPower), .number(map.rated.firstTemperature),
                .number(ratedSecond?.si ?? map.rated.secondPower), .number(map.rated.secondTemperature))
        }
        return table
    }

    private static func spread(_ residuals: [Double]) -> (rms: Double, worst: Double) {
        guard !residuals.isEmpty else { return (0, 0) }
        let square = residuals.reduce(0) { $0 + $1 * $1 } / Double(residuals.count)
        return (sqrt(square), residuals.map(abs).max() ?? 0)
    }
}

/// The command `subkelvin cryostat dilution`.
struct CryostatDilution: Command {
    static let name = "dilution"
    static let abstract = "Shows what a dilution unit lifts at its mixing chamber, with nothing on its cold plate."
    static let examples = [
        Example("subkelvin cryostat dilution --flow 476µmol/s", "Perfect exchangers: 84·n·T²."),
        Example("subkelvin cryostat dilution --flow 476µmol/s --floor 8mK --at 10mK,20mK", "One that reaches 8 mK."),
    ]

    @Option("Circulation of helium-3.") var flow: MolarFlow
    @Option("The still's temperature.") var still: Temperature = Temperature(si: 0.8)
    @Option("The lowest temperature with nothing on it; perfect exchangers, if left out.") var floor: Temperature?
    @Option("Temperatures of the mixing chamber.") var at: TemperatureList?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        if let at, let outside = at.values.first(where: { !(1e-3...0.35).contains($0) }) {
            throw ArgumentError("--at lies between 1 mK and 350 mK, not at \(kelvin(outside))")
        }
    }

    func run(on console: Console) async throws {
        let unit: DilutionUnit
        do throws(CoolerError) {
            unit = try DilutionUnit(
                DilutionUnit.Rating(
                    flow: .molesPerSecond(flow.si), stillTemperature: still.si, floor: floor?.si, hasColdPlate: false))
        } catch { throw UsageError(reason: "\(error)") }
        var table = ResultTable([
            .number("MIXING CHAMBER / mK", "temperature_K", scale: 1e3), .number("LIFTED / µW", "power_W", scale: 1e6),
        ])
        for temperature in at?.values ?? [0.01, 0.02, 0.05, 0.1] {
            table.append(.number(temperature), .number(unit.powers(at: [still.si, temperature]).powers[1]))
        }
        let unloaded = unit.unloadedTemperatures(stillAt: still.si)
        var remarks = ["its cold plate rests at \(kelvin(unloaded.coldPlate)) with nothing on either"]
        remarks += unit.cautions(at: [still.si, at?.values.max() ?? 0.1]).map(\.description)
        try table.print(on: console, json: json, remarks: remarks)
    }
}
