import Configuration

/// The cables at hand: those embedded in the binary and those a user adds.
public struct CableCatalogue: Sendable {
    private var cables: [String: Cable]
    /// The names in the order of the files.
    public private(set) var names: [String]

    /// The cables that come with Subkelvin.
    ///
    /// - Throws: `ConfigurationError` never for embedded text that its test has read.
    public static func standard() throws -> CableCatalogue { try embedded.get() }

    /// Read at the first asking and kept, for every line asks for its cable.
    private static let embedded = Result { try readEmbedded() }

    private static func readEmbedded() throws -> CableCatalogue {
        var catalogue = CableCatalogue(cables: [:], names: [])
        for name in EmbeddedTexts.names(in: "Cables") {
            let text = EmbeddedTexts.text(name, in: "Cables") ?? ""
            let file = try ConfigurationDecoder().decode(CableFile.self, from: Array(text.utf8), file: "\(name).yaml")
            catalogue = try catalogue.adding(file)
        }
        return catalogue
    }

    private init(cables: [String: Cable], names: [String]) {
        self.cables = cables
        self.names = names
    }

    /// The catalogue with a user's cables besides.
    ///
    /// - Throws: `LineError` for a name that is taken.
    public func adding(_ file: CableFile) throws(LineError) -> CableCatalogue {
        var copy = self
        for cable in file.cables {
            guard copy.cables[cable.name] == nil else {
                throw LineError(cable.name, .inconsistent("there is a cable of this name already; choose another name"))
            }
            copy.cables[cable.name] = cable
            copy.names.append(cable.name)
        }
        return copy
    }

    /// All cables, in the order of the files.
    public var all: [Cable] { names.compactMap { cables[$0] } }

    /// The cable of a name; case does not matter.
    ///
    /// - Throws: `LineError` with the known names.
    public func cable(named name: String) throws(LineError) -> Cable {
        guard let found = cables[name.lowercased()] else {
            throw LineError(name, .unknownCable(known: names))
        }
        return found
    }
}
