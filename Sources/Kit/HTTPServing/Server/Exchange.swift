import Synchronization

/// One request and its answer, from the request line to the last byte.
///
/// The library calls again and again for the same request; here is kept how far it has come. The answer may come from
/// any thread: whoever is first to give one decides, and the connection is woken if it sleeps.
final class Exchange: Sendable {
    private enum Phase {
        case head
        case body
        /// The handler runs; the connection's thread still waits for it.
        case working
        /// The handler runs elsewhere; the connection sleeps.
        case asleep
        case answered(HTTPResponse)
        case sent
        case over
    }

    private struct State {
        var phase = Phase.head
        var began: Int64 = 0
        var fields = HTTPFields()
        var body: [UInt8] = []
        var isBodyTooLarge = false
        var task: Task<Void, Never>?
        var writer: EventWriter?
    }

    /// Path and query as they were sent.
    let target: String
    let handle: ConnectionHandle
    private let state = Mutex(State())

    init(target: String, handle: ConnectionHandle) {
        self.target = target
        self.handle = handle
    }

    /// What the library's call for this request means.
    enum Step {
        case headComplete
        case bodyArriving
        case answerReady(HTTPResponse)
        case nothingToDo
    }

    /// How far the request has come; the head is complete only once.
    func step() -> Step {
        state.withLock { state in
            switch state.phase {
            case .head:
                state.phase = .body
                return .headComplete
            case .body: return .bodyArriving
            case .answered(let response): return .answerReady(response)
            case .working, .asleep, .sent, .over: return .nothingToDo
            }
        }
    }

    /// Keeps the header fields until the body is there.
    func keep(_ fields: HTTPFields) { state.withLock { $0.fields = fields } }

    /// The header fields.
    var fields: HTTPFields { state.withLock { $0.fields } }

    /// Keeps a part of the body; beyond the limit nothing is kept.
    func append(_ bytes: UnsafeRawBufferPointer, limit: Int) {
        state.withLock { state in
            if state.isBodyTooLarge || state.body.count + bytes.count > limit {
                state.isBodyTooLarge = true
                state.body = []
            } else {
                state.body += bytes
            }
        }
    }

    /// The body; `nil` if it was too large.
    ///
    /// Can be taken once.
    func takeBody() -> [UInt8]? {
        state.withLock { state in
            if state.isBodyTooLarge { return nil }
            defer { state.body = [] }
            return state.body
        }
    }

    /// The handler is about to be called.
    func beginWork(now: Int64) {
        state.withLock { state in
            state.phase = .working
            state.began = now
        }
    }

    /// When the handler was called.
    var began: Int64 { state.withLock { $0.began } }

    /// The handler has returned or waits.
    ///
    /// - Parameters:
    ///   - task: what it runs in, if it waits.
    ///   - sleep: puts the connection to sleep; called with the lock held, so that sleeping and waking never cross.
    /// - Returns: the answer, if there is one already; the connection was not put to sleep then.
    func answerOrSleep(_ task: Task<Void, Never>, sleep: () -> Void) -> HTTPResponse? {
        let answer = state.withLock { state -> HTTPResponse? in
            if case .answered(let response) = state.phase { return response }
            state.task = task
            state.phase = .asleep
            sleep()
            return nil
        }
        // The answer may be another's than the handler's, which is of no use any more then.
        if answer != nil { task.cancel() }
        return answer
    }

    /// Gives the answer, unless there is one.
    ///
    /// - Returns: whether this is the answer.
    @discardableResult
    func answer(_ response: HTTPResponse) -> Bool {
        state.withLock { state in
            switch state.phase {
            case .working: state.phase = .answered(response)
            case .asleep:
                state.phase = .answered(response)
                handle.resume()
            default: return false
            }
            return true
        }
    }

    /// Gives an answer in the handler's place, which is told to stop.
    @discardableResult
    func interrupt(_ response: HTTPResponse) -> Bool {
        // Asked for first: as soon as there is an answer, the connection's thread may have sent it and moved on.
        let task = state.withLock { $0.task }
        guard answer(response) else { return false }
        task?.cancel()
        return true
    }

    /// The answer is on its way; if it is a stream, by this writer, filled by this task.
    func send(_ writer: EventWriter? = nil, _ task: Task<Void, Never>? = nil) {
        state.withLock { state in
            state.phase = .sent
            state.writer = writer
            state.task = task
        }
    }

    /// The stream that is being sent, if it is one.
    var writer: EventWriter? { state.withLock { $0.writer } }

    /// All is over, well or not.
    ///
    /// - Returns: whether it was a stream.
    func end() -> Bool {
        let (task, writer) = state.withLock { state in
            state.phase = .over
            defer { (state.task, state.writer) = (nil, nil) }
            return (state.task, state.writer)
        }
        writer?.abandon()
        task?.cancel()
        return writer != nil
    }
}
