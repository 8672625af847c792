import Configuration
import FoundationEssentials
import Quantities

/// One of everything that a configuration may hold.
private struct Document: Codable, Hashable {
    enum Kind: String, Codable, CaseIterable { case dilution, adiabatic }
    struct Stage: Codable, Hashable {
        var name: String
        var temperature: Temperature?
        var heaters: [String]?
    }

    var name: String?
    var kind: Kind?
    var gain: Double?
    var channels: UInt8?
    var offset: Int?
    var isOn: Bool?
    var stages: [Stage]?
    var tags: [String: String]?
    var matrix: [[Float]]?
}

/// Whatever decodes, decodes again to the same, and so does its JSON; whatever does not, says where.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let decoder = ConfigurationDecoder()
    do throws(ConfigurationError) {
        let document = try decoder.decode(Document.self, from: bytes, file: "fuzz.yaml")
        precondition((try? decoder.decode(Document.self, from: bytes)) == document, "decodes differently again")
        guard let json = try? JSONEncoder().encode(document) else { preconditionFailure("does not encode") }
        precondition((try? decoder.decode(Document.self, from: Array(json))) == document, "its JSON reads differently")
    } catch {
        precondition((error.line ?? 0) >= 1 && (error.column ?? 0) >= 1, "the error has no place")
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D || $0 == 0x85 || $0 == 0xA8 || $0 == 0xA9 } + 2
        precondition((error.line ?? 0) <= lines, "the error's line is beyond the text")
        let words = error.description
        precondition(words.hasPrefix("fuzz.yaml:"), "the error does not name the file")
        precondition(!words.utf8.contains { $0 < 0x20 }, "the error could redraw a terminal")
        precondition(words.utf8.count < 20_000, "the error is not for people")
    }
    return 0
}
