public import Cryogenics

extension Wiring {
    /// Electronics alone: heat that a qubit's control gives off at a stage.
    ///
    /// - Parameters:
    ///   - power: of one qubit in W.
    ///   - stage: where they sit.
    public static func electronics(_ power: Double, at stage: Stage) -> Wiring {
        Wiring(name: "electronics", title: "Control electronics alone").adding(electronics: power, at: stage)
    }

    /// The wiring with electronics for each qubit besides.
    ///
    /// - Parameters:
    ///   - power: of one qubit in W.
    ///   - stage: where they sit.
    public func adding(electronics power: Double, at stage: Stage) -> Wiring {
        var copy = self
        copy.loads.append(
            LoadDescription(kind: .device, name: "electronics", stage: stage, power: power, count: 1))
        return copy
    }

    /// The wiring where so many qubits share each read-out line, and each line and device that the wiring shares already.
    ///
    /// Lines for output, and lines and devices of which a qubit has a part (a count below 1), then count 1/N. Drives and flux
    /// lines stay as they are.
    ///
    /// - Parameter qubits: N, 1 or more.
    public func multiplexed(by qubits: Int) -> Wiring {
        var copy = self
        let share = 1 / Double(qubits)
        for index in lines.indices where lines[index].signal == .output || lines[index].count < 1 {
            copy.lines[index].count = share
        }
        for index in loads.indices where loads[index].count < 1 { copy.loads[index].count = share }
        return copy
    }
}
