import CommandLineKit
import Qubits

/// A description, or a table of numbers, that makes no answer.
struct QubitFileError: ExitCoding, CustomStringConvertible {
    /// The file.
    var file: String
    /// What is wrong, its argument the place in the file.
    var error: QubitError

    var exitCode: ExitCode { .badData }
    var description: String { "\(file): \(error)" }
}
