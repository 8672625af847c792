extension HeatMap {
    /// Refuses what cannot be drawn faithfully; the answer is the extent of the values.
    func check() throws(PlottingError) -> ClosedRange<Double> {
        for (axis, name) in [(xAxis, "the x axis"), (yAxis, "the y axis"), (zAxis, "the colour axis")] {
            if let reason = axis.fault(name: name) { throw failure(reason) }
        }
        try check(x, on: xAxis, name: "x")
        try check(y, on: yAxis, name: "y")
        guard values.count == y.count else {
            throw failure(.mismatchedLengths(of: "the list of rows", expected: y.count, found: values.count))
        }
        for (row, line) in values.enumerated() {
            guard line.count == x.count else {
                throw failure(.mismatchedLengths(of: "row \(row)", expected: x.count, found: line.count))
            }
            for (column, value) in line.enumerated() where !(value.isNaN && gaps == .break) {
                if let reason = zAxis.fault(value, of: "row \(row)", at: column) { throw failure(reason) }
            }
        }
        guard let extent = extent(of: values.joined().filter { !$0.isNaN }) else { throw failure(.noData) }
        for (index, level) in contours.enumerated() {
            if let reason = zAxis.fault(level, of: "contours", at: index) { throw failure(reason) }
            guard level > extent.lowerBound, level < extent.upperBound else {
                throw failure(
                    .outsideRange(
                        of: "the contour", value: level, lowest: extent.lowerBound, highest: extent.upperBound))
            }
        }
        return extent
    }

    func failure(_ reason: PlottingError.Reason) -> PlottingError { PlottingError(figure: title, reason: reason) }

    private func check(_ positions: [Double], on axis: Axis, name: String) throws(PlottingError) {
        guard positions.count >= 2 else { throw failure(.noData) }
        for (index, value) in positions.enumerated() {
            if let reason = axis.fault(value, of: name, at: index) { throw failure(reason) }
            guard index == 0 || value > positions[index - 1] else {
                throw failure(.notRising(in: name, index: index))
            }
        }
    }
}
