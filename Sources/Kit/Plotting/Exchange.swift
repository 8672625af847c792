import Glibc

/// Gives a child its input while taking its output and errors, so that neither side waits for the other for ever.
struct Exchange {
    /// What one channel brought.
    struct Received {
        var channel: Channel
        var bytes: [UInt8] = []
        var isOpen = true

        /// Takes what is there; at the end of the channel `isOpen` becomes false.
        mutating func take() {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while isOpen {
                let count = read(channel.near, &buffer, buffer.count)
                if count > 0 {
                    bytes += buffer[0..<count]
                } else if count == 0 {
                    isOpen = false
                } else if errno != EINTR {
                    if errno != EAGAIN { isOpen = false }
                    return
                }
            }
        }
    }

    private let input: [UInt8]
    private var sent = 0
    private let write: Channel
    private var isWriting: Bool
    private(set) var output: Received
    private(set) var errors: Received

    init(input: [UInt8], write: Channel, output: Channel, errors: Channel) {
        self.input = input
        self.write = write
        isWriting = true
        self.output = Received(channel: output)
        self.errors = Received(channel: errors)
    }

    /// Exchanges until both output and errors have ended; false when the deadline passes first.
    mutating func run(until deadline: ContinuousClock.Instant) -> Bool {
        while output.isOpen || errors.isOpen {
            let left = deadline - ContinuousClock.now
            guard left > .zero else { return false }
            // A negative descriptor is passed over by poll.
            var polled = [
                pollfd(fd: isWriting ? write.near : -1, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output.isOpen ? output.channel.near : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.isOpen ? errors.channel.near : -1, events: Int16(POLLIN), revents: 0),
            ]
            let milliseconds = Int32(min(left / .milliseconds(1) + 1, 60_000))
            guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { continue }
            if polled[0].revents != 0 { send() }
            if polled[1].revents != 0 { output.take() }
            if polled[2].revents != 0 { errors.take() }
        }
        return true
    }

    /// Writes as much as fits; ends the input when all is written or the child no longer reads.
    private mutating func send() {
        while sent < input.count {
            let count = input.withUnsafeBytes { bytes in
                Glibc.send(
                    write.near, bytes.baseAddress?.advanced(by: sent), input.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN {
                return
            } else {
                // The child is gone or has closed its input; its own words say why.
                break
            }
        }
        isWriting = false
        write.closeNear()
    }
}
