import Qubits

/// Runs what may refuse an argument, and calls that argument as it was typed.
///
/// - Parameters:
///   - options: names of the library beside the options that gave them: `["fixed": "--load"]`; others stay as they are.
///   - body: what may refuse.
func naming<Value>(_ options: [String: String], _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as QubitError {
        throw QubitError(options[error.argument] ?? error.argument, error.reason)
    }
}

extension [String: String] {
    /// Options that are called as the library calls their arguments.
    static func options(_ names: String..., others: [String: String] = [:]) -> [String: String] {
        names.reduce(into: others) { $0[$1] = "--\($1)" }
    }
}
