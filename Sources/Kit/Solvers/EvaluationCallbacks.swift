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
    // A sum that is not a number, or infinite, tells without a branch an entry; x·0 is 0 for every finite x.
    var sum = 0.0
    for index in numbers.indices { sum += numbers[index] * 0 }
    return sum == 0
}
