public import Cryogenics

/// An input of a cryostat with the values it takes.
public struct SweepAxis: Sendable, Hashable {
    /// What is varied.
    public var input: CryostatInput
    /// In SI, rising.
    public var values: [Double]

    /// Reads `lines.drive.count=0..200`: an input and two values of it with units, between which points lie evenly.
    ///
    /// - Parameters:
    ///   - text: the input, `=`, and two values with `..` between.
    ///   - points: how many values, 2 or more.
    ///   - cryostat: what is swept.
    /// - Throws: `PlanningError`, or `QuantityError` for a value.
    public init(_ text: String, points: Int, of cryostat: CryostatDescription) throws {
        guard let sign = text.firstIndex(of: "="), let dots = text[sign...].firstRange(of: "..") else {
            throw PlanningError(
                "what to vary", .invalid(value: "‘\(text)’", expected: "INPUT=FROM..TO, as in lines.drive.count=0..200")
            )
        }
        guard points >= 2 else { throw PlanningError("points", .invalid(value: "\(points)", expected: "2 or more")) }
        input = try CryostatInput(String(text[..<sign]), of: cryostat)
        let from = try input.kind.value(String(text[text.index(after: sign)..<dots.lowerBound]))
        let to = try input.kind.value(String(text[dots.upperBound...]))
        guard from < to else {
            throw PlanningError(input.name, .invalid(value: "\(from)..\(to)", expected: "the smaller value first"))
        }
        values = (0..<points).map { index in
            index == points - 1 ? to : from + (to - from) * Double(index) / Double(points - 1)
        }
    }
}
