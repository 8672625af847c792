import CommandLineKit
import Observability

/// Writes a log to a console, a line each.
struct ConsoleSink: LogSink {
    private let sink: TextSink
    private let format: LogFormat

    /// For people where one watches, else for machines.
    init(_ sink: TextSink) {
        self.sink = sink
        format = sink.isTerminal ? .coloredText : .json
    }

    func take(_ record: LogRecord) { try? sink.write(String(decoding: format.line(record), as: UTF8.self)) }
}
