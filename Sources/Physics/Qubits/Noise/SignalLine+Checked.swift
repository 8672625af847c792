public import Cryogenics

extension SignalLine {
    /// The photons in a mode behind each part, as ``photons(frequency:)``, with errors as qubits state them.
    ///
    /// - Parameter frequency: in Hz, above 0.
    public func occupations(frequency: Double) throws(QubitError) -> [Double] {
        do {
            return try photons(frequency: frequency)
        } catch let error as LineError {
            guard case .outOfRange(_, let value, let range) = error.reason else {
                throw QubitError(error.subject, .inconsistent("\(error)"))
            }
            throw QubitError(error.subject, .outOfRange(value: value, range: range))
        } catch {
            throw QubitError("parts", .inconsistent("\(error)"))
        }
    }
}
