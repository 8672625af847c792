/// The table of the eight scenarios by one of the paper's three accounts of itself.
public struct InversionTable: Sendable, Hashable {
    /// A scenario and what comes out of it.
    public struct Row: Sendable, Hashable {
        /// The scenario.
        public var scenario: InversionScenario
        /// T2* in s; nil where the stage is said to run away.
        public var coherenceTime: Double?
        /// The fidelity as a share of 1; nil where the stage is said to run away.
        public var fidelity: Double?
        /// T2* in µs: a printed one to the digit as printed, which a way to seconds and back would lose.
        public var coherenceMicroseconds: Double?
        /// The fidelity in percent, a printed one as printed.
        public var fidelityPercent: Double?

        /// A row by a law, or one that has no numbers.
        init(scenario: InversionScenario, coherenceTime: Double? = nil, fidelity: Double? = nil) {
            self.scenario = scenario
            self.coherenceTime = coherenceTime
            self.fidelity = fidelity
            coherenceMicroseconds = coherenceTime.map { $0 * 1e6 }
            fidelityPercent = fidelity.map { $0 * 100 }
        }

        /// A row as printed.
        init(printed scenario: InversionScenario) {
            self.scenario = scenario
            coherenceMicroseconds = scenario.printedCoherence?.value
            fidelityPercent = scenario.printedFidelity?.value
            coherenceTime = coherenceMicroseconds.map { $0 / 1e6 }
            fidelity = fidelityPercent.map { $0 / 100 }
        }
    }

    /// Which account.
    public var source: InversionSource
    /// The eight rows.
    public var rows: [Row]

    /// The table of an account; numbers of a law are not rounded.
    public init(_ source: InversionSource) throws(QubitError) {
        self.source = source
        var rows: [Row] = []
        for scenario in InversionScenario.all {
            guard scenario.stability == .stable else {
                rows.append(Row(scenario: scenario))
                continue
            }
            if source == .printed {
                rows.append(Row(printed: scenario))
                continue
            }
            let law = try source.law()
            rows.append(
                Row(
                    scenario: scenario,
                    coherenceTime: try law.coherenceTime(
                        temperature: scenario.temperature, lossTangent: scenario.lossTangent),
                    fidelity: try law.fidelity(temperature: scenario.temperature, lossTangent: scenario.lossTangent)))
        }
        self.rows = rows
    }

    /// How many of the printed cells of T2* and fidelity a law gives at the printed precision.
    public struct Agreement: Sendable, Hashable {
        /// Cells of T2* that agree.
        public var coherence: Int
        /// Cells of the fidelity that agree.
        public var fidelity: Int
        /// Printed cells of both.
        public var cells: Int
        /// Cells that agree.
        public var total: Int { coherence + fidelity }
    }

    /// The agreement of this table with the printed one.
    public var agreement: Agreement {
        var result = Agreement(coherence: 0, fidelity: 0, cells: 0)
        for row in rows {
            if let printed = row.scenario.printedCoherence {
                result.cells += 1
                if Self.agrees(printed, row.coherenceMicroseconds) { result.coherence += 1 }
            }
            if let printed = row.scenario.printedFidelity {
                result.cells += 1
                if Self.agrees(printed, row.fidelityPercent) { result.fidelity += 1 }
            }
        }
        return result
    }

    /// Whether a number rounds to the printed one; both absent agree as well.
    public static func agrees(_ printed: InversionScenario.Printed?, _ found: Double?) -> Bool {
        guard let printed, let found else { return printed == nil && found == nil }
        return printed.agrees(with: found)
    }
}
