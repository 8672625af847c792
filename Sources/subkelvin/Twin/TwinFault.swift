import CommandLineKit
import Cryogenics
import Plotting
import Quantities
import Text
import Twin

/// The command `subkelvin twin fault …`.
struct TwinFault: Command {
    static let name = "fault"
    static let abstract = "What can break, and how it shows."
    static let subcommands: [any Command.Type] = [TwinFaultList.self, TwinFaultShow.self]
}

/// What is tried: a refrigerator at base.
struct FaultOptions: OptionSource {
    @Option("The cryostat; ld-400, if left out.") var cryostat: CryostatPreset?

    /// The refrigerator at base.
    func plant(on console: Console) throws -> Plant {
        let bar = ProgressBar("cooling down first", on: console.error) { days($0) }
        defer { bar.finish() }
        return try Plant.atBase(PlantModel(CryostatModel(.preset(cryostat?.argument ?? "ld-400")))) { bar.update($0) }
    }
}

/// A kind of fault by its word.
struct FaultKind: ArgumentValue {
    var kind: Fault.Kind
    var argument: String { kind.rawValue }

    init(argument: String) throws {
        guard let kind = Fault.Kind(rawValue: argument) else {
            let near = nearestNames(to: argument, among: Self.argumentChoices, limit: 1).first
            throw ArgumentError(
                "no fault is called \(quoted(argument)); " + (near.map { "did you mean \($0)? " } ?? "")
                    + "see ‘subkelvin twin fault list’")
        }
        self.kind = kind
    }

    static var argumentChoices: [String] { Fault.Kind.allCases.map(\.rawValue) }
    static var argumentPlaceholder: String? { "FAULT" }
}

/// The command `subkelvin twin fault list`.
struct TwinFaultList: Command {
    static let name = "list"
    static let abstract = "Every fault with its sizes, and what it did to a refrigerator at base."
    static let discussion = """
        Each fault of its usual size is tried for six hours. A sign is one of its signature: what a signal becomes at least, within \
        what time, and when it did. Faults are written into scenarios: see ‘subkelvin schema scenario’.
        """
    static let examples = [
        Example("subkelvin twin fault list", "All of them."),
        Example("subkelvin twin fault list --sensors", "What instruments say that are wrong."),
        Example("subkelvin twin fault list --cryostat xld-1000 --json", "What they do to another refrigerator."),
    ]

    @OptionGroup var options: FaultOptions
    @Option(
        "Draw what each does to the signals into this file.", placeholder: "FILE",
        completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
    @Flag("What can be wrong with instruments, and what they say then.") var sensors: Bool
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        try PlantOutput.checkFolder(of: plot)
        guard plot == nil || !sensors else {
            throw ArgumentError("--plot draws what plants do; leave out one of --plot and --sensors")
        }
    }

    func run(on console: Console) async throws {
        let plant = try options.plant(on: console)
        if sensors { return try SensorFaultTable(plant).table.print(on: console, json: json) }
        let bar = ProgressBar("trying", total: Double(Fault.Kind.allCases.count), on: console.error) {
            "\(Int($0)) faults"
        }
        defer { bar.finish() }
        var trials: [FaultTrial] = []
        for kind in Fault.Kind.allCases {
            trials.append(try FaultTrial(Fault(kind), on: plant))
            bar.update(Double(trials.count))
        }
        if let plot {
            try FaultPictures.all(trials).render(to: plot, canvas: FaultPictures.canvas)
            try console.note("wrote \(plot)")
        }
        var table = ResultTable([
            .words("FAULT", "fault"), .words("MODE", "failure_mode"), .words("USUAL SIZE", "usual_size"),
            .words("SIZES", "sizes"), .words("SIGN", "sign"), .words("WITHIN", "within"), .words("FOUND", "found"),
        ])
        for trial in trials {
            let kind = trial.fault.kind
            for (index, finding) in trial.findings.enumerated() {
                let isFirst = index == 0 || json
                let sizes = kind.sizes.map { "\(kind.formatted($0.lowerBound)) to \(kind.formatted($0.upperBound))" }
                table.append(
                    .text(isFirst ? kind.rawValue : ""), .text(isFirst ? kind.failureMode ?? "" : ""),
                    .text(isFirst ? kind.usualSize.map(kind.formatted) ?? "" : ""), .text(isFirst ? sizes ?? "" : ""),
                    .text(finding.sign.words), .text(clock(finding.sign.delay)),
                    .text(finding.time.map(clock) ?? "never"))
            }
        }
        try table.print(on: console, json: json)
    }
}

/// The command `subkelvin twin fault show`.
struct TwinFaultShow: Command {
    static let name = "show"
    static let abstract = "Breaks something of a refrigerator at base, and shows its signals."
    static let examples = [
        Example("subkelvin twin fault show compressor-trip", "What a compressor that trips does."),
        Example(
            "subkelvin twin fault show heat-leak --size '50 µW' --stage still --mended 1h --plot leak.svg",
            "A heat leak of one's own, mended after an hour."),
    ]

    @Argument("What breaks.") var kind: FaultKind
    @OptionGroup var options: FaultOptions
    @Option("How badly, with its unit; its usual size, if left out.") var size: String?
    @Option("At which stage; of a touch the warmer of both.") var stage: String?
    @Option("Which valve is stuck, such as v7.", placeholder: "VALVE") var valve: String?
    @Option("Where it is stuck, open or closed; closed, if left out.", placeholder: "POSITION") var position: String?
    @Option("Which pump fails, such as turbo2.", placeholder: "PUMP") var pump: String?
    @Option("When it is mended; never, if left out.") var mended: TimeSpan?
    @Option("For how long it is watched.", name: "for") var duration: TimeSpan = TimeSpan(si: 6 * 3600)
    @Option(
        "Draw its signals into this file.", placeholder: "FILE", completion: .file(extensions: ["svg", "png", "pdf"]))
    var plot: String?
    @Flag("Print JSON.") var json: Bool

