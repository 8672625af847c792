import Cryogenics
import Testing

/// Grades of copper, against arXiv:2604.15971, section III.
struct ShieldCopperTests {
    @Test(
        "conductivities at 4.2 K are the printed ones",
        arguments: [("copper-ofe", 1400.0), ("copper-etp", 700.0), ("copper-of", 500.0)])
    func printedConductivities(_ name: String, _ printed: Double) throws {
        let grade = try #require(try ShieldCopper.grades(.preset("eth-table-3")).first { $0.name == name })
        #expect(abs(grade.conductivity / printed - 1) < 0.01)
        #expect(grade.printedConductivity == printed)
        #expect(abs(grade.conductanceTimesLength - grade.conductivity * 1000e-6) < 1e-9)
    }

    @Test("at 4.2 K conductance goes with the residual resistance ratio, and the link gets colder")
    func annealing() throws {
        let parameters = try LinkParameters.preset("eth-table-3")
        let grades = try ShieldCopper.grades(parameters, annealed: [50, 100, 200, 400])
            .filter { $0.printedConductivity == nil }
        #expect(grades.map(\.residualResistanceRatio) == [50, 100, 200, 400])
        let maxima = try grades.map { grade in
            let model = try LinkModel(
                .regular(length: 10), grade.applied(to: parameters), flux: "appendix-d", cellLength: 0.5)
            return try model.solve().extremes(1).maximum
        }
        for (a, b) in zip(grades, grades.dropFirst()) {
            #expect(abs(b.conductivity / a.conductivity - 2) < 0.03)
        }
        #expect(zip(maxima, maxima.dropFirst()).allSatisfy { $0 > $1 })
    }
}
