import Foundation
import Testing

@testable import Thermometry

/// The files of `Fixtures/`; where they are from stands in SOURCES.md beside them.
enum Fixture {
    /// All that hold a curve.
    static let names = [
        "U05566.340", "U05566.34A", "U05566.234", "U05566.cof", "U05566.curve", "U05566.dat", "U05566.tbl",
        "dt-670_standard_curve.txt", "test.cal", "GA10K4D25_cal_curve.txt",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let path = try #require(Bundle.module.path(forResource: "Fixtures/\(name)", ofType: nil))
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    static func curve(_ name: String) throws -> CalibrationCurve {
        try CalibrationCurve(reading: bytes(name), file: name)
    }

    /// The numbers of a file's lines, read without the reader: what follows a colon where there is one.
    static func numbers(_ name: String) throws -> [[Double]] {
        String(decoding: try bytes(name), as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            let rest = line.split(separator: ":").last ?? line
            let words = rest.split { $0 == " " || $0 == "\t" || $0 == "," }.map { Double($0) }
            guard words.count >= 2, !words.contains(nil) else { return nil }
            return words.compactMap(\.self)
        }
    }
}

/// Every curve there is: those of the fixtures and those of the catalogue.
struct AnyCurve: CustomTestStringConvertible, Sendable {
    var name: String
    var testDescription: String { name }

    static let all = (Fixture.names + CalibrationCurve.presetNames).map(AnyCurve.init)

    func curve() throws -> CalibrationCurve {
        Fixture.names.contains(name) ? try Fixture.curve(name) : try CalibrationCurve.preset(named: name)
    }
}

func relative(_ a: Double, _ b: Double) -> Double { abs(a / b - 1) }
