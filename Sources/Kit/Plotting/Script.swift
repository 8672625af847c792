/// A script for gnuplot in the making: commands, with every text of the user's quoted.
struct Script {
    var lines: [String] = []
    var medium: Medium

    /// The script as gnuplot reads it.
    var text: String { lines.joined(separator: "\n") + "\n" }

    init(_ medium: Medium, title: String) {
        self.medium = medium
        switch medium {
        case .picture(let format, let canvas):
            lines.append(Self.terminal(format, canvas))
            lines.append("set border 3 lw 1.2 lc rgb '#333333'")
            lines.append("set style textbox opaque noborder fillcolor rgb 'white' margins 0.6, 0.6")
        case .text(let columns, let rows, let ansi):
            lines.append("set terminal dumb noenhanced size \(columns), \(rows) \(ansi ? "ansi256" : "mono")")
        }
        // Placed after the terminal, which would otherwise take the locale's encoding.
        lines.append("set encoding utf8")
        lines.append("set tics nomirror")
    }

    mutating func add(_ line: String) { lines.append(line) }

    /// A text as gnuplot shows it unchanged.
    ///
    /// Between single quotes gnuplot gives a meaning to the quote alone, and the terminal is told `noenhanced`, so that
    /// nothing else has one. The quote itself stands between double ones, for gnuplot misreads several doubled quotes in
    /// a row. Characters that no font shows and no XML may contain become U+FFFD.
    static func quoted(_ text: String) -> String {
        var parts: [String] = []
        for line in cleaned(text).split(separator: "\n", omittingEmptySubsequences: false) {
            parts.append("'\(line.replacing("'", with: #"'."'".'"#))'")
        }
        return parts.joined(separator: #"."\n"."#)
    }

    /// A text without control characters; every kind of line end becomes a newline.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where last == "\r": break
            case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
            case 0x09: scalars.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
            last = scalar
        }
        return String(scalars)
    }

    /// A distance in pixels along x as a part of the screen.
    func across(_ pixels: Double) -> String { shortText(pixels / canvas.width) }

    /// A distance in pixels from the top as a part of the screen, which gnuplot measures from below.
    func upward(_ pixels: Double) -> String { shortText(1 - pixels / canvas.height) }

    /// The size of the picture; the default one for text, which never asks.
    var canvas: Canvas {
        if case .picture(_, let canvas) = medium { canvas } else { Canvas() }
    }

    /// A font of a height in pixels.
    func font(_ pixels: Double, bold: Bool = false) -> String {
        "font '\(Self.family)\(bold ? Self.boldSuffix : ""),\(points(pixels))'"
    }

    /// Words at a place of the screen.
    mutating func addText(
        _ text: String, x: Double, y: Double, align: String = "left", size: Double, bold: Bool = false,
        color: String = "#222222", rotated: Bool = false
    ) {
        add(
            "set label \(Self.quoted(text)) at screen \(across(x)), screen \(upward(y)) \(align)"
                + (rotated ? " rotate by 90" : "") + " front \(font(size, bold: bold)) textcolor rgb '\(color)'")
    }

    /// The family of all letters; SVG names further ones for machines that lack it.
    static let family = "DejaVu Sans"

    /// What makes the family bold.
    ///
    /// The SVG terminal takes it for a part of the family's name, which is mended at the end.
    static let boldSuffix = " Bold"

    /// The size of letters of a height in pixels, in the terminal's own unit.
    func points(_ pixels: Double) -> String {
        guard case .picture(let format, _) = medium else { return "12" }
        // SVG counts pixels; PNG points, of which 72 make an inch of 96 pixels; PDF draws letters at two thirds.
        let factor =
            switch format {
            case .svg: 1.0
            case .png: 0.75
            case .pdf: 1.125
            }
        return shortText(pixels * factor, places: 2)
    }

    /// What makes marks, markers and the lines of a legend as large as in a PNG: SVG draws all of them larger.
    var ornament: Double {
        if case .picture(.svg, _) = medium { 0.62 } else { 1 }
    }

    private static func terminal(_ format: PictureFormat, _ canvas: Canvas) -> String {
        let (width, height) = (canvas.width, canvas.height)
        let size = "size \(shortText(width, places: 0)), \(shortText(height, places: 0))"
        switch format {
        case .svg:
            return "set terminal svg noenhanced \(size) background rgb 'white' font '\(family),16'"
        case .png:
            let density = canvas.density
            let dots = "size \(shortText(width * density, places: 0)), \(shortText(height * density, places: 0))"
            let scale = shortText(density, places: 3)
            return "set terminal pngcairo noenhanced \(dots) font '\(family),12'"
                + " fontscale \(scale) linewidth \(scale) pointscale \(scale)"
        case .pdf:
            let inches = "size \(shortText(width / 96))in, \(shortText(height / 96))in"
            return "set terminal pdfcairo noenhanced \(inches) font '\(family),18' linewidth 1.4"
        }
    }
}
