/// Several plots in rows and columns, their axes aligned.
public struct PlotGrid: Sendable, Hashable {
    /// What the grid shows; may be empty.
    public var title: String
    /// A second line in smaller letters; may be empty.
    public var subtitle: String
    /// The plots, row by row from the top; every row has the same number of them.
    public var rows: [[Plot]]
    /// Whether the plots of a column share their x axis: one range, numbered below the last only.
    ///
    /// The x axes of a column must then have the same scale and unit.
    public var sharesX: Bool
    /// Small print below.
    public var footnote: String

    /// Makes a grid.
    ///
    /// - Parameters:
    ///   - title: what the grid shows.
    ///   - subtitle: a second line in smaller letters.
    ///   - rows: the plots, row by row from the top.
    ///   - sharesX: whether the plots of a column share their x axis.
    ///   - footnote: small print below.
    public init(
        title: String = "", subtitle: String = "", rows: [[Plot]], sharesX: Bool = false, footnote: String = ""
    ) {
        self.title = title
        self.subtitle = subtitle
        self.rows = rows
        self.sharesX = sharesX
        self.footnote = footnote
    }
}
