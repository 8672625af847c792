import Configuration
import Cryogenics
import Quantities

/// A described qubit with what follows from the description.
public struct QubitDescription: Sendable {
    /// What reaches the qubit by a line, for one of its uses.
    public struct Line: Sendable {
        /// What a line is there for.
        public enum Use: String, Sendable, Hashable {
            /// It takes energy from the qubit.
            case relaxation
            /// It brings photons to the resonator that reads the qubit.
            case readout
            /// Nothing that is described.
            case none
        }

        /// Its name; for the readout by a line that takes energy as well, the name with `, readout` behind it.
        public var name: String
        /// What it is there for.
        public var use: Use
        /// At which frequency its photons matter, in Hz: for readout that of the resonator, else that of the qubit.
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
    /// The lines in the order of their names, one that has two uses twice; no name comes twice.
    public var lines: [Line]
    /// T1, T2 and their causes.
    public var coherence: Coherence

    /// Works out a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - other: the temperature in K, instead of the file's.
    ///   - known: the photons that a line brings at a frequency in Hz, instead of what its parts in the file make; nil for
    ///     those.
    /// - Throws: `QubitError`, its argument the key in the file.
    public init(
        _ file: QubitFile, temperature other: Double? = nil,
        photons known: (_ line: String, _ frequency: Double) -> Double? = { _, _ in nil }
    ) throws(QubitError) {
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

        let (lines, photons) = try Self.lines(file, frequency: frequency, known)
        self.lines = lines
        coherence = try Coherence(
            frequency: frequency, temperature: temperature,
            relaxation: Self.relaxation(file.relaxation, photons, frequency, temperature),
            dephasing: Self.dephasing(file.dephasing, photons, temperature))
    }

    /// The photons of a line for a use.
    private struct Feed: Hashable {
        var line: String
        var use: Line.Use
    }

    /// The lines and their photons, each at the frequency of its use.
    private static func lines(
        _ file: QubitFile, frequency: Double, _ known: (_ line: String, _ frequency: Double) -> Double?
    ) throws(QubitError) -> (lines: [Line], photons: [Feed: Double]) {
        var lines: [Line] = []
        var photons: [Feed: Double] = [:]
        let relaxing = Set((file.relaxation.lines ?? []).map(\.line))
        if let readout = file.dephasing?.readout {
            try Check.positive(readout.frequency.si, "dephasing.readout.frequency", "Hz")
        }
        for (name, described) in (file.lines ?? [:]).sorted(by: { $0.key < $1.key }) {
            let line = try described.line("lines.\(name)")
            var uses: [(use: Line.Use, frequency: Double)] = relaxing.contains(name) ? [(.relaxation, frequency)] : []
            if let readout = file.dephasing?.readout, readout.line == name {
                uses.append((.readout, readout.frequency.si))
            }
            if uses.isEmpty { uses = [(.none, frequency)] }
            for (use, frequency) in uses {
                let behind = try within("lines.\(name)") { () throws(QubitError) in
                    try line.occupations(frequency: frequency)
                }
                let found = known(name, frequency) ?? behind[behind.count - 1]
                photons[Feed(line: name, use: use)] = found
                let label = use == .readout && uses.count > 1 ? "\(name), readout" : name
                guard use != .readout || label == name || file.lines?[label] == nil else {
                    throw QubitError(
                        "lines.\(label)",
                        .inconsistent("the readout by line ‘\(name)’ goes by this name; choose another"))
                }
                lines.append(Line(name: label, use: use, frequency: frequency, photons: found))
            }
        }
        return (lines, photons)
    }

    /// The file's keys for the arguments that are called otherwise.
    private static let keys = [
        "qualityFactor": "quality_factor", "lossTangent": "loss_tangent", "critical": "critical_temperature",
        "nonEquilibrium": "non_equilibrium", "dispersiveShift": "dispersive_shift",
    ]

