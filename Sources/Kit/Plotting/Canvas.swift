/// The size of a picture, in pixels of 1/96 inch.
public struct Canvas: Sendable, Hashable {
    /// The width in pixels, 100 to 10000.
    public var width: Double
    /// The height in pixels, 100 to 10000.
    public var height: Double
    /// How many dots of a PNG make one pixel: 2 for a dense screen or for print.
    ///
    /// SVG and PDF are sharp at any size.
    public var density: Double

    /// Makes a size; 1200 × 750 unless told otherwise.
    public init(width: Double = 1200, height: Double = 750, density: Double = 1) {
        self.width = width
        self.height = height
        self.density = density
    }

    /// Letters grow with the picture, but never become illegibly small.
    var letterScale: Double { min(2, max(0.75, min(width / 1200, height / 750))) }
}

/// What a picture can be written as.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
    /// Scalable Vector Graphics: for pages on the web.
    case svg
    /// Portable Network Graphics: for documents that take no SVG.
    case png
    /// Portable Document Format: for papers.
    case pdf

    /// The format that the name of a file asks for by its ending, in letters of either case; nil for any other.
    public init?(path: String) {
        guard let dot = path.lastIndex(of: "."), let format = Self(rawValue: path[dot...].dropFirst().lowercased())
        else { return nil }
        self = format
    }
}

/// What a figure is drawn on.
public enum Medium: Sendable, Hashable {
    /// A picture of a size.
    case picture(PictureFormat, Canvas)
    /// Letters of a terminal, in colour when `ansi` says so.
    case text(columns: Int, rows: Int, ansi: Bool)
}
