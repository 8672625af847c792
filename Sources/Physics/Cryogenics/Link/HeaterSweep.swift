public import Configuration

/// Temperatures of a link's prototype at rest, at several powers of a heater at its far end: what ``LinkFit`` reads.
///
///     refrigerator plate (1) – adapter – (2) braid (3) – link shield – (4) cap with heater
public struct HeaterSweep: Sendable {
    /// One state of rest.
    public struct Point: Sendable {
        /// The stage that is heated.
        public var stage: Stage
        /// In W.
        public var heater: Double
        /// Of sensors 1 to 4, in K: refrigerator plate, end of the adapter, start and end of the link shield.
        public var temperatures: [Double]
        /// Where the stage and the temperatures stand in the file.
        var marks: [Mark]
    }

    /// Every state, in the order of the file.
    public var points: [Point]
    /// The file's name, for errors.
    public var file: String

    /// The stages that a link has, hottest first.
    static let stages: [Stage] = [.fiftyKelvin, .fourKelvin, .still, .base]

    /// The columns of the temperatures.
    static let temperatureColumns = ["T1_K", "T2_K", "T3_K", "T4_K"]

    /// Reads `stage,heater_W,T1_K,T2_K,T3_K,T4_K`.
    ///
    /// - Throws: `ConfigurationError` for missing columns and what is no number; `HeaterSweepError` for a stage that no link
    ///   has, a negative power, or no rows. All with file, line and column.
    public init(_ table: DelimitedTable) throws {
        let stage = try table.column("stage")
        let heater = try table.column("heater_W")
        let sensors = try Self.temperatureColumns.map { try table.column($0) }
        file = table.file
        points = []
        for row in table.rows {
            guard let name = Stage(rawValue: row.text(stage)), Self.stages.contains(name) else {
                throw HeaterSweepError(
                    file: table.file, mark: row.mark(stage), stage: nil,
                    reason: .unknownStage(row.text(stage), known: Self.stages.map(\.rawValue)))
            }
            let power = try row.number(heater)
            guard power >= 0 else {
                throw HeaterSweepError(
                    file: table.file, mark: row.mark(heater), stage: name, reason: .negativePower(power))
            }
            points.append(
                Point(
                    stage: name, heater: power, temperatures: try sensors.map { try row.number($0, above: 0) },
                    marks: ([stage] + sensors).map { row.mark($0) }))
        }
        guard !points.isEmpty else {
            throw HeaterSweepError(
                file: table.file, mark: Mark(line: 1, column: 1), stage: nil, reason: .tooFewPoints(0, needed: 3))
        }
    }

    /// The states of a stage, checked: enough of them, and warmer towards the heater.
    ///
    /// - Parameters:
    ///   - stage: which.
    ///   - noise: relative standard uncertainty of a temperature; a fall below four of them counts as noise.
    /// - Throws: `HeaterSweepError` with the place.
    func points(of stage: Stage, noise: Double) throws(HeaterSweepError) -> [Point] {
        let own = points.filter { $0.stage == stage }
        let place = own.first?.marks.first
        guard own.count >= 3 else {
            throw HeaterSweepError(file: file, mark: place, stage: stage, reason: .tooFewPoints(own.count, needed: 3))
        }
        guard Set(own.map(\.heater)).count >= 2 else {
            throw HeaterSweepError(file: file, mark: place, stage: stage, reason: .onePower)
        }
        for point in own {
            for index in 1..<4 {
                let (before, value) = (point.temperatures[index - 1], point.temperatures[index])
                guard value > before * (1 - 4 * noise) else {
                    throw HeaterSweepError(
                        file: file, mark: point.marks[index + 1], stage: stage,
                        reason: .notRising(
                            column: Self.temperatureColumns[index], value: value,
                            before: Self.temperatureColumns[index - 1], beforeValue: before))
                }
            }
        }
        return own
    }
}

/// Why no parameters come out of a heater sweep.
public struct HeaterSweepError: Error, Sendable, Hashable {
    /// The file.
    public var file: String
    /// The place; nil where no row is meant.
    public var mark: Mark?
    /// The stage, where one is meant.
    public var stage: Stage?
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// A stage that no link has.
        case unknownStage(String, known: [String])
        /// A heater that cools.
        case negativePower(Double)
        /// Fewer states than parameters need.
        case tooFewPoints(Int, needed: Int)
        /// One heater power alone, which does not tell conductance from load.
        case onePower
        /// A sensor nearer the heater is colder than the one before.
        case notRising(column: String, value: Double, before: String, beforeValue: Double)
        /// The data do not determine a parameter.
        case undetermined(parameter: String)
        /// The fit found no minimum.
        case notConverged(iterations: Int)
        /// A temperature at which the shield's conductivity is not known.
        case notKnown(String)
    }
}

extension HeaterSweepError: CustomStringConvertible {
    /// Place, stage, what is wrong, what to do.
    public var description: String {
        let place = mark.map { "\(file):\($0)" } ?? file
        return [place, stage.map { "stage \($0.rawValue)" } ?? "", words].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }

    private var words: String {
        switch reason {
        case .unknownStage(let name, let known):
            "no stage of a link is called ‘\(name)’; expected \(known.joined(separator: ", "))"
        case .negativePower(let power): "the heater's power is \(power) W; expected 0 or more"
        case .tooFewPoints(let count, let needed):
            "\(count) states of rest; at least \(needed) at two or more heater powers are needed"
        case .onePower: "all states have the same heater power; vary it, or conductance and load cannot be told apart"
        case .notRising(let column, let value, let before, let beforeValue):
            "\(column) is \(value) K, colder than \(before), \(beforeValue) K, by more than the noise; expected warmer "
                + "towards the heater: look whether sensors are swapped, or state the noise (--temperature-noise)"
        case .undetermined(let parameter):
            "the data do not determine the \(parameter); heat more strongly, or measure more states"
        case .notConverged(let iterations):
            "no minimum after \(iterations) steps; look for states that were not at rest"
        case .notKnown(let why): why
        }
    }
}
