public import Archive
public import Readings

/// Why the store could not do what was asked.
///
/// Of what was to be appended nothing is stored then.
public struct TelemetryError: Error, Sendable, Hashable {
    /// The store's file.
    public var path: String
    /// What is wrong.
    public var reason: Reason

    /// What can be wrong.
    public enum Reason: Sendable, Hashable {
        /// The database says no: a full disk, a damaged file.
        case database(DatabaseError)
        /// Another process has the store open.
        case inUse
        /// The file is a database, but not a store of readings.
        case foreign
        /// The store was written by a later version; its and our version of the format.
        case newer(Int, known: Int)
        /// The lock beside the file cannot be taken.
        case lock(FileLockError)
        /// The channel is stored in another unit.
        case unit(Channel, stored: ChannelUnit)
        /// The store is closed.
        case closed
    }

    /// An error.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// Whether the disk is full, and the same may succeed when there is room again.
    public var isFull: Bool {
        if case .database(let error) = reason { return error.code.primary == .full }
        return false
    }
}

extension TelemetryError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch reason {
        case .database(let error): error.description
        case .inUse: "\(path): another process has this store open; end it first, or ask it"
        case .foreign: "\(path): this database is no store of readings; name another file"
        case .newer(let version, let known):
            "\(path): written in format \(version) by a later version; this one knows \(known): update it"
        case .lock(let error): error.description
        case .unit(let channel, let stored):
            "\(path): \(channel) is stored in \(stored.rawValue), not in \(channel.unit.rawValue); give the channel another name"
        case .closed: "\(path): the store is closed"
        }
    }
}

extension TelemetryError {
    /// Runs a function; its error becomes one of the store.
    static func wrapping<Value>(
        path: String, _ body: () throws(DatabaseError) -> Value
    ) throws(TelemetryError) -> Value {
        do throws(DatabaseError) { return try body() } catch {
            throw TelemetryError(path: path, reason: .database(error))
        }
    }
}