    /// Puts the place in the file before an error's argument, which is given as the file calls it.
    ///
    /// The baths' temperature and the qubit's frequency, which are keys of the file itself, stay as they are.
    private static func within<Value>(
        _ place: String, _ body: () throws(QubitError) -> Value
    ) throws(QubitError) -> Value {
        do { return try body() } catch {
            if ["temperature", "frequency"].contains(error.argument) { throw error }
            // A result has no key of its own.
            if error.reason == .notRepresentable { throw QubitError(place, error.reason) }
            throw QubitError("\(place).\(keys[error.argument] ?? error.argument)", error.reason)
        }
    }

    private static func photons(
        _ line: String, _ use: Line.Use, _ photons: [Feed: Double], _ key: String
    ) throws(QubitError) -> Double {
        guard let found = photons[Feed(line: line, use: use)] else {
            let known = Set(photons.keys.map(\.line)).sorted().joined(separator: ", ")
            throw QubitError(
                key, .inconsistent("no line is called ‘\(line)’; there \(known.isEmpty ? "are none" : "are \(known)")"))
        }
        return found
    }

    private static func relaxation(
        _ file: QubitFile.RelaxationFile, _ photons: [Feed: Double], _ frequency: Double, _ temperature: Double
    ) throws(QubitError) -> [(name: String, channel: Relaxation)] {
        var result: [(name: String, channel: Relaxation)] = []
        // Worked out here once, so that an error tells the place.
        func append(_ name: String, _ place: String, _ channel: Relaxation) throws(QubitError) {
            _ = try within(place) { () throws(QubitError) in
                try channel.rate(frequency: frequency, temperature: temperature)
            }
            result.append((name, channel))
        }
        if let quality = file.qualityFactor {
            try append("ohmic bath", "relaxation", .ohmic(qualityFactor: quality))
        }
        if let loss = file.lossTangent { try append("dense defects", "relaxation", .denseDefects(lossTangent: loss)) }
        for (index, defect) in (file.defects ?? []).enumerated() {
            let place = "relaxation.resonant_defects[\(index)]"
            try append("resonant defect \(index + 1)", place, defect.channel(place))
        }
        if let particles = file.quasiparticles {
            let place = "relaxation.quasiparticles"
            let made = try within(place) { () throws(QubitError) in
                try Quasiparticles(
                    gap: particles.gap.si, critical: particles.critical?.si,
                    nonEquilibrium: particles.nonEquilibrium ?? 0)
            }
            try append("quasiparticles", place, .quasiparticles(made))
        }
        for (index, coupling) in (file.lines ?? []).enumerated() {
            let place = "relaxation.lines[\(index)]"
            try append(
                "line \(coupling.line)", place,
                .line(
                    qualityFactor: coupling.qualityFactor,
                    photons: Self.photons(coupling.line, .relaxation, photons, "\(place).line")))
        }
        if let other = file.other {
            try Check.positive(other.si, "relaxation.other", "s")
            try append("other relaxation", "relaxation.other", .constant(rate: 1 / other.si))
        }
        return result
    }

