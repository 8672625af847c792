import Instruments
import Readings
import Telemetry

/// A file of a log in memory, of whatever kind the first byte says.
private struct OneFile: LogFileSystem {
    let name: String
    let bytes: [UInt8]

    func names(in folder: String) throws(LogFileError) -> [String] { folder == "/log" ? ["25-03-14"] : [name] }
    func size(of path: String) throws(LogFileError) -> Int { bytes.count }
    func read(_ path: String, from offset: Int, limit: Int, into buffer: inout [UInt8]) throws(LogFileError) {
        buffer += bytes.dropFirst(offset).prefix(limit)
    }
}

private let names = [
    "CH6 T 25-03-14.log", "CH6 R 25-03-14.log", "CH1 P 25-03-14.log", "maxigauge 25-03-14.log", "Channels 25-03-14.log",
    "Heaters 25-03-14.log", "Flowmeter 25-03-14.log", "Status_25-03-14.log", "Errors 25-03-14.log",
]

/// Every line is read or told, whatever it holds; at once and followed in two goes the readings are the same.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let name = names[Int(first) % names.count]
    let bytes = Array(input.dropFirst())
    let settings = LogSettings(device: "fuzz", zone: .utc)
    var reader = LogReader(LogFolder("/log", files: OneFile(name: name, bytes: bytes)), settings)
    guard let day = LogDay(folder: "25-03-14"), let contents = try? reader.read(day) else {
        preconditionFailure("the folder is there")
    }
    let lines = bytes.count { $0 == UInt8(ascii: "\n") }
    precondition(contents.files.first?.lines == lines, "lines are counted wrongly")
    for batch in contents.batches {
        for reading in batch.readings {
            precondition(reading.value?.isFinite != false, "a number that is none")
            precondition((946_684_800..<4_102_444_801).contains(reading.time / 1_000_000_000), "another century")
        }
    }
    for problem in contents.problems.first {
        let words = problem.description
        precondition(words.hasPrefix("25-03-14/\(name)"), "the problem does not name the file")
        precondition(!words.utf8.contains { $0 < 0x20 }, "the problem could redraw a terminal")
        precondition(words.utf8.count < 1000, "the problem is not for people")
    }
    // Followed in two goes, with nothing kept but positions.
    let middle = bytes.count / 2
    var before = LogTail(
        directory: "/log", settings: settings, files: OneFile(name: name, bytes: Array(bytes[..<middle])))
    let one = before.poll(now: 0)
    var after = LogTail(
        directory: "/log", settings: settings, positions: one.positions, files: OneFile(name: name, bytes: bytes))
    let two = after.poll(now: 0)
    let followed = (one.batches + two.batches).reduce(0) { $0 + $1.readings.count }
    // Temperatures of which nobody knows yet whether a resistance follows are held back by a few lines.
    let isJudged = name.hasPrefix("CH6")
    precondition(isJudged ? followed <= contents.count : followed == contents.count, "followed it is another log")
    return 0
}
