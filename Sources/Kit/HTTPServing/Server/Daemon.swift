import CMicrohttpd
import Glibc

/// The library's server: its threads, from when it starts until it is stopped.
///
/// `@unchecked` because the library's pointer may be used from any thread; starting and stopping are done by one owner.
struct Daemon: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let core: Unmanaged<ServerCore>
    private let log: UnsafeMutablePointer<CMicrohttpd_log>
    /// Certificate and key, which the library reads where they are.
    private let texts: [UnsafeMutablePointer<CChar>?]

    /// Starts to serve the clients of a socket that listens.
    ///
    /// - Returns: `nil` when the library cannot start, most likely for want of threads or file descriptors (`errno`).
    init?(_ core: ServerCore, on listener: Listener, _ configuration: ServerConfiguration) {
        let retained = Unmanaged.passRetained(core)
        let context = retained.toOpaque()
        let limits = core.limits
        let threads = max(1, configuration.threads)
        let log = UnsafeMutablePointer<CMicrohttpd_log>.allocate(capacity: 1)
        log.initialize(to: CMicrohttpd_log(context: context, say: Callbacks.log))
        func callback<Function>(_ option: MHD_OPTION, _ function: Function) -> MHD_OptionItem {
            MHD_OptionItem(option: option, value: unsafeBitCast(function, to: Int.self), ptr_value: context)
        }
        func number(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
            MHD_OptionItem(option: option, value: value, ptr_value: nil)
        }
        var options = [
            MHD_OptionItem(
                option: .EXTERNAL_LOGGER, value: CMicrohttpd_writer(), ptr_value: UnsafeMutableRawPointer(log)),
            callback(.URI_LOG_CALLBACK, Callbacks.target),
            callback(.UNESCAPE_CALLBACK, Callbacks.unescape),
            callback(.NOTIFY_COMPLETED, Callbacks.completed),
            callback(.NOTIFY_CONNECTION, Callbacks.connection),
            number(.LISTEN_SOCKET, Int(listener.descriptor)),
            number(.STRICT_FOR_CLIENT, 1),
            // The server counts connections itself; the library's limit, which it divides among its threads, lies beyond.
            number(.CONNECTION_LIMIT, (limits.connections + 16) * threads),
            // A request's head and all that the library notes about it; heads beyond the limit are refused by the server.
            number(.CONNECTION_MEMORY_LIMIT, max(limits.headerBytes, limits.targetBytes) * 3 / 2 + 4_096),
        ]
        var texts: [UnsafeMutablePointer<CChar>?] = []
        if let tls = configuration.tls {
            let pairs = [
                (MHD_OPTION.HTTPS_MEM_KEY, tls.key), (.HTTPS_MEM_CERT, tls.certificate),
                (.HTTPS_PRIORITIES, TLSIdentity.priorities),
            ]
            for (option, text) in pairs {
                texts.append(strdup(text))
                options.append(MHD_OptionItem(option: option, value: 0, ptr_value: texts.last ?? nil))
            }
        }
        if threads > 1 { options.append(number(.THREAD_POOL_SIZE, threads)) }
        options.append(MHD_OptionItem(option: .END, value: 0, ptr_value: nil))
        let flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_ERROR_LOG.rawValue
            | (configuration.tls == nil ? 0 : MHD_USE_TLS.rawValue)

        let started = options.withUnsafeMutableBufferPointer { options -> OpaquePointer? in
            guard let start = options.baseAddress else { return nil }
            let arguments: [any CVarArg] = [
                Int32(bitPattern: MHD_OPTION.ARRAY.rawValue), OpaquePointer(start),
                Int32(bitPattern: MHD_OPTION.END.rawValue),
            ]
            return withVaList(arguments) {
                MHD_start_daemon_va(flags, 0, Callbacks.admit, context, Callbacks.request, context, $0)
            }
        }
        guard let started else {
            Self.wipe(texts)
            log.deallocate()
            retained.release()
            return nil
        }
        pointer = started
        self.core = retained
        self.log = log
        self.texts = texts
    }

    /// Takes no more connections; those that are there stay.
    func quiesce() {
        let listener = MHD_quiesce_daemon(pointer)
        if listener >= 0 { close(listener) }
    }

    /// Ends all connections and threads; nothing is called any more when it returns.
    ///
    /// No connection may be asleep.
    func stop() {
        MHD_stop_daemon(pointer)
        Self.wipe(texts)
        log.deallocate()
        core.release()
    }

    /// Forgets keys, and not only where they were.
    private static func wipe(_ texts: [UnsafeMutablePointer<CChar>?]) {
        for case let text? in texts {
            explicit_bzero(text, strlen(text))
            free(text)
        }
    }
}
