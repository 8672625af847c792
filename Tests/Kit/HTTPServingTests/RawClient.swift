import Glibc

/// A client that sends exactly the bytes it is told to, however wrong, and at the pace it is told to.
final class RawClient {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private var hasEnded = false

    /// Connects to a port of this machine.
    init(port: UInt16, receiveBuffer: Int32? = nil) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// Sends all bytes; false when the other side has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends a request without a body.
    func get(_ target: String, method: String = "GET", fields: String = "") {
        send("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
    }

    /// Closes at once when let go of, as a program that is killed does.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Closes the own side alone.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// An answer as it came.
    struct Answer: Equatable {
        var status: Int
        var fields: [String: String]
        var body: String
    }

    /// Reads one answer; `nil` when the connection ends, or nothing comes for ten seconds, before it is whole.
    func answer(hasBody: Bool = true) async -> Answer? {
        guard let head = await read(until: "\r\n\r\n") else { return nil }
        let lines = head.split(separator: "\r\n").map(String.init)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
        }
        var answer = Answer(status: status, fields: fields, body: "")
        guard hasBody, let length = fields["content-length"].flatMap({ Int($0) }) else { return answer }
        while received.count < length { guard await more() else { return nil } }
        answer.body = String(decoding: received.prefix(length), as: UTF8.self)
        received.removeFirst(length)
        return answer
    }

    /// Reads up to a mark, which is taken off; `nil` when it does not come.
    func read(until mark: String) async -> String? {
        let mark = Array(mark.utf8)
        while true {
            if let range = received.firstRange(of: mark) {
                let text = String(decoding: received[..<range.lowerBound], as: UTF8.self)
                received.removeFirst(range.upperBound)
                return text
            }
            guard await more() else { return nil }
        }
    }

    /// Whether the other side closes the connection, whatever it says before, within ten seconds and a thousand looks.
    func isClosed() async -> Bool {
        while await more() {}
        return hasEnded
    }

    /// Reads what there is; waits for it without a thread, for the server's handlers need those.
    private func more() async -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = ContinuousClock.now + .seconds(10)
        // A machine whose threads all compute may have let ten seconds go by between two looks.
        var looks = 0
        repeat {
            looks += 1
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                received += buffer[..<count]
                return true
            }
            if count == 0 || errno != EAGAIN {
                hasEnded = true
                return false
            }
            do { try await Task.sleep(for: .milliseconds(1)) } catch { return false }
        } while ContinuousClock.now < end || looks < 1000
        return false
    }
}
