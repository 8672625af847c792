import FoundationEssentials
import Text

extension ZoneRules {
    /// Where zones are found.
    public static let folder = "/usr/share/zoneinfo"

    /// A zone by its name in the IANA database: `Europe/Zurich`, `America/New_York`, `UTC`.
    ///
    /// - Parameters:
    ///   - name: as it is written there.
    ///   - folder: where zones are.
    /// - Throws: ``ZoneError``.
    public init(named name: String, in folder: String = ZoneRules.folder) throws(ZoneError) {
        if name == "UTC" || name == "Etc/UTC" {
            self = .utc
            return
        }
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                    UInt8(ascii: "/"):
                    true
                default: false
                }
            }
        // Without points no name leads out of the folder.
        guard isName, !name.hasPrefix("/"), let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)")) else {
            throw Self.unknown(name, folder)
        }
        guard let zone = ZoneFile(Array(data)).rules(named: name) else { throw ZoneError(name: name, reason: .broken) }
        self = zone
    }

    private static func unknown(_ name: String, _ folder: String) -> ZoneError {
        let list = (try? String(contentsOfFile: "\(folder)/tzdata.zi", encoding: .utf8)) ?? ""
        // `Z name …` begins a zone, `L target name` is another name of one.
        let names = list.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            return switch words.first {
            case "Z" where words.count > 1: String(words[1])
            case "L" where words.count > 2: String(words[2])
            default: nil
            }
        }
        if names.isEmpty, (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty ?? true {
            return ZoneError(name: name, reason: .noZones(folder: folder))
        }
        return ZoneError(name: name, reason: .unknown(near: nearestNames(to: name, among: names)))
    }
}

/// The bytes of a zone's file.
struct ZoneFile {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What stands in it; nil where it is no such file.
    func rules(named name: String) -> ZoneRules? {
        guard let first = header(at: 0), first.version >= 2 else { return nil }
        // The first part has times of 32 bits; the second repeats them with 64.
        let second = 44 + first.size(ofTime: 4)
        guard let header = header(at: second) else { return nil }
        let times = second + 44
        let kinds = times + header.times * 8
        let types = kinds + header.times
        let footer = second + 44 + header.size(ofTime: 8)
        guard header.types > 0, bytes.count > footer else { return nil }
        func offset(_ type: Int) -> Int64? {
            guard type < header.types else { return nil }
            return Int64(Int32(truncatingIfNeeded: number(at: types + 6 * type, bytes: 4)))
        }
        guard let beginning = offset(0) else { return nil }
        var spans = [ZoneRules.Span(start: .min, offset: beginning)]
        for index in 0..<header.times {
            let start = number(at: times + 8 * index, bytes: 8)
            guard let offset = offset(Int(bytes[kinds + index])), start > spans.last?.start ?? .max else {
                // The first may stand for the beginning of all time.
                if index == 0, let offset = offset(Int(bytes[kinds])) {
                    spans[0].offset = offset
                    continue
                }
                return nil
            }
            if offset != spans[spans.count - 1].offset { spans.append(ZoneRules.Span(start: start, offset: offset)) }
        }
        guard bytes[footer] == UInt8(ascii: "\n") else { return nil }
        let rule = bytes[(footer + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        if let rule = YearlyRule(rule) {
            let last = spans.count > 1 ? spans[spans.count - 1].start : 0
            for span in rule.spans(after: last) where span.offset != spans[spans.count - 1].offset {
                spans.append(span)
            }
        }
        return ZoneRules(name: name, spans: spans)
    }

    private struct Header {
        var version: Int
        var universal, standard, leaps, times, types, characters: Int

        func size(ofTime width: Int) -> Int {
            times * width + times + types * 6 + characters + leaps * (width + 4) + standard + universal
        }
    }

    private func header(at place: Int) -> Header? {
        guard place + 44 <= bytes.count, bytes[place..<place + 4].elementsEqual("TZif".utf8) else { return nil }
        let counts = (0..<6).map { Int(number(at: place + 20 + 4 * $0, bytes: 4)) }
        guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
        let version = Int(bytes[place + 4]) - 48
        let header = Header(
            version: version, universal: counts[0], standard: counts[1], leaps: counts[2], times: counts[3],
            types: counts[4], characters: counts[5])
        return place + 44 + header.size(ofTime: place == 0 ? 4 : 8) <= bytes.count ? header : nil
    }

    /// A number of two's complement, most significant byte first.
    private func number(at place: Int, bytes count: Int) -> Int64 {
        var value = Int64(Int8(bitPattern: bytes[place]))
        for index in 1..<count { value = value << 8 | Int64(bytes[place + index]) }
        return value
    }
}
