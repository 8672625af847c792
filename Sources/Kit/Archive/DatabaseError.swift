internal import CSQLite

/// Why a database could not do what was asked.
public struct DatabaseError: Error, Sendable, Hashable {
    /// SQLite's answer.
    public var code: ResultCode
    /// The database's file.
    public var path: String
    /// What was being done: the statement, or `open`, `checkpoint`.
    public var action: String
    /// SQLite's words.
    public var message: String

    /// An error.
    public init(code: ResultCode, path: String, action: String, message: String) {
        self.code = code
        self.path = path
        self.action = action
        self.message = message
    }

    /// What to do about it; nil where nothing helps in general.
    public var remedy: String? {
        switch code {
        case .full: "make room on the disk; it goes on by itself then"
        case .busy, .locked: "end the other program that uses the file"
        case .readOnly: "make the file and its folder writable"
        case .cannotOpen: "see that the folder is there and may be entered and written"
        case .corrupt, .notADatabase: "restore it from a backup, or move it away to begin anew"
        case .ioError: "see to the disk: the system's log says more"
        default: nil
        }
    }
}

extension DatabaseError: CustomStringConvertible {
    /// Where, what was done, what is wrong, what to do.
    public var description: String {
        "\(path): \(message) (SQLite \(code.rawValue), in \(action))" + (remedy.map { "; \($0)" } ?? "")
    }
}

extension DatabaseError {
    /// The error that a connection speaks of now.
    init(_ code: Int32, of connection: OpaquePointer?, path: String, action: String) {
        let known = connection.map { sqlite3_extended_errcode($0) } ?? code
        // The connection may speak of an earlier call; its words are taken where they are about this code.
        let isAboutThis = connection != nil && known & 0xff == code & 0xff
        let extended = isAboutThis ? known : code
        let words = isAboutThis ? sqlite3_errmsg(connection) : sqlite3_errstr(code)
        self.init(
            code: ResultCode(rawValue: extended), path: path, action: action,
            message: words.map { String(cString: $0) } ?? "unknown error")
    }
}
