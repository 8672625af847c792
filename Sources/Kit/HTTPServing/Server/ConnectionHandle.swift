import CMicrohttpd

/// The library's name for a connection.
///
/// `@unchecked` because the library lets any thread wake a connection; everything else is done on the connection's own.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer?

    /// Puts the connection to sleep; on its own thread only.
    func suspend() { MHD_suspend_connection(pointer) }

    /// Wakes the connection; from any thread.
    func resume() { MHD_resume_connection(pointer) }

    /// The client's end of the connection.
    var address: SocketAddress? {
        guard let info = CMicrohttpd_connection_info(pointer, .CONNECTION_INFO_CLIENT_ADDRESS) else { return nil }
        return SocketAddress(info.pointee.client_addr)
    }

    /// The socket's number.
    var descriptor: Int32? {
        CMicrohttpd_connection_info(pointer, .CONNECTION_INFO_CONNECTION_FD)?.pointee.connect_fd
    }

    /// The bytes of the request's head.
    var headerSize: Int {
        CMicrohttpd_connection_info(pointer, .CONNECTION_INFO_REQUEST_HEADER_SIZE)?.pointee.header_size ?? 0
    }

    /// What the server keeps for the connection.
    var context: Connection? {
        guard let info = CMicrohttpd_connection_info(pointer, .CONNECTION_INFO_SOCKET_CONTEXT),
            let raw = info.pointee.socket_context
        else { return nil }
        return Unmanaged<Connection>.fromOpaque(raw).takeUnretainedValue()
    }

    /// The header fields of the request.
    var fields: HTTPFields {
        var fields = HTTPFields()
        withUnsafeMutablePointer(to: &fields) { fields in
            _ = MHD_get_connection_values_n(
                pointer, .HEADER_KIND,
                { context, _, name, nameSize, value, valueSize in
                    guard let fields = context?.assumingMemoryBound(to: HTTPFields.self) else { return .NO }
                    fields.pointee.append(Self.text(name, nameSize), Self.text(value, valueSize))
                    return .YES
                }, fields)
        }
        return fields
    }

    private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
