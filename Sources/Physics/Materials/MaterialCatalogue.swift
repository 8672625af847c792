import Configuration

/// The materials at hand: those embedded in the binary and those a user adds.
///
/// Files are read when a material is asked for: one material costs one file.
public struct MaterialCatalogue: Sendable {
    /// Where a material's text comes from.
    private enum Origin: Sendable {
        case embedded
        case given(MaterialFile)
    }

    private var origins: [String: Origin]

    /// The materials that come with Subkelvin.
    public static var standard: MaterialCatalogue {
        MaterialCatalogue(
            origins: Dictionary(
                uniqueKeysWithValues: EmbeddedTexts.names(in: "Catalogue").map { ($0, Origin.embedded) }))
    }

    private init(origins: [String: Origin]) { self.origins = origins }

    /// The catalogue with a user's material besides; it may be a grade of another.
    ///
    /// - Throws: `MaterialError` where the file contradicts itself or takes a name that is taken; `ConfigurationError` never
    ///   for the file itself, which is decoded already.
    public func adding(_ file: MaterialFile) throws -> MaterialCatalogue {
        func fail(_ words: String) -> MaterialError {
            MaterialError(material: file.name, reason: .inconsistent(words))
        }
        let taken = try materials().flatMap { [$0.name] + $0.aliases }.map { $0.lowercased() }
        for name in [file.name] + (file.aliases ?? []) where taken.contains(name.lowercased()) {
            throw fail("there is a material called ‘\(name)’ already; choose another name")
        }
        for name in [file.name] + (file.aliases ?? []) {
            let isPlain = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || "-._".contains($0)) }
            guard isPlain, (1...60).contains(name.count) else {
                throw fail("a name is made of lower-case letters, digits, -, . and _, sixty at most")
            }
        }
        var copy = self
        copy.origins[file.name] = .given(file)
        _ = try copy.material(named: file.name)
        return copy
    }

    /// Makes sure that a material's curves are finite, positive and without steps.
    ///
    /// - Throws: `MaterialError` with the first finding of its audit.
    public func requireSound(_ name: String) throws {
        guard let finding = try material(named: name).audit().first else { return }
        throw MaterialError(material: name, reason: .inconsistent(finding.description))
    }

    /// The names of all materials, sorted.
    public var names: [String] { origins.keys.sorted() }

    /// All materials, sorted by name.
    ///
    /// - Throws: `ConfigurationError` or `MaterialError` where a user's file is wrong.
    public func materials() throws -> [Material] { try names.map { try load($0, depth: 0) } }

    /// The material of a name or alias.
    ///
    /// - Parameter name: case does not matter.
    /// - Throws: `MaterialError` with the known names; what `adding` throws.
    public func material(named name: String) throws -> Material {
        let wanted = name.lowercased()
        if origins[wanted] != nil { return try load(wanted, depth: 0) }
        let all = try materials()
        if let found = all.first(where: { $0.aliases.contains { $0.lowercased() == wanted } }) { return found }
        throw MaterialError(
            material: name, reason: .unknownMaterial(known: all.flatMap { [$0.name] + $0.aliases }))
    }

    private func load(_ name: String, depth: Int) throws -> Material {
        let decoded: MaterialFile
        switch origins[name] {
        case .given(let file): decoded = file
        case .embedded:
            let text = EmbeddedTexts.text(name, in: "Catalogue") ?? ""
            decoded = try ConfigurationDecoder().decode(MaterialFile.self, from: Array(text.utf8), file: "\(name).yaml")
        case nil: throw MaterialError(material: name, reason: .unknownMaterial(known: names))
        }
        guard let base = decoded.gradeOf else { return try decoded.material(gradeOf: nil) }
        guard depth < 4 else {
            throw MaterialError(
                material: name, reason: .inconsistent("is a grade of a grade of a grade; name a material with fits"))
        }
        return try decoded.material(gradeOf: try load(base, depth: depth + 1))
    }
}
