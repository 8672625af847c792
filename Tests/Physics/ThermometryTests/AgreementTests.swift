import Testing

@testable import Thermometry

@Suite("Files of one sensor agree")
struct AgreementTests {
    /// The greatest relative difference of temperature between a curve and the table's rows within it.
    private func worst(_ name: String, within range: ClosedRange<Double>) throws -> Double {
        let (curve, table) = (try Fixture.curve(name), try Fixture.curve("U05566.tbl"))
        let differences = table.points.filter { range.contains($0.temperature) }.compactMap { point in
            curve.temperature(at: point.signal).value.map { relative($0, point.temperature) }
        }
        #expect(differences.count > 20)
        return differences.max() ?? .infinity
    }

    @Test("coefficients and table differ by 0.2 % where two fit ranges meet, at 6.3 K, and by 0.05 % elsewhere")
    func coefficients() throws {
        let all = try worst("U05566.cof", within: 0.05...40)
        #expect(all > 0.0019 && all < 0.002, "\(all)")
        #expect(try max(worst("U05566.cof", within: 0.05...5.5), worst("U05566.cof", within: 9.5...40)) < 0.0005)
    }

    @Test(
        "the other files lie within what their digits and their interpolation allow",
        arguments: [
            ("U05566.340", 0.05...40.0, 0.012), ("U05566.34A", 0.05...40, 0.012), ("U05566.curve", 0.05...40, 0.012),
            ("U05566.dat", 0.05...40, 0.012), ("U05566.234", 0.06...2, 0.012),
        ])
    func others(name: String, range: ClosedRange<Double>, most: Double) throws {
        let difference = try worst(name, within: range)
        #expect(difference < most, "\(name): \(difference)")
    }

    @Test("the table's curve runs through the coefficients' between its rows, to 0.25 % where ranges meet")
    func between() throws {
        let (table, exact) = (try Fixture.curve("U05566.tbl"), try Fixture.curve("U05566.cof"))
        var (most, elsewhere) = (0.0, 0.0)
        for (a, b) in zip(table.points, table.points.dropFirst()) {
            for share in [0.25, 0.5, 0.75] {
                let signal = a.signal + share * (b.signal - a.signal)
                guard let first = table.temperature(at: signal).value, let second = exact.temperature(at: signal).value
                else { continue }
                most = max(most, relative(first, second))
                if !(5.5...9.5).contains(first) { elsewhere = max(elsewhere, relative(first, second)) }
            }
        }
        #expect(most < 0.0025 && elsewhere < 0.0006, "\(most), \(elsewhere)")
    }

    @Test("sensitivities are those printed")
    func sensitivities() throws {
        let rows = try Fixture.numbers("U05566.tbl")
        let (table, exact) = (try Fixture.curve("U05566.tbl"), try Fixture.curve("U05566.cof"))
        for row in rows {
            #expect(relative(try #require(table.sensitivity(at: row[0])), row[2]) < 1e-9, "\(row)")
            #expect(relative(try #require(table.dimensionlessSensitivity(at: row[0])), row[3]) < 1e-4, "\(row)")
            // Where two fit ranges meet, the table goes smoothly from one to the other.
            guard let slope = exact.sensitivity(at: row[0]), !(5.5...9.5).contains(row[0]) else { continue }
            #expect(relative(slope, row[2]) < 0.011, "\(row): \(slope)")
        }
    }
}
