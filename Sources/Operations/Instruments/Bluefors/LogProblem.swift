import Text

/// Something in a log that could not be taken as it stands, and where.
public struct LogProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The line does not begin with a date and a time.
        case noTime
        /// What stands where a number was expected.
        case noNumber(String)
        /// What stands where a word was expected.
        case noWord(String)
        /// The line ends too soon.
        case tooShort
        /// Something follows the record.
        case trailing(String)
        /// The line is longer than any that is read.
        case tooLong(limit: Int)
        /// The last line has no end: it is not read.
        case unfinished
        /// The line is of another day than the file, and is taken as that day's.
        case otherDay(LogDay)
        /// The zone's clocks never showed this time; it is taken as if they had not been set forward.
        case neverShown
        /// The time lies so many s before the line above, and stands.
        case backwards(Int64)
        /// The file is shorter than what was read of it: it is read from its beginning.
        case rotated
        /// The system could not read it; it will be tried again.
        case unreadable(String)
    }

    /// The file, from the folder of all logs on.
    public var file: String
    /// The line, from 1; 0 for the file as a whole.
    public var line: Int
    /// What is wrong.
    public var reason: Reason
    /// What a line of this file looks like.
    public var expected: String

    /// Place, what is wrong, and what was expected.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return switch reason {
        case .noTime: "\(place): no date and time; expected \(expected)"
        case .noNumber(let text): "\(place): \(quoted(text, limit: 40)) is no number; expected \(expected)"
        case .noWord(let text): "\(place): \(quoted(text, limit: 40)) is no name; expected \(expected)"
        case .tooShort: "\(place): the line ends too soon; expected \(expected)"
        case .trailing(let text): "\(place): \(quoted(text, limit: 40)) follows the record; expected \(expected)"
        case .tooLong(let limit): "\(place): the line has more than \(limit) bytes; expected \(expected)"
        case .unfinished: "\(place): the last line has no end and is not read; it may still be written, or is cut off"
        case .otherDay(let day): "\(place): the line is of \(day), not of the file's day; it is taken as it says"
        case .neverShown:
            "\(place): clocks of the zone never showed this time; taken as if they had not been set forward. Is the zone right?"
        case .backwards(let seconds): "\(place): the time lies \(seconds) s before the line above; both stand"
        case .rotated: "\(place): the file is shorter than before; it is read from its beginning"
        case .unreadable(let words): "\(place): \(words); it is tried again"
        }
    }
}

extension LogProblem.Reason {
    /// A word for counters.
    public var word: String {
        switch self {
        case .noTime: "no-time"
        case .noNumber: "no-number"
        case .noWord: "no-word"
        case .tooShort: "too-short"
        case .trailing: "trailing"
        case .tooLong: "too-long"
        case .unfinished: "unfinished"
        case .otherDay: "other-day"
        case .neverShown: "never-shown"
        case .backwards: "backwards"
        case .rotated: "rotated"
        case .unreadable: "unreadable"
        }
    }
}

/// Problems, counted by their kind; the first of them whole.
public struct LogProblems: Sendable, Hashable {
    /// How many are kept whole, besides the first of each kind.
    public static let kept = 100
    /// How many there were, by the word of their reason.
    public private(set) var counts: [String: Int] = [:]
    /// The first of them, and the first of each kind.
    public private(set) var first: [LogProblem] = []

    /// None.
    public init() {}

    /// How many there were.
    public var count: Int { counts.values.reduce(0, +) }

    /// Adds one.
    public mutating func add(_ problem: LogProblem) {
        let isNew = counts.updateValue(counts[problem.reason.word, default: 0] + 1, forKey: problem.reason.word) == nil
        if isNew || first.count < Self.kept { first.append(problem) }
    }

    /// Adds those of another part.
    public mutating func add(_ others: LogProblems) {
        var new = Set(others.counts.keys.filter { counts[$0] == nil })
        for (word, count) in others.counts { counts[word, default: 0] += count }
        for problem in others.first where new.remove(problem.reason.word) != nil || first.count < Self.kept {
            first.append(problem)
        }
    }
}
