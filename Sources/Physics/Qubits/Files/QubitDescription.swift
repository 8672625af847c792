import Configuration
import Quantities

/// A described qubit with what follows from the description.
public struct QubitDescription: Sendable {
    /// What reaches the qubit by a line.
    public struct Line: Sendable {
        /// Its name.
        public var name: String
        /// At which frequency its photons matter, in Hz: that of the resonator it feeds, else of the qubit.
        public var frequency: Double
        /// Photons behind its last part.
        public var photons: Double
    }

    /// The qubit's name.
    public var name: String
    /// What it is, in a line.
    public var title: String
    /// In Hz.
    public var frequency: Double
    /// Of its baths in K.
    public var temperature: Double
    /// How long a one-qubit gate takes, in s.
    public var oneQubitTime: Double
    /// How long a two-qubit gate takes, in s; nil if not described.
    public var twoQubitTime: Double?
    /// The lines in the order of their names.
    public var lines: [Line]
    /// T1, T2 and their causes.
    public var coherence: Coherence

    /// Works out a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - other: the temperature in K, instead of the file's.
    /// - Throws: `QubitError`, its argument the key in the file.
    public init(_ file: QubitFile, temperature other: Double? = nil) throws(QubitError) {
        name = file.name
        title = file.title
        frequency = file.frequency.si
        temperature = other ?? file.temperature.si
        oneQubitTime = file.gates.oneQubit.si
        twoQubitTime = file.gates.twoQubit?.si
        try Check.positive(frequency, "frequency", "Hz")
        try Check.positive(temperature, "temperature", "K")
        try Check.notNegative(oneQubitTime, "gates.one_qubit", "s")
        if let twoQubitTime { try Check.notNegative(twoQubitTime, "gates.two_qubit", "s") }

        var lines: [Line] = []
        for (name, line) in (file.lines ?? [:]).sorted(by: { $0.key < $1.key }) {
            let resonator = file.dephasing?.readout.flatMap { $0.line == name ? $0.frequency.si : nil }
            let frequency = resonator ?? frequency
            let photons = try Self.within("lines.\(name)") { () throws(QubitError) in
                try line.line(name).photons(frequency: frequency)
            }
            lines.append(Line(name: name, frequency: frequency, photons: photons[photons.count - 1]))
        }
        self.lines = lines

        let relaxation = try Self.relaxation(file.relaxation, lines)
        let dephasing = try Self.dephasing(file.dephasing, lines)
        coherence = try Coherence(
            frequency: frequency, temperature: temperature, relaxation: relaxation, dephasing: dephasing)
    }

    /// Puts the place in the file before an error's argument.
    private static func within<Value>(
        _ place: String, _ body: () throws(QubitError) -> Value
    ) throws(QubitError) -> Value {
        do { return try body() } catch { throw QubitError("\(place).\(error.argument)", error.reason) }
    }

    private static func photons(_ line: String, _ lines: [Line], _ key: String) throws(QubitError) -> Double {
        guard let found = lines.first(where: { $0.name == line }) else {
            let known = lines.map(\.name).joined(separator: ", ")
            throw QubitError(
                key, .inconsistent("no line is called ‘\(line)’; there \(lines.isEmpty ? "are none" : "are \(known)")"))
        }
        return found.photons
    }

    private static func relaxation(
        _ file: QubitFile.RelaxationFile, _ lines: [Line]
    ) throws(QubitError) -> [(name: String, channel: Relaxation)] {
        var result: [(name: String, channel: Relaxation)] = []
        if let quality = file.qualityFactor { result.append(("ohmic bath", .ohmic(qualityFactor: quality))) }
        if let loss = file.lossTangent { result.append(("dense defects", .denseDefects(lossTangent: loss))) }
        for (number, defect) in (file.defects ?? []).enumerated() {
            result.append(
                (
                    "resonant defect \(number + 1)",
                    .resonantDefect(
                        coupling: 2 * Double.pi * defect.coupling.si, width: 2 * Double.pi * defect.width.si,
                        detuning: 2 * Double.pi * (defect.detuning?.si ?? 0))
                ))
        }
        if let particles = file.quasiparticles {
            let made = try within("relaxation.quasiparticles") { () throws(QubitError) in
                try Quasiparticles(
                    gap: particles.gap.si, critical: particles.critical?.si,
                    nonEquilibrium: particles.nonEquilibrium ?? 0)
            }
            result.append(("quasiparticles", .quasiparticles(made)))
        }
        for coupling in file.lines ?? [] {
            let photons = try photons(coupling.line, lines, "relaxation.lines")
            result.append(
                ("line \(coupling.line)", .line(qualityFactor: coupling.qualityFactor, photons: photons)))
        }
        if let other = file.other {
            try Check.positive(other.si, "relaxation.other", "s")
            result.append(("other relaxation", .constant(rate: 1 / other.si)))
        }
        return result
    }

    private static func dephasing(
        _ file: QubitFile.DephasingFile?, _ lines: [Line]
    ) throws(QubitError) -> [(name: String, channel: Dephasing)] {
        var result: [(name: String, channel: Dephasing)] = []
        if let flux = file?.flux {
            result.append(
                (
                    "flux noise",
                    .flux(
                        amplitude: flux.amplitude, slope: 2 * Double.pi * flux.slope.si,
                        logarithm: flux.logarithm ?? 0.693_147_180_559_945_3)
                ))
        }
        if let defects = file?.defects {
            try Check.positive(defects.time.si, "dephasing.defects.time", "s")
            result.append(
                (
                    "switching defects",
                    .defects(rate: 1 / defects.time.si, reference: defects.reference.si, exponent: defects.exponent)
                ))
        }
        if let readout = file?.readout {
            let photons = try photons(readout.line, lines, "dephasing.readout.line")
            let resonator = try within("dephasing.readout") { () throws(QubitError) in
                try ReadoutResonator(
                    dispersiveShift: 2 * Double.pi * readout.dispersiveShift.si,
                    linewidth: 2 * Double.pi * readout.linewidth.si)
            }
            result.append(("readout photons", .readoutPhotons(resonator, photons: photons)))
        }
        if let other = file?.other {
            try Check.positive(other.si, "dephasing.other", "s")
            result.append(("other dephasing", .constant(rate: 1 / other.si)))
        }
        return result
    }
}

extension QubitFile.LineFile {
    /// The line.
    func line(_ name: String) throws(QubitError) -> SignalLine {
        var made: [SignalLine.Part] = []
        for (number, part) in parts.enumerated() {
            switch (part.temperature, part.from, part.to) {
            case (let temperature?, nil, nil):
                made.append(.attenuator(decibels: part.loss, temperature: temperature.si))
            case (nil, let from?, let to?): made.append(.cable(decibels: part.loss, from: from.si, to: to.si))
            default:
                throw QubitError(
                    "parts[\(number)]", .inconsistent("give either temperature, or both from and to"))
            }
        }
        return SignalLine(source: source.si, parts: made)
    }
}
