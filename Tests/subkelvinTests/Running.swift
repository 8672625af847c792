import CommandLineKit
import Foundation
import Synchronization
import Testing

@testable import subkelvin

/// What a command wrote and how it ended.
struct Run {
    var code: ExitCode
    var output: String
    var error: String

    /// Runs the program in this process.
    init(_ arguments: [String]) async {
        let output = Mutex("")
        let error = Mutex("")
        code = await Main.run(
            Subkelvin.self, arguments: arguments, output: TextSink { text in output.withLock { $0 += text } },
            error: TextSink { text in error.withLock { $0 += text } })
        self.output = output.withLock { $0 }
        self.error = error.withLock { $0 }
    }

    /// Runs a line as a shell would split it.
    init(line: String) async { await self.init(words(of: line)) }

    /// The output as a JSON object.
    func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)\(error)")
    }

    /// The output as a JSON array of objects.
    func array() throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]], "\(output)\(error)")
    }
}

/// The words of a command line; double quotes hold blanks.
func words(of line: String) -> [String] {
    var result: [String] = []
    var word = ""
    var isQuoted = false
    var isWord = false
    for character in line {
        switch character {
        case "\"":
            isQuoted.toggle()
            isWord = true
        case " " where !isQuoted:
            if isWord { result.append(word) }
            (word, isWord) = ("", false)
        default:
            word.append(character)
            isWord = true
        }
    }
    return isWord ? result + [word] : result
}
