import CommandLineKit
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a program printed, and how it ended.
func shell(_ words: [String]) -> (output: String, code: Int32)? {
    let command = words.map {
        "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    guard let pipe = popen(command.joined(separator: " ") + " 2>&1", "r") else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
    return (String(decoding: bytes, as: UTF8.self), pclose(pipe) >> 8 & 0xFF)
}

func isInstalled(_ program: String) -> Bool { shell(["sh", "-c", "command -v " + program])?.code == 0 }

/// A new directory below the system's place for temporary files.
func temporaryDirectory() -> String {
    var template = Array("/tmp/commandlinekit-XXXXXX".utf8CString)
    return template.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress, let path = mkdtemp(base) else { return "/tmp" }
        return String(cString: path)
    }
}

@Suite("Real shells")
struct ShellTests {
    /// What bash offers for a line whose last word is being typed, in a directory with a few files.
    func bashOffers(_ words: [String]) throws -> [String] {
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        writeFile(directory + "/completion.bash", completionScript(for: .bash, of: Fixture.self))
        let quoted = words.map { "'" + $0 + "'" }.joined(separator: " ")
        let script = """
            source completion.bash
            fixture() { printf '%s\\n' copper "it's \\$(touch harm)" ptfe "asked: $*" >&1; }
            mkdir plots; touch a.svg b.png 'c d.svg' e.txt
            COMP_WORDS=(fixture \(quoted)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _fixture
            if [[ -e harm ]]; then echo HARM; fi
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let answer = try #require(shell(["bash", "-c", "cd \(directory) && eval \"$1\"", "bash", script]))
        return answer.output.split(separator: "\n").map(String.init).sorted()
    }

    @Test(
        "bash offers what may stand where the cursor stands", .enabled(if: isInstalled("bash")),
        arguments: [
            ([""], ["completions", "draw", "fail", "heat", "help", "material"]),
            (["ma"], ["material"]),
            (["--"], ["--help", "--version"]),
            (["material", ""], ["list", "value"]),
            (["material", "value", "--re"], ["--residual-resistance-ratio"]),
            (["material", "value", "copper", "--m"], ["--mli"]),
            (["material", "value", "copper", "--no"], ["--no-mli"]),
            (["material", "value", "--format", ""], ["csv", "json", "table"]),
            (["material", "value", "--format", "=", "c"], ["csv"]),
            (["material", "value", "--format", "="], ["csv", "json", "table"]),
            (["material", "value", "--plot", ""], ["a.svg", "b.png", "c d.svg", "plots"]),
            (["material", "value", "-o", "c"], ["c d.svg"]),
            (["material", "value", "co"], ["copper"]),
            (["material", "value", "it"], ["it\\'s\\ \\$\\(touch\\ harm\\)"]),
            (["material", "value", "asked"], ["asked:\\ --complete\\ material\\ value\\ MATERIAL"]),
            (["material", "value", "copper", "h"], ["heat-capacity"]),
            (["material", "value", "--at", "4", "copper", "c"], ["conductivity"]),
            (["material", "value", "--at", "=", "4", "--", "copper", "c"], ["conductivity"]),
            (["material", "value", "copper", "conductivity", ""], []),
            (["draw", "--into", ""], ["plots"]),
            (["draw", "x", "y", "b"], ["b.png"]),
            (["completions", ""], ["bash", "fish", "zsh"]),
            (["nonsense", "x"], []),
        ])
    func bash(words: [String], expected: [String]) throws {
        #expect(try bashOffers(words) == expected)
    }

    @Test("the scripts are valid in their shells", arguments: Shell.allCases)
    func syntax(shell kind: Shell) throws {
        guard isInstalled(kind.rawValue) else { return }
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        let path = directory + "/script"
        writeFile(path, completionScript(for: kind, of: Fixture.self))
        let answer = try #require(shell([kind.rawValue, "-n", path]))
        #expect(answer.output == "")
        #expect(answer.code == 0)
    }

    @Test(
        "fish offers what may stand where the cursor stands", .enabled(if: isInstalled("fish")),
        arguments: [
            ("fixture ma", ["material"]),
            ("fixture material ", ["list", "value"]),
            ("fixture material value --fo", ["--format"]),
            ("fixture material value --format ", ["csv", "json", "table"]),
            ("fixture material value --no", ["--no-mli"]),
            ("fixture material value as", ["asked --complete material value MATERIAL"]),
            ("fixture completions ", ["bash", "fish", "zsh"]),
        ])
    func fish(line: String, expected: [String]) throws {
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        writeFile(directory + "/script", completionScript(for: .fish, of: Fixture.self))
        let command =
            "function fixture; echo \"asked $argv\"; end; cd \(directory); source script; complete -C '\(line)'"
        let answer = try #require(shell(["env", "HOME=\(directory)", "fish", "-N", "-c", command]))
        let words = answer.output.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
        #expect(
            words.filter { !$0.hasSuffix("script") && (line.contains("as") || !$0.hasPrefix("asked")) }.sorted()
                == expected)
    }

    @Test("zsh takes the script up", .enabled(if: isInstalled("zsh")))
    func zsh() throws {
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        writeFile(directory + "/_fixture", completionScript(for: .zsh, of: Fixture.self))
        let command = """
            fpath=(\(directory) $fpath); autoload -Uz compinit; compinit -u -d \(directory)/dump
            print $_comps[fixture]; autoload +X _fixture && print loaded
            """
        let answer = try #require(shell(["env", "HOME=\(directory)", "zsh", "-f", "-c", command]))
        #expect(answer.output == "_fixture\nloaded\n")
    }

    @Test("the manual page is valid roff", .enabled(if: isInstalled("groff")))
    func manual() throws {
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        let page = manualPage(of: Fixture.self)
        #expect(page.utf8.allSatisfy { $0 < 0x80 })
        writeFile(directory + "/fixture.1", page)
        let warnings = try #require(shell(["groff", "-man", "-ww", "-Tutf8", "-z", directory + "/fixture.1"]))
        #expect(warnings.output == "")
        #expect(warnings.code == 0)
        let text = try #require(shell(["groff", "-man", "-Tutf8", "-P-cbou", directory + "/fixture.1"])).output
        for words in [
            ".A line that begins with a dot, a back\\slash and a µ².",
            "fixture material value [options] --at TEMPERATURE",
            "# laid out by hand", "--mli, --no-mli",
        ] {
            #expect(text.contains(words))
        }
    }
}
