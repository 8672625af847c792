import Glibc

/// Linear algebra of small dense real matrices, row after row.
enum DenseAlgebra {
    /// Solves a·x = b by elimination with row pivoting; both are overwritten, b with the solution.
    ///
    /// - Returns: whether no pivot vanished against the largest element.
    static func solve(_ a: inout [Double], _ b: inout [Double]) -> Bool {
        let n = b.count
        let largest = a.reduce(0) { max($0, abs($1)) }
        let smallest = largest * 1e-15 * Double(n)
        return unsafe a.withUnsafeMutableBufferPointer { a in
            unsafe b.withUnsafeMutableBufferPointer { b in
                for column in 0..<n {
                    var pivot = column
                    var size = unsafe abs(a[column * n + column])
                    for row in (column + 1)..<max(n, column + 1) {
                        let candidate = unsafe abs(a[row * n + column])
                        if candidate > size { (pivot, size) = (row, candidate) }
                    }
                    guard size > smallest else { return false }
                    if pivot != column {
                        for index in column..<n { unsafe a.swapAt(pivot * n + index, column * n + index) }
                        unsafe b.swapAt(pivot, column)
                    }
                    let inverse = unsafe 1 / a[column * n + column]
                    for row in (column + 1)..<max(n, column + 1) {
                        let factor = unsafe a[row * n + column] * inverse
                        guard factor != 0 else { continue }
                        let (target, source) = (row * n, column * n)
                        for index in (column + 1)..<max(n, column + 1) {
                            unsafe a[target + index] -= factor * a[source + index]
                        }
                        unsafe b[row] -= factor * b[column]
                    }
                }
                for row in stride(from: n - 1, through: 0, by: -1) {
                    var sum = unsafe b[row]
                    for index in (row + 1)..<max(n, row + 1) { unsafe sum -= a[row * n + index] * b[index] }
                    unsafe b[row] = sum / a[row * n + row]
                }
                return true
            }
        }
    }

    /// The product of two square matrices.
    static func product(_ a: [Double], _ b: [Double], _ n: Int) -> [Double] {
        unsafe [Double](unsafeUninitializedCapacity: n * n) { result, count in
            unsafe result.initialize(repeating: 0)
            unsafe a.withUnsafeBufferPointer { a in
                unsafe b.withUnsafeBufferPointer { b in
                    for row in 0..<n {
                        for inner in 0..<n {
                            let factor = unsafe a[row * n + inner]
                            guard factor != 0 else { continue }
                            for column in 0..<n {
                                unsafe result[row * n + column] += factor * b[inner * n + column]
                            }
                        }
                    }
                }
            }
            count = n * n
        }
    }

    /// e^a by its Taylor series, scaled down and squared up again.
    ///
    /// The series ends where a norm of at most ½ leaves less than 1e-18: eleven terms beyond the first three products.
    static func exponential(_ a: [Double], _ n: Int) -> [Double] {
        var norm = 0.0
        for row in 0..<n { norm = max(norm, (0..<n).reduce(0) { $0 + abs(a[row * n + $1]) }) }
        let squarings = norm > 0.5 ? max(0, Int(ceil(log2(norm / 0.5)))) : 0
        let scale = scalbn(1, -Int32(squarings))
        let scaled = a.map { $0 * scale }
        // Horner in blocks of four: Σ a^k/k! to k = 15 with six products instead of fourteen.
        let square = product(scaled, scaled, n)
        let cube = product(square, scaled, n)
        let fourth = product(square, square, n)
        var factorials = [1.0]
        for k in 1...15 { factorials.append(factorials[k - 1] * Double(k)) }
        func block(_ first: Int, _ result: inout [Double]) {
            let c = (0..<4).map { 1 / factorials[first + $0] }
            for index in 0..<(n * n) {
                result[index] += c[1] * scaled[index] + c[2] * square[index] + c[3] * cube[index]
            }
            for index in 0..<n { result[index * n + index] += c[0] }
        }
        var result = [Double](repeating: 0, count: n * n)
        block(12, &result)
        for first in [8, 4, 0] {
            result = product(result, fourth, n)
            block(first, &result)
        }
        for _ in 0..<squarings { result = product(result, result, n) }
        return result
    }
}

/// A square matrix by its elements that are not zero.
struct SparseRows {
    let size: Int
    private var starts: [Int] = [0]
    private var columns: [Int] = []
    private var values: [Double] = []
    /// The largest sum of a row's sizes.
    private(set) var norm = 0.0

    init(_ elements: [Double], size: Int) {
        self.size = size
        for row in 0..<size {
            var sum = 0.0
            for column in 0..<size where elements[row * size + column] != 0 {
                columns.append(column)
                values.append(elements[row * size + column])
                sum += abs(elements[row * size + column])
            }
            starts.append(columns.count)
            norm = max(norm, sum)
        }
    }

    /// The product with a vector.
    func times(_ vector: [Double]) -> [Double] {
        (0..<size).map { row in
            var sum = 0.0
            for index in starts[row]..<starts[row + 1] { sum += values[index] * vector[columns[index]] }
            return sum
        }
    }

    /// e^(At)·v by the Taylor series, in steps whose norm is at most 2.
    func exponential(time: Double, times vector: [Double]) -> [Double] {
        let steps = max(1, Int(ceil(norm * time / 2)))
        let step = time / Double(steps)
        var result = vector
        for _ in 0..<steps {
            var term = result
            var size = 1.0
            var k = 1.0
            // 2^k/k! falls below 1e-17 before k = 30.
            while size > 1e-18, k < 60 {
                term = times(term)
                size = 0
                for index in term.indices {
                    term[index] *= step / k
                    result[index] += term[index]
                    size = max(size, abs(term[index]))
                }
                k += 1
            }
        }
        return result
    }
}
