/// An event as a browser's `EventSource` reads it, rendered once for all who receive it.
///
/// - Source: HTML standard, section 9.2.6 (interpreting an event stream).
public struct ServerSentEvent: Sendable, Hashable {
    /// The event as it is sent.
    public let bytes: [UInt8]

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - data: what it says, such as JSON. Line breaks arrive as such, `\r` and `\r\n` as `\n`.
    ///   - event: its name; `message` for the browser when `nil`. Line breaks are not kept.
    ///   - id: what the browser repeats in `Last-Event-ID` when it returns. Line breaks and NUL are not kept.
    ///   - retry: after how many milliseconds the browser shall try again when the connection drops.
    public init(_ data: [UInt8], event: String? = nil, id: String? = nil, retry: Int? = nil) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + 64)
        if let event { bytes += "event: \(Self.oneLine(event))\n".utf8 }
        if let id { bytes += "id: \(Self.oneLine(id))\n".utf8 }
        if let retry { bytes += "retry: \(max(0, retry))\n".utf8 }
        bytes += "data: ".utf8
        var isAfterReturn = false
        for byte in data {
            switch byte {
            case 0x0A where isAfterReturn: break
            case 0x0A, 0x0D: bytes += "\ndata: ".utf8
            default: bytes.append(byte)
            }
            isAfterReturn = byte == 0x0D
        }
        bytes += [0x0A, 0x0A]
        self.bytes = bytes
    }

    /// Makes an event of a text.
    public init(_ data: String, event: String? = nil, id: String? = nil, retry: Int? = nil) {
        self.init(Array(data.utf8), event: event, id: id, retry: retry)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// A comment, which browsers pass over.
    static let heartbeat = ServerSentEvent(bytes: Array(":\n\n".utf8))

    private static func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0 }, as: UTF8.self)
    }
}
