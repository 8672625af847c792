import Foundation
import SubkelvinTesting
import Testing

@testable import Archive

@Suite("Tables as HDF5")
struct TableFileTests {
    /// What Debian's own reader prints of a part of a file.
    static func dump(_ arguments: [String], _ path: String) throws -> String {
        let dump = Process()
        let output = Pipe()
        dump.executableURL = URL(filePath: "/usr/bin/h5dump")
        dump.arguments = arguments + [path]
        dump.standardOutput = output
        try dump.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        dump.waitUntilExit()
        #expect(dump.terminationStatus == 0, "\(text)")
        return text
    }

    /// The numbers of a dataset as that reader prints them, with all digits.
    static func numbers(_ dataset: String, _ path: String) throws -> [String] {
        let text = try dump(["-d", dataset, "-y", "-m", "%.17g", "-w", "1"], path)
        let data = try #require(text.split(separator: "DATA {").last?.split(separator: "}").first)
        return data.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
    }

    @Test("what was written, in whatever parts, is what another reader reads")
    func roundTrip() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "lab-1.h5")
        var random = SeededRandom(seed: 3)
        let times = (0..<40_000).map { 1_800_000_000_000_000_000 + Int64($0) * 1_000_000_007 }
        let values = times.map { _ in random.normal() }
        let qualities = times.map { _ in UInt8(random.uniform(in: 0...255)) }
        let file = try TableFile(path: path)
        let columns = (
            try file.column("lab-1/base/time", of: Int64.self), try file.column("lab-1/base/value", of: Double.self),
            try file.column("lab-1/base/quality", of: UInt8.self)
        )
        var place = 0
        while place < times.count {
            let end = min(place + random.uniform(in: 0...9000), times.count)
            try columns.0.append(Array(times[place..<end]))
            try columns.1.append(Array(values[place..<end]))
            try columns.2.append(Array(qualities[place..<end]))
            place = end
        }
        #expect(columns.0.count == times.count)
        try file.close()
        #expect(try Self.numbers("lab-1/base/time", path).compactMap { Int64($0) } == times)
        #expect(try Self.numbers("lab-1/base/value", path).compactMap { Double($0) } == values)
        #expect(try Self.numbers("lab-1/base/quality", path).compactMap { UInt8($0) } == qualities)
    }

    @Test("attributes say what columns and tables are")
    func attributes() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "a.h5")
        let file = try TableFile(path: path)
        let column = try file.column("lab-1/P1/value", of: Double.self)
        try column.set("unit", to: "Pa")
        try column.set("samples", to: 3)
        try file.set("threshold", to: 2.5, of: "lab-1/P1")
        try file.set("title", to: "gauge: µ, Ω")
        try file.close()
        let header = try Self.dump(["-A"], path)
        for words in ["\"Pa\"", "H5T_STD_I64LE", "2.5", "gauge: ", "H5T_CSET_UTF8", "STRSIZE 13"] {
            #expect(header.contains(words), "\(header)")
        }
    }

    @Test("an empty column is one of no numbers; a name is taken once")
    func names() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path(of: "b.h5")
        let file = try TableFile(path: path)
        _ = try file.column("a/time", of: Int64.self)
        let error = #expect(throws: TableFileError.self) { try file.column("a/time", of: Int64.self) }
        #expect(error?.object == "a/time")
        try file.close()
        #expect(try Self.dump(["-H"], path).contains("( 0 )"))
    }

    @Test("a folder that is not there is an error with the file's name")
    func nowhere() {
        let error = #expect(throws: TableFileError.self) { try TableFile(path: "/nowhere/at/all.h5") }
        #expect(error?.description.hasPrefix("/nowhere/at/all.h5: file: ") == true)
    }
}
