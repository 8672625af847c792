import Testing

/// Adaptive Gauss–Kronrod quadrature, the judge of every integral in the catalogue; it shares no code with what it judges.
///
/// Source of nodes and weights: Kronrod's 7–15 pair as in QUADPACK (Piessens et al., 1983), dqk15.
func adaptiveIntegral(
    from start: Double, to end: Double, relativeTolerance: Double = 1e-11, depth: Int = 40,
    _ f: (Double) throws -> Double
) rethrows -> Double {
    let (coarse, fine) = try gaussKronrod(start, end, f)
    if depth == 0 || abs(coarse - fine) <= relativeTolerance * abs(fine) { return fine }
    let middle = (start * end).squareRoot()
    return try adaptiveIntegral(
        from: start, to: middle, relativeTolerance: relativeTolerance, depth: depth - 1, f)
        + adaptiveIntegral(from: middle, to: end, relativeTolerance: relativeTolerance, depth: depth - 1, f)
}

private func gaussKronrod(
    _ start: Double, _ end: Double, _ f: (Double) throws -> Double
) rethrows -> (gauss: Double, kronrod: Double) {
    let (centre, half) = ((start + end) / 2, (end - start) / 2)
    let middle = try f(centre)
    var gauss = 0.417959183673469387755102 * middle
    var kronrod = 0.209482141084727828012999 * middle
    for (index, x) in nodes.enumerated() {
        let sum = try f(centre - half * x) + f(centre + half * x)
        kronrod += kronrodWeights[index] * sum
        if index % 2 == 1 { gauss += gaussWeights[index / 2] * sum }
    }
    return (gauss * half, kronrod * half)
}

private let nodes = [
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
    0.741531185599394439863864773280788, 0.586087235467691130294144691693338, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
]
private let kronrodWeights = [
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
    0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649,
]
private let gaussWeights = [
    0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
]

@Test("the judge itself is right: ∫ x⁻² and ∫ eˣ", arguments: [(0.01, 3.0), (1, 1.0001), (0.001, 300)])
func quadratureIsExact(a: Double, b: Double) {
    let inverse = adaptiveIntegral(from: a, to: b) { 1 / ($0 * $0) }
    #expect(abs(inverse - (1 / a - 1 / b)) <= 1e-10 * inverse)
}
