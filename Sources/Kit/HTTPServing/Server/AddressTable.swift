import Synchronization

/// What the server remembers of an address as long as it matters.
final class AddressRecord: Sendable {
    struct State {
        var connections = 0
        var bucket: TokenBucket?
    }

    let state: Mutex<State>

    init(_ bucket: TokenBucket?) { state = Mutex(State(bucket: bucket)) }

    /// Takes one request's worth; `nil` if there was one, else after how many seconds there will be.
    func take(now: Int64) -> Double? { state.withLock { $0.bucket?.take(now: now) } }
}

/// Who is connected, and how often each address asks.
final class AddressTable: Sendable {
    private struct State {
        var records: [[UInt8]: AddressRecord] = [:]
        var connections = 0
    }

    private let limits: ServerLimits
    private let state = Mutex(State())

    init(_ limits: ServerLimits) { self.limits = limits }

    /// How many connections there are.
    var connections: Int { state.withLock { $0.connections } }

    /// Why one more connection of an address is too much; `nil` if it is not.
    func refusal(of owner: [UInt8]) -> ServerMetrics.Refusal? {
        state.withLock { state in
            if state.connections >= limits.connections { return .tooManyConnections }
            let own = state.records[owner]?.state.withLock { $0.connections } ?? 0
            return own >= limits.connectionsPerAddress ? .tooManyConnectionsOfAddress : nil
        }
    }

    /// A connection began.
    func enter(_ owner: [UInt8], now: Int64) -> AddressRecord {
        state.withLock { state in
            state.connections += 1
            let record =
                state.records[owner]
                ?? AddressRecord(
                    limits.requestsPerSecond.map {
                        TokenBucket(rate: $0, burst: Double(max(1, limits.burst)), now: now)
                    })
            state.records[owner] = record
            record.state.withLock { $0.connections += 1 }
            return record
        }
    }

    /// A connection ended.
    func leave(_ record: AddressRecord) {
        state.withLock { $0.connections -= 1 }
        record.state.withLock { $0.connections -= 1 }
    }

    /// Forgets addresses that are not connected and whose bucket is full: to know them changes nothing.
    func forget(now: Int64) {
        state.withLock { state in
            state.records = state.records.filter { entry in
                entry.value.state.withLock { $0.connections > 0 || !($0.bucket?.isFull(now: now) ?? true) }
            }
        }
    }
}
