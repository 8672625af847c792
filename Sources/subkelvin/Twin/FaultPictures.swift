import Cryogenics
import Glibc
import Plotting
import Twin

/// What faults do, drawn.
enum FaultPictures {
    /// One fault: temperatures, pressures, circulation.
    static func one(_ trial: FaultTrial) -> PlotGrid {
        let hours = [0] + trial.times.map { $0 / 3600 }
        func plot(_ title: String, _ unit: String, _ scale: Double, _ isShown: (Signal) -> Bool) -> Plot {
            var series: [Series] = []
            var isLogarithmic = true
            for (index, signal) in trial.signals.enumerated() where isShown(signal) {
                let values = ([trial.before[index]] + trial.values[index]).map { $0 / scale }
                // A logarithm has no room for what stops, or turns.
                if values.contains(where: { $0 <= 0 }) { isLogarithmic = false }
                series.append(Series("\(signal)", x: hours, y: values))
            }
            return Plot(
                title: "", x: Axis("Time", unit: "h"),
                y: Axis(title, unit: unit, scale: isLogarithmic ? .log : .linear),
                series: series, legend: .right)
        }
        return PlotGrid(
            title: trial.fault.words, subtitle: trial.fault.kind.title,
            rows: [
                [plot("Temperature", "K", 1) { if case .stage = $0 { true } else { false } }],
                [plot("Pressure", "mbar", 100) { if case .pressure = $0 { true } else { false } }],
                [plot("Flow", "µmol/s", 1e-6) { $0 == .flow }],
            ], sharesX: true)
    }

    /// What is drawn of every fault, each in its colour.
    static let signals: [(signal: Signal, color: Color)] = [
        (.stage(.base, .nodes), .blue), (.stage(.still, .nodes), .sky), (.stage(.fourKelvin, .nodes), .green),
        (.stage(.fiftyKelvin, .nodes), .orange), (.pressure(1), .purple), (.pressure(3), .vermilion), (.flow, .black),
    ]
    /// The size that all of them read well at.
    static let canvas = Canvas(width: 1500, height: 1900)
    /// How many stand beside each other.
    private static let columns = 4
    /// What changes by more is drawn at the edge.
    private static let range = 1e-3...1e4

    /// All faults: each signal as a multiple of what it was, in the hours after something broke.
    static func all(_ trials: [FaultTrial]) -> PlotGrid {
        var plots = trials.map { trial in panel(trial.fault.words, trial) }
        // Rows are full: what remains says which colour is which.
        let key = trials.first.map { trial in
            Plot(
                title: "colours of the signals", x: axis, y: Axis("Multiple", scale: .log, range: range),
                series: signals.enumerated().map { number, one in
                    let height = pow(10, 3.2 - Double(number))
                    return Series(
                        "\(one.signal)", x: [0, trial.times.last.map { $0 / 3600 } ?? 6], y: [height, height],
                        color: one.color)
                }, legend: .insideTopRight)
        }
        while let key, plots.count % columns != 0 { plots.append(key) }
        let rows = stride(from: 0, to: plots.count, by: columns).map {
            Array(plots[$0..<min($0 + columns, plots.count)])
        }
        return PlotGrid(
            title: "What each fault does",
            subtitle:
                "Each signal as a multiple of what it was before, in the hours after something of a cryostat at base broke",
            rows: rows, sharesX: true, footnote: "What leaves a thousandth or ten thousand times is drawn at the edge.")
    }

    private static let axis = Axis("Time", unit: "h")

    private static func panel(_ title: String, _ trial: FaultTrial) -> Plot {
        // Minutes matter at first, later not.
        let shown = [-1] + trial.times.indices.filter { $0 < 30 || $0 % 5 == 4 }
        let hours = shown.map { $0 < 0 ? 0 : trial.times[$0] / 3600 }
        let series = signals.compactMap { signal, color -> Series? in
            guard let place = trial.signals.firstIndex(of: signal), trial.before[place] > 0 else { return nil }
            let multiples = shown.map { index in
                let value = index < 0 ? trial.before[place] : trial.values[place][index]
                return min(max(value / trial.before[place], range.lowerBound), range.upperBound)
            }
            return Series("\(signal)", x: hours, y: multiples, color: color)
        }
        // What changes little is drawn large.
        let all = series.flatMap(\.y)
        let (low, high) = (min(all.min() ?? 1, 0.98), max(all.max() ?? 1, 1.02))
        let isWide = high / low > 10
        let own = isWide ? low / 1.5...high * 1.5 : low - 0.05 * (high - low)...high + 0.05 * (high - low)
        return Plot(
            title: title, x: axis, y: Axis("Multiple", scale: isWide ? .log : .linear, range: own), series: series,
            legend: .none)
    }
}
