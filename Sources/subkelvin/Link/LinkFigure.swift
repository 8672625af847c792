import Cryogenics
import Plotting
import Text

/// A solved link as pictures: temperature and heat flow along it, stage under stage.
struct LinkFigure {
    /// What is drawn.
    var state: LinkState
    /// The link and its loads in words.
    var subtitle: String

    /// Where thermometers would sit, which no description says.
    static let sensorNote =
        "Markers are thermometers, assumed on every plate and at each end of every module's shields."

    /// Temperatures in the left column, heat flows in the right.
    func overview() -> PlotGrid {
        let stages = state.rows.indices
        return PlotGrid(
            title: "Temperature and heat flow along the link", subtitle: subtitle,
            rows: stages.map { [temperature($0), heatFlow($0)] }, sharesX: true,
            footnote: "\(Self.sensorNote)\n\(flowNote)"
        )
    }

    /// Temperatures alone.
    func temperatures() -> PlotGrid {
        PlotGrid(
            title: "Temperature along the link", subtitle: subtitle,
            rows: state.rows.indices.map { [temperature($0)] }, sharesX: true, footnote: Self.sensorNote)
    }

    /// Heat flows alone.
    func heatFlows() -> PlotGrid {
        PlotGrid(
            title: "Heat flow along the link", subtitle: subtitle,
            rows: state.rows.indices.map { [heatFlow($0)] }, sharesX: true, footnote: flowNote)
    }

    /// The size that a figure of as many columns reads well at.
    static func canvas(columns: Int) -> Canvas {
        Canvas(width: columns == 1 ? 1000 : 1500, height: columns == 1 ? 1250 : 1600, density: 2)
    }

    private var flowNote: String {
        "Heat flow within a stage's shields, positive toward growing position. It leaps where a cooler acts and steps where "
            + "posts stand; the places of posts are assumed."
    }

    private var position: Axis { Axis("Position", unit: "m", range: 0...state.model.layout.length) }

    private func temperature(_ stage: Int) -> Plot {
        let parameters = state.model.parameters.stages[stage]
        let profile = state.profile(stage)
        let limit = parameters.limit
        let scale = Prefix(for: max(profile.temperatures.max() ?? 1, limit ?? 0))
        let blocks = state.model.layout.blocks
        let faces = blocks.indices.filter { blocks[$0].kind == .face }
        let plates = state.plates(stage)
        let isLast = stage == state.rows.indices.last
        var series = [
            Series(
                isLast ? "shields and joints" : "", x: profile.positions, y: profile.temperatures.map(scale.value),
                color: .blue),
            Series(
                isLast ? "ends of shields" : "", x: faces.map { profile.positions[$0] },
                y: faces.map { scale.value(profile.temperatures[$0]) }, style: .points, color: .sky),
        ]
        // Plates without a cooler only pass heat from one side to the other.
        for (name, isCooled, color) in [
            ("plates, cooled", true, Color.vermilion), ("plates, not cooled", false, .orange),
        ] {
            let some = plates.filter { ($0.isNode || parameters.isCooledByUnits) == isCooled }
            guard !some.isEmpty else { continue }
            series.append(
                Series(
                    isLast ? name : "", x: some.map(\.position), y: some.map { scale.value($0.temperature) },
                    style: .points, color: color))
        }
        let name = parameters.limitsReach ? "limit of the nodes' plates" : "cold trap of the nodes' plates"
        return Plot(
            title: stageTitle(stage), x: position, y: Axis("Temperature", unit: scale.unit("K")), series: series,
            referenceLines: limit.map { [.horizontal(scale.value($0), label: "\(name), \(kelvin($0))")] } ?? [],
            legend: .below)
    }

    private func heatFlow(_ stage: Int) -> Plot {
        let profile = state.profile(stage)
        let scale = Prefix(for: profile.heatFlows.map(abs).max() ?? 1)
        let isLast = stage == state.rows.indices.last
        return Plot(
            title: stageTitle(stage), x: position, y: Axis("Heat flow", unit: scale.unit("W")),
            series: [
                Series(
                    isLast ? "heat flow toward growing position" : "", x: profile.positions,
                    y: profile.heatFlows.map(scale.value), color: .green)
            ],
            referenceLines: [.horizontal(0)]
                + state.plates(stage).filter { $0.position > 0 && $0.position < state.model.layout.length }
                .map { .vertical($0.position, label: isLast ? $0.name : "") },
            legend: .below)
    }

    private func stageTitle(_ stage: Int) -> String {
        let name = state.model.parameters.stages[stage].stage.rawValue
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

/// A power of a thousand that brings numbers near 1, and its sign before a unit.
struct Prefix {
    private var factor: Double
    private var sign: String

    /// The largest of 1, m, µ, n, p of which `value` is at least one.
    init(for value: Double) {
        let all = [(1.0, ""), (1e3, "m"), (1e6, "µ"), (1e9, "n"), (1e12, "p")]
        let fitting = all.first { abs(value) * $0.0 >= 1 }
        (factor, sign) = value == 0 ? (1, "") : fitting ?? (1e12, "p")
    }

    /// A number in the prefixed unit.
    func value(_ si: Double) -> Double { si * factor }

    /// The prefixed unit.
    func unit(_ unit: String) -> String { sign + unit }
}
