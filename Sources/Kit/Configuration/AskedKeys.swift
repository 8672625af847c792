import Text

/// Which keys of one mapping were asked for, so that the others can be refused.
struct AskedKeys {
    /// Whether anybody looked into the mapping.
    private(set) var isAsked = false
    /// Whether the entry at each index was asked for.
    private var isRead: [Bool] = []
    /// Keys that were asked for and are not there: what a mistyped one may have been meant as.
    private var absent: [String] = []
    private var unread = 0

    mutating func begin(_ mapping: YAMLMapping) {
        guard !isAsked else { return }
        isAsked = true
        isRead = Array(repeating: false, count: mapping.entries.count)
        unread = isRead.count
    }

    mutating func note(_ key: String, at index: Int?) {
        if let index {
            if !isRead[index] { unread -= 1 }
            isRead[index] = true
        } else if absent.count < 1000 {
            absent.append(key)
        }
    }

    func firstUnread(of mapping: YAMLMapping) -> YAMLMapping.Entry? {
        guard unread > 0 else { return nil }
        return zip(mapping.entries, isRead).first { !$0.1 }?.0
    }

    /// What an unknown key may have been meant as; failing that, what is known.
    func hint(for key: String, in mapping: YAMLMapping) -> String? {
        if let near = nearestNames(to: key, among: absent, limit: 1).first { return "did you mean \(quoted(near))?" }
        var known = Set(absent.prefix(20))
        for (entry, isRead) in zip(mapping.entries, isRead) where isRead && known.count < 40 { known.insert(entry.key) }
        let names = known.sorted().map { String($0.prefix(60)) }
        return names.isEmpty ? nil : "known: \(names.joined(separator: ", "))"
    }

    /// An entry that nobody has asked for, whose key looks like one that is missing.
    func entryMeant(by key: String, in mapping: YAMLMapping) -> YAMLMapping.Entry? {
        var candidates: [String] = []
        for (entry, isRead) in zip(mapping.entries, isRead) where !isRead && entry.key.utf8.count <= 100 {
            candidates.append(entry.key)
            if candidates.count == 1000 { break }
        }
        guard let near = nearestNames(to: key, among: candidates, limit: 1).first else { return nil }
        return mapping.index(of: near).map { mapping.entries[$0] }
    }
}
