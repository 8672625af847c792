internal import HTTPServing
internal import Synchronization

/// Lets so many in at once, and sends others away: what is costly must not pile up until nothing is answered any more.
final class Admission: Sendable {
    private let most: Int
    private let inside = Mutex(0)

    /// - Parameter most: how many may be in at once, those who wait for a thread among them.
    init(_ most: Int) { self.most = most }

    /// Does something for one who is let in.
    ///
    /// - Throws: `HTTPError` with 503 for one who is not; what the function throws.
    func run<Value>(_ body: () async throws -> sending Value) async throws -> sending Value {
        let isIn = inside.withLock { inside in
            guard inside < most else { return false }
            inside += 1
            return true
        }
        guard isIn else { throw HTTPError.unavailable("\(most) such requests are being answered", retryAfter: 1) }
        defer { inside.withLock { $0 -= 1 } }
        return try await body()
    }
}
