import Cryogenics
import Glibc
import Quantities
import Text

/// A cryostat to scale as SVG: plates and shields as they are, and above each plate what brings it heat.
///
/// Heat spans ten orders of magnitude from the warmest stage to the coldest, so widths are shares: as wide as the whole plate is
/// what its coolers lift at its limit, and what is left white is the margin.
struct CryostatDrawing {
    /// What is drawn.
    var state: CryostatState

    private static let width = 1000.0
    private static let center = 400.0

    /// The most groups of lines that are named in the drawing.
    private static let mostNames = 12

    /// Room above the flange for the longest name that stands there.
    private var top: Double {
        let names = isNamed ? description.lines.filter { $0.from == nil }.map { displayWidth(label($0)) } : []
        return max(110, 44 + 6.5 * sin(40 * Double.pi / 180) * Double(names.max() ?? 0))
    }

    private var isNamed: Bool { description.lines.count <= Self.mostNames }

    private func label(_ line: LineDescription) -> String { "\(line.name) × \(plainCount(line.count))" }

    private var description: CryostatDescription { state.model.description }

    /// The widest thing in m.
    private var diameter: Double {
        description.stages.flatMap { [$0.plate?.diameter ?? 0.4, $0.shield?.diameter ?? 0] }.max() ?? 0.4
    }

    /// From the top flange to the last plate, in m.
    private var depth: Double { description.stages.reduce(0) { $0 + $1.distance } }

    /// Picture units a metre, the same along both axes.
    private var scale: Double { min(600 / (diameter * 1.08), 640 / (depth + 0.15)) }

    private func y(_ index: Int) -> Double {
        top + scale * description.stages[...index].reduce(0) { $0 + $1.distance }
    }

    private func plateWidth(_ index: Int) -> Double { scale * (description.stages[index].plate?.diameter ?? 0.4) }

