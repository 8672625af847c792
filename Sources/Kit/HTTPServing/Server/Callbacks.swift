import CMicrohttpd
import Glibc
import Observability
import Synchronization

/// What the library calls, on its own threads.
///
/// Each finds the server, or the request, by the pointer it was given.
enum Callbacks {
    /// Whether a client may connect.
    static let admit: MHD_AcceptPolicyCallback = { context, address, _ in
        guard let core = core(context) else { return .NO }
        return core.admits(SocketAddress(address)) ? .YES : .NO
    }

    /// A client has connected, or has gone.
    static let connection: MHD_NotifyConnectionCallback = { context, pointer, slot, code in
        guard let core = core(context), let slot else { return }
        if code == .CONNECTION_NOTIFY_STARTED {
            slot.pointee = Unmanaged.passRetained(core.open(ConnectionHandle(pointer: pointer))).toOpaque()
        } else if let raw = slot.pointee {
            slot.pointee = nil
            core.close(Unmanaged<Connection>.fromOpaque(raw).takeRetainedValue())
        }
    }

    /// A request line has been read; what is returned stands for the request from now on.
    static let target:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
            context, target, pointer in
            guard let core = core(context), let target else { return nil }
            core.active.wrappingAdd(1, ordering: .sequentiallyConsistent)
            let exchange = Exchange(target: String(cString: target), handle: ConnectionHandle(pointer: pointer))
            return Unmanaged.passRetained(exchange).toOpaque()
        }

    /// A request's head is there, a part of its body, its end, or its connection has been woken.
    static let request: MHD_AccessHandlerCallback = { context, _, _, method, _, body, bodySize, slot in
        guard let core = core(context), let exchange = exchange(slot), let connection = exchange.handle.context,
            let method, let bodySize
        else { return .NO }
        let began = core.now()
        switch exchange.step() {
        case .headComplete:
            let fields = exchange.handle.fields
            exchange.keep(fields)
            if let refusal = core.refusal(exchange, fields) {
                return core.send(refusal.response, to: exchange, method: .get, of: connection, began: began)
            }
            connection.enter(.body, until: core.time(core.limits.bodyTime))
            return .YES
        case .bodyArriving where bodySize.pointee > 0:
            exchange.append(
                UnsafeRawBufferPointer(start: body, count: bodySize.pointee), limit: core.limits.bodyBytes)
            bodySize.pointee = 0
            return .YES
        case .bodyArriving:
            let method = HTTPMethod(rawValue: String(cString: method))
            guard let answer = core.begin(exchange, method, of: connection) else { return .YES }
            return core.send(answer, to: exchange, method: method, of: connection, began: began)
        case .answerReady(let answer):
            let method = HTTPMethod(rawValue: String(cString: method))
            return core.send(answer, to: exchange, method: method, of: connection, began: exchange.began)
        case .nothingToDo: return .NO
        }
    }

    /// A request is over.
    static let completed: MHD_RequestCompletedCallback = { context, pointer, slot, _ in
        guard let core = core(context), let slot, let raw = slot.pointee else { return }
        slot.pointee = nil
        let exchange = Unmanaged<Exchange>.fromOpaque(raw).takeRetainedValue()
        core.end(exchange, of: ConnectionHandle(pointer: pointer).context)
    }

    /// Paths and queries are decoded here and not by the library, which would decode an encoded slash.
    static let unescape:
        @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = { _, _, text in
            text.map { strlen($0) } ?? 0
        }

    /// The library says something: that it refused a request by itself, or what only its own people understand.
    static let log: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = { context, words in
        guard let core = core(context), let words else { return }
        let text = String(cString: words)
        core.libraryRefused(LibraryRefusal(text))
        core.log.debug("libmicrohttpd: \(text.filter { !$0.isNewline })")
    }

    private static func core(_ context: UnsafeMutableRawPointer?) -> ServerCore? {
        context.map { Unmanaged<ServerCore>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func exchange(_ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> Exchange? {
        slot?.pointee.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// What the library answered by itself, read from what it says about it: it has no other way of telling.
struct LibraryRefusal {
    /// The status of its answer; `nil` when it says something else.
    let status: Int?

    init(_ words: String) {
        let mark = "HTTP response code is "
        guard let start = words.firstRange(of: mark)?.upperBound else {
            status = nil
            return
        }
        status = Int(words[start...].prefix { $0.isWholeNumber })
    }
}

extension ServerCore {
    /// Counts what the library refused before it was a request.
    func libraryRefused(_ refusal: LibraryRefusal) {
        switch refusal.status {
        case nil: break
        case 413: metrics.refuse(.bodyTooLarge)
        case 414: metrics.refuse(.targetTooLong)
        case 431: metrics.refuse(.headerTooLarge)
        default: metrics.refuse(.malformed)
        }
    }
}
