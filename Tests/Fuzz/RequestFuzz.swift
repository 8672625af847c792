import HTTPServing
import Observability

/// Whatever of a request is read cannot lead elsewhere, and reads the same again; whatever is not, is a 400 in words.
///
/// The first byte chooses: path and query, what a client accepts, or a time.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch choice % 4 {
    case 0, 1: checkTarget(text)
    case 2: checkAccept(text)
    default: checkTime(text)
    }
    return 0
}

private func checkTarget(_ text: String) {
    do throws(HTTPError) {
        let request = try HTTPRequest(.get, text)
        precondition(text.hasPrefix("/"), "accepted what is no path")
        precondition(!request.path.dropLast().contains(""), "an empty segment within the path")
        for segment in request.path {
            precondition(segment != "." && segment != "..", "a segment leads elsewhere")
            precondition(
                !segment.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F || $0 == 0x5C }, "a segment is two")
        }
        // Written with every byte encoded, it must read the same.
        let path = request.path.map(encoded).joined(separator: "/")
        let query = request.query.all.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
        guard let again = try? HTTPRequest(.get, "/\(path)?\(query)") else {
            preconditionFailure("does not read again")
        }
        precondition(again.path == request.path && again.query == request.query, "reads differently again")
        readParameters(request.query)
    } catch {
        check(error)
    }
}

private func readParameters(_ query: QueryParameters) {
    for parameter in query.all.prefix(8) {
        do throws(HTTPError) {
            if let number = try query.number(parameter.name, in: -1...1) { precondition((-1...1).contains(number)) }
            if let number = try query.integer(parameter.name, in: 0...9) { precondition((0...9).contains(number)) }
            _ = try query.flag(parameter.name)
        } catch {
            check(error)
        }
    }
}

private func check(_ error: HTTPError) {
    precondition(error.status == .badRequest, "not the client's fault?")
    let body = error.response.bytes
    precondition(body.count < 20_000 && !body.contains { $0 < 0x20 }, "the error is not for people")
}

private func checkAccept(_ text: String) {
    let header = AcceptHeader([text])
    let types = MetricsRegistry.Format.allCases.map(\.contentType)
    let qualities = types.map(header.quality)
    precondition(qualities.allSatisfy { (0...1).contains($0) }, "a quality beyond its range")
    switch header.preferred(among: types) {
    case nil: precondition(qualities.allSatisfy { $0 == 0 }, "nothing is chosen, but something is wanted")
    case let index?:
        precondition(qualities[index] > 0 && qualities[index] == qualities.max(), "not what is wanted most")
    }
}

private func checkTime(_ text: String) {
    guard let time = nanoseconds(text) else { return }
    precondition(nanoseconds(timestamp(time)) == time, "the time reads differently")
}

private func encoded(_ text: String) -> String {
    text.utf8.map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "%0\(digits)" : "%\(digits)"
    }.joined()
}
