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

/// Draws a picture into a file and says so.
func draw(_ figure: some Figure, to path: String, on console: Console) throws {
    try figure.render(to: path, canvas: Canvas(density: 2))
    try console.note("wrote \(path)")
}
