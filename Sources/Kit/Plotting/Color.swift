/// A colour of a picture, as it is shown on a screen (sRGB).
public struct Color: Sendable, Hashable {
    /// Red, from 0 to 255.
    public var red: UInt8
    /// Green, from 0 to 255.
    public var green: UInt8
    /// Blue, from 0 to 255.
    public var blue: UInt8

    /// Makes a colour of three parts, each from 0 to 255.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `#rrggbb`.
    var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The colours of series: eight that people with any common colour vision tell apart.
///
/// - Source: Okabe & Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/. Yellow comes last because it is
///   faint on white.
extension Color {
    /// Blue of the Okabe–Ito palette.
    public static let blue = Color(red: 0, green: 114, blue: 178)
    /// Vermilion of the Okabe–Ito palette.
    public static let vermilion = Color(red: 213, green: 94, blue: 0)
    /// Bluish green of the Okabe–Ito palette.
    public static let green = Color(red: 0, green: 158, blue: 115)
    /// Orange of the Okabe–Ito palette.
    public static let orange = Color(red: 230, green: 159, blue: 0)
    /// Sky blue of the Okabe–Ito palette.
    public static let sky = Color(red: 86, green: 180, blue: 233)
    /// Reddish purple of the Okabe–Ito palette.
    public static let purple = Color(red: 204, green: 121, blue: 167)
    /// Black.
    public static let black = Color(red: 0, green: 0, blue: 0)
    /// Yellow of the Okabe–Ito palette.
    public static let yellow = Color(red: 240, green: 228, blue: 66)
    /// A neutral grey for what is not data: limits, shaded regions.
    public static let grey = Color(red: 102, green: 102, blue: 102)

    /// The order in which series take their colours.
    public static let series: [Color] = [.blue, .vermilion, .green, .orange, .sky, .purple, .black, .yellow]

    /// The stops of the colour scale of heat maps: viridis, even in lightness and readable in grey.
    ///
    /// - Source: van der Walt & Smith (2015), https://bids.github.io/colormap/ (CC0).
    static let viridis = [
        "#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725",
    ]
}
