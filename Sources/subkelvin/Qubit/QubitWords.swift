import CommandLineKit
import Plotting
import Text

/// A number for a cell, or a dash.
func shown(_ value: Double?, _ digits: Int = 4) -> String {
    value.map { formatNumber($0, significantDigits: digits) } ?? "–"
}

/// Refuses a picture whose file ends otherwise than one that can be drawn.
func checkPicture(_ path: String?) throws {
    if let path, PictureFormat(path: path) == nil { throw ArgumentError("--plot ends in .svg, .png or .pdf") }
}

/// A picture of which no curve has a point: what was given makes none.
struct EmptyPictureError: ExitCoding, CustomStringConvertible {
    /// What it would have shown.
    var title: String

    var exitCode: ExitCode { .badData }
    var description: String {
        "nothing to draw for ‘\(title)’: no curve has a number above zero and below infinity; change what is given, or leave out --plot"
    }
}

/// Draws a picture into a file and says so.
func draw(_ figure: some Figure, to path: String, on console: Console) throws {
    try figure.render(to: path, canvas: Canvas(density: 2))
    try console.note("wrote \(path)")
}

/// Draws curves into a file and says so; those without a point are left out.
///
/// - Throws: `EmptyPictureError` where no curve is left.
func draw(_ plot: Plot, to path: String, on console: Console) throws {
    var plot = plot
    plot.series.removeAll { $0.x.isEmpty }
    guard !plot.series.isEmpty else { throw EmptyPictureError(title: plot.title) }
    try plot.render(to: path, canvas: Canvas(density: 2))
    try console.note("wrote \(path)")
}
