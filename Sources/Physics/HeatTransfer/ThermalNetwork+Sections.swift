/// A length of conductor cut into cells of equal length, each a node at its middle.
public struct Section: Sendable, Hashable {
    /// The section's name; the cells are `name[0]`, `name[1]`, ….
    public let name: String
    /// Where it begins, in m along whatever it is part of.
    public let origin: Double
    /// In m.
    public let length: Double
    /// The nodes' numbers.
    let cells: Range<Int>
    /// The numbers of the flows along it: into the first cell if it has a start, between cells, out of the last.
    let flows: Range<Int>
    let hasStart: Bool

    /// The cells as nodes, from the start.
    public var nodes: [ThermalNetwork.Node] { cells.map { ThermalNetwork.Node(index: $0) } }
    /// How many cells.
    public var count: Int { cells.count }
    /// The length of a cell in m.
    public var cellLength: Double { length / Double(cells.count) }
    /// The middles of the cells in m.
    public var positions: [Double] {
        cells.indices.map { origin + (Double($0 - cells.lowerBound) + 0.5) * cellLength }
    }

    /// The cell that holds a position; the nearest end for one outside.
    public func node(at position: Double) -> ThermalNetwork.Node {
        let cell = min(max((position - origin) / cellLength, 0), Double(count - 1))
        return ThermalNetwork.Node(index: cells.lowerBound + Int(cell))
    }
}

extension ThermalNetwork {
    /// Adds a length of conductor, cut into cells.
    ///
    /// Heat flows along it by ∫k dT between the middles of neighbouring cells, and over half a cell to each end, so that a
    /// bar without loads is exact whatever the number of cells; loads spread along it are so to second order in their length.
    ///
    /// - Parameters:
    ///   - name: not that of another node or section.
    ///   - start: the node at its start; nil where no heat passes that end.
    ///   - end: the node at its end; nil where no heat passes that end.
    ///   - origin: where it begins, in m.
    ///   - length: in m.
    ///   - area: cross-section in m².
    ///   - conductivity: the integral of k.
    ///   - cells: how many.
    ///   - guess: temperatures in K at start and end, linear in between.
    ///   - capacityPerMetre: what a metre of it stores; needed only to follow it in time.
    /// - Throws: `NetworkError` for a name taken, a length, area, guess or count not positive.
    public mutating func addSection(
        _ name: String, from start: Node? = nil, to end: Node? = nil, origin: Double = 0, length: Double, area: Double,
        conductivity: PropertyIntegral, cells: Int, guess: (start: Double, end: Double),
        capacityPerMetre: HeatCapacity? = nil
    ) throws(NetworkError) -> Section {
        guard cells > 0 else {
            throw NetworkError(
                node: NodeName(name),
                reason: .invalid(quantity: "the number of cells", value: Double(cells), expected: "1 or more"))
        }
        let cell = length / Double(cells)
        let whole = try HeatExchange.conduction(area: area, length: cell, conductivity: conductivity)
        let half = whole.scaled(by: 2)
        let capacity = capacityPerMetre.map { $0.scaled(by: cell) }
        let firstNode = nodeCount
        for index in 0..<cells {
            let part = (Double(index) + 0.5) / Double(cells)
            _ = try add(
                NodeName(name, cell: index), guess.start + (guess.end - guess.start) * part, isFixed: false, capacity)
        }
        let firstFlow = flowNames.count
        let lastNode = firstNode + cells - 1
        if let start { connect(NodeName(name, cell: 0), start.index, firstNode, half) }
        for index in firstNode..<lastNode {
            connect(NodeName(name, cell: index - firstNode + 1), index, index + 1, whole)
        }
        if let end { connect(NodeName(name, cell: cells), lastNode, end.index, half) }
        return Section(
            name: name, origin: origin, length: length, cells: firstNode..<nodeCount,
            flows: firstFlow..<flowNames.count, hasStart: start != nil)
    }

    /// Lets heat flow between a node and every metre of a section, from the node where positive.
    ///
    /// - Parameters:
    ///   - name: of the flow.
    ///   - node: the one on the other side.
    ///   - section: the section.
    ///   - exchange: how much a metre exchanges.
    public mutating func connect(_ name: String, _ node: Node, _ section: Section, perMetre exchange: HeatExchange) {
        let each = exchange.scaled(by: section.cellLength)
        for (number, cell) in section.cells.enumerated() {
            connect(NodeName(name, cell: number), node.index, cell, each)
        }
    }

    /// Lets heat flow between two sections where they lie side by side, from the first where positive.
    ///
    /// Cells need not be equal: each pair exchanges by the length over which both reach.
    ///
    /// - Parameters:
    ///   - name: of the flow.
    ///   - first: the section that gives; the warmer one, as a rule.
    ///   - second: the one beside it.
    ///   - exchange: how much a metre exchanges.
    public mutating func connect(_ name: String, _ first: Section, _ second: Section, perMetre exchange: HeatExchange) {
        var (i, j, number) = (0, 0, 0)
        // Shorter overlaps come of rounding alone.
        let least = 1e-9 * min(first.cellLength, second.cellLength)
        while i < first.count, j < second.count {
            let ends = (
                first.origin + Double(i + 1) * first.cellLength, second.origin + Double(j + 1) * second.cellLength
            )
            let start = max(
                first.origin + Double(i) * first.cellLength, second.origin + Double(j) * second.cellLength)
            let overlap = min(ends.0, ends.1) - start
            if overlap > least {
                connect(
                    NodeName(name, cell: number), first.cells.lowerBound + i, second.cells.lowerBound + j,
                    exchange.scaled(by: overlap))
                number += 1
            }
            // Where both end together but for rounding, both go on.
            if ends.0 <= ends.1 + least { i += 1 }
            if ends.1 <= ends.0 + least { j += 1 }
        }
    }
}
