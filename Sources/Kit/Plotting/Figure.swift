/// What can be drawn: a plot, a grid of plots, a heat map.
public protocol Figure: Sendable {
    /// What the figure shows; the picture's name for screen readers.
    var title: String { get }
    /// A second line; the picture's description for screen readers, with the footnote.
    var subtitle: String { get }
    /// Small print: the sources of the data.
    var footnote: String { get }

    /// The gnuplot script, data included, that draws the figure on a medium.
    ///
    /// The script writes the picture to its standard output. It is the same for equal figures.
    ///
    /// - Throws: `PlottingError` when the figure cannot be drawn faithfully.
    func script(for medium: Medium) throws(PlottingError) -> String
}

extension Figure {
    /// Draws the figure into a file; the ending of its name says how: `.svg`, `.png` or `.pdf`.
    ///
    /// The file appears whole or not at all: it is written beside its place under another name and then moved there.
    /// Blocks until gnuplot is done.
    ///
    /// - Parameters:
    ///   - path: where to; a file that is there is replaced.
    ///   - canvas: the size.
    ///   - gnuplot: how gnuplot is found and how long it may take.
    /// - Throws: `PlottingError`.
    public func render(
        to path: String, canvas: Canvas = Canvas(), with gnuplot: Gnuplot = Gnuplot()
    ) throws(PlottingError) {
        guard let format = PictureFormat(path: path) else {
            throw PlottingError(figure: title, reason: .unknownFormat(path: path))
        }
        let picture = try render(format, canvas: canvas, with: gnuplot)
        if let reason = replaceFile(at: path, with: picture) {
            throw PlottingError(figure: title, reason: .cannotWrite(path: path, reason: reason))
        }
    }

    /// Draws the figure; equal figures give equal bytes.
    ///
    /// Blocks until gnuplot is done.
    ///
    /// - Parameters:
    ///   - format: as what.
    ///   - canvas: the size.
    ///   - gnuplot: how gnuplot is found and how long it may take.
    /// - Returns: the bytes of the file.
    /// - Throws: `PlottingError`.
    public func render(
        _ format: PictureFormat, canvas: Canvas = Canvas(), with gnuplot: Gnuplot = Gnuplot()
    ) throws(PlottingError) -> [UInt8] {
        for length in [canvas.width, canvas.height, canvas.width * canvas.density, canvas.height * canvas.density] {
            guard length >= 100, length <= 10_000 else {
                throw PlottingError(
                    figure: title,
                    reason: .badSize(width: canvas.width * canvas.density, height: canvas.height * canvas.density))
            }
        }
        let drawn = try gnuplot.run(try script(for: .picture(format, canvas)), figure: title)
        switch format {
        case .svg:
            let description = [subtitle, footnote].filter { !$0.isEmpty }.joined(separator: "\n")
            return finishedSVG(
                drawn, title: title.isEmpty ? "Untitled figure" : title, description: description)
        case .pdf: return finishedPDF(drawn)
        case .png: return drawn
        }
    }

    /// Draws the figure in letters, for a terminal.
    ///
    /// Bands of error and shaded regions are left out, for letters cannot be seen through; everything else is there.
    ///
    /// - Parameters:
    ///   - columns: letters a line, 20 to 1000.
    ///   - rows: lines, 20 to 1000.
    ///   - ansi: whether to colour with escape sequences.
    ///   - gnuplot: how gnuplot is found and how long it may take.
    /// - Returns: the lines, each ended by a newline, without empty ones before and after; with `ansi` one more resets colours.
    /// - Throws: `PlottingError`.
    public func renderTerminal(
        columns: Int = 100, rows: Int = 30, ansi: Bool = false, with gnuplot: Gnuplot = Gnuplot()
    ) throws(PlottingError) -> String {
        guard (20...1000).contains(columns), (20...1000).contains(rows) else {
            throw PlottingError(figure: title, reason: .badSize(width: Double(columns), height: Double(rows)))
        }
        let drawn = try gnuplot.run(
            try script(for: .text(columns: columns, rows: rows, ansi: ansi)), figure: title)
        return finishedText(drawn)
    }
}

extension Plot: Figure {
    /// The gnuplot script, data included, that draws the plot on a medium.
    public func script(for medium: Medium) throws(PlottingError) -> String {
        var script = Script(medium, title: title)
        switch medium {
        case .picture(_, let canvas):
            let place = canvas.place
            let prepared = try PreparedPlot(
                self, width: place.width, height: place.height, letters: Letters(scale: canvas.letterScale))
            try script.add(prepared, in: place, insets: prepared.insets, prefix: "s")
        case .text(let columns, let rows, _):
            try script.addText(self, columns: columns, rows: rows, prefix: "s")
        }
        return script.text
    }
}

extension Canvas {
    /// The canvas without its edge.
    var place: Frame {
        let edge = Spacing.edge * letterScale
        return Frame(left: edge, top: edge * 0.7, right: width - edge, bottom: height - edge * 0.7)
    }
}
