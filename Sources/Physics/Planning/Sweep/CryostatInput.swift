public import Cryogenics
import Quantities

/// A number of a cryostat that may be varied, by its place in the description: `lines.drive.count`.
///
/// | place | what |
/// |---|---|
/// | `lines.NAME.count`, `.power`, `.current` | of a group of lines |
/// | `loads.NAME.count`, `.power` | of a load; `NAME@STAGE` where several have the name |
/// | `supports.NAME.area`, `.length` | of a support |
/// | `stages.STAGE.limit`, `.distance` | of a stage; the distance is the length of lines and supports without one of their own |
/// | `factors.cooling.STAGE` | on what coolers lift at a stage |
/// | `factors.conduction`, `.cold conduction`, `.supports`, `.radiation`, `.dissipation` | on heat flows |
/// | `ambient` | the room |
public struct CryostatInput: Sendable, Hashable {
    /// What a number counts in.
    public enum Kind: Sendable, Hashable {
        /// A plain number.
        case number
        /// In K.
        case temperature
        /// In W.
        case power
        /// In A.
        case current
        /// In m².
        case area
        /// In m.
        case length

        /// The SI unit; empty for a plain number.
        public var unit: String {
            switch self {
            case .number: ""
            case .temperature: "K"
            case .power: "W"
            case .current: "A"
            case .area: "m²"
            case .length: "m"
            }
        }

        /// A number as people write it, with its unit, in SI.
        ///
        /// - Throws: `PlanningError` or `QuantityError` for words that are no such number.
        func value(_ text: String) throws -> Double {
            switch self {
            case .number:
                guard let value = Double(text), value.isFinite else {
                    throw PlanningError("a number", .invalid(value: "‘\(text)’", expected: "a number without a unit"))
                }
                return value
            case .temperature: return try Temperature(parsing: text).si
            case .power: return try Power(parsing: text).si
            case .current: return try Current(parsing: text).si
            case .area: return try Area(parsing: text).si
            case .length: return try Length(parsing: text).si
            }
        }
    }

    enum Place: Sendable, Hashable {
        case lineCount(Int), linePower(Int), lineCurrent(Int)
        case loadCount(Int), loadPower(Int)
        case supportArea(Int), supportLength(Int)
        case stageLimit(Int), stageDistance(Int)
        case cooling(Stage)
        case factor(CryostatUncertainty.Quantity)
        case dissipation
        case ambient
    }

    /// As it is written.
    public let name: String
    /// What it counts in.
    public let kind: Kind
    let place: Place

    /// Finds an input.
    ///
    /// - Parameters:
    ///   - name: its place, `lines.drive.count`.
    ///   - cryostat: whose number it is.
    /// - Throws: `PlanningError` naming what there is.
    public init(_ name: String, of cryostat: CryostatDescription) throws(PlanningError) {
        self.name = name
        if name == "ambient" {
            (kind, place) = (.temperature, .ambient)
            return
        }
        guard let dot = name.firstIndex(of: ".") else {
            throw PlanningError(
                "what to vary",
                .unknown(name: name, known: ["lines", "loads", "supports", "stages", "factors", "ambient"]))
        }
        let rest = String(name[name.index(after: dot)...])
        (kind, place) = try Self.find(String(name[..<dot]), rest, cryostat)
    }

