import Foundation
import Testing

@testable import Materials

/// A file of reference values, by its columns' names.
struct Fixture {
    var rows: [[String: String]]

    /// Reads `Fixtures/NAME.csv`.
    init(_ name: String) throws {
        let url = try #require(Bundle.module.path(forResource: "Fixtures/\(name)", ofType: "csv"))
        let text = try String(contentsOfFile: url, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map { Self.fields(String($0)) }
        let header = lines.first ?? []
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// Splits a line; fields in quotes may hold commas.
    private static func fields(_ line: String) -> [String] {
        var result = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: result.append("")
            default: result[result.count - 1].append(character)
            }
        }
        return result
    }
}

extension [String: String] {
    func number(_ key: String) throws -> Double {
        let text = try text(key)
        return try #require(Double(text), "‘\(text)’ in \(key)")
    }
    func text(_ key: String) throws -> String { try #require(self[key]) }
}

/// Which of our fits a name in the reference files means.
struct Subject {
    var material: String
    var fit: String?
    var ratio: Double?

    init(_ name: String) throws {
        if name.hasPrefix("OFHC Cu RRR="), let ratio = Double(name.dropFirst(12).prefix { $0.isNumber }) {
            (material, fit, self.ratio) = ("copper", "nist", ratio)
        } else if name.hasPrefix("Cu RRR="), let ratio = Double(name.dropFirst(7).prefix { $0.isNumber }) {
            (material, fit, self.ratio) = ("copper", "hust-lankford", ratio)
        } else {
            let known = [
                "SS304/304L/316": "stainless-304", "SS304": "stainless-304", "Al6061-T6": "aluminium-6061",
                "Al1100": "aluminium-1100", "Al6063-T5": "aluminium-6063", "Al3003-F": "aluminium-3003",
                "Al5083-O": "aluminium-5083", "Brass C26000": "brass", "BeCu": "beryllium-copper",
                "G10-CR normal": "g10-normal", "G10-CR warp": "g10-warp", "Nylon": "nylon", "PTFE": "ptfe",
                "Kapton": "kapton", "Invar Fe36Ni": "invar", "Inconel718": "inconel-718", "Ti-6Al-4V": "ti-6al-4v",
                "Ti15-3-3-3": "ti-15-3-3-3", "Mylar PET": "mylar", "Pb": "lead", "Mo": "molybdenum", "Pt": "platinum",
                "OFHC Cu": "copper", "G10-CR": "g10-normal",
                "CuNi C7150 outer (Raicu 2025)": "cupronickel",
                "CuNi(Ag-plated) centre (Raicu 2025)": "cupronickel-silver-plated",
                "SS304L low": "stainless-304", "SS316 low": "stainless-316", "SS316 high": "stainless-316",
                "Invar low": "invar",
            ]
            material = try #require(known[name], "no material for ‘\(name)’")
            fit = ["SS304L low": "nist-304l", "SS316 low": "nist-low", "SS316 high": "nist-high"][name]
        }
    }

    func curve(_ property: Property) throws -> PropertyCurve {
        let conditions = Conditions(residualResistanceRatio: ratio, fit: fit)
        return try MaterialCatalogue.standard.material(named: material).curve(property, conditions)
    }
}
