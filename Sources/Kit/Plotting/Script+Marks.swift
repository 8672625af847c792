extension Script {
    /// Shaded parts, behind everything, their words at the upper or left edge.
    mutating func addRegions(_ regions: [Region], _ letters: Letters) {
        let gap = offset(letters.note * 0.45, letters.note * -0.8)
        for region in regions {
            let (low, high) = (region.range.lowerBound, region.range.upperBound)
            let isUpright = region.direction == .vertical
            let corners =
                isUpright
                ? "from \(low), graph 0 to \(high), graph 1" : "from graph 0, first \(low) to graph 1, first \(high)"
            add(
                "set object rectangle \(corners) behind fillcolor rgb '\(region.color.hex)'"
                    + " fillstyle transparent solid 0.13 noborder")
            guard !region.label.isEmpty else { continue }
            let corner = isUpright ? "\(low), graph 1" : "graph 0, first \(high)"
            addNote(region.label, at: corner, offset: gap, color: region.color, size: letters.note)
        }
    }

    /// Straight lines behind the data, their words along them.
    mutating func addReferenceLines(_ lines: [ReferenceLine], _ letters: Letters) {
        for line in lines {
            let isUpright = line.direction == .vertical
            let ends =
                isUpright
                ? "from \(line.value), graph 0 to \(line.value), graph 1"
                : "from graph 0, first \(line.value) to graph 1, first \(line.value)"
            add("set arrow \(ends) nohead back lw 1.5 dt (6, 4) lc rgb '\(line.color.hex)'")
            guard !line.label.isEmpty else { continue }
            if isUpright {
                addNote(
                    line.label, at: "\(line.value), graph 1", align: "right rotate by 90",
                    offset: offset(letters.note * -0.7, letters.note * -0.5), color: line.color, size: letters.note)
            } else {
                addNote(
                    line.label, at: "graph 1, first \(line.value)", align: "right",
                    offset: offset(letters.note * -0.4, letters.note * 0.75), color: line.color, size: letters.note)
            }
        }
    }

    /// Words at points, on the side with more room.
    mutating func addAnnotations(_ annotations: [Annotation], x: Ruler, _ letters: Letters) {
        for annotation in annotations {
            let isLeft = x.position(of: annotation.x) <= 0.6
            let place = "\(annotation.x), \(annotation.y)"
            if annotation.isMarked {
                add("set label '' at \(place) front point pt 6 ps \(shortText(1.6 * ornament)) lw 1.5 lc rgb '#222222'")
            }
            addNote(
                annotation.text, at: place, align: isLeft ? "left" : "right", isBoxed: true,
                offset: offset(letters.note * (isLeft ? 0.9 : -0.9), 0), color: .black, size: letters.note)
        }
    }

    private mutating func addNote(
        _ text: String, at place: String, align: String = "left", isBoxed: Bool = false, offset: String, color: Color,
        size: Double
    ) {
        guard !text.isEmpty else { return }
        add(
            "set label \(Self.quoted(text)) at \(place) \(align) front \(font(size))"
                + " textcolor rgb '\(color.hex)'\(isBoxed ? " boxed" : "")\(offset)")
    }

    /// A shift in pixels, right and up; nothing in text, which has no pixels.
    private func offset(_ right: Double, _ up: Double) -> String {
        guard case .picture = medium else { return "" }
        return " offset screen \(shortText(right / canvas.width)), screen \(shortText(up / canvas.height))"
    }
}
