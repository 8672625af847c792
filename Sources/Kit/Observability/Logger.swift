/// Says what happens, to a sink; a value, handed from part to part of a program.
///
/// ```swift
/// let logger = Logger(label: "archive", sink: sink, now: now)
/// logger.info("segment closed", ["bytes": 1_048_576])
/// ```
///
/// The words and fields of a record below the logger's level are never computed.
public struct Logger: Sendable {
    /// Which part of the program speaks.
    public var label: String
    /// The least level that is passed on.
    public var level: LogLevel
    /// What is added to every record.
    public var fields: [LogField]

    private let sink: any LogSink
    private let now: @Sendable () -> Int64

    /// Fields that belong to the task at hand, such as its request id; added to each record that the task makes.
    ///
    /// Child tasks inherit them: `try await Logger.$taskFields.withValue([LogField("request", "7f3a")]) { … }`.
    @TaskLocal public static var taskFields: [LogField] = []

    /// Makes a logger.
    ///
    /// - Parameters:
    ///   - label: which part of the program speaks.
    ///   - level: the least level that is passed on.
    ///   - fields: what is added to every record.
    ///   - sink: where records go.
    ///   - now: the time in nanoseconds since 1970 (UTC).
    public init(
        label: String, level: LogLevel = .info, fields: [LogField] = [], sink: any LogSink,
        now: @escaping @Sendable () -> Int64
    ) {
        self.label = label
        self.level = level
        self.fields = fields
        self.sink = sink
        self.now = now
    }

    /// The same logger with further fields.
    public func with(_ fields: KeyValuePairs<String, LogValue>) -> Logger {
        var logger = self
        logger.fields += fields.map { LogField($0.key, $0.value) }
        return logger
    }

    /// The same logger under the label of a part: `service` and `http` make `service.http`.
    public func part(_ name: String) -> Logger {
        var logger = self
        logger.label += ".\(name)"
        return logger
    }

    /// Says something at a level.
    @inlinable
    public func log(
        _ level: LogLevel, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) {
        if level >= self.level { pass(level, message(), fields()) }
    }

    /// Says something at level trace.
    @inlinable
    public func trace(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.trace, message(), fields()) }

    /// Says something at level debug.
    @inlinable
    public func debug(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.debug, message(), fields()) }

    /// Says something at level info.
    @inlinable
    public func info(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.info, message(), fields()) }

    /// Says something at level notice.
    @inlinable
    public func notice(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.notice, message(), fields()) }

    /// Says something at level warning.
    @inlinable
    public func warning(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.warning, message(), fields()) }

    /// Says something at level error.
    @inlinable
    public func error(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.error, message(), fields()) }

    /// Says something at level critical.
    @inlinable
    public func critical(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> KeyValuePairs<String, LogValue> = [:]
    ) { log(.critical, message(), fields()) }

    @usableFromInline
    func pass(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, LogValue>) {
        sink.take(
            LogRecord(
                time: now(), level: level, label: label, message: message,
                fields: self.fields + Self.taskFields + fields.map { LogField($0.key, $0.value) }))
    }
}
