/// Where numbers come from.
public struct Reference: Sendable, Hashable {
    /// Authors, title or report number, year; enough to find the publication.
    public var citation: String
    /// What a reader must know besides: how the numbers were read or checked, what they leave out.
    public var note: String?

    /// Makes a reference.
    public init(citation: String, note: String? = nil) {
        self.citation = citation
        self.note = note
    }
}

/// What a stated relative uncertainty covers.
public enum UncertaintyBasis: String, Sendable, Hashable, CaseIterable, Codable {
    /// How well the equation follows the data it was fitted to; samples differ more than that.
    case fit
    /// Scatter between independent measurements or samples.
    case scatter
    /// A judgement, made because no figure is published.
    case estimate
}
