import Glibc

/// How gnuplot is found and how long it may take.
///
/// gnuplot runs as a child process, which reads its script from a socket and answers over pipes; nothing is written to
/// disk, no configuration of the user's is read, and no more of the environment is passed on than it needs.
public struct Gnuplot: Sendable, Hashable {
    /// The folders that are searched for `gnuplot`, separated by colons.
    public var searchPath: String
    /// How long a drawing may take; then the child and all that it started are ended.
    public var timeLimit: Duration

    /// Makes a way to gnuplot.
    ///
    /// - Parameters:
    ///   - searchPath: folders separated by colons; by default the `PATH` of this process.
    ///   - timeLimit: how long a drawing may take.
    public init(searchPath: String = Self.environment("PATH"), timeLimit: Duration = .seconds(120)) {
        self.searchPath = searchPath
        self.timeLimit = timeLimit
    }

    /// A variable of this process' environment; empty when it is not set.
    public static func environment(_ name: String) -> String {
        getenv(name).map { String(cString: $0) } ?? ""
    }

    /// Where gnuplot is; nil when it is in none of the folders.
    public var executable: String? {
        for folder in searchPath.split(separator: ":") {
            let path = "\(folder)/gnuplot"
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        return nil
    }

    /// Runs a script and returns what it wrote.
    func run(_ script: String, figure: String) throws(PlottingError) -> [UInt8] {
        guard let executable else { throw PlottingError(figure: figure, reason: .gnuplotNotInstalled) }
        // `-d` skips the user's configuration, which could change any picture.
        let child = ChildProcess(
            executable: executable, arguments: ["gnuplot", "-d"],
            environment: [
                "PATH=\(searchPath)", "LC_ALL=C.UTF-8", "HOME=\(Self.environment("HOME"))",
            ])
        switch child.run(input: Array(script.utf8), timeLimit: timeLimit) {
        case .notStarted(let reason):
            throw PlottingError(figure: figure, reason: .cannotStart(program: executable, reason: reason))
        case .timedOut:
            throw PlottingError(figure: figure, reason: .timedOut(limit: timeLimit))
        case .ended(let status, let output, let errors):
            guard status == 0, !output.isEmpty else {
                throw PlottingError(
                    figure: figure, reason: .gnuplotFailed(status: status, message: Self.message(errors)))
            }
            return output
        }
    }

    /// What gnuplot said, without the lines that show where in the script, at most a screenful.
    private static func message(_ errors: [UInt8]) -> String {
        let lines = String(decoding: errors, as: UTF8.self).split(separator: "\n")
            .map { $0.trimmed }
            .filter { !$0.isEmpty && $0 != "^" }
        return String(lines.suffix(8).joined(separator: "; ").prefix(1000))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(String(drop(while: \.isWhitespace)).reversed().drop(while: \.isWhitespace).reversed())
    }
}
