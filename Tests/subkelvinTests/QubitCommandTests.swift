import CommandLineKit
import Foundation
import SubkelvinTesting
import Testing

@testable import subkelvin

@Suite("subkelvin qubit")
struct QubitCommandTests {
    /// T2* in µs and fidelity in % of appendix C, run by Python without its rounding.
    @Test(
        "table --json gives appendix C to 1e-9, null where it runs away",
        arguments: [
            (0, 0.3329448975942398, 94.16986123698848), (1, 8.097165991306547, 99.75330479398315),
            (2, 0.24966727607285766, 92.30179349236376), (3, 188.6792452781623, 99.98940056177987),
            (4, 15.741224306202543, 99.87302576026842), (5, 74.04897041159931, 99.97299449375642),
            (6, 270.2635842508321, 99.99260009073905),
        ])
    func table(index: Int, coherence: Double, fidelity: Double) async throws {
        let object = try await Run(line: "qubit table --law listing --json").object()
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows.count == 8 && rows[7]["stability"] as? String == "RUNAWAY")
        #expect(rows[7]["T2star_us"] is NSNull && rows[7]["fidelity_percent"] is NSNull)
        #expect(
            Set(rows[index].keys) == [
                "model", "label", "epoch", "temperature_K", "loss_tangent", "load_W", "capacity_W", "stability",
                "T2star_us", "fidelity_percent",
            ])
        #expect(abs(try #require(rows[index]["T2star_us"] as? Double) / coherence - 1) < 1e-9)
        #expect(abs(try #require(rows[index]["fidelity_percent"] as? Double) / fidelity - 1) < 1e-9)
    }

    @Test("table --diff counts 13 of 14 and marks the one, and prints the listing to six decimals")
    func difference() async throws {
        let text = await Run(line: "qubit table --diff").output
        #expect(text.contains("paper: 13 of 14 printed cells") && text.contains("listing: 3 of 14"))
        #expect(text.contains("7.454779 ≠") && !text.contains("99.732075 ≠"))
        for cell in ["0.332945", "94.169861", "8.097166", "188.679245", "270.263584", "99.992600"] {
            #expect(text.contains(cell), "\(cell)")
        }
        let json = try await Run(line: "qubit table --diff --json").object()
        #expect((json["agreeing"] as? [String: Int]) == ["printed": 14, "paper": 13, "listing": 3])
    }

    /// What each command must print, by its line and its JSON key.
    @Test(
        "the numbers that are promised",
        arguments: [
            ("landauer --rate 1e8 --temperature 10mK", "power_W", 9.57e-18, 1e-3),
            ("quasiparticles --gap 180µeV --frequency 5GHz --temperature 150mK", "T1_us", 39.8, 1e-3),
            ("quasiparticles --gap 180µeV --temperature 200mK", "T1_us", 1.06, 2e-3),
            (
                "dephasing --dispersive-shift 0.5MHz --linewidth 1MHz --photons 0.1", "rate_over_linewidth",
                0.0477225576, 2e-9
            ),
            (
                "dephasing --dispersive-shift 1.5MHz --linewidth 1MHz --photons 0.05", "rate_over_linewidth",
                0.0444163997, 2e-9
            ),
            ("stability --coefficient 0.04 --base 10mK --load 100uW", "resting_temperature_K", 0.051, 2e-3),
            ("require --fidelity 99.9% --temperature 4K --law listing", "loss_tangent", 2.325e-7, 2e-4),
            ("require --fidelity 99.96% --temperature 4K --law paper", "loss_tangent", 9.510e-8, 2e-4),
            ("require --fidelity 99.98% --temperature 4K", "loss_tangent", 3.249e-8, 2e-4),
            ("require --fidelity 99.9% --loss-tangent 2.325e-7", "temperature_K", 4, 2e-3),
            ("thermal --temperature 4K", "excited", 0.485, 1e-3),
            ("readout --qubits 1000000", "four_kelvin_power_W", 1250, 1e-9),
        ])
    func numbers(line: String, key: String, expected: Double, tolerance: Double) async throws {
        let object = try await Run(line: "qubit \(line) --json").object()
        let found = try #require(object[key] as? Double, "\(object)")
        #expect(abs(found / expected - 1) < tolerance, "\(found)")
    }

    @Test("photons: 28.51, 0.3839, 3.839e-3 behind the three attenuators")
    func photons() async throws {
        let rows = try await Run(line: "qubit photons 20dB@4K 20dB@100mK 20dB@15mK --frequency 5GHz --json").array()
        let found = rows.compactMap { $0["photons"] as? Double }
        for (value, expected) in zip(found.dropFirst(), [28.51, 0.3839, 3.839e-3]) {
            #expect(abs(value / expected - 1) < 2e-4)
        }
        #expect(found.count == 4)
    }

    @Test("sweep prints a row a point, and the law's numbers")
    func sweep() async throws {
        let run = await Run(
            line: "qubit sweep --temperature 10mK..4K --loss-tangent 3e-7..5e-4 --points 3x4 --law listing")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 13 && lines[0] == "temperature_K,loss_tangent,T2star_us,fidelity_percent")
        let last = lines[4].split(separator: ",").compactMap { Double($0) }
        #expect(last[0] == 0.01 && last[1] == 5e-4 && abs(last[2] / 0.3329448975942398 - 1) < 1e-12)
        let json = try await Run(line: "qubit sweep --points 3x4 --json").object()
        #expect((json["T2star_us"] as? [[Double]])?.map(\.count) == [4, 4, 4])
    }

    @Test(
        "options that would have no effect are refused",
        arguments: [
            ("stability --load 1uW --cooling-curve c.csv --coefficient 0.1", "--cooling-curve takes the place"),
            ("stability --load 1uW --cooling-curve c.csv --base 5mK", "--cooling-curve takes the place"),
            ("stability --load 1uW --growth quasiparticles --loss-tangent 1e-7", "--loss-tangent goes with"),
            ("stability --load 1uW --growth listing --gap 1meV", "--gap goes with"),
            ("stability --load 1uW --growth paper --frequency 4GHz", "--frequency goes with"),
            ("stability --load 1uW --non-equilibrium 1e-8", "--non-equilibrium goes with"),
            ("table --diff --law paper", "give --law or --diff"),
            ("sweep --plot x.svg --json", "give --plot or --json"),
            ("sweep --plot x.svg --points 1000x1000", "160000 points at most"),
            ("control --activity 0.5", "--activity goes with --capacitance"),
        ])
    func withoutEffect(line: String, words: String) async {
        let run = await Run(line: "qubit \(line)")
        #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
    }

    @Test("the gap and the frequency of quasiparticles count in the growth of a load")
    func growth() async throws {
        func limit(_ options: String) async throws -> Double {
            let line = "qubit stability --load 10uW --correction 400uW --growth quasiparticles \(options) --json"
            return try #require(await Run(line: line).object()["largest_correction_W"] as? Double)
        }
        let asFound = try await limit("")
        #expect(try await limit("--gap 180µeV --frequency 5GHz") == asFound)
        // More gap, fewer quasiparticles of heat: the load grows later.
        #expect(try await limit("--gap 250µeV") > 1.2 * asFound)
    }

    @Test("a picture of a sweep holds the points that are asked for")
    func sweepPoints() async throws {
        let folder = try TemporaryDirectory()
        func words(_ points: String) async throws -> String {
            let path = "\(folder.path)/\(points).svg"
            #expect(await Run(line: "qubit sweep --points \(points) --plot \(path)").code == .done)
            return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        }
        #expect(try await words("7x9").contains("7 × 9 points"))
        #expect(try await words("30x20").contains("30 × 20 points"))
    }

    @Test("a picture without a curve is bad data, and says what to do")
    func emptyPicture() async throws {
        let folder = try TemporaryDirectory()
        let sound = String(
            decoding: try Data(contentsOf: URL(filePath: "\(repository)/Examples/qubits/tunable-transmon.yaml")),
            as: UTF8.self)
        let start = try #require(sound.firstRange(of: "relaxation:\n")).lowerBound
        let qubit = "\(folder.path)/qubit.yaml"
        try Data((sound[..<start] + "relaxation: {}\n").utf8).write(to: URL(filePath: qubit))
        for line in [
            "coherence \(qubit)", "dephasing --dispersive-shift 0Hz --linewidth 1MHz --photons 0",
            "thermal --frequency 100THz --temperature 1K",
        ] {
            let run = await Run(line: "qubit \(line) --plot \(folder.path)/x.svg")
            #expect(run.code == .badData && run.error.contains("nothing to draw"), "\(line): \(run.error)")
        }
        // What does not exist is null: the keys stay.
        let object = try await Run(["qubit", "coherence", qubit, "--json"]).object()
        for key in ["T1_us", "T2_us", "limited_by"] { #expect(object[key] is NSNull, "\(key)") }
    }

    @Test("lindblad's tolerances are numbers in JSON, above the differences")
    func tolerances() async throws {
        for row in try await Run(line: "qubit lindblad --json").array() {
            let tolerance = try #require(row["tolerance"] as? Double)
            #expect(tolerance >= (try #require(row["difference"] as? Double)))
        }
    }

    @Test(
        "quasiparticles say where kT ≪ hf ≪ Δ does not hold",
        arguments: [
            ("--temperature 150mK", "kT is 0.63 hf"), ("--temperature 40mK", ""),
            ("--temperature 40mK --frequency 20GHz", "hf is 0.46 Δ"),
        ])
    func condition(line: String, words: String) async {
        let run = await Run(line: "qubit quasiparticles \(line)")
        #expect(run.code == .done)
        #expect(words.isEmpty ? !run.output.contains("here it is rough") : run.output.contains(words), "\(run.output)")
    }

    @Test("two-qubit errors of causes are one qubit's, and twice their sum is what all come to")
    func twoQubits() async throws {
        let object = try await Run([
            "qubit", "coherence", "\(repository)/Examples/qubits/tunable-transmon.yaml", "--json",
        ]).object()
        let causes = try #require(object["causes"] as? [[String: Any]])
        let parts = causes.compactMap { $0["two_qubit_error_of_one_of_both"] as? Double }
        let all = try #require(object["two_qubit_error"] as? Double)
        #expect(parts.count == causes.count && abs(2 * parts.reduce(0, +) / all - 1) < 0.01)
    }

    @Test("every command but report prints JSON, every one but audit and report draws")
    func promises() async {
        for command in QubitCommand.subcommands {
            let help = await Run(line: "qubit \(command.name) --help").output
            #expect(help.contains("--json") == (command.name != "report"), "\(command.name)")
            #expect(help.contains("--plot") == !["audit", "report"].contains(command.name), "\(command.name)")
        }
    }

    @Test("every number of the audit's JSON is finite, and every finding stands in the text")
    func audit() async throws {
        let findings = try await Run(line: "qubit audit --json").array()
        let text = await Run(line: "qubit audit").output
        #expect(findings.count == 16)
        for finding in findings {
            let numbers = try #require(finding["numbers"] as? [[String: Any]])
            #expect(!numbers.isEmpty && numbers.allSatisfy { ($0["value"] as? Double)?.isFinite == true }, "\(finding)")
            #expect(text.contains(try #require(finding["key"] as? String)))
        }
    }

    @Test("a stage that nothing holds ends with 1, as does what no material reaches")
    func noes() async {
        #expect(await Run(line: "qubit stability --load 40mW").code == .no)
        #expect(await Run(line: "qubit require --fidelity 99.999% --temperature 4K").code == .no)
        #expect(await Run(line: "qubit lindblad").code == .done)
    }

    @Test(
        "bad arguments are named with their range",
        arguments: [
            ("require --fidelity 99.9% --temperature 0K", "temperature: 0.0 lies outside its range, above 0 K"),
            (
                "require --fidelity 99.9% --loss-tangent 2",
                "--loss-tangent: 2.0 lies outside its range, between 0 and 1"
            ),
            ("require --fidelity 120% --temperature 4K", "fidelity: 1.2 lies outside"),
            ("require --fidelity 99.9% --temperature 4K --law printed", "is a table of eight scenarios"),
            ("require --fidelity 99.9%", "either --temperature or --loss-tangent"),
            ("sweep --law printed", "is a table of eight scenarios"), ("sweep --points 1x5", "between 2 and 100000"),
            ("sweep --loss-tangent 1e-9..1", "between 0 and 1"), ("sweep --temperature 0K..4K", "above 0 K"),
            ("quasiparticles --temperature 4K", "is not below the critical temperature"),
            ("dephasing --dispersive-shift 1MHz --linewidth 1MHz --photons -1", "photons: -1.0 lies outside"),
            ("photons 20dB@0K", "‘20dB@0K’: a part's temperature lies above 0 K"), ("photons 20@4K", "20dB@4K"),
            ("photons 3dB@300K..", "a temperature is missing"), ("thermal --temperature 0K", "temperature: 0.0"),
            ("gate --t1 1us --t2 3us", "at most twice"), ("stability --load 1uW --base 1K", "base: 1.0 lies outside"),
            ("stability --load 1uW --growth curve", "go together"), ("landauer --rate -1", "rate: -1.0"),
            ("control --voltage 1V", "go together"), ("readout --qubits -1", "qubits: -1.0"),
            ("table --plot x.gif", ".svg, .png or .pdf"), ("report x.pdf", "ends in .html"),
            ("audit --only kettle", "--only is one of table"),
            ("stability --load=-1W", "--load: -1.0 lies outside"),
            ("stability --load 1uW --coefficient 0", "--coefficient: 0.0 lies outside"),
            ("stability --load 1uW --loss-tangent 2", "--loss-tangent: 2.0 lies outside"),
            ("stability --load 1uW --growth quasiparticles --gap 50µeV", "--gap: "),
            ("quasiparticles --temperature 50mK --non-equilibrium=-1", "--non-equilibrium: -1.0"),
            ("quasiparticles --temperature 50mK --critical-temperature 0K", "--critical-temperature: 0.0"),
            ("dephasing --dispersive-shift 1MHz --linewidth 0Hz --photons 1", "--linewidth: 0.0"),
            ("photons --source 0K", "--source lies above 0 K"),
            ("gate --t1 1us --t2 1us --time=-1s", "--time: -1.0"),
            ("control --capacitance 0F --voltage 1V --clock 1GHz", "--capacitance lies above zero"),
            ("readout --pump=-1W", "--pump: -1.0"), ("readout --qubits-per-line 0", "--qubits-per-line: 0.0"),
            ("capacity --lines=-1", "--lines: -1.0"), ("capacity --cycle=-1Hz", "--cycle: -1.0"),
            (
                "coherence \(repository)/Examples/qubits/tunable-transmon.yaml --temperature 2K",
                "--temperature: 2.0 K is not below"
            ),
        ])
    func refused(line: String, words: String) async {
        let run = await Run(line: "qubit \(line)")
        #expect(run.code == .usage && run.error.contains(words), "\(run.error)")
        #expect(run.output.isEmpty)
    }

    @Test(
        "a file that describes no qubit is bad data, and says where",
        arguments: [
            ("line: drive", "line: drvie", "no line is called ‘drvie’"),
            ("frequency: 5 GHz", "frequency: -5 GHz", "frequency"),
            ("loss_dB: 20, temperature: 4 K", "loss_dB: -20, temperature: 4 K", "lines.drive.parts[0].loss_dB: -20.0"),
            ("loss_tangent: 3e-7", "loss_tangent: 3", "relaxation.loss_tangent: 3.0"),
            ("source: 300 K", "source: 0 K", "lines.drive.source: 0.0"),
            ("coupling: 20 kHz", "coupling: 400 kHz", "relaxation.resonant_defects[0].coupling: 400 kHz"),
            ("linewidth: 1 MHz", "linewidth: -1 MHz", "dephasing.readout.linewidth: -1000000.0"),
            ("non_equilibrium: 1e-8", "non_equilibrium: -1", "relaxation.quasiparticles.non_equilibrium: -1.0"),
            ("loss_dB: 2, from: 300 K, to: 4 K", "loss_dB: 2, from: 300 K", "both from and to"),
            ("temperature: 20 mK\ngates", "temperature: 2 K\ngates", "critical temperature"),
            ("one_qubit: 20 ns", "one_qubti: 20 ns", "one_qubti"),
        ])
    func badFiles(old: String, new: String, words: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/qubit.yaml"
        let sound = String(
            decoding: try Data(contentsOf: URL(filePath: "\(repository)/Examples/qubits/tunable-transmon.yaml")),
            as: UTF8.self)
        #expect(sound.contains(old))
        try Data(sound.replacing(old, with: new).utf8).write(to: URL(filePath: path))
        let run = await Run(["qubit", "coherence", path])
        #expect(run.code == .badData && run.error.contains(words), "\(run.error)")
        #expect(run.error.contains("qubit.yaml"))
    }

    @Test(
        "a qubit's causes add up to 1/T2, and T2 stays below 2T1, at any temperature",
        arguments: ["5mK", "80mK", "300mK"])
    func coherence(temperature: String) async throws {
        let run = await Run([
            "qubit", "coherence", "\(repository)/Examples/qubits/tunable-transmon.yaml", "--temperature", temperature,
            "--json",
        ])
        let object = try run.object()
        let (t1, t2) = (try #require(object["T1_us"] as? Double), try #require(object["T2_us"] as? Double))
        #expect(t2 <= 2 * t1)
        let causes = try #require(object["causes"] as? [[String: Any]])
        let shares = causes.compactMap { $0["share_of_1_over_T2"] as? Double }.reduce(0, +)
        #expect(causes.count == 7 && abs(shares - 1) < 1e-12)
    }

    @Test(
        "every command draws",
        arguments: [
            "table", "sweep", "sweep --law paper", "require --fidelity 99.9% --temperature 4K",
            "thermal --temperature 1K", "quasiparticles --temperature 150mK",
            "dephasing --dispersive-shift 0.5MHz --linewidth 1MHz --photons 0.1", "photons",
            "gate --t1 100us --t2 80us",
            "lindblad", "stability --load 10uW --correction 400uW --growth quasiparticles", "landauer", "control",
            "readout",
            "capacity",
        ])
    func draws(line: String) async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/figure.svg"
        let run = await Run(line: "qubit \(line) --plot \(path)")
        #expect(run.code == .done && run.error.hasSuffix("wrote \(path)\n"), "\(run.error)")
        #expect(try Data(contentsOf: URL(filePath: path)).count > 2000)
    }

    @Test("the report holds every finding, what each command finds, three pictures, and every assumption")
    func report() async throws {
        let folder = try TemporaryDirectory()
        let path = "\(folder.path)/inversion.html"
        let run = await Run(["qubit", "report", path])
        #expect(run.code == .done, "\(run.error)")
        let page = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            .replacing("&#39;", with: "'")
        #expect(page.ranges(of: "<svg").count == 3)
        for words in ["33.349", "1732.1", "9.5699e-18", "0.050990", "7.454779 ≠", "9.5101e-8", "subkelvin qubit audit"]
        {
            #expect(page.contains(words), "\(words)")
        }
        // The page and the commands tell the same.
        for finding in try await Run(line: "qubit audit --json").array() {
            #expect(page.contains(try #require(finding["stated"] as? String)))
        }
        for row in try await Run(line: "qubit control --json").array() {
            #expect(page.contains(try #require(row["source"] as? String)))
        }
        for row in try await Run(line: "qubit capacity --json").array().prefix(5) {
            #expect(page.contains(try #require(row["assumption"] as? String)))
        }
        for row in try await Run(line: "qubit lindblad --json").array() {
            #expect(page.contains(try #require(row["quantity"] as? String)))
        }
        let rest = await Run(line: "qubit stability --load 10uW --correction 400uW --growth quasiparticles").output
        let limit = try #require(rest.firstMatch(of: /may take (.+?) at the base/)).1
        #expect(limit.hasSuffix("W") && page.contains("vanish at \(limit)"), "\(limit)")
        for words in ["10 mW a HEMT", "8 qubits a line", "factor of two", "13.25", "assumed; reported for SFQ"] {
            #expect(page.contains(words), "\(words)")
        }
    }
}
