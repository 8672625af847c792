import Text

/// The folder of a device's log: a folder a day, `YY-MM-DD`, with a file for each thermometer and instrument.
public struct LogFolder: Sendable {
    /// Where it is.
    public let path: String
    let files: any LogFileSystem

    /// A folder.
    ///
    /// - Parameters:
    ///   - path: where it is; it is not looked at yet.
    ///   - files: how files are read.
    public init(_ path: String, files: any LogFileSystem = SystemFiles()) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.files = files
    }

    /// The last part of its path, as a device would be called.
    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The days that have a folder, in their order.
    ///
    /// - Throws: ``LogFileError`` where the folder cannot be read.
    public func days() throws(LogFileError) -> [LogDay] {
        try files.names(in: path).compactMap { LogDay(folder: $0) }.sorted()
    }

    /// What lies in the folder of a day.
    ///
    /// - Returns: files of logs, by their names' order, and the names of what is none.
    /// - Throws: ``LogFileError`` where the folder cannot be read.
    public func contents(of day: LogDay) throws(LogFileError) -> (logs: [LogFile], others: [String]) {
        var logs: [(name: String, file: LogFile)] = []
        var others: [String] = []
        for name in try files.names(in: "\(path)/\(day)").sorted() {
            // A file of another day does not belong here, whoever put it there.
            if let file = LogFile(name: name), file.day == day, file.description == name {
                logs.append((name, file))
            } else {
                others.append(name)
            }
        }
        return (logs.map(\.file), others)
    }

    /// The folders of devices: the one that is given, if it has days, else those in it that have.
    ///
    /// - Throws: ``LogFolderError``; ``LogFileError`` where a folder cannot be read.
    public static func devices(in path: String, files: any LogFileSystem = SystemFiles()) throws -> [LogFolder] {
        let folder = LogFolder(path, files: files)
        guard try folder.days().isEmpty else { return [folder] }
        let inner = try files.names(in: folder.path).sorted().compactMap { name -> LogFolder? in
            let inner = LogFolder("\(folder.path)/\(name)", files: files)
            return (try? inner.days())?.isEmpty == false ? inner : nil
        }
        guard !inner.isEmpty else { throw LogFolderError(path: path) }
        return inner
    }
}

/// A folder that holds no logs.
public struct LogFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which.
    public var path: String

    /// What is wrong, what was expected.
    public var description: String {
        "\(quoted(path, limit: 200)) holds no logs; expected folders of days such as 26-06-26 in it, "
            + "or folders of devices that hold such"
    }
}
