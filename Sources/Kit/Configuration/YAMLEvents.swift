import CYAML
import Text

/// What libyaml found next.
struct YAMLEvent {
    enum Kind {
        case scalar(String, isPlain: Bool)
        case alias(String)
        case sequenceStart
        case mappingStart
        case end
        case documentStart
        case documentEnd
        case streamEnd
    }

    let kind: Kind
    let anchor: String?
    let mark: Mark
}

/// The events of a text, one by one: the only door to libyaml.
///
/// The parser lives on the heap because libyaml keeps pointers into it. The text must outlive this object.
final class YAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>

    init(of text: UnsafeBufferPointer<UInt8>) throws(ConfigurationError) {
        self.text = text
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            throw ConfigurationError(.syntax("there is no memory left to read it"), at: Mark(line: 1, column: 1))
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: ``ConfigurationError`` where the text is not YAML, or has a tag.
    func next() throws(ConfigurationError) -> YAMLEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
            defer { yaml_event_delete(&event) }
            let mark = Mark(event.start_mark)
            let kind: YAMLEvent.Kind
            var anchor: UnsafeMutablePointer<yaml_char_t>?
            var tag: UnsafeMutablePointer<yaml_char_t>?
            switch event.type {
            case YAML_STREAM_START_EVENT: continue
            case YAML_DOCUMENT_START_EVENT: kind = .documentStart
            case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
            case YAML_SEQUENCE_START_EVENT:
                kind = .sequenceStart
                anchor = event.data.sequence_start.anchor
                tag = event.data.sequence_start.tag
            case YAML_MAPPING_START_EVENT:
                kind = .mappingStart
                anchor = event.data.mapping_start.anchor
                tag = event.data.mapping_start.tag
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
            case YAML_ALIAS_EVENT: kind = .alias(string(event.data.alias.anchor) ?? "")
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                kind = .scalar(String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
                anchor = scalar.anchor
                tag = scalar.tag
            default: kind = .streamEnd
            }
            if let tag = string(tag) {
                throw ConfigurationError(
                    .unsupported("tag \(quoted(tag)): tags are not read, the key decides what a value is"), at: mark)
            }
            return YAMLEvent(kind: kind, anchor: string(anchor), mark: mark)
        }
    }

    private func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }

    /// What libyaml says, in words for somebody who wrote a file.
    private func syntaxError() -> ConfigurationError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        let context = parser.pointee.context.map { String(cString: $0) }
        if parser.pointee.error == YAML_READER_ERROR {
            let isControl = problem.hasPrefix("control")
            let value = String(parser.pointee.problem_value, radix: 16, uppercase: true)
            return ConfigurationError(
                .syntax(
                    isControl
                        ? "control character U+\(String(repeating: "0", count: max(0, 4 - value.count)))\(value)"
                        : "byte 0x\(value) is not UTF-8"),
                at: text.mark(ofByte: parser.pointee.problem_offset),
                hint: isControl ? "write it as an escape in \"…\"" : "save the file as UTF-8")
        }
        let mark = Mark(parser.pointee.problem_mark)
        if problem.contains("tab") || (problem.hasPrefix("found character that cannot") && text.isTab(at: mark)) {
            return ConfigurationError(.syntax("a tab cannot indent"), at: mark, hint: "use spaces")
        }
        let beginning = Mark(parser.pointee.context_mark)
        if context == "while scanning a quoted scalar", problem.hasPrefix("found unexpected") {
            return ConfigurationError(.syntax("the quotation that begins here is never closed"), at: beginning)
        }
        switch problem {
        case "mapping values are not allowed in this context":
            return ConfigurationError(
                .syntax("a ‘:’ cannot stand here"), at: mark, hint: "check the indentation, or quote the text")
        case "could not find expected ':'":
            return ConfigurationError(.syntax("expected ‘:’ after a key"), at: mark)
        case "found character that cannot start any token":
            return ConfigurationError(.syntax("this character cannot begin a value"), at: mark, hint: "quote the text")
        default:
            let what = problem.hasPrefix("did not find expected") ? String(problem.dropFirst(13)) : problem
            let within = context.map { " \(contexts[$0] ?? $0)" } ?? ""
            let since = context != nil && beginning < mark ? " that begins at \(beginning)" : ""
            return ConfigurationError(.syntax(what + within + since), at: mark)
        }
    }
}

/// libyaml's words for what it was reading, in the words of somebody who writes a file.
private let contexts = [
    "while parsing a flow sequence": "in the list",
    "while parsing a block collection": "in the list",
    "while parsing a flow mapping": "in the mapping",
    "while parsing a block mapping": "in the mapping",
    "while parsing a flow node": "in the list or mapping",
    "while parsing a block node": "in the list or mapping",
]

extension Mark {
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension UnsafeBufferPointer<UInt8> {
    /// The place of a byte.
    func mark(ofByte offset: Int) -> Mark {
        var mark = Mark(line: 1, column: 1)
        for index in 0..<Swift.min(Swift.max(offset, 0), count) {
            if self[index] == UInt8(ascii: "\n") || (self[index] == UInt8(ascii: "\r") && !isLineFeed(index + 1)) {
                mark.line += 1
                mark.column = 1
            } else if self[index] & 0xC0 != 0x80, self[index] != UInt8(ascii: "\r") {
                mark.column += 1
            }
        }
        return mark
    }

    private func isLineFeed(_ index: Int) -> Bool { index < count && self[index] == UInt8(ascii: "\n") }

    /// Whether a tab stands at a place.
    fileprivate func isTab(at mark: Mark) -> Bool {
        var place = Mark(line: 1, column: 1)
        for byte in self {
            if place == mark { return byte == UInt8(ascii: "\t") }
            if byte == UInt8(ascii: "\n") {
                if place.line == mark.line { return false }
                place = Mark(line: place.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
        return false
    }

    /// Where the first line that begins with `%TAG` begins.
    ///
    /// libyaml compares every tag directive with every other; as no configuration needs one, none is let through.
    var tagDirective: Int? {
        let word = Array("%TAG".utf8)
        var index = 0
        while index + word.count <= count {
            if self[index] == word[0], self[index..<(index + word.count)].elementsEqual(word), beginsLine(index) {
                return index
            }
            index += 1
        }
        return nil
    }

    private func beginsLine(_ index: Int) -> Bool {
        func ends(_ bytes: [UInt8]) -> Bool {
            index >= bytes.count && self[(index - bytes.count)..<index].elementsEqual(bytes)
        }
        // Unicode's other line breaks are libyaml's as well, and a byte order mark may come first.
        return index == 0 || ends([0x0A]) || ends([0x0D]) || ends([0xC2, 0x85]) || ends([0xE2, 0x80, 0xA8])
            || ends([0xE2, 0x80, 0xA9]) || ends([0xEF, 0xBB, 0xBF])
    }
}
