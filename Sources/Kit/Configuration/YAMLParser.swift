import Text

/// The tree of the one document in a text.
func parseYAML(_ bytes: [UInt8], limits: ConfigurationLimits) throws(ConfigurationError) -> YAMLNode {
    guard bytes.count <= limits.bytes else { throw ConfigurationError(.tooLarge(limit: limits.bytes), at: nil) }
    // The closure's error type is not inferred: a result carries it out.
    let result: Result<YAMLNode, ConfigurationError> = bytes.withUnsafeBufferPointer { text in
        do throws(ConfigurationError) {
            if let directive = text.tagDirective {
                throw ConfigurationError(.unsupported("tag directives are not read"), at: text.mark(ofByte: directive))
            }
            var builder = YAMLTreeBuilder(events: try YAMLEvents(of: text), limits: limits)
            return .success(try builder.document())
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

/// Makes a tree of events; refuses what the limits refuse while it is still small.
private struct YAMLTreeBuilder {
    let events: YAMLEvents
    let limits: ConfigurationLimits
    /// What each anchor stands for; `nil` while its value is still being read.
    private var anchors: [String: Anchored?] = [:]
    private var path: [PathPart] = []
    private var nodes = 0

    private struct Anchored {
        var node: YAMLNode
        var nodes: Int
        var height: Int
    }

    init(events: YAMLEvents, limits: ConfigurationLimits) {
        self.events = events
        self.limits = limits
    }

    private func fail(_ reason: ConfigurationError.Reason, at mark: Mark, hint: String? = nil) -> ConfigurationError {
        ConfigurationError(reason, at: mark, keyPath: keyPath(path), hint: hint)
    }

    private func next() throws(ConfigurationError) -> YAMLEvent {
        do throws(ConfigurationError) {
            return try events.next()
        } catch {
            var error = error
            error.keyPath = keyPath(path)
            throw error
        }
    }

    mutating func document() throws(ConfigurationError) -> YAMLNode {
        guard case .documentStart = try next().kind else { throw fail(.empty, at: Mark(line: 1, column: 1)) }
        let root = try next()
        let (node, _) = try build(root, depth: 0)
        // `---` alone is a document of one empty scalar.
        if case .scalar("", isPlain: true) = node.content { throw fail(.empty, at: Mark(line: 1, column: 1)) }
        _ = try next()
        let after = try next()
        guard case .streamEnd = after.kind else { throw fail(.severalDocuments, at: after.mark) }
        return node
    }

    /// The node that begins with an event, and how many levels of lists and mappings it has.
    private mutating func build(_ event: YAMLEvent, depth: Int) throws(ConfigurationError) -> (YAMLNode, height: Int) {
        let nodesBefore = nodes
        try count(1, at: event.mark)
        let node: YAMLNode
        var height = 0
        switch event.kind {
        case .scalar(let text, let isPlain):
            node = YAMLNode(mark: event.mark, content: .scalar(text, isPlain: isPlain))
        case .alias(let name): return try resolve(name, at: event.mark, depth: depth)
        case .sequenceStart:
            try enter(event, depth: depth)
            let items = try sequence(depth: depth, height: &height)
            node = YAMLNode(mark: event.mark, content: .sequence(items))
        case .mappingStart:
            try enter(event, depth: depth)
            let mapping = try mapping(depth: depth, height: &height)
            node = YAMLNode(mark: event.mark, content: .mapping(mapping))
        case .end, .documentStart, .documentEnd, .streamEnd:
            throw fail(.syntax("a value is missing"), at: event.mark)
        }
        if let anchor = event.anchor {
            anchors[anchor] = Anchored(node: node, nodes: nodes - nodesBefore, height: height)
        }
        return (node, height)
    }

    private mutating func enter(_ event: YAMLEvent, depth: Int) throws(ConfigurationError) {
        guard depth < limits.depth else { throw fail(.tooDeep(limit: limits.depth), at: event.mark) }
        if let anchor = event.anchor { anchors.updateValue(nil, forKey: anchor) }
    }

    private mutating func count(_ more: Int, at mark: Mark) throws(ConfigurationError) {
        nodes += more
        guard nodes <= limits.nodes else { throw fail(.tooManyNodes(limit: limits.nodes), at: mark) }
    }

    private mutating func resolve(_ name: String, at mark: Mark, depth: Int) throws(ConfigurationError)
        -> (YAMLNode, height: Int)
    {
        guard let anchor = anchors[name] else {
            let hint = nearestNames(to: name, among: anchors.keys.prefix(1000), limit: 1).first
            throw fail(
                .syntax("alias \(quoted(name)) has no anchor before it"), at: mark,
                hint: hint.map { "did you mean \(quoted($0))?" })
        }
        guard let anchored = anchor else {
            throw fail(.unsupported("alias \(quoted(name)) stands inside what it stands for"), at: mark)
        }
        guard depth + anchored.height <= limits.depth else { throw fail(.tooDeep(limit: limits.depth), at: mark) }
        try count(anchored.nodes - 1, at: mark)
        return (anchored.node, anchored.height)
    }

    private mutating func sequence(depth: Int, height: inout Int) throws(ConfigurationError) -> [YAMLNode] {
        var items: [YAMLNode] = []
        var below = 0
        while true {
            path.append(.index(items.count))
            let event = try next()
            if case .end = event.kind { break }
            let (item, itsHeight) = try build(event, depth: depth + 1)
            path.removeLast()
            items.append(item)
            below = max(below, itsHeight)
        }
        path.removeLast()
        height = below + 1
        return items
    }

    private mutating func mapping(depth: Int, height: inout Int) throws(ConfigurationError) -> YAMLMapping {
        var mapping = YAMLMapping()
        var below = 0
        while true {
            let event = try next()
            if case .end = event.kind { break }
            let key = try key(event)
            if let index = mapping.index(of: key) {
                throw fail(.duplicateKey(key, first: mapping.entries[index].mark), at: event.mark)
            }
            path.append(.key(key))
            let (value, itsHeight) = try build(try next(), depth: depth + 1)
            path.removeLast()
            mapping.append(.init(key: key, mark: event.mark, value: value))
            below = max(below, itsHeight)
        }
        height = below + 1
        return mapping
    }

    private mutating func key(_ event: YAMLEvent) throws(ConfigurationError) -> String {
        var content = YAMLNode.Content.sequence([])
        switch event.kind {
        case .scalar, .alias: content = try build(event, depth: 0).0.content
        default: break
        }
        guard case .scalar(let key, let isPlain) = content else {
            throw fail(.unsupported("a key must be text"), at: event.mark)
        }
        if isPlain, key.isEmpty { throw fail(.syntax("a key is missing before ‘:’"), at: event.mark) }
        if isPlain, key == "<<" {
            throw fail(
                .unsupported("merge keys (<<) are not read"), at: event.mark, hint: "write the keys where they belong")
        }
        return key
    }
}
