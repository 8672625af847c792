import Glibc
import Synchronization

/// A client's connection, and until when it must have done what it is doing.
final class Connection: Sendable {
    /// What the server waits for.
    enum Phase: Sendable {
        case head, body, handler, answer, stream
        /// The next request, after one was answered.
        case idle
    }

    /// POLLRDHUP, which Glibc declares for others than Swift: the client has closed its own side.
    private static let hangUp: Int32 = 0x2000

    private struct State {
        /// `nil` when the socket is closed: its number may be another's by then.
        var descriptor: Int32?
        var phase = Phase.head
        var deadline: Int64
        var exchange: Exchange?
    }

    let peer: String
    let address: AddressRecord
    private let state: Mutex<State>

    init(descriptor: Int32, peer: String, address: AddressRecord, deadline: Int64) {
        self.peer = peer
        self.address = address
        state = Mutex(State(descriptor: descriptor, deadline: deadline))
    }

    /// Something new is waited for.
    func enter(_ phase: Phase, until deadline: Int64, _ exchange: Exchange? = nil) {
        state.withLock { state in
            state.phase = phase
            state.deadline = deadline
            state.exchange = exchange
        }
    }

    /// The socket is about to be closed.
    func forget() {
        state.withLock { state in
            state.descriptor = nil
            state.exchange = nil
        }
    }

    /// Ends the connection from any thread: its own thread then notices that it is over.
    func cut() {
        state.withLock { state in
            if let descriptor = state.descriptor { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// What the server waited for, and whose request it is, if the time for that is over.
    ///
    /// It says so once.
    func overdue(now: Int64) -> (phase: Phase, exchange: Exchange?)? {
        state.withLock { state in
            guard now >= state.deadline, state.descriptor != nil else { return nil }
            state.deadline = .max
            return (state.phase, state.exchange)
        }
    }

    /// Whether the client has gone, and whose request is under way.
    ///
    /// A client that has only closed its own side may still wait for an answer, but never for a stream of events; if it
    /// has asked for nothing, it is given a moment: what it sent before may not have been read yet.
    func abandoned(now: Int64, moment: Int64) -> Exchange? {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return nil }
            var poll = pollfd(fd: descriptor, events: Int16(Self.hangUp), revents: 0)
            guard Glibc.poll(&poll, 1, 0) > 0 else { return nil }
            let events = Int32(poll.revents)
            guard let exchange = state.exchange else {
                if state.phase == .idle { state.deadline = min(state.deadline, now + moment) }
                return nil
            }
            let isGone = events & Int32(POLLHUP | POLLERR) != 0
            return isGone || state.phase == .stream ? exchange : nil
        }
    }

    /// The request under way, if there is one.
    var exchange: Exchange? { state.withLock { $0.exchange } }
}
