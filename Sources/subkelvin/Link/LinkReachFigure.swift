import Cryogenics
import Plotting
import Quantities

/// How a link's criteria fare as it grows: each plate's temperature over its limit.
struct LinkReachFigure {
    /// What was searched.
    var reach: LinkReach
    /// The link and its loads in words.
    var subtitle: String

    /// The picture.
    func plot() -> Plot {
        let solved = reach.trials.compactMap { trial in trial.criteria.map { (length: trial.length, criteria: $0) } }
        let names = solved.first?.criteria.map(\.name) ?? []
        // Far beyond the reach the ratios dwarf what matters; the axis ends a little above the limit.
        let highest = solved.flatMap(\.criteria).map { $0.value / $0.limit }.max() ?? 1
        let top = min(max(highest * 1.05, 1.2), 2)
        let series = names.indices.map { index -> Series in
            let limits = solved.first?.criteria[index].limitsReach ?? true
            let name = limits ? names[index] : "\(names[index]) (cold trap, does not limit)"
            return Series(
                name, x: solved.map(\.length), y: solved.map { $0.criteria[index].value / $0.criteria[index].limit },
                style: .linePoints, line: limits ? .solid : .dashed)
        }
        let unsolved = reach.trials.filter { $0.criteria == nil }.map(\.length)
        let longest = reach.trials.last?.length ?? 1
        var lines: [ReferenceLine] = [.horizontal(1, label: "limit")]
        if reach.length > 0 {
            lines.append(
                .vertical(reach.length, label: "reach \(Length(si: reach.length).formatted(significantDigits: 4))"))
        }
        if let first = unsolved.first { lines.append(.vertical(first, label: "too warm")) }
        return Plot(
            title: "Reach of the link", subtitle: subtitle,
            x: Axis("Length from node to node", unit: "m", range: 0...longest),
            y: Axis("Warmest node's plate over its limit", range: 0...top), series: series, referenceLines: lines,
            legend: .below,
            footnote: "Markers are lengths that were solved; the search halves the gap between the last length that "
                + "holds and the first that fails.")
    }
}
