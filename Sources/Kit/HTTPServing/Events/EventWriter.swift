import Synchronization

/// One client's end of a stream of events.
///
/// Sending never waits: what the client has not read yet is kept, up to `ServerLimits.eventBufferBytes`; a client that
/// lets more pile up is dropped, and returns by itself if it is a browser.
public final class EventWriter: Sendable {
    /// Why nothing more can be sent.
    public enum Gone: Error, Sendable, Hashable {
        /// The client left, or the server stops.
        case left
        /// More piled up than the server keeps for one client.
        case tooSlow
    }

    private struct State {
        var pending: [UInt8] = []
        /// How much of `pending` has been taken.
        var taken = 0
        var lastSent: Int64
        var gone: Gone?
        /// The handler has returned: what is pending is the end.
        var isComplete = false
        /// Whether the reader sleeps.
        var isWaiting = false
    }

    private let limit: Int
    /// Wakes the reader; called with the lock held, so that sleeping and waking never cross.
    private let wake: @Sendable () -> Void
    private let state: Mutex<State>

    /// Makes a writer that nobody reads yet.
    init(limit: Int, now: Int64 = 0, wake: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.wake = wake
        state = Mutex(State(lastSent: now))
    }

    /// Sends an event; never waits.
    ///
    /// - Throws: `Gone` when nobody will read it. Return from the handler then.
    public func send(_ event: ServerSentEvent) throws(Gone) {
        let gone = state.withLock { state -> Gone? in
            if let gone = state.gone { return gone }
            if state.taken > 65_536, state.taken * 2 > state.pending.count {
                state.pending.removeFirst(state.taken)
                state.taken = 0
            }
            guard state.pending.count - state.taken + event.bytes.count <= limit else {
                state.gone = .tooSlow
                rouse(&state)
                return .tooSlow
            }
            state.pending += event.bytes
            rouse(&state)
            return nil
        }
        if let gone { throw gone }
    }

    /// Why the client reads no more; `nil` while it does.
    public var gone: Gone? { state.withLock { $0.gone } }

    /// What the reader receives.
    enum Portion: Sendable, Hashable {
        case bytes(Int)
        case nothingYet
        case end
        case broken
    }

    /// Copies what is pending, as much as there is room for.
    ///
    /// - Parameter sleep: called when there is nothing yet, with the lock held.
    func take(into room: UnsafeMutableRawBufferPointer, now: Int64, sleep: () -> Void) -> Portion {
        state.withLock { state in
            if state.gone != nil { return .broken }
            let count = min(room.count, state.pending.count - state.taken)
            if count > 0 {
                state.pending.withUnsafeBytes { bytes in
                    room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.taken..<state.taken + count]))
                }
                state.taken += count
                if state.taken == state.pending.count {
                    state.pending.removeAll(keepingCapacity: state.pending.capacity <= 65_536)
                    state.taken = 0
                }
                state.lastSent = now
                return .bytes(count)
            }
            if state.isComplete { return .end }
            state.isWaiting = true
            sleep()
            return .nothingYet
        }
    }

    /// Sends a comment if nothing was sent for some time.
    func keepAlive(after silence: Int64, now: Int64) {
        state.withLock { state in
            guard state.gone == nil, !state.isComplete, state.isWaiting, now - state.lastSent >= silence else { return }
            state.pending += ServerSentEvent.heartbeat.bytes
            rouse(&state)
        }
    }

    /// The handler has returned.
    func complete() {
        state.withLock { state in
            state.isComplete = true
            rouse(&state)
        }
    }

    /// Nobody reads any more.
    func leave(_ reason: Gone = .left) {
        state.withLock { state in
            if state.gone == nil { state.gone = reason }
            rouse(&state)
        }
    }

    /// The connection is over, and its reader with it: there is nobody to wake.
    func abandon() {
        state.withLock { state in
            if state.gone == nil { state.gone = .left }
            state.isWaiting = false
        }
    }

    private func rouse(_ state: inout State) {
        guard state.isWaiting else { return }
        state.isWaiting = false
        wake()
    }
}
