import CommandLineKit
import Cryogenics
import HeatTransfer
import Plotting
import Quantities
import Qubits
import Text

/// A part of a line: `20dB@4K`, or a cable by its loss, `2dB@300K..4K`, or by its name and length, `219-ss-ss/50cm@300K..4K`.
struct LinePart: ArgumentValue {
    var part: SignalLine.Part
    var argument: String

    init(argument: String) throws {
        self.argument = argument
        let halves = argument.split(separator: "@", maxSplits: 1).map(String.init)
        if let slash = halves[0].firstIndex(of: "/") {
            let name = String(halves[0][..<slash])
            part = try Self.run(
                of: name, length: String(halves[0][slash...].dropFirst()), ends: halves.dropFirst().first)
            return
        }
        guard halves.count == 2, halves[0].hasSuffix("dB"),
            let decibels = Double(halves[0].dropLast(2).trimmed), decibels.isFinite, decibels >= 0
        else {
            throw ArgumentError(
                "write an attenuator as 20dB@4K, a cable as 2dB@300K..4K or 219-ss-ss/50cm@300K..4K")
        }
        do {
            if halves[1].contains("..") {
                let (from, to) = try Self.ends(halves[1])
                part = .cable(decibels: decibels, from: from, to: to)
            } else {
                part = .attenuator(decibels: decibels, temperature: try Temperature(parsing: halves[1]).si)
            }
        } catch let error as QuantityError { throw ArgumentError(error.description) }
        let temperatures =
            switch part {
            case .attenuator(_, let temperature): [temperature]
            case .cable(_, let from, let to): [from, to]
            case .run(let run): [run.first, run.second]
            }
        guard temperatures.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ArgumentError("a part's temperature lies above 0 K")
        }
    }

    static let argumentPlaceholder: String? = "LOSS@TEMPERATURE"

    /// Two temperatures with dots between them, in K.
    private static func ends(_ words: String) throws -> (from: Double, to: Double) {
        let parts = words.split(separator: ".", omittingEmptySubsequences: false)
        guard let dots = words.firstRange(of: ".."), parts.count >= 3 else {
            throw ArgumentError("write a cable as 2dB@300K..4K")
        }
        return (
            try Temperature(parsing: String(words[..<dots.lowerBound])).si,
            try Temperature(parsing: String(words[dots.upperBound...])).si
        )
    }

    /// A length of a cable of the catalogue.
    private static func run(of name: String, length: String, ends words: String?) throws -> SignalLine.Part {
        guard let words else { throw ArgumentError("write a cable of the catalogue as 219-ss-ss/50cm@300K..4K") }
        do {
            let (from, to) = try ends(words)
            guard from > 0, to > 0 else { throw ArgumentError("a part's temperature lies above 0 K") }
            return .run(
                try CableRun(
                    CableCatalogue.standard().cable(named: name), from: from, to: to,
                    length: Length(parsing: length).si, materials: LineMaterials()))
        } catch let error as QuantityError {
            throw ArgumentError(error.description)
        } catch let error as LineError {
            throw ArgumentError(error.description)
        } catch let error as NetworkError {
            throw ArgumentError(error.description)
        }
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

/// The command `subkelvin qubit photons`.
struct QubitPhotons: Command {
    static let name = "photons"
    static let abstract = "Follows thermal photons down a line of attenuators and lossy cables."
    static let discussion = """
        Each loss takes photons and adds those of its own temperature. The temperature of a cable given by its loss runs evenly \
        from end to end; that of a cable given by name and length follows from the heat it conducts. Without parts, the line is 20 dB each at 4 K, 0.1 K and 15 mK.
        """
    static let examples = [
        Example("subkelvin qubit photons 20dB@4K 20dB@100mK 20dB@15mK --frequency 5GHz", "Three attenuators."),
        Example("subkelvin qubit photons 3dB@300K..4K 20dB@4K 40dB@20mK --frequency 7GHz", "A cable before them."),
        Example(
            "subkelvin qubit photons 219-ss-ss/50cm@300K..4K 20dB@4K 40dB@20mK --frequency 7GHz",
            "A cable of the catalogue before them."),
    ]

    @Argument("The parts from the source on: 20dB@4K, or for a cable 2dB@300K..4K or 219-ss-ss/50cm@300K..4K.")
    var parts: [LinePart]
    @Option("The frequency of the mode.") var frequency: Frequency = Frequency(si: 5e9)
    @Option("The temperature of what feeds the line.") var source: Temperature = Temperature(si: 300)
    @Option(
        "Draw the photons behind each part into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        if source.si <= 0 { throw ArgumentError("--source lies above 0 K") }
    }

    func run(on console: Console) async throws {
        let made =
            parts.isEmpty ? try ["20dB@4K", "20dB@100mK", "20dB@15mK"].map { try LinePart(argument: $0) } : parts
        let line = SignalLine(source: source.si, parts: made.map(\.part))
        let photons = try naming(.options("frequency")) { try line.occupations(frequency: frequency.si) }
        var table = ResultTable([
            .words("BEHIND", "behind"), .number("PHOTONS", "photons"),
            .number("NOISE TEMPERATURE / mK", "noise_temperature_K", scale: 1e3),
        ])
        for (name, count) in zip(["source, \(source)"] + made.map(\.argument), photons) {
            table.append(
                .text(name), .number(count),
                .number(try? SignalLine.noiseTemperature(photons: count, frequency: frequency.si)))
        }
        if let plot {
            let x = QubitPlot.spaced(1e9...20e9, count: 120)
            let figure = Plot(
                title: "Thermal photons down the line", x: Axis("Frequency", unit: "GHz", scale: .log),
                y: Axis("Photons", scale: .log),
                series: photons.indices.prefix(8).map { index in
                    let name = index == 0 ? "source" : made[index - 1].argument
                    let curve = QubitPlot.curve(name, over: x) { try line.occupations(frequency: $0)[index] }
                    return Series(curve.name, x: curve.x.map { $0 / 1e9 }, y: curve.y)
                }, referenceLines: [.vertical(frequency.si / 1e9, label: "\(frequency)")])
            try draw(figure, to: plot, on: console)
        }
        try table.print(on: console, json: json)
    }
}
