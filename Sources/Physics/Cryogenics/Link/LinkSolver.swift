public import HeatTransfer
import Materials

/// Solves links of one layout: the network is built, ordered and factorised symbolically once, and each solution starts near
/// its end.
///
/// The start is the solution of the same link in cells five times as long, which costs a fifth; two steps of Newton's method are
/// left on the fine cells. Where the coarse link has no solution the fine one is tried without it, so that nothing
/// depends on it but time. One owner; not `Sendable`.
///
/// ```swift
/// let solver = try LinkSolver(LinkModel(link, parameters, flux: "appendix-d"))
/// let state = try solver.solve()
/// state.extremes(0).maximum         // 69.4 K
/// ```
/// - Source: grid sequencing; Knoll & Keyes, J. Comput. Phys. 193 (2004) 357, doi:10.1016/j.jcp.2003.08.010, section 2.4.
public final class LinkSolver {
    /// What is solved.
    public let model: LinkModel
    private let method: Method
    /// The same link in long cells; nil where this one's are long already.
    private let coarse: LinkSolver?

    private enum Method {
        case coupled(StageRows)
        case cascade([StageRows])
    }

    /// Prepares a link.
    ///
    /// - Throws: `NetworkError` where the link is no network that could come to rest.
    public init(_ model: LinkModel) throws(NetworkError) {
        self.model = model
        let coarser = try? model.with(cellLength: Self.coarsening * model.cellLength)
        if let coarser, model.coupling == .coupled, model.layout.blocks.count >= Self.leastBlocks {
            coarse = try LinkSolver(coarser)
        } else {
            coarse = nil
        }
        switch model.coupling {
        case .coupled: method = .coupled(try StageRows(model, stages: Array(model.parameters.stages.indices)))
        case .cascade:
            var stages: [StageRows] = []
            for index in model.parameters.stages.indices { stages.append(try StageRows(model, stages: [index])) }
            method = .cascade(stages)
        }
    }

    private static let coarsening = 5.0
    /// Below so many blocks a coarse solution costs what it saves.
    private static let leastBlocks = 300

    /// Finds the state of rest.
    ///
    /// - Throws: `NetworkError` naming the place and the physical reason where there is none.
    public func solve() throws(NetworkError) -> LinkState {
        switch method {
        case .coupled(let rows):
            let start = coarse.flatMap { coarse in
                coarse.approximateTemperatures()?.map {
                    coarse.model.layout.interpolate($0, to: model.layout)
                }
            }
            return LinkState(model: model, rows: try rows.solve(from: start))
        case .cascade(let stages):
            var solved: [LinkState.Row] = []
            for stage in stages { solved += try stage.solve(below: solved.last?.temperatures) }
            return LinkState(model: model, rows: solved)
        }
    }
}

extension LinkSolver {
    /// Temperatures near rest, stage by stage; nil where they are not easily found.
    private func approximateTemperatures() -> [[Double]]? {
        guard case .coupled(let rows) = method else { return nil }
        return rows.approximateTemperatures()
    }
}

extension LinkLayout {
    /// Temperatures of the blocks of a layout of the same modules, linear in between.
    ///
    /// - Parameters:
    ///   - temperatures: of this layout's blocks.
    ///   - other: the other layout.
    func interpolate(_ temperatures: [Double], to other: LinkLayout) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(other.blocks.count)
        // Between two faces lie cells, here some, there others; plates and faces are the same in both.
        var left = 0
        for block in other.blocks {
            if block.kind == .cell {
                while blocks[left + 1].kind == .cell, blocks[left + 1].position < block.position { left += 1 }
                let share =
                    (block.position - blocks[left].position) / (blocks[left + 1].position - blocks[left].position)
                result.append(temperatures[left] + share * (temperatures[left + 1] - temperatures[left]))
            } else {
                if !result.isEmpty { left += 1 }
                while blocks[left].kind == .cell { left += 1 }
                result.append(temperatures[left])
            }
        }
        return result
    }
}
