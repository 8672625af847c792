/// A path with holes: `/api/v1/devices/{device}/series`.
///
/// A hole takes one whole segment that is not empty.
struct RouteTemplate: Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    let text: String
    let segments: [Segment]

    /// Reads a template.
    ///
    /// - Precondition: it begins with `/`, holes have names, each once: templates are part of the program.
    init(_ text: String) {
        precondition(text.hasPrefix("/"), "the route ‘\(text)’ does not begin with /")
        self.text = text
        let words = text == "/" ? [] : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        segments = words.map { word in
            guard word.hasPrefix("{"), word.hasSuffix("}") else {
                precondition(
                    !word.isEmpty && !word.contains { "{}".contains($0) }, "the route ‘\(text)’ has a segment ‘\(word)’"
                )
                return .literal(String(word))
            }
            return .parameter(String(word.dropFirst().dropLast()))
        }
        let names = parameters
        precondition(!names.contains("") && Set(names).count == names.count, "the route ‘\(text)’ has holes \(names)")
    }

    /// The names of its holes, from the left.
    var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }
}
