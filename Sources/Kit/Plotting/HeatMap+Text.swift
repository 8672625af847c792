extension HeatMap {
    /// Draws the map in letters: the fuller a letter, the larger the value.
    func drawText(in script: inout Script, columns: Int, rows: Int, extent: ClosedRange<Double>) {
        let shades = ["·", "░", "▒", "▓", "█"]
        let across = max(2, columns / 12)
        let upward = max(2, rows / 4)
        let xRuler = Ruler(xAxis, showing: x[0]...x[x.count - 1], margin: .none, count: across)
        let yRuler = Ruler(yAxis, showing: y[0]...y[y.count - 1], margin: .none, count: upward)
        let zRuler = Ruler(zAxis, showing: extent, margin: .none, count: upward)
        let legend = shades.enumerated().map { index, shade in
            let from = zRuler.value(at: Double(index) / Double(shades.count))
            return "\(shade) \(rounded(from))…"
        }
        script.add("set title \(Script.quoted([title, subtitle].filter { !$0.isEmpty }.joined(separator: "\n")))")
        script.addTextAxis("x", xRuler)
        script.addTextAxis("y", yRuler)
        let key = "\(zAxis.title(exponent: 0)): \(legend.joined(separator: " "))"
        script.add("set xlabel \(Script.quoted("\(xRuler.title)\n\(key)"))")
        script.add("set key off")
        script.add("$cells << EOD")
        // One letter for each place of the drawing, of the nearest position of the grid.
        for row in 0..<rows {
            for column in 0..<columns {
                let atX = xRuler.value(at: Double(column) / Double(columns - 1))
                let atY = yRuler.value(at: Double(row) / Double(rows - 1))
                let value = values[nearest(to: atY, in: y, on: yRuler)][nearest(to: atX, in: x, on: xRuler)]
                guard !value.isNaN else { continue }
                let level = min(max(zRuler.position(of: value), 0), 1) * Double(shades.count)
                script.add("\(atX) \(atY) \(shades[min(Int(level), shades.count - 1)])")
            }
        }
        script.add("EOD")
        script.add("plot $cells using 1:2:3 with labels")
    }

    private func nearest(to value: Double, in positions: [Double], on ruler: Ruler) -> Int {
        let place = ruler.position(of: value)
        let distances = positions.map { abs(ruler.position(of: $0) - place) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }

    /// Three digits, enough for a key.
    private func rounded(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        let step = Ticks.Step(over: abs(value), count: 1)
        let exponent = step.exponent - 2
        let digits = (value / decimalValue(1, exponent: exponent)).rounded()
        guard abs(digits) < 1e6, abs(exponent) < 9 else { return String(value) }
        return withoutTrailingZeros(decimalText(Int(digits), exponent: exponent))
    }
}
