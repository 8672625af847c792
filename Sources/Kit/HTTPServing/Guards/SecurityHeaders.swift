/// What every answer tells a browser to refuse: foreign scripts, styles and pictures, guessing at types, being framed,
/// telling other sites where it came from.
///
/// A handler's own field of the same name stands.
enum SecurityHeaders {
    /// Names and values.
    static let fields: [(name: String, value: String)] = [
        (
            "content-security-policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
    ]
}
