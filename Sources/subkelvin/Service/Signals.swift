import Dispatch
import Glibc

/// Signals to the process that end it, or let it read its file again.
enum Signals {
    /// The one that lets it read its file again.
    static let reload = SIGHUP

    /// All that come from now on, in their order; they do nothing by themselves any more, but for a second one that ends.
    static func all() -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                // Who asks twice does not want to wait.
                if number != reload { for ending in [SIGTERM, SIGINT] { _ = signal(ending, SIG_DFL) } }
                continuation.yield(number)
            }
            source.resume()
            return source
        }
        let kept = Kept(sources)
        continuation.onTermination = { _ in kept.cancel() }
        return stream
    }

    /// Sources that live as long as somebody listens.
    ///
    /// Unchecked: they are only cancelled, which any thread may do.
    private final class Kept: @unchecked Sendable {
        private let sources: [any DispatchSourceSignal]
        init(_ sources: [any DispatchSourceSignal]) { self.sources = sources }
        func cancel() { for source in sources { source.cancel() } }
    }
}
