import Glibc
import Testing

@testable import Plotting

@Suite("Axes")
struct AxisTests {
    /// Ranges nobody picked: from a multiplicative generator with a fixed start.
    static let ranges: [ClosedRange<Double>] = {
        var state: UInt64 = 7
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 0x1p53
        }
        return (0..<300).map { _ in
            let low = pow(10, next() * 30 - 15)
            return low...(low * (1 + pow(10, next() * 8 - 4)))
        }
    }()

    @Test(
        "every mark lies on its axis, marks rise or are minor, and two to fifteen are labelled",
        arguments: Axis.Scale.allCases)
    func marks(scale: Axis.Scale) {
        for range in Self.ranges {
            let ruler = Ruler(Axis("x", scale: scale), showing: range, margin: .marks, count: 6)
            #expect(ruler.lowest <= range.lowerBound && ruler.highest >= range.upperBound)
            let slack = (ruler.highest - ruler.lowest) * 1e-5
            #expect(
                ruler.ticks.marks.allSatisfy { $0.value >= ruler.lowest - slack && $0.value <= ruler.highest + slack })
            #expect((2...15).contains(ruler.labels.count), "\(range) \(ruler.labels)")
            #expect(Set(ruler.labels).count == ruler.labels.count)
        }
    }

    @Test("a linear label, times the power of ten in the title, is its mark's value")
    func labels() throws {
        for range in Self.ranges {
            let ticks = Ticks.linear(from: range.lowerBound, to: range.upperBound, count: 6)
            for mark in ticks.marks {
                guard let label = mark.label else { continue }
                let value = try #require(Double(label.replacing("−", with: "-"))) * pow(10, Double(ticks.exponent))
                #expect(abs(value - mark.value) <= 1e-12 * abs(mark.value))
            }
        }
    }

    @Test(
        "logarithmic labels are those a person would choose",
        arguments: [
            (0.01, 300.0, ["0.01", "0.1", "1", "10", "100"]),
            (1e-9, 1e-3, ["10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"]),
            (1, 30, ["1", "2", "5", "10", "20"]), (2e-6, 5e-5, ["2×10⁻⁶", "5×10⁻⁶", "10⁻⁵", "2×10⁻⁵", "5×10⁻⁵"]),
            (3, 6, ["3.0", "3.5", "4.0", "4.5", "5.0", "5.5", "6.0"]),
        ])
    func logarithmic(low: Double, high: Double, labels: [String]) {
        #expect(Ticks.logarithmic(from: low, to: high, count: 7).marks.compactMap(\.label) == labels)
    }

    @Test("a power of ten goes to the title, written as ISO 80000 asks")
    func titles() {
        #expect(Axis("Temperature", unit: "K").title(exponent: 0) == "Temperature / K")
        #expect(Axis("Heat", unit: "W").title(exponent: -6) == "Heat / 10⁻⁶ W")
        #expect(Axis("Conductivity", unit: "W/(m·K)").title(exponent: 0) == "Conductivity / (W/(m·K))")
        #expect(Axis("Count").title(exponent: 0) == "Count")
        #expect(Axis("Count").title(exponent: 3) == "Count / 10³")
    }

    @Test("equal values still make a range", arguments: [0.0, 5, -3, 1e-12, 1e9])
    func equalValues(value: Double) {
        let ruler = Ruler(Axis("x"), showing: value...value, margin: .marks, count: 5)
        #expect(ruler.lowest < ruler.highest && ruler.contains(value) && !ruler.labels.isEmpty)
    }

    @Test("a line is dashed where both its ends lie in the dashed part, and unbroken between")
    func dashes() {
        let series = Series("", x: [0, 1, 2, 3, 4], y: [0, 1, .nan, 3, 4], dashedWithin: 0...1, gaps: .break)
        let blocks = SeriesBlocks(series)
        #expect(blocks.dashed.map { $0.map(\.x) } == [[0, 1]])
        #expect(blocks.solid.map { $0.map(\.x) } == [[3, 4]])
        let lone = SeriesBlocks(Series("", x: [0, 1, 2], y: [1, .nan, 2], gaps: .break))
        #expect(lone.lone.map(\.x) == [0, 2])
    }
}
