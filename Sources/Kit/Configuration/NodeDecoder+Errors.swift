import Quantities
import Text

extension NodeDecoder {
    /// Whatever a type threw, as an error with the place of the value it was about.
    func located<T: Decodable>(_ error: any Error, decoding type: T.Type) -> ConfigurationError {
        switch error {
        case let error as ConfigurationError:
            // A type may make errors of its own by decoding text inside; they have no place in this one.
            return error
        case DecodingError.dataCorrupted(let context):
            if let names = caseNames(of: type), case .scalar(let text, _) = node.content {
                let near = nearestNames(to: text, among: names, limit: 1).first
                return fail(
                    .invalidValue("\(quoted(text)) is none of: \(names.joined(separator: ", "))"),
                    hint: near.map { "did you mean \($0)?" })
            }
            return fail(.invalidValue(words(of: context)), below: context)
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            return fail(.invalidValue(words(of: context)), below: context)
        case DecodingError.keyNotFound(let key, let context):
            return fail(.missingKey(key.stringValue), below: context)
        default:
            return fail(.invalidValue(escaped("\(error)", limit: 1000)))
        }
    }

    private func words(of context: DecodingError.Context) -> String {
        // The standard library quotes the text as it is.
        escaped(context.underlyingError.map { "\($0)" } ?? context.debugDescription, limit: 1000)
    }

    /// An error about a part that is named by its coding path alone.
    private func fail(_ reason: ConfigurationError.Reason, below context: DecodingError.Context) -> ConfigurationError {
        var parts = path
        var target = node
        for key in context.codingPath.dropFirst(parts.count) {
            switch target.content {
            case .mapping(let mapping):
                guard let value = mapping[key.stringValue] else { break }
                target = value
                parts.append(.key(key.stringValue))
                continue
            case .sequence(let items):
                guard let index = key.intValue, items.indices.contains(index) else { break }
                target = items[index]
                parts.append(.index(index))
                continue
            case .scalar: break
            }
            break
        }
        return ConfigurationError(reason, at: target.mark, keyPath: keyPath(parts))
    }
}

/// The texts that an enumeration of texts takes; `nil` for any other type.
func caseNames<T>(of type: T.Type) -> [String]? {
    func names<C: CaseIterable>(_ type: C.Type) -> [String]? {
        var names: [String] = []
        for value in C.allCases {
            guard let value = value as? any RawRepresentable, let name = value.rawValue as? String else { return nil }
            names.append(name)
        }
        return names
    }
    guard let type = type as? any CaseIterable.Type else { return nil }
    return names(type)
}