    func validate() throws {
        try checkPicture(plot)
        try PlantOutput.checkFolder(of: plot)
        guard (60...365 * 86400).contains(duration.si) else {
            throw ArgumentError("--for lies between 1 min and 365 d")
        }
        if let mended, !(mended.si > 0 && mended.si < duration.si) {
            throw ArgumentError(
                "--mended lies after the fault and before the end, \(clock(duration.si)) later: see --for")
        }
        _ = try fault()
    }

    /// The fault of the arguments.
    private func fault() throws -> Fault {
        let kind = kind.kind
        let part = try part()
        let size = try size.map { text in
            guard let size = kind.size(from: text) else {
                throw ArgumentError("--size \(quoted(text)) is no size of a \(kind.rawValue); \(kind.expectedSize)")
            }
            return size
        }
        do throws(FaultError) { return try Fault(kind, size: size, of: part) } catch {
            throw ArgumentError("\(error)")
        }
    }

    /// What of the refrigerator breaks, where that is said.
    private func part() throws -> Fault.Part? {
        guard [stage, valve, pump].count(where: { $0 != nil }) < 2, position == nil || valve != nil else {
            throw ArgumentError("give one of --stage, --valve and --pump, and --position with --valve alone")
        }
        if let stage {
            guard let found = Stage(rawValue: stage) else {
                throw ArgumentError(
                    "--stage is one of \(Stage.allCases.map(\.rawValue).joined(separator: ", ")), not \(quoted(stage))")
            }
            return .stage(found)
        }
        if let valve {
            guard case .valve(let number)? = try? Control(valve).part else {
                throw ArgumentError("--valve is one such as v9, not \(quoted(valve))")
            }
            guard let isOpen = ["open": true, "closed": false][position ?? "closed"] else {
                throw ArgumentError("--position is open or closed, not \(quoted(position ?? ""))")
            }
            return .valve(number, isOpen: isOpen)
        }
        return try pump.map { word in
            guard let found = Control.Pump(rawValue: word) else {
                let known = Control.Pump.allCases.map(\.rawValue).joined(separator: ", ")
                throw ArgumentError("--pump is one of \(known), not \(quoted(word))")
            }
            return .pump(found)
        }
    }

    func run(on console: Console) async throws {
        let trial = try FaultTrial(
            fault(), on: options.plant(on: console), for: duration.si, mending: mended?.si)
        if let plot { try draw(FaultPictures.one(trial), to: plot, on: console) }
        let marks = [60.0, 600, 3600, 3 * 3600, 6 * 3600].filter { $0 <= duration.si }
        var table = ResultTable(
            [.words("SIGNAL", "signal"), .words("BEFORE", "before")]
                + marks.map { .words("AFTER \(clock($0))", "after_\(Int($0))_s") })
        for (index, signal) in trial.signals.enumerated() {
            table.append(
                [.text("\(signal)"), .text(signal.rounded(trial.before[index]))]
                    + marks.map { .text(signal.rounded(trial.values[index][Int($0 / 60) - 1])) })
        }
        let readouts = [trial.readoutBefore] + marks.map { trial.readouts[Int($0 / 60) - 1] }
        table.append([.text("readout SNR")] + readouts.map { .text($0.ratioWords) })
        table.append([.text("resonator")] + readouts.map { .text($0.shiftWords) })
        table.append(
            [.text("its jitter")] + readouts.map { .text(Frequency(si: $0.jitter).formatted(significantDigits: 3)) })
        let signs = trial.findings.map { finding in
            "\(finding.sign.words) within \(clock(finding.sign.delay)): "
                + (finding.time.map { "after \(clock($0))" } ?? "never")
        }
        try table.print(
            on: console, json: json,
            remarks: ["\(trial.fault.words): \(trial.fault.kind.title)"] + atOnce(trial) + signs + steady(trial)
                + trial.events.map { "\(dayTime($0.time))  \($0.words)" })
    }
}

extension TwinFaultShow {
    /// What should stay as it is, and how far it strayed.
    private func steady(_ trial: FaultTrial) -> [String] {
        // What is less is rounding, and another on every machine.
        let strays = trial.strays.map { signal, share in
            "\(signal) " + (share < 1e-4 ? "< 0.01 %" : amount(share * 100, "%", digits: 2))
        }
        return strays.isEmpty ? [] : ["steady meanwhile: " + strays.joined(separator: ", ")]
    }

    /// What a device sees at once and no more a minute later, as of a burst.
    private func atOnce(_ trial: FaultTrial) -> [String] {
        guard let now = trial.readoutAtOnce.ratio, let later = trial.readouts.first?.ratio, later - now > 0.05 else {
            return []
        }
        return ["at once: readout SNR \(trial.readoutAtOnce.ratioWords), resonator \(trial.readoutAtOnce.shiftWords)"]
    }
}

extension PlantReading.Readout {
    /// `19.8 dB`.
    fileprivate var ratioWords: String { ratio.map { "\(formatNumber($0, significantDigits: 3)) dB" } ?? "none" }
    /// `-12.3 Hz`.
    fileprivate var shiftWords: String {
        shift.map { Frequency(si: $0).formatted(significantDigits: 3) } ?? "none"
    }
}

extension FaultSignature.Sign {
    /// `base × 1.5`.
    var words: String { "\(signal) × \(formatNumber(factor, significantDigits: 4))" }
}

/// A time in the largest unit that leaves a whole number.
private func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if whole % 3600 == 0 { return "\(whole / 3600) h" }
    return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole) s"
}
