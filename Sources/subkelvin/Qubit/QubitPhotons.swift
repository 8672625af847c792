import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Qubits
import Text

/// A part of a line: `20dB@4K` or, a cable, `2dB@300K..4K`.
struct LinePart: ArgumentValue {
    var part: SignalLine.Part
    var argument: String

    init(argument: String) throws {
        self.argument = argument
        let halves = argument.split(separator: "@", maxSplits: 1).map(String.init)
        guard halves.count == 2, halves[0].hasSuffix("dB"),
            let decibels = Double(halves[0].dropLast(2).trimmed), decibels.isFinite, decibels >= 0
        else { throw ArgumentError("write an attenuator as 20dB@4K, a cable as 2dB@300K..4K") }
        do {
            if halves[1].contains("..") {
                let ends = halves[1].split(separator: ".", omittingEmptySubsequences: false)
                guard let dots = halves[1].firstRange(of: ".."), ends.count >= 3 else {
                    throw ArgumentError("write a cable as 2dB@300K..4K")
                }
                part = .cable(
                    decibels: decibels, from: try Temperature(parsing: String(halves[1][..<dots.lowerBound])).si,
                    to: try Temperature(parsing: String(halves[1][dots.upperBound...])).si)
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
        Each loss takes photons and adds those of its own temperature. A cable's temperature runs evenly from end to end. \
        Without parts, the line is 20 dB each at 4 K, 0.1 K and 15 mK.
        """
    static let examples = [
        Example("subkelvin qubit photons 20dB@4K 20dB@100mK 20dB@15mK --frequency 5GHz", "Three attenuators."),
        Example("subkelvin qubit photons 3dB@300K..4K 20dB@4K 40dB@20mK --frequency 7GHz", "A cable before them."),
    ]

    @Argument("The parts from the source on: 20dB@4K, or for a cable 2dB@300K..4K.") var parts: [LinePart]
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
