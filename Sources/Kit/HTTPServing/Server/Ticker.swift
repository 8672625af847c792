import Glibc
import Synchronization

/// Calls something again and again, on a thread of its own: however busy the program's tasks are, time is kept.
final class Ticker: Sendable {
    private final class Work: Sendable {
        let interval: Duration
        let tick: @Sendable () -> Void
        let isOver = Atomic<Bool>(false)
        init(_ interval: Duration, _ tick: @escaping @Sendable () -> Void) {
            self.interval = interval
            self.tick = tick
        }
    }

    private let work: Work
    private let thread: Mutex<pthread_t?>

    /// Begins.
    init(every interval: Duration, _ tick: @escaping @Sendable () -> Void) {
        let work = Work(interval, tick)
        self.work = work
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(work)
        let answer = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                let microseconds = useconds_t(work.interval / .microseconds(1))
                while !work.isOver.load(ordering: .relaxed) {
                    work.tick()
                    usleep(microseconds)
                }
                return nil
            }, argument.toOpaque())
        precondition(answer == 0, "the system gives no thread: \(String(cString: strerror(answer)))")
        self.thread = Mutex(thread)
    }

    /// Ends; when this returns, nothing is called any more.
    func stop() {
        work.isOver.store(true, ordering: .relaxed)
        if let thread = thread.withLock({ $0.take() }) { pthread_join(thread, nil) }
    }
}
