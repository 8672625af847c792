import Cryogenics

extension LinkFlag {
    /// What is odd, in a few words.
    var words: String {
        switch reason {
        case .outside(let law, let temperature, let span):
            let user =
                switch law {
                case .cooling: "cooling"
                case .node: "node's joint"
                case .unit: "cooling unit's joint"
                case .braid: "braid"
                }
            let note = span.note.map { " (\($0))" } ?? ""
            let isBelow = span.lowest.map { temperature < $0 } ?? false
            let advice = law == .cooling && isBelow && isFloorless ? ", and has no floor: see --base-floor" : ""
            return "\(stage.rawValue) \(user) used at \(kelvin(temperature)) (\(place)), stated "
                + words(of: span) + note + advice
        case .warmer(let temperature, let other, let around):
            return
                "\(stage.rawValue) at \(kelvin(temperature)) (\(place)), warmer than the \(other.rawValue) around it at "
                + kelvin(around)
        }
    }

    private func words(of span: LinkParameters.Span) -> String {
        [span.lowest.map { "from \(kelvin($0))" }, span.highest.map { "to \(kelvin($0))" }].compactMap { $0 }
            .joined(separator: " ")
    }
}
