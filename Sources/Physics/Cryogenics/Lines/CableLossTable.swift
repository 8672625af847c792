/// What a cable loses a metre, as its maker states it at a few frequencies and temperatures.
public struct CableLossTable: Sendable, Hashable {
    /// The losses at one temperature.
    public struct Row: Sendable, Hashable {
        /// In K.
        public var temperature: Double
        /// In dB/m, one a frequency.
        public var losses: [Double]

        /// Makes a row.
        public init(temperature: Double, losses: [Double]) {
            self.temperature = temperature
            self.losses = losses
        }
    }

    /// In Hz, rising.
    public let frequencies: [Double]
    /// Coldest first.
    public let rows: [Row]

    /// A table, checked.
    ///
    /// - Parameters:
    ///   - frequencies: in Hz, two or more, rising.
    ///   - rows: one a temperature, in any order.
    /// - Throws: `LineError` where something is missing or negative.
    public init(frequencies: [Double], rows: [Row]) throws(LineError) {
        self.frequencies = frequencies
        self.rows = rows.sorted { $0.temperature < $1.temperature }
        guard frequencies.count >= 2, zip(frequencies, frequencies.dropFirst()).allSatisfy({ $0 < $1 }),
            (frequencies.first ?? 0) > 0, frequencies.allSatisfy(\.isFinite)
        else { throw Self.error("its frequencies must be above zero and rise; give two or more") }
        guard !rows.isEmpty else { throw Self.error("it has no losses; give them at one temperature at least") }
        for (a, b) in zip(self.rows, self.rows.dropFirst()) where a.temperature == b.temperature {
            throw Self.error("two rows for \(a.temperature) K")
        }
        for row in rows {
            guard row.temperature > 0, row.temperature.isFinite else {
                throw Self.error("a temperature of \(row.temperature) K; expected above 0 K")
            }
            guard row.losses.count == frequencies.count, row.losses.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
                throw Self.error(
                    "at \(row.temperature) K it needs \(frequencies.count) losses, one a frequency, none negative")
            }
        }
    }

    private static func error(_ words: String) -> LineError { LineError("loss", .inconsistent(words)) }

    /// The loss in dB/m.
    ///
    /// Between frequencies it is straight in √f, as skin effect makes it. Between temperatures its square is straight in T:
    /// loss goes as the root of the resistivity, and that runs nearly straight in an alloy. Below the coldest row it stays,
    /// for residual resistivity does; above the warmest nothing is known.
    ///
    /// - Parameters:
    ///   - frequency: in Hz, within the table.
    ///   - temperature: in K, above 0 and up to the warmest row.
    ///   - criticalTemperature: in K, where both conductors superconduct below it: then the coldest row holds below and the
    ///     warmest one above; nil where they do not.
    /// - Throws: `LineError` with the range.
    public func decibelsPerMetre(
        frequency: Double, temperature: Double, criticalTemperature: Double? = nil
    ) throws(LineError) -> Double {
        guard let low = frequencies.first, let high = frequencies.last, (low...high).contains(frequency) else {
            let (low, high) = (frequencies.first ?? 0, frequencies.last ?? 0)
            throw LineError(
                "stated loss",
                .outOfRange(quantity: "the frequency", value: frequency, range: "\(low) to \(high) Hz"))
        }
        guard let coldest = rows.first, let warmest = rows.last, temperature > 0,
            temperature <= warmest.temperature * (1 + 1e-9)
        else {
            throw LineError(
                "stated loss",
                .outOfRange(
                    quantity: "the temperature", value: temperature,
                    range: "above 0 K and up to \(rows.last?.temperature ?? 0) K"))
        }
        if let criticalTemperature {
            return value(temperature < criticalTemperature ? coldest : warmest, frequency)
        }
        guard let above = rows.firstIndex(where: { $0.temperature >= temperature }), above > 0 else {
            return value(temperature > coldest.temperature ? warmest : coldest, frequency)
        }
        let (a, b) = (value(rows[above - 1], frequency), value(rows[above], frequency))
        let span = rows[above].temperature - rows[above - 1].temperature
        let share = (temperature - rows[above - 1].temperature) / span
        return (a * a + share * (b * b - a * a)).squareRoot()
    }

    /// A row's loss at a frequency within.
    private func value(_ row: Row, _ frequency: Double) -> Double {
        let upper = max(1, frequencies.firstIndex { $0 >= frequency } ?? frequencies.count - 1)
        let (left, right) = (frequencies[upper - 1].squareRoot(), frequencies[upper].squareRoot())
        let share = (frequency.squareRoot() - left) / (right - left)
        return row.losses[upper - 1] + share * (row.losses[upper] - row.losses[upper - 1])
    }
}