    /// The drawing.
    func svg() -> String {
        let bottom = max(top + scale * (depth + 0.15), shieldBottom + 20)
        let height = bottom + 120
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(Self.width)) \(n(height))" font-family="sans-serif" \
            font-size="13" role="img" aria-label="\(escaped(description.title)) to scale, with heat flows">
            <rect width="\(n(Self.width))" height="\(n(height))" fill="#ffffff"/>
            """
        ]
        parts.append(flange())
        for index in description.stages.indices { parts.append(shield(index)) }
        for index in description.stages.indices { parts.append(stage(index)) }
        parts.append(lines())
        parts.append(ruler(bottom))
        parts.append(legend(bottom + 50))
        parts.append("</svg>")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Where the lowest shield ends.
    private var shieldBottom: Double {
        description.stages.indices.compactMap { index in
            description.stages[index].shield.map { y(index) + scale * $0.height }
        }.max() ?? 0
    }

    private func flange() -> String {
        let half = scale * diameter * 0.56
        return rectangle(Self.center - half, top - 14, 2 * half, 14, fill: "#444444")
            + text(Self.center + half + 12, top - 2, "room, \(kelvin(description.ambient))")
    }

    /// A can hangs from its plate.
    private func shield(_ index: Int) -> String {
        guard let shield = description.stages[index].shield else { return "" }
        let half = scale * shield.diameter / 2
        let insulation =
            shield.insulation == nil
            ? "" : " stroke-dasharray=\"6 3\""
        return """
            <rect x="\(n(Self.center - half))" y="\(n(y(index)))" width="\(n(2 * half))" \
            height="\(n(scale * shield.height))" fill="none" stroke="#888888" stroke-width="1.5"\(insulation)/>
            """
    }

    /// Groups of lines from plate to plate, the wider the more they are; over the right of the plates, where heat rarely reaches.
    private func lines() -> String {
        let narrowest = description.stages.indices.map { plateWidth($0) }.min() ?? 0
        let (top, count) = (top, Double(description.lines.count))
        var parts: [String] = []
        var named: [Stage?: Int] = [:]
        for (index, line) in description.lines.enumerated() {
            let x = Self.center + narrowest * (0.12 + 0.36 * (Double(index) + 0.5) / count)
            let start = line.from.flatMap { description.index(of: $0) }.map { y($0) + 8 } ?? top
            let end = description.index(of: line.to).map { y($0) } ?? start
            let width = min(4.5, 1 + Glibc.log2(max(line.count, 1)) / 2) * min(1, 14 / count)
            parts.append(
                """
                <path d="M\(n(x)) \(n(start)) V\(n(end))" stroke="#5b7083" stroke-opacity="0.75" \
                stroke-width="\(n(max(0.3, width)))"><title>\(escaped(label(line)))</title></path>
                """)
            guard isNamed else { continue }
            // Names stand apart however near the lines are, each joined to its own where it begins.
            let place = Double(named[line.from, default: 0])
            named[line.from, default: 0] += 1
            if line.from == nil {
                let across = max(x, Self.center + narrowest * (0.12 + 0.18 / count) + 18 * place)
                parts.append(
                    """
                    <path d="M\(n(x)) \(n(top - 14)) L\(n(across)) \(n(top - 26))" stroke="#5b7083" fill="none"/>\
                    <text transform="translate(\(n(across + 4)) \(n(top - 28))) rotate(-40)" fill="#222222" \
                    font-size="11">\(escaped(label(line)))</text>
                    """)
            } else {
                let (across, row) = (Self.center + narrowest * 0.5 + 6, start + 14 * (place + 1))
                parts.append(
                    """
                    <path d="M\(n(x)) \(n(row - 4)) H\(n(across - 3))" stroke="#5b7083" stroke-width="0.5" fill="none"/>\
                    <text x="\(n(across))" y="\(n(row))" fill="#222222" font-size="11" \
                    paint-order="stroke" stroke="#ffffff" stroke-width="3">\(escaped(label(line)))</text>
                    """)
            }
        }
        if !isNamed {
            parts.append(
                text(Self.center, top - 26, "\(description.lines.count) groups of lines, named in the table of lines"))
        }
        return parts.joined(separator: "\n")
    }

    private func stage(_ index: Int) -> String {
        let stage = state.stages[index]
        let (y, width) = (y(index), plateWidth(index))
        let left = Self.center - width / 2
        var parts = [rectangle(left, y, width, 8, fill: "#b87333")]
        // Above the plate: a frame as wide as the capacity, filled with what arrives.
        let room = min(34, scale * description.stages[index].distance * 0.6)
        parts.append(
            "<rect x=\"\(n(left))\" y=\"\(n(y - room))\" width=\"\(n(width))\" height=\"\(n(room))\" fill=\"none\" "
                + "stroke=\"#cccccc\"/>")
        var x = left
        for (kind, power) in shares(index) {
            let wide = width * power / max(stage.capacity.isNaN ? 0 : stage.capacity, stage.load)
            guard wide > 0.2 else { continue }
            parts.append(arrow(x, y - room, wide, room, kind.color, "\(kind.title): \(watts(power))"))
            x += wide
        }
        parts.append(
            text(
                Self.center + scale * diameter * 0.56 + 12, y - room / 2 + 2,
                "\(stage.stage.rawValue): \(kelvin(stage.temperature)), \(watts(stage.load)) of \(watts(stage.capacity))"
            ))
        parts.append(
            text(
                Self.center + scale * diameter * 0.56 + 12, y - room / 2 + 18,
                "margin \(percent(stage.margin))", fill: stage.margin < 0 ? "#b00020" : "#666666"))
        return parts.joined(separator: "\n")
    }

    /// What a stage's coolers lift, by kind: heat passed on to colder stages is taken from what lines bring.
    private func shares(_ index: Int) -> [(kind: HeatSource.Kind, power: Double)] {
        HeatSource.Kind.allCases.compactMap { kind in
            let sources = state.sources.filter { $0.kind == kind }
            let net = sources.reduce(0) { $0 + $1.received[index] - $1.passedOn[index] }
            return net > 0 ? (kind, net) : nil
        }
    }

    /// A bar that ends in a point, with its words for whoever points at it.
    private func arrow(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: String, _ words: String
    ) -> String {
        let tip = min(8, height / 3)
        let points = [
            (x, y), (x + width, y), (x + width, y + height - tip), (x + width / 2, y + height), (x, y + height - tip),
        ]
        let list = points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
        return "<polygon points=\"\(list)\" fill=\"\(color)\"><title>\(escaped(words))</title></polygon>"
    }

    private func ruler(_ y: Double) -> String {
        let length = scale * 0.1
        let left = Self.center - scale * diameter / 2
        return
            "<path d=\"M\(n(left)) \(n(y)) h\(n(length)) m0 -5 v10 m\(n(-length)) 0 v-10\" stroke=\"#000000\" fill=\"none\"/>"
            + text(left + length + 8, y + 4, "10 cm")
            + text(left + length + 70, y + 4, "as wide as a plate: what is lifted at its limit")
    }

    private func legend(_ y: Double) -> String {
        let kinds = HeatSource.Kind.allCases.filter { kind in state.sources.contains { $0.kind == kind } }
        return kinds.enumerated().map { index, kind in
            let (x, row) = (60 + Double(index % 4) * 225, y + Double(index / 4) * 24)
            return rectangle(x, row - 11, 16, 12, fill: kind.color) + text(x + 22, row, kind.title)
        }.joined(separator: "\n")
    }

    // MARK: Pieces

    private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String) -> String {
        "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" fill=\"\(fill)\"/>"
    }

    private func text(_ x: Double, _ y: Double, _ words: String, fill: String = "#222222") -> String {
        "<text x=\"\(n(x))\" y=\"\(n(y))\" fill=\"\(fill)\">\(escaped(words))</text>"
    }

    private func n(_ value: Double) -> String { formatNumber((value * 10).rounded() / 10, significantDigits: 6) }

    private func escaped(_ words: String) -> String {
        words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
