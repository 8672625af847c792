import Observability

/// What follows the question mark of a request: `?channel=base&channel=4K&points=2000`.
///
/// A getter returns `nil` where the parameter is absent, and throws an `HTTPError` of status 400 that names the
/// parameter, what stands there and what is expected where it cannot be read, or is given twice.
public struct QueryParameters: Sendable, Hashable {
    /// A name and its value.
    public struct Parameter: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value; empty where there is no `=`.
        public var value: String
    }

    /// All parameters, in their order.
    public private(set) var all: [Parameter] = []

    /// Decodes a query.
    init(encoded: [UInt8]) throws(HTTPError) {
        for pair in encoded.split(separator: 0x26) {
            let end = pair.firstIndex(of: 0x3D) ?? pair.endIndex
            guard let name = PercentEncoding.decoded(pair[..<end], plusIsSpace: true),
                let value = PercentEncoding.decoded(pair[end...].dropFirst(), plusIsSpace: true)
            else {
                throw HTTPError.badRequest(
                    "the query has a broken escape, or its bytes are no UTF-8",
                    hint: "escapes are % and two hexadecimal digits")
            }
            guard !value.utf8.contains(0), !name.utf8.contains(0) else {
                throw HTTPError.badRequest("the query holds a NUL", hint: "leave out %00")
            }
            all.append(Parameter(name: name, value: value))
        }
    }

    /// All values of a name, in their order.
    public func values(_ name: String) -> [String] { all.compactMap { $0.name == name ? $0.value : nil } }

    /// Refuses every parameter that is not one of some names: a mistyped one would otherwise do nothing, silently.
    public func allowOnly(_ names: String...) throws(HTTPError) {
        guard let stranger = all.first(where: { !names.contains($0.name) }) else { return }
        throw HTTPError(
            .badRequest, code: "unknown-parameter", "there is no parameter ‘\(stranger.name.prefix(60))’ here",
            hint: names.isEmpty ? "this path takes none" : "it takes \(names.joined(separator: ", "))")
    }

    /// A text.
    public func text(_ name: String) throws(HTTPError) -> String? {
        let values = values(name)
        if values.count > 1 {
            throw HTTPError(
                .badRequest, code: "repeated-parameter", "the parameter ‘\(name)’ is given \(values.count) times",
                hint: "give it once")
        }
        return values.first
    }

    /// A whole number of a range.
    public func integer(_ name: String, in range: ClosedRange<Int>) throws(HTTPError) -> Int? {
        try read(name, expected: "an integer from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A number of a range.
    public func number(_ name: String, in range: ClosedRange<Double>) throws(HTTPError) -> Double? {
        try read(name, expected: "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            Double(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// `true` or `false`; a name without a value is `true`.
    public func flag(_ name: String) throws(HTTPError) -> Bool? {
        try read(name, expected: "true or false") { $0.isEmpty ? true : Bool($0) }
    }

    /// A time in nanoseconds since 1970, written as RFC 3339 has it.
    public func time(_ name: String) throws(HTTPError) -> Int64? {
        try read(name, expected: "a time as RFC 3339 writes it, such as 2026-03-01T12:00:00Z") { nanoseconds($0) }
    }

    /// One of a type's cases, by its raw value.
    public func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, of type: Choice.Type
    ) throws(HTTPError) -> Choice? {
        try read(name, expected: "one of \(type.allCases.map(\.rawValue).joined(separator: ", "))") {
            Choice(rawValue: $0)
        }
    }

    /// A parameter that is read by a rule of the caller's.
    ///
    /// - Parameters:
    ///   - name: the parameter.
    ///   - expected: what it must be, in words, such as `a temperature with its unit`.
    ///   - read: the rule; `nil` where the text does not follow it.
    public func read<Value>(
        _ name: String, expected: String, _ read: (String) -> Value?
    ) throws(HTTPError) -> Value? {
        guard let text = try text(name) else { return nil }
        guard let value = read(text) else {
            throw HTTPError.badParameter(name, found: text, expected: expected)
        }
        return value
    }
}
