import Foundation
import Testing

@testable import Thermometry

@Suite("Points come out as they are printed")
struct BreakpointTests {
    /// Which columns hold signal and temperature, and what the signal's numbers become.
    struct Layout: CustomTestStringConvertible, Sendable {
        var file: String
        var signal: Int
        var temperature: Int
        var count: Int
        var isLogarithm = false
        var zero = 0.0
        var testDescription: String { file }
    }

    @Test(
        "bit for bit, both ways",
        arguments: [
            Layout(file: "U05566.340", signal: 1, temperature: 2, count: 140, isLogarithm: true),
            Layout(file: "U05566.34A", signal: 0, temperature: 1, count: 140, isLogarithm: true),
            Layout(file: "U05566.curve", signal: 0, temperature: 1, count: 77),
            Layout(file: "U05566.dat", signal: 1, temperature: 0, count: 77),
            Layout(file: "U05566.tbl", signal: 1, temperature: 0, count: 141),
            Layout(file: "dt-670_standard_curve.txt", signal: 1, temperature: 2, count: 144),
            Layout(file: "test.cal", signal: 1, temperature: 2, count: 7),
            Layout(file: "GA10K4D25_cal_curve.txt", signal: 1, temperature: 0, count: 121, zero: 273.15),
        ])
    func exact(layout: Layout) throws {
        let curve = try Fixture.curve(layout.file)
        let rows = try Fixture.numbers(layout.file)
        #expect(rows.count == layout.count && curve.points.count == layout.count)
        for row in rows {
            let signal = layout.isLogarithm ? pow(10, row[layout.signal]) : row[layout.signal]
            let temperature = row[layout.temperature] + layout.zero
            #expect(curve.temperature(at: signal) == .value(temperature))
            #expect(curve.signal(at: temperature) == .value(signal))
        }
    }

    @Test("the DT-670 of the catalogue is that of the file")
    func diode() throws {
        let file = try Fixture.curve("dt-670_standard_curve.txt")
        let preset = try CalibrationCurve.preset(named: "DT-670")
        #expect(preset.points == file.points && preset.unit == .volt && preset.interpolation == file.interpolation)
        #expect(preset.temperatures == 1.4...500 && preset.signals == 0.090681...1.64429)
        #expect(preset.temperature(at: 0.559639) == .value(300))
    }

    @Test("what a header says is kept")
    func header() throws {
        let curve = try Fixture.curve("U05566.340")
        #expect(curve.model == "RX-102A-AA-0.05B" && curve.serial == "U05566" && curve.setpointLimit == 40)
        #expect(curve.interpolation == .logarithmic && curve.coefficient == .negative && curve.format == .breakpoints)
        #expect(curve.temperatures == 0.044...44.939)
        let comma = try Fixture.curve("U05566.34A")
        #expect(comma.model == curve.model && comma.serial == curve.serial && comma.format == .commaBreakpoints)
        let cal = try Fixture.curve("test.cal")
        #expect(cal.coefficient == .positive && cal.interpolation == .spline && cal.model == "UNIT TEST")
        #expect(try Fixture.curve("U05566.curve").format == .spline)
        #expect(try Fixture.curve("U05566.234").format == .grid)
        #expect(try Fixture.curve("U05566.cof").format == .chebyshev)
    }

    @Test("fillers of a grid are no points: it ends where the last filler stands")
    func grid() throws {
        let curve = try Fixture.curve("U05566.234")
        #expect(curve.temperatures.lowerBound == 0.052 && curve.temperatures.upperBound < 20)
        #expect(curve.serial == "U05566")
        #expect(curve.temperature(at: pow(10, 4.7)) == .belowRange && curve.temperature(at: 100) == .aboveRange)
    }
}
