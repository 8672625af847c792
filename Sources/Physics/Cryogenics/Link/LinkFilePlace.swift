import Configuration
import Materials

/// What the files of a link are read with, besides their text.
struct LinkFileContext: Sendable {
    /// In place of those that a link names.
    var parameters: LinkParameters?
    /// The heat flux that parameters must have, by its name.
    var flux: String?

    private static let key = CodingUserInfoKey(rawValue: "LinkFileContext")

    /// Makes a context.
    init(parameters: LinkParameters? = nil, flux: String? = nil) {
        self.parameters = parameters
        self.flux = flux
    }

    /// What a decoder carries; nothing where it carries none.
    init(of decoder: any Decoder) {
        self = Self.key.flatMap { decoder.userInfo[$0] as? LinkFileContext } ?? LinkFileContext()
    }

    /// A decoder that carries it.
    var decoder: ConfigurationDecoder {
        var decoder = ConfigurationDecoder()
        if let key = Self.key { decoder.userInfo[key] = self }
        return decoder
    }
}

/// Gives errors of a link's parts their place in the file.
struct LinkFilePlace {
    /// The way to the link.
    var path: [any CodingKey]

    /// A step of the way: a key, or an item of a list.
    struct Step: CodingKey {
        var stringValue: String
        var intValue: Int?
        init(stringValue: String) { self.stringValue = stringValue }
        init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
    }

    /// An error at a place in words.
    func error(_ keys: [any CodingKey], _ words: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: path + keys, debugDescription: words))
    }

    /// Does something; what is wrong is said of a place, or of the module and key that the error names.
    func check<T>(_ keys: [any CodingKey], _ work: () throws -> T) throws -> T {
        do { return try work() } catch let failure as LinkError {
            let module = failure.index.map {
                [Step(intValue: $0)] + (failure.key.map { [Step(stringValue: $0)] } ?? [])
            }
            throw error(keys + (module ?? []), failure.wordsWithName)
        } catch let failure as MaterialError { throw error(keys, "\(failure)") }
    }

    /// Refuses a number that is not finite and positive.
    func requirePositive(_ value: Double, _ quantity: String, _ keys: [any CodingKey]) throws {
        try check(keys) {
            guard value.isFinite, value > 0 else {
                throw LinkError(module: nil, reason: .notPositive(quantity: quantity, value: value))
            }
        }
    }
}
