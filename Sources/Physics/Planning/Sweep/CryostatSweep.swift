public import Cryogenics
import Text

/// A cryostat solved at every point of a grid over one or two of its inputs.
///
/// ```swift
/// let axis = try SweepAxis("lines.drive.count=0..200", points: 100, of: cryostat)
/// let points = try CryostatSweep(cryostat, over: [axis]).run()
/// ```
public struct CryostatSweep: Sendable {
    /// What is varied.
    public let cryostat: CryostatDescription
    /// Over what: the last axis runs fastest.
    public let axes: [SweepAxis]

    /// What was found at a point.
    public struct Point: Sendable, Hashable {
        /// The inputs' values in SI, one an axis.
        public var values: [Double]
        /// The stages at rest, from warm to cold; empty where they have none.
        public var stages: [StageState]
        /// What is over its limit, in words.
        public var faults: [String]
        /// Why there is no rest, in words.
        public var failure: String?

        /// The stage with the least margin.
        public var limiting: StageState? { stages.min { $0.margin < $1.margin } }

        /// Whether all is within its limit.
        public var isGood: Bool { failure == nil && faults.isEmpty }
    }

    /// The most points.
    public static let mostPoints = 1_000_000

    /// Describes a sweep.
    ///
    /// - Parameters:
    ///   - cryostat: what is varied.
    ///   - axes: one or two, of different inputs.
    /// - Throws: `PlanningError`.
    public init(_ cryostat: CryostatDescription, over axes: [SweepAxis]) throws(PlanningError) {
        guard (1...2).contains(axes.count) else {
            throw PlanningError("inputs to vary", .invalid(value: "\(axes.count)", expected: "one or two"))
        }
        guard Set(axes.map(\.input)).count == axes.count else {
            throw PlanningError(axes[0].input.name, .invalid(value: "given twice", expected: "two different inputs"))
        }
        self.cryostat = cryostat
        self.axes = axes
        guard count <= Self.mostPoints else {
            throw PlanningError("points", .invalid(value: "\(count)", expected: "at most \(Self.mostPoints)"))
        }
    }

    /// How many points there are.
    public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

    /// The values of a point, one an axis.
    func values(_ index: Int) -> [Double] {
        var rest = index
        var result: [Double] = []
        for axis in axes.reversed() {
            result.append(axis.values[rest % axis.values.count])
            rest /= axis.values.count
        }
        return result.reversed()
    }

    /// All points, the last axis fastest.
    ///
    /// A point whose stages have no rest, or whose description contradicts itself, says so and stops nothing.
    ///
    /// - Parameters:
    ///   - threads: how many threads share the points.
    ///   - progress: called after each point, from any thread.
    /// - Throws: `CryostatError` where the cryostat itself contradicts itself.
    public func run(
        threads: Int = Concurrent.processors, progress: @Sendable () -> Void = {}
    ) throws -> [Point] {
        let model = try CryostatModel(cryostat)
        return Concurrent.map(count, threads: threads) { index in
            defer { progress() }
            let values = values(index)
            var changed = cryostat
            for (axis, value) in zip(axes, values) { axis.input.set(value, in: &changed) }
            do {
                let state = try CryostatModel(changed, sharing: model).solve(
                    withNoise: cryostat.noiseLimit != nil, tolerance: 1e-6)
                return Point(values: values, stages: state.stages, faults: state.faults, failure: nil)
            } catch {
                return Point(values: values, stages: [], faults: [], failure: "\(error)")
            }
        }
    }

    /// All points as CSV: inputs, temperatures and margins by stage, the stage with the least margin, whether all is within its
    /// limit, why not; results with seven digits, a margin empty where nothing is lifted at the limit.
    public func csv(_ points: [Point]) -> String {
        let stages = cryostat.stages.map(\.stage.rawValue)
        var text =
            (axes.map { axis in axis.input.name + (axis.input.kind.unit.isEmpty ? "" : "_\(axis.input.kind.unit)") }
            + stages.map { "\($0)_K" } + stages.map { "\($0)_margin" } + ["limited_by", "ok", "reason"])
            .map(Self.quoted).joined(separator: ",") + "\n"
        for point in points {
            let numbers =
                point.values.map { "\($0)" }
                + (point.stages.isEmpty
                    ? [String](repeating: "", count: 2 * stages.count)
                    : point.stages.map { Self.number($0.temperature) } + point.stages.map { Self.number($0.margin) })
            let words = [
                point.limiting?.stage.rawValue ?? "", point.isGood ? "yes" : "no",
                Self.quoted(point.failure ?? point.faults.joined(separator: "; ")),
            ]
            text += (numbers + words).joined(separator: ",") + "\n"
        }
        return text
    }

    /// As many digits as a solution has, and some more.
    private static func number(_ value: Double) -> String {
        value.isFinite ? formatNumber(value, significantDigits: 7) : ""
    }

    /// A field as CSV has it: in quotes where it needs them.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