    private static func find(
        _ group: String, _ rest: String, _ cryostat: CryostatDescription
    ) throws(PlanningError) -> (Kind, Place) {
        func unknown(_ what: String, _ name: String, _ known: [String]) -> PlanningError {
            PlanningError(what, .unknown(name: name, known: known))
        }
        if group == "factors" {
            let flows: [CryostatUncertainty.Quantity] = [.conduction, .coldConduction, .supports, .radiation]
            if let flow = flows.first(where: { $0.rawValue == rest }) { return (.number, .factor(flow)) }
            if rest == "dissipation" { return (.number, .dissipation) }
            let stages = cryostat.stages.map(\.stage)
            if let stage = stages.first(where: { "cooling.\($0.rawValue)" == rest }) {
                return (.number, .cooling(stage))
            }
            throw unknown(
                "factors", rest,
                flows.map(\.rawValue) + ["dissipation"] + stages.map { "cooling.\($0.rawValue)" })
        }
        // A name may hold dots: the key is what follows the last.
        guard let dot = rest.lastIndex(of: ".") else {
            throw PlanningError(
                group, .invalid(value: "‘\(rest)’", expected: "a name, a dot and a key, as in lines.drive.count"))
        }
        let (name, key) = (String(rest[..<dot]), String(rest[rest.index(after: dot)...]))
        func index(_ names: [String]) throws(PlanningError) -> Int {
            let found = names.indices.filter { names[$0] == name }
            guard let index = found.first else { throw unknown(group, name, names) }
            guard found.count == 1 else {
                throw PlanningError(
                    group,
                    .invalid(value: "\(found.count) of them are called ‘\(name)’", expected: "names that differ"))
            }
            return index
        }
        func pick(_ choices: [(String, Kind, Place)]) throws(PlanningError) -> (Kind, Place) {
            guard let found = choices.first(where: { $0.0 == key }) else {
                throw unknown("\(group).\(name)", key, choices.map(\.0))
            }
            return (found.1, found.2)
        }
        switch group {
        case "lines":
            let i = try index(cryostat.lines.map(\.name))
            return try pick([
                ("count", .number, .lineCount(i)), ("power", .power, .linePower(i)),
                ("current", .current, .lineCurrent(i)),
            ])
        case "loads":
            let i = try load(name, cryostat.loads)
            return try pick([("power", .power, .loadPower(i)), ("count", .number, .loadCount(i))])
        case "supports":
            let i = try index(cryostat.supports.map(\.name))
            return try pick([("area", .area, .supportArea(i)), ("length", .length, .supportLength(i))])
        case "stages":
            let i = try index(cryostat.stages.map(\.stage.rawValue))
            return try pick([
                ("limit", .temperature, .stageLimit(i)), ("distance", .length, .stageDistance(i)),
            ])
        default:
            throw unknown("what to vary", group, ["lines", "loads", "supports", "stages", "factors", "ambient"])
        }
    }

    /// The load of a name, or of a name and the stage that it heats: `precooling@4K`.
    private static func load(_ name: String, _ loads: [LoadDescription]) throws(PlanningError) -> Int {
        let full = loads.map { "\($0.name)@\($0.stage.rawValue)" }
        let found = loads.indices.filter { loads[$0].name == name }
        if found.count == 1 { return found[0] }
        let placed = loads.indices.filter { full[$0] == name }
        if found.isEmpty, placed.count == 1 { return placed[0] }
        let several = found.isEmpty ? placed : found
        guard several.isEmpty else {
            throw PlanningError(
                "loads",
                .invalid(
                    value: "several are called ‘\(name)’",
                    expected: Set(several.map { full[$0] }).count == several.count
                        ? "one of \(several.map { full[$0] }.joined(separator: ", "))" : "names that differ"))
        }
        throw PlanningError("loads", .unknown(name: name, known: loads.map(\.name)))
    }

    /// Sets the input, in SI.
    ///
    /// - Precondition: the cryostat has the parts of the one it was found in.
    public func set(_ value: Double, in cryostat: inout CryostatDescription) {
        switch place {
        case .lineCount(let i): cryostat.lines[i].count = value
        case .linePower(let i): cryostat.lines[i].drivePower = value
        case .lineCurrent(let i): cryostat.lines[i].current = value
        case .loadCount(let i): cryostat.loads[i].count = value
        case .loadPower(let i): cryostat.loads[i].power = value
        case .supportArea(let i): cryostat.supports[i].area = value
        case .supportLength(let i): cryostat.supports[i].length = value
        case .stageLimit(let i): cryostat.stages[i].limit = value
        case .stageDistance(let i): cryostat.stages[i].distance = value
        case .cooling(let stage): cryostat.factors.cooling[stage] = value
        case .factor(let quantity): cryostat = cryostat.multiplying(quantity, by: value)
        case .dissipation: cryostat.factors.dissipation = value
        case .ambient: cryostat.ambient = value
        }
    }
}
