/// The names most like a mistyped one, the likeliest first.
///
/// A name counts as near when it can be made from the typed one by few edits (insert, delete, replace, swap of two
/// neighbours; at most a third of the longer name's letters, never more than three), or when one contains the other.
/// Case is ignored.
///
/// - Parameters:
///   - name: what was typed.
///   - known: the names that would have been accepted.
///   - limit: how many to return at most.
/// - Complexity: O(k·n²) for k names of n letters.
/// - Source: Damerau (1964), doi:10.1145/363958.363994, in the restricted form (no substring edited twice).
public func nearestNames(to name: String, among known: some Sequence<String>, limit: Int = 3) -> [String] {
    let typed = Array(name.lowercased().unicodeScalars.prefix(100))
    guard !typed.isEmpty else { return [] }
    var candidates: [(name: String, distance: Int)] = []
    for candidate in known {
        let letters = Array(candidate.lowercased().unicodeScalars)
        let distance = editDistance(typed, letters)
        let allowed = min(3, max(1, max(typed.count, letters.count) / 3))
        if distance <= allowed {
            candidates.append((candidate, distance))
        } else if typed.count >= 2, contains(letters, typed) || (letters.count >= 3 && contains(typed, letters)) {
            candidates.append((candidate, 4 + abs(letters.count - typed.count)))
        }
    }
    candidates.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return candidates.prefix(limit).map(\.name)
}

/// Damerau–Levenshtein distance, restricted form: three rows of the table suffice.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i]
        for j in b.indices.map({ $0 + 1 }) {
            var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                best = min(best, beforeLast[j - 2] + 1)
            }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

private func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
}
