internal import Glibc

/// How fast something grows, as a straight line through what was seen of it.
struct Trend: Sendable, Hashable {
    /// In the unit of the values a second.
    var rate: Double
    /// The values at the beginning and at the end of the line.
    var first: Double
    var last: Double
    /// How well the line fits: the share of the scatter that it explains, 0 to 1.
    var share: Double

    /// The line of least squares.
    ///
    /// - Parameter points: time in s and value; nil for fewer than three, or all of one time.
    init?(_ points: [(time: Double, value: Double)]) {
        guard points.count >= 3, let begin = points.first?.time, let end = points.last?.time else { return nil }
        let count = Double(points.count)
        let middle = points.reduce(0) { $0 + ($1.time - begin) } / count
        let mean = points.reduce(0) { $0 + $1.value } / count
        var (times, both, values) = (0.0, 0.0, 0.0)
        for point in points {
            let (time, value) = (point.time - begin - middle, point.value - mean)
            times += time * time
            both += time * value
            values += value * value
        }
        guard times > 0 else { return nil }
        rate = both / times
        first = mean - rate * middle
        last = mean + rate * (end - begin - middle)
        share = values > 0 ? both * both / (times * values) : 1
    }

    /// How well one jump would fit instead: the share of the scatter that it explains at the best moment, 0 to 1.
    ///
    /// Of a line it explains three quarters; of a jump the line explains no more than that.
    static func shareOfJump(_ values: [Double]) -> Double {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let scatter = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard scatter > 0 else { return 0 }
        var (before, best) = (0.0, 0.0)
        for (index, value) in values.dropLast().enumerated() {
            before += value - mean
            let left = Double(index + 1)
            best = max(best, before * before * count / (left * (count - left)))
        }
        return best / scatter
    }
}

/// What the past of a device shows that no single reading does.
enum Notes {
    /// A vacuum that gets worse, slowly and steadily.
    ///
    /// - Parameters:
    ///   - gauge: its channel.
    ///   - points: time in s and pressure in Pa, of a few days.
    ///   - limit: of the vacuum in Pa.
    /// - Returns: a note where the pressure rose by a tenth along a line that explains most of its scatter, and more of it than a jump
    ///   would, and when it comes to its limit where that is within five years; nil else.
    static func vacuum(_ gauge: String, _ points: [(time: Double, value: Double)], limit: Double) -> String? {
        guard let begin = points.first?.time, let end = points.last?.time, end - begin >= 86400 / 2,
            let trend = Trend(points), trend.share > 0.6, trend.rate > 0,
            trend.share > Trend.shareOfJump(points.map(\.value))
        else { return nil }
        // A line through the quarter at each end: a straight line through all may begin below nothing.
        let quarter = max(points.count / 4, 1)
        let before = points.prefix(quarter).reduce(0) { $0 + $1.value } / Double(quarter)
        let after = points.suffix(quarter).reduce(0) { $0 + $1.value } / Double(quarter)
        guard after > 1.1 * before else { return nil }
        var note = "vacuum \(gauge) rises by \(millibar(trend.rate * 86400)) a day"
        // A gauge may say whatever a number can be: of what a line says of years nothing comes true.
        let left = (limit - after) / trend.rate
        if after < limit, left < 5 * 365.25 * 86400 {
            note += "; at its limit of \(millibar(limit)) in \(spanWords(left)) if that goes on"
        } else {
            note += "; its limit is \(millibar(limit))"
        }
        return note
    }

    /// A pressure in mbar with two digits; one that is not above zero, as a gauge out of its range may say, as it stands.
    static func millibar(_ pascal: Double) -> String {
        guard pascal / 100 > 0, pascal.isFinite else { return "\(pascal / 100) mbar" }
        let exponent = Int(floor(log10(pascal / 100)))
        let digits = pascal / 100 / pow(10, Double(exponent))
        return "\((digits * 10).rounded() / 10)e\(exponent) mbar"
    }
}
