extension Plot {
    /// Refuses what cannot be drawn faithfully.
    func check() throws(PlottingError) {
        try check(x, "the x axis", marks: marks(.vertical) + annotations.map(\.x))
        try check(y, "the left y axis", marks: marks(.horizontal) + annotations.map(\.y))
        if let y2 { try check(y2, "the right y axis") }
        var hasPoint = false
        for one in series {
            hasPoint = try check(one) || hasPoint
        }
        guard hasPoint else { throw failure(.noData) }
    }

    /// Refuses marks outside the axes that were made.
    func checkMarks(x: Ruler, y: Ruler) throws(PlottingError) {
        for line in referenceLines {
            let ruler = line.direction == .vertical ? x : y
            try check(line.value, of: "the reference line ‘\(line.label)’", on: ruler)
        }
        for region in regions {
            let ruler = region.direction == .vertical ? x : y
            try check(region.range.lowerBound, of: "the region ‘\(region.label)’", on: ruler)
            try check(region.range.upperBound, of: "the region ‘\(region.label)’", on: ruler)
        }
        for annotation in annotations {
            try check(annotation.x, of: "the annotation ‘\(annotation.text)’", on: x)
            try check(annotation.y, of: "the annotation ‘\(annotation.text)’", on: y)
        }
    }

    func failure(_ reason: PlottingError.Reason) -> PlottingError { PlottingError(figure: title, reason: reason) }

    /// The values along x that an axis fitted to the data must show.
    var xValues: [Double] {
        series.flatMap { one in zip(one.x, one.y).filter { !$0.1.isNaN }.map(\.0) }
            + marks(.vertical) + annotations.map(\.x)
    }

    /// The values along one of the vertical axes that an axis fitted to the data must show.
    func yValues(_ side: Series.Side) -> [Double] {
        var values: [Double] = []
        for one in series where one.side == side {
            values += one.y
            if let band = one.band { values += band.lower + band.upper }
        }
        if side == .left { values += marks(.horizontal) + annotations.map(\.y) }
        return values.filter { !$0.isNaN }
    }

    private func marks(_ direction: ReferenceLine.Direction) -> [Double] {
        referenceLines.filter { $0.direction == direction }.map(\.value)
            + regions.filter { $0.direction == direction }.flatMap { [$0.range.lowerBound, $0.range.upperBound] }
    }

    private func check(_ value: Double, of what: String, on ruler: Ruler) throws(PlottingError) {
        guard ruler.contains(value) else {
            throw failure(
                .outsideRange(of: what, value: value, lowest: ruler.lowest, highest: ruler.highest))
        }
    }

    private func check(_ axis: Axis, _ name: String, marks: [Double] = []) throws(PlottingError) {
        if let reason = axis.fault(name: name) { throw failure(reason) }
        for (index, value) in marks.enumerated() {
            if let reason = axis.fault(value, of: "a mark on \(name)", at: index) { throw failure(reason) }
        }
    }

    /// Checks one series; the answer is whether it has any point.
    private func check(_ one: Series) throws(PlottingError) -> Bool {
        let name = one.name.isEmpty ? "an unnamed series" : "‘\(one.name)’"
        guard let axis = one.side == .left ? y : y2 else { throw failure(.noRightAxis(series: one.name)) }
        guard one.x.count == one.y.count else {
            throw failure(.mismatchedLengths(of: "y of \(name)", expected: one.x.count, found: one.y.count))
        }
        for (index, value) in one.x.enumerated() {
            if let reason = x.fault(value, of: "x of \(name)", at: index) { throw failure(reason) }
        }
        var lists = [("y", one.y)]
        if let band = one.band { lists += [("lower limit", band.lower), ("upper limit", band.upper)] }
        for (list, values) in lists {
            guard values.count == one.x.count else {
                throw failure(
                    .mismatchedLengths(of: "the \(list) of \(name)", expected: one.x.count, found: values.count))
            }
            for (index, value) in values.enumerated() where !(value.isNaN && one.gaps == .break) {
                if let reason = axis.fault(value, of: "\(list) of \(name)", at: index) { throw failure(reason) }
            }
        }
        return one.y.contains { !$0.isNaN }
    }
}

extension Axis {
    /// What is wrong with the axis itself, if anything.
    func fault(name: String) -> PlottingError.Reason? {
        guard let range else { return nil }
        for (index, value) in [range.lowerBound, range.upperBound].enumerated() {
            if let reason = fault(value, of: "the range of \(name)", at: index) { return reason }
        }
        let largest = max(abs(range.lowerBound), abs(range.upperBound))
        return range.upperBound - range.lowerBound > largest * 1e-9
            ? nil : .emptyRange(of: name, value: range.lowerBound)
    }

    /// What keeps a value from being drawn on this axis, if anything.
    func fault(_ value: Double, of what: String, at index: Int) -> PlottingError.Reason? {
        if !value.isFinite { return .notFinite(in: what, index: index, value: value) }
        if scale == .log, value <= 0 { return .notPositive(in: what, index: index, value: value) }
        // Beyond these the arithmetic of ranges and marks would overflow.
        let magnitude = abs(value)
        return magnitude == 0 || (magnitude >= 1e-200 && magnitude <= 1e200)
            ? nil : .outOfBounds(in: what, index: index, value: value)
    }
}

/// From the lowest to the highest of some values; nil when there are none.
func extent(of values: [Double]) -> ClosedRange<Double>? {
    guard let lowest = values.min(), let highest = values.max() else { return nil }
    return lowest...highest
}
