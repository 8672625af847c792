import Cryogenics
import Plotting
import Quantities

/// A cryostat at rest as pictures.
struct CryostatFigure {
    /// What is shown.
    var state: CryostatState

    /// What heats each stage, against its temperature, with what its coolers lift at its limit.
    func budget() -> Plot {
        let temperatures = state.stages.map(\.temperature)
        func series(_ name: String, _ values: [Double], _ style: Series.Style, _ line: Series.Line = .solid) -> Series {
            // A logarithmic axis has no place for nothing.
            let shown = zip(temperatures, values).filter { $0.1 > 0 }
            return Series(name, x: shown.map(\.0), y: shown.map(\.1), style: style, line: line)
        }
        var all = [
            series("capacity at the limit", state.stages.map(\.capacity), .linePoints, .dashed),
            series("load", state.stages.map(\.load), .linePoints),
        ]
        for kind in HeatSource.Kind.allCases where kind != .cooler {
            let sources = state.sources.filter { $0.kind == kind }
            guard !sources.isEmpty else { continue }
            let sums = temperatures.indices.map { index in sources.reduce(0) { $0 + $1.received[index] } }
            all.append(series(kind.title, sums, .points))
        }
        return Plot(
            title: "What heats the stages of \(state.model.description.name)",
            subtitle: state.model.description.title,
            x: Axis("Temperature of the stage", unit: "K", scale: .log), y: Axis("Power", unit: "W", scale: .log),
            series: all.filter { !$0.x.isEmpty }, legend: .right)
    }
}

extension HeatSource.Kind {
    /// In words, for people.
    var title: String {
        switch self {
        case .line: "conducted by lines"
        case .dissipation: "given off in lines"
        case .support: "conducted by supports"
        case .radiation: "radiation"
        case .device: "devices"
        case .heater: "heaters"
        case .fixed: "fixed loads"
        case .cooler: "lifted"
        }
    }

    /// In a drawing, as SVG writes it.
    var color: String {
        switch self {
        case .line: "#0072b2"
        case .dissipation: "#e69f00"
        case .support: "#999999"
        case .radiation: "#d55e00"
        case .device: "#cc79a7"
        case .heater: "#8a5a00"
        case .fixed: "#555555"
        case .cooler: "#009e73"
        }
    }
}
