internal import CSundials

/// The operations on vectors of which an integrator does most, several numbers at a time.
///
/// SUNDIALS takes one number at a time, for its results may lie where its operands do; taken in blocks that are read
/// before they are written, they may lie there too.
enum VectorOperations {
    private typealias Block = SIMD4<Double>
    private static let width = Block.scalarCount

    /// Puts them in place of SUNDIALS' own, in a vector and all its later clones.
    static func install(in vector: N_Vector) {
        guard let operations = vector.pointee.ops else { return }
        operations.pointee.nvlinearsum = linearSum
        operations.pointee.nvwrmsnorm = weightedNorm
        operations.pointee.nvscale = scale
        operations.pointee.nvconst = fill
    }

    /// z = a·x + b·y.
    private static let linearSum: @convention(c) (realtype, N_Vector?, realtype, N_Vector?, N_Vector?) -> Void = {
        a, x, b, y, z in
        let count = length(z)
        guard let x = contents(x), let y = contents(y), let z = contents(z) else {
            return
        }
        if a == 1 {
            if b == 1 { return combine(x, y, z, count, { $0 + $1 }, { $0 + $1 }) }
            if b == -1 { return combine(x, y, z, count, { $0 - $1 }, { $0 - $1 }) }
            return combine(x, y, z, count, { $0 + b * $1 }, { $0 + b * $1 })
        }
        if b == 1 { return combine(x, y, z, count, { a * $0 + $1 }, { a * $0 + $1 }) }
        combine(x, y, z, count, { a * $0 + b * $1 }, { a * $0 + b * $1 })
    }

    /// z = c·x.
    private static let scale: @convention(c) (realtype, N_Vector?, N_Vector?) -> Void = { c, x, z in
        let count = length(z)
        guard let x = contents(x), let z = contents(z) else { return }
        if c != 1 { return combine(x, x, z, count, { first, _ in c * first }, { first, _ in c * first }) }
        if x != z { z.update(from: x, count: count) }
    }

    /// zᵢ = c.
    private static let fill: @convention(c) (realtype, N_Vector?) -> Void = { c, z in
        contents(z)?.update(repeating: c, count: length(z))
    }

    @inline(__always)
    private static func combine(
        _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>,
        _ count: Int, _ blocks: (Block, Block) -> Block, _ numbers: (Double, Double) -> Double
    ) {
        var index = 0
        while index &+ 2 &* width <= count {
            let first = blocks(block(x + index), block(y + index))
            let second = blocks(block(x + (index &+ width)), block(y + (index &+ width)))
            UnsafeMutableRawPointer(z + index).storeBytes(of: first, as: Block.self)
            UnsafeMutableRawPointer(z + (index &+ width)).storeBytes(of: second, as: Block.self)
            index &+= 2 &* width
        }
        while index < count {
            z[index] = numbers(x[index], y[index])
            index &+= 1
        }
    }

    /// √(Σ(xᵢ·wᵢ)²/n).
    private static let weightedNorm: @convention(c) (N_Vector?, N_Vector?) -> realtype = { x, weights in
        let count = length(x)
        guard let x = contents(x), let weights = contents(weights) else { return .nan }
        var (first, second) = (Block.zero, Block.zero)
        var index = 0
        while index &+ 2 &* width <= count {
            let a = block(x + index) * block(weights + index)
            let b = block(x + (index &+ width)) * block(weights + (index &+ width))
            first += a * a
            second += b * b
            index &+= 2 &* width
        }
        var sum = (first + second).sum()
        while index < count {
            let product = x[index] * weights[index]
            sum += product * product
            index &+= 1
        }
        return (sum / Double(count)).squareRoot()
    }

    @inline(__always)
    private static func block(_ start: UnsafeMutablePointer<Double>) -> Block {
        UnsafeRawPointer(start).loadUnaligned(as: Block.self)
    }
}
