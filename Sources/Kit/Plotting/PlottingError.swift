/// Why a picture could not be made: which figure, what was wrong, and what to do.
public struct PlottingError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// gnuplot is in none of the folders that were searched. (A command may answer with exit code 69.)
        case gnuplotNotInstalled
        /// gnuplot could not be started: the system's words.
        case cannotStart(program: String, reason: String)
        /// gnuplot ended with an error: its status and its words.
        case gnuplotFailed(status: Int32, message: String)
        /// gnuplot took longer than allowed and was ended.
        case timedOut(limit: Duration)
        /// The name of the file ends in none of svg, png, pdf.
        case unknownFormat(path: String)
        /// The picture could not be written: the system's words.
        case cannotWrite(path: String, reason: String)
        /// The size is not between 100 and 10000 (a picture), or 20 and 1000 (text).
        case badSize(width: Double, height: Double)
        /// Words take so much of the canvas that less than 40 pixels either way are left for the data.
        case noRoom(width: Double, height: Double)
        /// There is nothing to draw.
        case noData
        /// Two lists that belong together differ in length.
        case mismatchedLengths(of: String, expected: Int, found: Int)
        /// A value is not positive, on a logarithmic axis.
        case notPositive(in: String, index: Int, value: Double)
        /// A value is not a number, or infinite.
        case notFinite(in: String, index: Int, value: Double)
        /// A value is too large or too small to be drawn: its magnitude must lie between 1e-200 and 1e200, or be 0.
        case outOfBounds(in: String, index: Int, value: Double)
        /// The positions do not rise.
        case notRising(in: String, index: Int)
        /// A range holds no more than one value.
        case emptyRange(of: String, value: Double)
        /// A line, region, annotation or contour lies outside the range of its axis.
        case outsideRange(of: String, value: Double, lowest: Double, highest: Double)
        /// A series is measured against the right axis, and there is none.
        case noRightAxis(series: String)
        /// The plots of a column are to share their x axis, but the axes differ.
        case unlikeAxes(column: Int)
    }

    /// The figure's title.
    public var figure: String
    /// What was wrong.
    public var reason: Reason

    /// Makes an error about a figure.
    public init(figure: String, reason: Reason) {
        self.figure = figure
        self.reason = reason
    }
}

extension PlottingError: CustomStringConvertible {
    /// The error in words: what, where, what was expected, what to do.
    public var description: String {
        figure.isEmpty ? words : "‘\(figure)’: \(words)"
    }

    private var words: String {
        switch reason {
        case .gnuplotNotInstalled:
            "gnuplot is not installed; install it with: apt-get install gnuplot-nox"
        case .cannotStart(let program, let reason):
            "\(program) could not be started: \(reason)"
        case .gnuplotFailed(let status, let message):
            "gnuplot failed with status \(status): \(message.isEmpty ? "it gave no reason" : message)"
        case .timedOut(let limit):
            "gnuplot took longer than \(limit) and was ended; draw fewer points, or allow more time"
        case .unknownFormat(let path):
            "the format of \(path) is unknown; let its name end in .svg, .png or .pdf"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason)"
        case .badSize(let width, let height):
            "\(width) × \(height) is no size for a picture (100 to 10000 either way) or for text (20 to 1000)"
        case .noRoom(let width, let height):
            "words leave only \(width) × \(height) pixels for the data; use a larger canvas or fewer words"
        case .noData:
            "there is nothing to draw: no series has a point"
        case .mismatchedLengths(let what, let expected, let found):
            "\(what) has \(found) values where \(expected) were expected, one for each point"
        case .notPositive(let what, let index, let value):
            "\(what)[\(index)] is \(value), but a logarithmic axis shows only values above 0; use a linear one"
        case .notFinite(let what, let index, let value):
            "\(what)[\(index)] is \(value); give a number, or say that NaN is a gap (gaps: .break)"
        case .outOfBounds(let what, let index, let value):
            "\(what)[\(index)] is \(value); its magnitude must lie between 1e-200 and 1e200 to be drawn; use another unit"
        case .notRising(let what, let index):
            "\(what)[\(index)] does not lie above the one before it; positions must rise"
        case .emptyRange(let what, let value):
            "the range of \(what) holds nothing but \(value); its ends must differ"
        case .outsideRange(let what, let value, let lowest, let highest):
            "\(what) at \(value) lies outside its axis, \(lowest)…\(highest); widen the axis or leave it out"
        case .noRightAxis(let series):
            "series ‘\(series)’ is measured against the right axis, but the plot has none; set y2"
        case .unlikeAxes(let column):
            "the x axes of column \(column) differ in scale, unit or label, so they cannot be shared"
        }
    }
}
