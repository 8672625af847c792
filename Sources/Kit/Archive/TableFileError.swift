internal import CHDF5

/// A file of tables that could not be written.
public struct TableFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What of it: a dataset, an attribute, or the file itself.
    public var object: String
    /// The library's words.
    public var message: String

    /// An error.
    public init(path: String, object: String, message: String) {
        self.path = path
        self.object = object
        self.message = message
    }

    /// Where, what, why, what to do.
    public var description: String {
        "\(path): \(object): \(message); see that the folder may be written and the disk has room"
    }

    /// The error that the library speaks of now.
    static func last(path: String, object: String) -> TableFileError {
        var words: UnsafePointer<CChar>?
        H5Ewalk2(subkelvin_h5_current_stack(), H5E_WALK_UPWARD, subkelvin_h5_first_message, &words)
        let message = words.map { String(cString: $0) } ?? "unknown error"
        H5Eclear2(subkelvin_h5_current_stack())
        return TableFileError(path: path, object: object, message: message)
    }
}
