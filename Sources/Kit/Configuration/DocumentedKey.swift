/// A key that says what its value is: for the schema, and for the error when it is missing.
///
///     enum CodingKeys: String, DocumentedKey {
///         case temperature
///         var documentation: String { "the temperature the stage is held at" }
///     }
public protocol DocumentedKey: CodingKey {
    /// What the value is, in a phrase without a capital or a full stop.
    var documentation: String { get }
}
