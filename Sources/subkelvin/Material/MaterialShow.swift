import CommandLineKit
import Materials
import Quantities
import Text

/// The command `subkelvin material show NAME`.
struct MaterialShow: Command {
    static let name = "show"
    static let abstract = "Shows all that is known of a material: fits, ranges, uncertainties, sources."
    static let examples = [Example("subkelvin material show copper", "Copper, with the names of its fits.")]

    @Argument("The material.", completion: materialNames) var material: String
    @Option("Show the roles of other laws below the default fit, by name.", placeholder: "NAME") var laws: String?
    @OptionGroup var files: CatalogueOptions
    @Flag("Print JSON.") var json: Bool

    func run(on console: Console) async throws {
        let material = try files.catalogue().material(named: material)
        if let laws, !material.properties.values.contains(where: { $0.alternatives[laws] != nil }) {
            let known = Set(material.properties.values.flatMap(\.alternatives.keys)).sorted()
            throw MaterialError(material: material.name, reason: .unknownLaws(laws, available: known))
        }
        if json { return try console.print(json: MaterialRecord(material)) }
        let width = console.output.layoutWidth
        try console.print("\(material.title) (\(material.name))")
        var facts: [String] = []
        if !material.aliases.isEmpty { facts.append("also called \(material.aliases.joined(separator: ", "))") }
        if let base = material.gradeOf { facts.append("a grade of \(base)") }
        if let density = material.density { facts.append("density \(shortNumber(density)) kg/m³") }
        if let critical = material.criticalTemperature {
            facts.append("superconducts below \(Temperature(si: critical).formatted(significantDigits: 3))")
        }
        if let strength = material.yieldStrength {
            facts.append("yield strength \(Pressure(si: strength).formatted(significantDigits: 3))")
        }
        if let ratio = material.residualResistanceRatio {
            facts.append("residual resistance ratio \(shortNumber(ratio)) where none is given")
        }
        if !facts.isEmpty { try console.print(wrap(facts.joined(separator: "; ") + ".", width: width)) }
        if let notes = material.notes { try console.print(wrap(notes, width: width)) }
        for property in material.availableProperties {
            let record = try material.record(property)
            let unit = property.unit.isEmpty ? "" : ", \(property.unit)"
            try console.print("\n\(property.rawValue): \(property.title)\(unit)")
            for fit in record.fits { try console.write(words(for: fit, in: record, width: width)) }
        }
    }

    private func words(for fit: Fit, in record: PropertyRecord, width: Int) -> String {
        var role = fit.name == record.fits.first?.name ? " (default)" : ""
        func below(_ law: LowTemperatureLaw) -> String {
            Temperature(si: law.join.lowerBound).formatted(significantDigits: 3)
        }
        let chosen = laws.flatMap { record.alternatives[$0] } ?? record.laws
        if let law = chosen.first(where: { $0.fit.name == fit.name }) {
            role += " (low-temperature law below \(below(law)))"
        }
        for (name, others) in record.alternatives.sorted(by: { $0.key < $1.key }) where name != laws {
            guard let law = others.first(where: { $0.fit.name == fit.name }) else { continue }
            role += " (below \(below(law)) with --laws \(name))"
        }
        var text = "  \(fit.name)\(role)\n"
        var facts = "\(span(fit.range))"
        if fit.dataRange != fit.range { facts += ", data \(span(fit.dataRange))" }
        facts += ", \(percent(fit.relativeUncertainty)) (\(fit.basis.rawValue))"
        if fit.dataRange != fit.range { facts += ", outside the data \(percent(fit.uncertaintyOutsideData))" }
        if fit.form.takesRatio, let low = fit.form.ratios.first, let high = fit.form.ratios.last {
            if case .tabulated = fit.form {
                facts += ", RRR \(fit.form.ratios.map(shortNumber).joined(separator: ", "))"
            } else {
                facts += ", RRR \(shortNumber(low)) to \(shortNumber(high))"
            }
        }
        text += wrap(facts, width: width, indent: 4) + "\n"
        text += wrap(fit.reference.citation, width: width, indent: 4) + "\n"
        if let note = fit.reference.note { text += wrap(note, width: width, indent: 4) + "\n" }
        return text
    }
}