    private static func dephasing(
        _ file: QubitFile.DephasingFile?, _ photons: [Feed: Double], _ temperature: Double
    ) throws(QubitError) -> [(name: String, channel: Dephasing)] {
        var result: [(name: String, channel: Dephasing)] = []
        func append(_ name: String, _ place: String, _ channel: Dephasing) throws(QubitError) {
            _ = try within(place) { () throws(QubitError) in try channel.rate(temperature: temperature) }
            result.append((name, channel))
        }
        if let flux = file?.flux {
            try append(
                "flux noise", "dephasing.flux",
                .flux(
                    amplitude: flux.amplitude, slope: 2 * Double.pi * flux.slope.si,
                    logarithm: flux.logarithm ?? 0.693_147_180_559_945_3))
        }
        if let defects = file?.defects {
            try Check.positive(defects.time.si, "dephasing.defects.time", "s")
            try append(
                "switching defects", "dephasing.defects",
                .defects(rate: 1 / defects.time.si, reference: defects.reference.si, exponent: defects.exponent))
        }
        if let readout = file?.readout {
            let place = "dephasing.readout"
            let found = try Self.photons(readout.line, .readout, photons, "\(place).line")
            try Check.positive(readout.linewidth.si, "\(place).linewidth", "Hz")
            let resonator = try within(place) { () throws(QubitError) in
                try ReadoutResonator(
                    dispersiveShift: 2 * Double.pi * readout.dispersiveShift.si,
                    linewidth: 2 * Double.pi * readout.linewidth.si)
            }
            try append("readout photons", place, .readoutPhotons(resonator, photons: found))
        }
        if let other = file?.other {
            try Check.positive(other.si, "dephasing.other", "s")
            try append("other dephasing", "dephasing.other", .constant(rate: 1 / other.si))
        }
        return result
    }
}

extension QubitFile.Defect {
    /// The defect, checked in the file's own units.
    func channel(_ place: String) throws(QubitError) -> Relaxation {
        try Check.notNegative(coupling.si, "\(place).coupling", "Hz")
        try Check.positive(width.si, "\(place).width", "Hz")
        guard 4 * coupling.si < width.si else {
            throw QubitError(
                "\(place).coupling",
                .inconsistent(
                    "\(coupling) is not below a quarter of the width, \(width): the defect gives the energy back, and there "
                        + "is no rate"))
        }
        return .resonantDefect(
            coupling: 2 * Double.pi * coupling.si, width: 2 * Double.pi * width.si,
            detuning: 2 * Double.pi * (detuning?.si ?? 0))
    }
}

extension QubitFile.LineFile {
    /// The line, its numbers checked; `place` is where it stands in the file.
    func line(_ place: String) throws(QubitError) -> SignalLine {
        try Check.positive(source.si, "\(place).source", "K")
        var made: [SignalLine.Part] = []
        let materials = LineMaterials()
        for (index, part) in parts.enumerated() {
            let place = "\(place).parts[\(index)]"
            if part.cable != nil || part.length != nil {
                made.append(.run(try part.run(place, materials)))
                continue
            }
            guard let loss = part.loss else {
                throw QubitError(place, .inconsistent("give loss_dB, or a cable of the catalogue with its length"))
            }
            try Check.notNegative(loss, "\(place).loss_dB", "dB")
            switch (part.temperature, part.from, part.to) {
            case (let temperature?, nil, nil):
                try Check.positive(temperature.si, "\(place).temperature", "K")
                made.append(.attenuator(decibels: loss, temperature: temperature.si))
            case (nil, let from?, let to?):
                try Check.positive(from.si, "\(place).from", "K")
                try Check.positive(to.si, "\(place).to", "K")
                made.append(.cable(decibels: loss, from: from.si, to: to.si))
            default:
                throw QubitError(place, .inconsistent("give either temperature, or both from and to"))
            }
        }
        return SignalLine(source: source.si, parts: made)
    }
}

extension QubitFile.Part {
    /// The length of a known cable; `place` is where it stands in the file.
    fileprivate func run(_ place: String, _ materials: LineMaterials) throws(QubitError) -> CableRun {
        guard let cable, let length, let from, let to, temperature == nil, loss == nil else {
            throw QubitError(
                place, .inconsistent("a cable of the catalogue needs cable, length, from and to, and nothing else"))
        }
        try Check.positive(length.si, "\(place).length", "m")
        try Check.positive(from.si, "\(place).from", "K")
        try Check.positive(to.si, "\(place).to", "K")
        do {
            return try CableRun(
                CableCatalogue.standard().cable(named: cable), from: from.si, to: to.si, length: length.si,
                materials: materials)
        } catch {
            throw QubitError("\(place).cable", .inconsistent("\(error)"))
        }
    }
}
