extension LogTail {
    /// Where the reading of a file stands.
    struct Place: Sendable, Hashable {
        /// In bytes; the next line begins here.
        var offset = 0
        /// How many lines lie before.
        var line = 0
        /// The time of the last of them in s, and which line of that second it was.
        var last: Last?
        /// Whether a line that is too long goes on here.
        var isPassingOver = false

        struct Last: Sendable, Hashable {
            var second: Int64
            var repeats: Int64
        }

        init(_ stream: LogStream) {
            offset = stream.offset
            line = stream.parser.line
            last = stream.parser.clock.last.map { Last(second: $0.second, repeats: $0.repeats) }
            isPassingOver = stream.isPassingOver
        }

        /// Reads ``words``; nil for words that are none.
        init?(words: String) {
            let numbers = words.split(separator: " ").map { Int64($0) }
            guard numbers.count == 5, let offset = numbers[0], let line = numbers[1], let passing = numbers[4],
                offset >= 0, line >= 0
            else { return nil }
            (self.offset, self.line, isPassingOver) = (Int(offset), Int(line), passing == 1)
            if let second = numbers[2], let repeats = numbers[3] { last = Last(second: second, repeats: repeats) }
        }

        /// `offset line second repeats passing`, with `-` where there was no line.
        var words: String {
            let last = last.map { "\($0.second) \($0.repeats)" } ?? "- -"
            return "\(offset) \(line) \(last) \(isPassingOver ? 1 : 0)"
        }
    }
}
