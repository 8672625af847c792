import Glibc
import HeatTransfer
import Solvers

/// All that changes in a plant besides the temperatures of its stages: the vacuum, and each plate's circuit and compressor.
///
/// States are those of the vacuum, then, plate by plate, the circuit of a node and the temperature of its compressor's oil, or the
/// oil alone at a cooling unit.
final class PlantGas: TransientCompanion {
    let plant: PlantModel
    /// What the controls of each plate make of it, with what is broken.
    let controls: [PlateControls]
    let faults: PlantFaults
    /// Heat injected into each plate's stages in W, from warm to cold.
    let injected: [[Double]]

    let stateCount: Int
    let nodes: [ThermalNetwork.Node]
    let modulatedFlows: [[ThermalNetwork.Flow]]
    let dependencies: [[Int]]

    private let stageCount: Int
    /// The vacuum as it was last evaluated: most steps of differences leave it alone.
    private var held = VacuumMemory()

    private struct VacuumMemory {
        var inputs: [Double] = []
        var outputs: [Double] = []
        var heats = (fifty: 0.0, four: 0.0)
    }

    /// Whether ice on the insulation counts.
    private let hasShine: Bool

    /// - Parameter ice: on cold walls at first, in mol.
    init(
        _ plant: PlantModel, controls: [PlateControls], injected: [[Double]], faults: PlantFaults, ice: Double = 0
    ) {
        self.plant = plant
        // In a tight can it does nothing; then a hundred flows need not be followed.
        hasShine = faults.water > 0 || plant.vacuum.shine(ice: ice, plant.vacuum.iceAtPlates) > 1.001
        self.faults = faults
        self.controls = zip(controls, faults.plates).map { $1.acting($0) }
        self.injected = injected
        stageCount = plant.stages.count
        stateCount = plant.stateCount
        nodes = plant.plates.flatMap(\.nodes)
        modulatedFlows = plant.gaps + (hasShine ? [plant.shine] : [])
        dependencies = Self.dependencies(plant, hasShine)
    }

    /// Each plate's states and temperatures act on each other and on nothing else; those of the vacuum on the first node's stages.
    private static func dependencies(_ plant: PlantModel, _ hasShine: Bool) -> [[Int]] {
        let (states, stages) = (plant.stateCount, plant.stages.count)
        let temperatures = states..<states + plant.plates.count * stages
        var result = [[Int]](repeating: [], count: temperatures.upperBound)
        let vacuum = Array(0..<VacuumSpace.stateCount)
        for variable in vacuum {
            result[variable] = vacuum
            // Heat of freezing, at every node in equal parts.
            for (index, plate) in plant.plates.enumerated() where plate.isNode {
                result[variable] += [states + index * stages, states + index * stages + 1]
            }
            if variable < 3 { result[variable] += plant.gaps.indices.map { temperatures.upperBound + $0 } }
            if variable == VacuumSpace.ice, hasShine {
                result[variable].append(temperatures.upperBound + plant.gaps.count)
                result[variable] += plant.plates.indices.map { states + $0 * stages }
            }
        }
        for (index, plate) in plant.plates.enumerated() {
            let own = Array(plate.states)
            let heats = Array(states + index * stages..<states + (index + 1) * stages)
            for variable in own + heats { result[variable] += own + heats }
        }
        for plate in plant.plates where plate.isNode {
            result[plate.states.lowerBound + DilutionCircuit.State.turbo2] += vacuum.prefix(3)
        }
        if let first = plant.plates.firstIndex(where: \.isNode) {
            // Its stages freeze for all: the heat comes to every node.
            let heats = plant.plates.indices.filter { plant.plates[$0].isNode && $0 != first }.flatMap {
                [states + $0 * stages, states + $0 * stages + 1]
            }
            for stage in 0..<2 { result[states + first * stages + stage] += vacuum + heats }
        }
        return result
    }

    func evaluate(
        at time: Double, variables: Span<Double>, into outputs: inout MutableSpan<Double>
    ) throws(EvaluationFailure) {
        for index in stateCount..<stateCount + nodes.count { outputs[index] = 0 }
        evaluateVacuum(variables, &outputs)
        for (index, plate) in plant.plates.enumerated() {
            let first = stateCount + index * stageCount
            let own = controls[index]
            if let circuit = plate.circuit {
                let result = circuit.evaluate(
                    variables, from: plate.states.lowerBound, Self.stages(variables, first, stageCount), own,
                    faults.plates[index].leaks, into: &outputs)
                outputs[first] += result.fifty
                outputs[first + 1] += result.four
                outputs[first + 2] += result.still
                if stageCount > 4 { outputs[first + 3] += result.coldPlate }
                outputs[first + stageCount - 1] += result.base
            }
            let oil = plate.states.upperBound - 1
            outputs[oil] = plate.compressor.rate(oil: variables[oil], own)
            let broken = faults.plates[index]
            for stage in 0..<stageCount { outputs[first + stage] += injected[index][stage] + broken.heat[stage] }
            for stage in 0..<stageCount - 1 where broken.touch[stage] > 0 {
                let heat = broken.touch[stage] * (variables[first + stage] - variables[first + stage + 1])
                outputs[first + stage] -= heat
                outputs[first + stage + 1] += heat
            }
        }
    }

