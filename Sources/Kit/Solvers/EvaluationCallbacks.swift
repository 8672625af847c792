/// What the callbacks of every solver share: they run a system's evaluations and keep its failures.
class EvaluationCallbacks {
    /// The last failure, if nothing succeeded since.
    final var failure: EvaluationFailure?

    /// Runs an evaluation; 0 for success, positive where a shorter step may help, negative where nothing does.
    final func run(
        writing output: UnsafeMutableBufferPointer<Double>,
        _ body: (inout MutableSpan<Double>) throws(EvaluationFailure) -> Void
    ) -> Int32 {
        do throws(EvaluationFailure) {
            var span = output.mutableSpan
            try body(&span)
            guard allFinite(output) else { throw EvaluationFailure("a value is not finite") }
            failure = nil
            return 0
        } catch {
            failure = error
            return error.isRecoverable ? 1 : -1
        }
    }
}

/// Whether all numbers are finite: a system that writes others has failed, whatever it says.
private func allFinite(_ numbers: UnsafeMutableBufferPointer<Double>) -> Bool {
    // A sum that is not a number, or infinite, tells without a branch an entry; x·0 is 0 for every finite x. Eight sums go
    // on side by side: one would wait for each addition to end.
    guard let start = numbers.baseAddress else { return true }
    var sums = SIMD8<Double>.zero
    var index = 0
    while index &+ 8 <= numbers.count {
        sums += UnsafeRawPointer(start + index).loadUnaligned(as: SIMD8<Double>.self) * 0
        index &+= 8
    }
    var sum = sums.sum()
    while index < numbers.count {
        sum += start[index] * 0
        index &+= 1
    }
    return sum == 0
}
