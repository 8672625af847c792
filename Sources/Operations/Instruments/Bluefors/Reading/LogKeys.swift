/// Columns by the names that stand in lines: most lines have the same names in the same places.
struct LogKeys {
    private struct Key {
        var name: [UInt8]
        var column: Int
    }

    /// The key that last stood at each place of a line.
    private var order: [Int?] = []
    private var keys: [Key] = []
    private var numbers: [String: Int] = [:]

    /// The column of a name; nil where it is new.
    ///
    /// - Parameters:
    ///   - place: which of the names of its line it is.
    @inline(__always)
    mutating func column(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, place: Int) -> Int? {
        if place < order.count, let key = order[place], matches(keys[key].name, bytes, start, end) {
            return keys[key].column
        }
        return search(bytes, start, end, place)
    }

    /// Remembers the column of a name.
    mutating func add(_ name: String, column: Int, place: Int) {
        numbers[name] = keys.count
        keys.append(Key(name: Array(name.utf8), column: column))
        seen(keys.count - 1, at: place)
    }

    private mutating func search(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ place: Int) -> Int? {
        guard let key = numbers[LogScanning.text(bytes, start, end)] else { return nil }
        seen(key, at: place)
        return keys[key].column
    }

    private mutating func seen(_ key: Int, at place: Int) {
        while order.count <= place { order.append(nil) }
        order[place] = key
    }

    @inline(__always)
    private func matches(_ name: [UInt8], _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard name.count == end - start else { return false }
        for index in 0..<name.count where name[index] != bytes[start + index] { return false }
        return true
    }
}
