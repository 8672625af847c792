/// The points of a series, divided into what one plot command each can draw.
struct SeriesBlocks {
    /// Stretches of at least one point, in order.
    var solid: [[(x: Double, y: Double)]] = []
    /// Stretches that are dashed whatever the series' own line is.
    var dashed: [[(x: Double, y: Double)]] = []
    /// Points that stand alone, which a line would not show.
    var lone: [(x: Double, y: Double)] = []
    /// Stretches of the band: x, lower, upper.
    var band: [[(Double, Double, Double)]] = []

    init(_ series: Series) {
        for stretch in Self.stretches(series) {
            if stretch.count == 1 { lone.append(stretch[0]) }
            divide(stretch, dashedWithin: series.dashedWithin)
        }
        if let limits = series.band {
            var stretch: [(Double, Double, Double)] = []
            for index in series.x.indices {
                let (low, high) = (limits.lower[index], limits.upper[index])
                if low.isNaN || high.isNaN {
                    if !stretch.isEmpty { band.append(stretch) }
                    stretch = []
                } else {
                    stretch.append((series.x[index], low, high))
                }
            }
            if !stretch.isEmpty { band.append(stretch) }
        }
    }

    /// The points between gaps.
    private static func stretches(_ series: Series) -> [[(x: Double, y: Double)]] {
        var all: [[(x: Double, y: Double)]] = []
        var stretch: [(x: Double, y: Double)] = []
        for (x, y) in zip(series.x, series.y) {
            if y.isNaN {
                if !stretch.isEmpty { all.append(stretch) }
                stretch = []
            } else {
                stretch.append((x, y))
            }
        }
        if !stretch.isEmpty { all.append(stretch) }
        return all
    }

    /// Divides a stretch; a piece of line is dashed when both its ends lie in the dashed part.
    private mutating func divide(_ stretch: [(x: Double, y: Double)], dashedWithin part: ClosedRange<Double>?) {
        guard let part, stretch.count > 1 else {
            solid.append(stretch)
            return
        }
        var run = [stretch[0]]
        var isDashed: Bool?
        for (start, end) in zip(stretch, stretch.dropFirst()) {
            let next = part.contains(start.x) && part.contains(end.x)
            if let current = isDashed, current != next {
                if current { dashed.append(run) } else { solid.append(run) }
                run = [start]
            }
            run.append(end)
            isDashed = next
        }
        if isDashed == true { dashed.append(run) } else { solid.append(run) }
    }
}

extension Script {
    /// Writes stretches of points as a named block of data, an empty line between two stretches.
    mutating func addBlock(_ name: String, _ stretches: [[[Double]]]) {
        add("\(name) << EOD")
        for (index, stretch) in stretches.enumerated() {
            if index > 0 { add("") }
            for row in stretch {
                add(row.map { String($0) }.joined(separator: " "))
            }
        }
        add("EOD")
    }
}
