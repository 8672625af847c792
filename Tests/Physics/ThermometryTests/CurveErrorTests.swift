import Foundation
import Testing

@testable import Thermometry

func logRatio(_ a: Double, _ b: Double) -> Double { log(a / b) }

@Suite("What is no curve is refused with its place")
struct CurveErrorTests {
    private static let header = """
        Sensor Model:   X
        Serial Number:  1
        Data Format:    3      (Ohms/Kelvin)
        SetPoint Limit: 40.0      (Kelvin)
        Temperature coefficient:  1 (Negative)
        Number of Breakpoints:   3

        No.   Units      Temperature (K)


        """

    private func refusal(_ text: String, file: String = "a.340") -> CurveError? {
        #expect(throws: CurveError.self) { try CalibrationCurve(reading: Array(text.utf8), file: file) }
    }

    @Test("a sound one is read")
    func sound() throws {
        let text = Self.header + "  1 100 30\n  2 200 20\n  3 400 10\n"
        let curve = try CalibrationCurve(reading: Array(text.utf8), file: "a.340")
        #expect(curve.temperature(at: 300) == .value(15))
    }

    @Test(
        "points at fault are named by line and column",
        arguments: [
            ("  1 100 30\n  2 20O 20\n  3 400 10\n", "a.340:11:5: ‘20O’ is not a number"),
            ("  1 100 30\n  2 200 nan\n  3 400 10\n", "a.340:11:9: ‘nan’ is not a number"),
            ("  1 100 30\n  2 200 20\n  3 150 10\n", "a.340:12: the resistance 150 follows 200"),
            ("  1 100 30\n  2 200 20\n  3 400 20\n", "a.340:12: 20 K follows 20 K"),
            ("  1 100 30\n  2 200 20\n", "a.340:6: 2 breakpoints follow where 3 are stated"),
            ("  1 100 30\n  3 200 20\n  2 400 10\n", "a.340:11:3: breakpoint 3 where 2 comes next"),
            ("  1 100 30\n  2 200 20\n  3 400 -1\n", "a.340:12: a temperature of -1 K"),
            ("  1 100 30\n  2 200 20 7\n  3 400 10\n", "a.340:11:12: 4 numbers where a point has three"),
            ("  1 100 10\n  2 200 20\n  3 400 30\n", "a.340:5: a temperature coefficient of 1 is stated"),
            ("  1 100 30\n  2 200 20\nend 400 10\n", "a.340:12:1: ‘end’ is not a number"),
            ("  1 100 30\n  2 200 20\n  3 1e999 10\n", "a.340:12:5: ‘1e999’ is not a number"),
        ])
    func points(points: String, words: String) {
        let error = refusal(Self.header + points)
        #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
    }

    @Test(
        "what is not a curve at all says so",
        arguments: [
            ("", "is empty"), ("\n \t\r\n", "is empty"), ("PK\u{3}\u{4}\u{0}\u{0}", "is not a text"),
            ("hello\nworld\n", "is no calibration curve that is known"), ("1 2\n3 4\n", "has no header with the units"),
            ("a,b\n1,2\n3,4\n", "is no calibration curve that is known"),
            ("K,K\n1,2\n3,4\n", "2 columns of temperature and 0 of a signal"),
            ("ohm,K\n1,2\n", "1 points where a curve has two at least"), ("ohm,K\n1,2\n2,3,4\n", "3 columns where"),
            ("ohm,K\n1,4\n2,3\n3,x\n", "‘x’ is not a number"), ("ohm,K\n-1,4\n2,3\n", "a resistance of -1 Ω"),
            ("Number of fit ranges: 1\n", "has no line ‘fit range’"),
            ("Data Format: 6\n1 1 2\n2 2 3\n", "the data format 6 is not known"),
            ("Number of Breakpoints: 2\n1 1 2\n2 2 3\n", "has no data format"),
            ("Data Format: 3\nData Format: 4\n1 1 2\n2 2 3\n", "‘data format’ stands here a second time"),
        ])
    func whole(text: String, words: String) {
        let error = refusal(text)
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(
        "what a file says cannot turn the reader's terminal around",
        arguments: [
            "\u{202E}x: 1\n\u{202E}x: 2\nData Format: 3\n1 1 2\n2 2 3\n", "Data Format: \u{202E}3\n1 1 2\n2 2 3\n",
            "Format: 3\nPoint \u{202E}1: 1,2\n", "ohm,K\n1,2\n\u{202E}2,3\n",
            "Number of fit ranges: 1\nFIT RANGE: 1\nFit type for range1: \u{202E}LOG\n",
        ])
    func hostile(text: String) {
        let error = refusal(text)
        #expect(error?.description.unicodeScalars.contains("\u{202E}") == false)
    }

    @Test("a file that is too large is refused unread")
    func large() {
        let error = #expect(throws: CurveError.self) {
            try CalibrationCurve(reading: [UInt8](repeating: 0x31, count: 5 << 20), file: "a")
        }
        #expect(error?.reason == .tooLarge(limit: 4 << 20, of: "bytes"))
        let rows = "ohm,K\n" + (1...20_001).map { "\($0),\($0)\n" }.joined()
        #expect(refusal(rows)?.reason == .tooLarge(limit: 20_000, of: "points"))
    }

    @Test("a spline that turns around between its points is refused")
    func spline() {
        let text = """
            Data Format: 7
            Number of Breakpoints: 5
            1 1 1
            2 2 1.01
            3 3 8
            4 4 8.01
            5 5 8.02
            """
        #expect(refusal(text)?.description.contains("the spline turns around") == true)
    }

    @Test(
        "units in a header say what a column holds, in any order",
        arguments: [
            ("ohm,K\n200,4\n100,20\n", 100.0, 20.0), ("T (mK);R (kOhm)\n4000;0.2\n20000;0.1\n", 100, 20),
            ("temperature_K,resistance_ohm,note\n4,200,1\n20,100,2\n", 100, 20),
            ("#Celsius Ohms\n-269.15 200\n-253.15 100\n", 100, 20), ("log ohm,K\n3,4\n2,20\n", 100, 20),
            ("\u{FEFF}\"Temp (K)\",\"V\"\r\n4,1.6\r\n20,1.2\r\n", 1.2, 20),
            ("Voltage (mV)\tK\n1600\t4\n1200\t20\n", 1.2, 20),
        ])
    func units(text: String, signal: Double, temperature: Double) throws {
        let curve = try CalibrationCurve(reading: Array(text.utf8), file: "x.csv")
        #expect(relative(try #require(curve.temperature(at: signal).value), temperature) < 1e-12)
        #expect(curve.format == .table)
    }
}