    private static func stages(_ variables: Span<Double>, _ first: Int, _ count: Int) -> DilutionCircuit.Stages {
        DilutionCircuit.Stages(
            fifty: variables[first], four: variables[first + 1], still: variables[first + 2],
            coldPlate: variables[first + count - 2], base: variables[first + count - 1])
    }

    private func evaluateVacuum(_ variables: Span<Double>, _ outputs: inout MutableSpan<Double>) {
        guard let first = plant.plates.firstIndex(where: \.isNode) else { return }
        var inputs = [Double](repeating: 0, count: VacuumSpace.stateCount + stageCount + plant.plates.count)
        for index in 0..<VacuumSpace.stateCount { inputs[index] = variables[index] }
        let temperatures = stateCount + first * stageCount
        for stage in 0..<stageCount { inputs[VacuumSpace.stateCount + stage] = variables[temperatures + stage] }
        var rotations = [Double](repeating: 0, count: plant.plates.count)
        for (index, plate) in plant.plates.enumerated() where plate.isNode {
            rotations[index] = variables[plate.states.lowerBound + DilutionCircuit.State.turbo2]
            inputs[VacuumSpace.stateCount + stageCount + index] = rotations[index]
        }
        let factors = stateCount + nodes.count
        let count = VacuumSpace.stateCount
        if inputs != held.inputs {
            let stages = Array(inputs[count..<count + stageCount])
            held.heats = plant.vacuum.evaluate(
                variables, stages: stages, pumps: controls, rotations: rotations, room: plant.room,
                leaks: (faults.helium, faults.air, faults.water), into: &outputs, factors: factors)
            held.inputs = inputs
            held.outputs = (0..<count).map { outputs[$0] } + plant.gaps.indices.map { outputs[factors + $0] }
        } else {
            for index in 0..<count { outputs[index] = held.outputs[index] }
            for gap in plant.gaps.indices { outputs[factors + gap] = held.outputs[count + gap] }
        }
        if hasShine {
            let (vacuum, ice) = (plant.vacuum, variables[VacuumSpace.ice])
            outputs[factors + plant.gaps.count] = vacuum.shine(ice: ice, vacuum.iceAlongLink)
            let shine = vacuum.shine(ice: ice, vacuum.iceAtPlates)
            for (index, plate) in plant.plates.enumerated() {
                let place = stateCount + index * stageCount
                let square = variables[place] * variables[place] / (plant.room * plant.room)
                outputs[place] += plate.radiation * (shine - 1) * (1 - square * square)
            }
        }
        let share = 1 / Double(plant.nodeCount)
        for (index, plate) in plant.plates.enumerated() where plate.isNode {
            outputs[stateCount + index * stageCount] += share * held.heats.fifty
            outputs[stateCount + index * stageCount + 1] += share * held.heats.four
        }
    }

    func name(ofState state: Int) -> String {
        guard state >= VacuumSpace.stateCount else { return "the vacuum's \(VacuumSpace.stateNames[state])" }
        guard let plate = plant.plates.first(where: { $0.states.contains(state) }) else { return "state \(state)" }
        guard plate.circuit != nil, state < plate.states.upperBound - 1 else { return "the oil of \(plate.name)" }
        return "\(DilutionCircuit.State.name(state - plate.states.lowerBound)) of \(plate.name)"
    }

    func allowedErrors(of states: Span<Double>, into errors: inout MutableSpan<Double>) {
        // Amounts of the vacuum: a millionth of a millionth of the air that fills it.
        for index in 0..<VacuumSpace.stateCount { errors[index] = 1e-4 * abs(states[index]) + 1e-12 }
        // Of traces in a can full of gas no more is asked than of what carries them: what comes in with the last of the air through
        // an open vent follows that air's own error.
        let gas = (0..<VacuumSpace.gasCount).reduce(0) { $0 + abs(states[$1]) }
        for index in 0..<VacuumSpace.gasCount { errors[index] += 1e-9 * gas }
        for plate in plant.plates {
            let first = plate.states.lowerBound
            if plate.circuit != nil {
                for index in 0..<DilutionCircuit.State.impurity {
                    errors[first + index] = 1e-5 * abs(states[first + index]) + 1e-9
                }
                errors[first + DilutionCircuit.State.impurity] = 1e-6
                for index in [DilutionCircuit.State.turbo1, DilutionCircuit.State.turbo2] {
                    errors[first + index] = 1e-4
                }
                for index in DilutionCircuit.State.stillSorbent..<DilutionCircuit.State.count {
                    errors[first + index] = 1e-4 * abs(states[first + index]) + 1e-6
                }
            }
            errors[plate.states.upperBound - 1] = 1e-2
        }
    }
}
