import CommandLineKit
import Qubits
import Text

/// The command `subkelvin qubit audit`.
struct QubitAudit: Command {
    static let name = "audit"
    static let abstract =
        "Sets what the inversion paper says beside what follows from its own numbers and from physics."
    static let examples = [
        Example("subkelvin qubit audit", "Every finding."),
        Example("subkelvin qubit audit --only coth", "One of them."),
    ]

    @Option("Only the finding of this name.") var only: String?
    @Flag("Print JSON.") var json: Bool

    struct Record: Encodable {
        struct Number: Encodable {
            var name: String
            var value: Double
            var unit: String
        }
        var key: String
        var place: String
        var stated: String
        var found: String
        var numbers: [Number]

        init(_ finding: InversionAudit.Finding) {
            key = finding.key
            place = finding.place
            stated = finding.stated
            found = finding.found
            numbers = finding.numbers.map { Number(name: $0.name, value: $0.value, unit: $0.unit) }
        }
    }

    func run(on console: Console) async throws {
        let all = try InversionAudit().findings
        let findings = all.filter { only == nil || $0.key == only }
        guard !findings.isEmpty else {
            throw UsageError(reason: "--only is one of \(all.map(\.key).joined(separator: ", "))")
        }
        if json { return try console.print(json: findings.map(Record.init)) }
        for (number, finding) in findings.enumerated() {
            if number > 0 { try console.print("") }
            try console.print("\(finding.key) (\(finding.place))")
            try console.print(wrap("stated: \(finding.stated)", width: 100, indent: 2))
            try console.print(wrap("found: \(finding.found)", width: 100, indent: 2))
            var table = TextTable(columns: [.left("  NUMBER"), .decimal("VALUE"), .left("UNIT")])
            for one in finding.numbers {
                table.append(["  \(one.name)", formatNumber(one.value, significantDigits: one.digits), one.unit])
            }
            try console.write(table.rendered())
        }
    }
}
