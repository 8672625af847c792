import Testing

@testable import Qubits

@Suite("The paper's model, three ways")
struct InversionTests {
    /// T2* in µs and fidelity in % of MODEL_01 to MODEL_07: appendix C run by Python 3.11 and numpy without its rounding.
    static let listing = [
        (0.3329448975942398, 94.16986123698848), (8.097165991306547, 99.75330479398315),
        (0.24966727607285766, 92.30179349236376), (188.6792452781623, 99.98940056177987),
        (15.741224306202543, 99.87302576026842), (74.04897041159931, 99.97299449375642),
        (270.2635842508321, 99.99260009073905),
    ]

    @Test("the listing is appendix C to 1e-9", arguments: listing.indices)
    func listingRows(index: Int) throws {
        let row = try InversionTable(.listing).rows[index]
        let expected = Self.listing[index]
        #expect(abs(try #require(row.coherenceTime) * 1e6 / expected.0 - 1) < 1e-9)
        #expect(abs(try #require(row.fidelity) * 100 / expected.1 - 1) < 1e-9)
    }

    @Test("MODEL_08 runs away in all three and has no numbers", arguments: InversionSource.allCases)
    func runaway(source: InversionSource) throws {
        let rows = try InversionTable(source).rows
        #expect(rows.count == 8)
        #expect(rows.map(\.scenario.stability).filter { $0 == .runaway }.count == 1)
        #expect(rows[7].scenario.stability == .runaway && rows[7].coherenceTime == nil && rows[7].fidelity == nil)
    }

    @Test("the reconstructed law gives 13 of the 14 printed cells; the listing 3")
    func agreement() throws {
        let paper = try InversionTable(.paper).agreement
        #expect(paper.cells == 14 && paper.total == 13)
        #expect(paper.coherence == 6 && paper.fidelity == 7)
        let listing = try InversionTable(.listing).agreement
        #expect(listing.coherence == 2 && listing.fidelity == 1)
        #expect(try InversionTable(.printed).agreement.total == 14)
        // The one exception is MODEL_02: 7.45 for the printed 7.46.
        let second = try InversionTable(.paper).rows[1]
        #expect(!InversionTable.agrees(second.scenario.printedCoherence, second.coherenceTime.map { $0 * 1e6 }))
    }

    @Test("printed numbers stay as printed, to the last bit")
    func printed() throws {
        let rows = try InversionTable(.printed).rows
        #expect(rows.map(\.coherenceMicroseconds) == [0.33, 7.46, 0.25, 283.12, 16.19, 93.36, 3332.3, nil])
        #expect(rows.map(\.fidelityPercent) == [94.04, 99.73, 92.28, 99.99, 99.88, 99.98, 99.999, nil])
        let listing = try InversionTable(.listing).rows
        #expect(listing.allSatisfy { $0.coherenceMicroseconds == $0.coherenceTime.map { $0 * 1e6 } })
        #expect(listing.allSatisfy { $0.fidelityPercent == $0.fidelity.map { $0 * 100 } })
    }

    /// By Python: 3.461e-9 W and 0.3287e-6 W a line straight below 4 K; 1/T1 of quasiparticles with Δ = 1.764·k·4.47 K.
    @Test("the audit gives both heats down coaxial lines, and tantalum's quasiparticles")
    func auditNumbers() throws {
        let findings = try InversionAudit().findings
        let coax = try #require(findings.first { $0.key == "coax" }).numbers
        #expect(coax.allSatisfy { $0.digits == 2 && $0.unit == "W" })
        let straight = coax.filter { $0.name == "the same, straight below 4 K" }.map(\.value)
        for (found, expected) in zip(straight, [1.643e-3, 3.461e-9, 17.31e-6]) {
            #expect(abs(found / expected - 1) < 0.01)
        }
        #expect(straight.count == 3)
        let tantalum = try #require(
            findings.first { $0.key == "missing" }?.numbers.first { $0.name.contains("Ta at 4 K") })
        #expect(abs(tantalum.value / 4.960759025618475e-11 - 1) < 1e-9 && tantalum.digits == 1)
    }

    @Test("load at the capacity already counts as running away")
    func atCapacity() {
        #expect(InversionScenario.Stability.byCapacity(load: 1, capacity: 1) == .runaway)
        #expect(InversionScenario.Stability.byCapacity(load: 0.999_999, capacity: 1) == .stable)
    }

    @Test(
        "the loss tangent that a fidelity asks for at 4 K",
        arguments: [
            (InversionSource.listing, 0.9996, 8.248e-8), (.paper, 0.9996, 9.510e-8), (.listing, 0.999, 2.325e-7),
            (.listing, 0.9998, 3.249e-8), (.listing, 0.9999, 7.50e-9),
        ])
    func thresholds(source: InversionSource, fidelity: Double, expected: Double) throws {
        let law = try source.law()
        let loss = try law.lossTangent(fidelity: fidelity, temperature: 4)
        #expect(abs(loss / expected - 1) < 1e-3)
        #expect(abs(try law.fidelity(temperature: 4, lossTangent: loss) - fidelity) < 1e-14)
        #expect(abs(try law.temperature(fidelity: fidelity, lossTangent: loss) / 4 - 1) < 1e-9)
    }

    @Test("what cannot be reached is said to be so, with the best that can")
    func unattainable() throws {
        #expect(throws: QubitError.self) {
            try InversionLaw.listing.lossTangent(fidelity: 0.99999, temperature: 4)
        }
        #expect(throws: QubitError.self) {
            try InversionLaw.paper.temperature(fidelity: 0.9999, lossTangent: 5e-4)
        }
        #expect(throws: QubitError("law", .noFormula)) { try InversionSource.printed.law() }
    }

    @Test("arguments outside their range are refused by name", arguments: [0, -1, .nan, .infinity] as [Double])
    func temperatures(temperature: Double) {
        #expect { try InversionLaw.listing.fidelity(temperature: temperature, lossTangent: 1e-5) } throws: {
            "\($0)".hasPrefix("temperature: ") && "\($0)".contains("above 0 K")
        }
    }

    @Test("loss tangents outside 0 to 1 are refused by name", arguments: [0, 1, -1e-9, 2, .nan] as [Double])
    func losses(loss: Double) {
        #expect { try InversionLaw.paper.fidelity(temperature: 4, lossTangent: loss) } throws: {
            "\($0)".hasPrefix("lossTangent: ") && "\($0)".contains("between 0 and 1")
        }
    }
}
