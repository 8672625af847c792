import Cryogenics
import HeatTransfer

extension Plant {
    /// The event that the 4K plates of all nodes are cold enough for their mixture to condense.
    public static let canCondense = "4K plates can condense"
    /// The event that the base plates of all nodes are below 20 mK.
    public static let isCold = "base plates below 20 mK"
    /// Below which temperature of its 4K plate in K a node's mixture condenses.
    public static let condensing = 5.2
    /// Above which pressure in Pa, at the inlet or behind it, the drive of a turbo pump gives up.
    private static let turboLimit = 3000.0

    /// Notes that something happened now.
    func note(_ name: String, at plate: String? = nil) {
        known.events.append(Event(name: name, plate: plate, time: time))
    }

    /// Notes what comes to hold, and again only after it was clearly lost.
    private func note(_ name: String, if holds: Bool, lostIf isLost: Bool) {
        if holds, !known.standing.contains(name) {
            known.standing = (known.standing + [name]).sorted()
            note(name)
        }
        if isLost { known.standing.removeAll { $0 == name } }
    }

    func begin(_ procedure: Procedure, others: [Procedure]) {
        if let left = known.task { note("\(left.procedure.name) is left") }
        note("\(procedure.name) begins")
        known.task = Task(procedure: procedure, others: others, step: -1, since: time)
        nextStep()
    }

    /// Goes on to the next step of the procedure, or ends it.
    private func nextStep() {
        guard var task = known.task else { return }
        task.step += 1
        task.since = time
        guard task.step < task.procedure.steps.count else {
            note("\(task.procedure.name) ends")
            known.task = nil
            return
        }
        known.task = task
        apply(task.procedure.steps[task.step].set)
    }

    /// What protects the hardware acts, and a procedure goes on.
    func look() throws(NetworkError) {
        let reading = try reading(onlyPlates: true)
        let before = known
        let four = reading.value(of: .stage(.fourKelvin, .nodes))
        note(Self.canCondense, if: four < Self.condensing, lostIf: four > 10)
        let base = reading.value(of: .stage(.base, .nodes))
        note(Self.isCold, if: base < 0.02, lostIf: base > 0.1)
        note("base plates below 15 mK", if: base < 0.015, lostIf: base > 0.1)
        protect(reading)
        try proceed(reading)
        if known.controls != before.controls || known.task != before.task { try beginAnew() }
    }

    /// Compressors that are too warm trip, and so do turbo pumps against too much gas.
    private func protect(_ reading: PlantReading) {
        for (index, plate) in model.plates.enumerated() {
            if known.controls[index].pulseTube,
                reading.oilTemperature(at: index) > PulseTubeCompressor.highestOil
            {
                known.controls[index].pulseTube = false
                note("pulse tube compressor trips", at: plate.name)
            }
            guard plate.circuit != nil else { continue }
            if known.controls[index].turbo1, known.controls[index][valve: 1],
                max(reading.pressure(gauge: 2, at: index), reading.pressure(gauge: 4, at: index)) > Self.turboLimit
            {
                known.controls[index].turbo1 = false
                note("turbo1 trips", at: plate.name)
            }
            if known.controls[index].turbo2, known.controls[index][valve: 14],
                reading.pressure(gauge: 1, at: index) > Self.turboLimit
            {
                known.controls[index].turbo2 = false
                note("turbo2 trips", at: plate.name)
            }
        }
    }

    private func proceed(_ reading: PlantReading) throws(NetworkError) {
        guard let task = known.task, task.procedure.steps.indices.contains(task.step) else { return }
        let step = task.procedure.steps[task.step]
        let lasted = time - task.since
        if lasted >= step.least, try holds(step.until, reading) {
            if let event = step.event { note(event) }
            nextStep()
        } else if let limit = step.within, lasted > limit {
            note("\(task.procedure.name) fails: \(step.name)")
            known.task = nil
            guard let name = step.otherwise else { return }
            let own = task.others.first { $0.name == name }
            if let other = own ?? (try? .named(name)) { begin(other, others: task.others) }
        }
    }

    /// Whether conditions hold; those on places besides plates are looked at last, for they cost most.
    private func holds(_ conditions: [Condition], _ reading: PlantReading) throws(NetworkError) -> Bool {
        // What a plant does not have keeps nobody waiting.
        let conditions = conditions.filter { condition in
            if case .stage(let stage, _) = condition.signal { model.stages.contains(stage) } else { true }
        }
        let (near, far) = (conditions.filter { !$0.signal.isAnywhere }, conditions.filter(\.signal.isAnywhere))
        guard near.allSatisfy({ $0.holds(for: reading.value(of: $0.signal)) }) else { return false }
        if far.isEmpty { return true }
        let all = try self.reading()
        return far.allSatisfy { $0.holds(for: all.value(of: $0.signal)) }
    }

    /// What is done: the procedure and its step; nil where nothing is.
    public var task: (procedure: String, step: String, title: String)? {
        guard let task = known.task, task.procedure.steps.indices.contains(task.step) else { return nil }
        let step = task.procedure.steps[task.step]
        return (task.procedure.name, step.name, step.title)
    }
}

extension Signal {
    /// Whether it is about more than plates of nodes.
    fileprivate var isAnywhere: Bool { if case .stage(_, .anywhere) = self { true } else { false } }
}
