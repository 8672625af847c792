public import Cryogenics
import Glibc
import HeatTransfer
import Readings

/// Heat injected into a stage in steps, and what the instruments say at rest after each.
///
/// ```swift
/// let steps = try HeatInjection(into: .base, powers: [0, 10e-6, 20e-6, 50e-6], on: .atBase(model))
/// steps.curve?.load          // what comes into the base by itself, in W
/// ```
///
/// A step is held, and the readings of the end of it are averaged; only such as the instrument calls good count. What nobody
/// heats comes to its temperature by a load that is sought: see ``BaseLine``.
public struct HeatInjection: Sendable {
    /// A power, and what was read at rest.
    public struct Step: Sendable, Hashable {
        /// In W.
        public var power: Double
        /// Of the heated stage; nil where its thermometer was not good throughout.
        public var stage: Mean?
        /// Of the base, likewise.
        public var base: Mean?
        /// Of the flow meter.
        public var flow: Mean?
        /// What the base lifts in W by the curve of its cooler, at the temperatures and the flow that were read; nil where a
        /// thermometer was not good.
        public var lifted: Double?
        /// How far that is uncertain by the noise of the readings, one standard deviation in W.
        public var liftedDeviation = 0.0
        /// The same where base and cold plate are each warmer by one standard deviation of their calibration and self-heating.
        public var liftedIfOff: [Double] = []
        /// Whether both halves of what was averaged agree within a part in two hundred.
        public var isAtRest: Bool
        /// What the base really was at in K at the end, which no instrument says.
        public var trueBase: Double
        /// What really came into the base by itself in W then: what the unit lifted there, less what was given to it.
        public var trueLoad: Double
    }

    /// A mean of readings.
    public struct Mean: Sendable, Hashable {
        /// In SI.
        public var value: Double
        /// How far it is uncertain by their noise, one standard deviation in SI.
        public var deviation: Double
        /// Of how many readings.
        public var count: Int
    }

    /// The heated stage.
    public let stage: Stage
    /// The plate by name.
    public let plate: String
    /// In the order of the powers.
    public let steps: [Step]

    /// Injects heat into a copy of a plant, step after step.
    ///
    /// - Parameters:
    ///   - stage: of the plate.
    ///   - plate: by name; nil for the first node.
    ///   - powers: in W, not negative, 64 at most.
    ///   - plant: at base, as a rule; it is not touched.
    ///   - hold: how long each step lasts, in s.
    ///   - window: how long at its end readings are averaged, in s, every ten seconds.
    ///   - seed: of the instruments' noise and units.
    ///   - progress: told the time in s now and then.
    /// - Throws: ``HeatInjectionError``; `NetworkError` where the plant leaves what is known of it.
    public init(
        into stage: Stage, at plate: String? = nil, powers: [Double], on plant: Plant, hold: Double = 7200,
        averaging window: Double = 1800, seed: UInt64 = 1, progress: (Double) -> Void = { _ in }
    ) throws {
        let model = plant.model
        let index = model.plates.firstIndex { own in plate.map { $0 == own.name } ?? own.isNode }
        guard let index, model.plates[index].isNode else {
            throw HeatInjectionError.plate(plate ?? "", known: model.plates.filter(\.isNode).map(\.name))
        }
        guard let number = model.stages.firstIndex(of: stage) else {
            throw HeatInjectionError.stage(stage, known: model.stages)
        }
        guard !powers.isEmpty, powers.count <= 64 else { throw HeatInjectionError.count(powers.count) }
        for power in powers where !(power >= 0 && power <= 1e3) { throw HeatInjectionError.power(power) }
        guard window >= 60, hold >= window, hold <= 30 * 86400 else {
            throw HeatInjectionError.times(hold: hold, window: window)
        }
        let own = model.plates[index]
        let copy = try plant.countingFromNow()
        var watched = try ScenarioInstruments(model, seed: seed)
        let device = model.deviceNames[index]
        // All thermometers of the plate, from warm to cold, then the flow meter.
        var channels: [Int] = []
        for name in model.stages.map(\.channelName) + ["flow"] {
            channels.append(try watched.instruments.place(of: name, at: device))
        }
        var steps: [Step] = []
        for power in powers {
            let start = copy.time
            try copy.inject(power, into: stage, at: own.name)
            // A round of the scanner comes before what counts.
            var time = start + hold - window - 60
            var means = channels.map { _ in Averaging() }
            while time <= start + hold {
                try copy.advance(to: max(time, start))
                let said = try watched.readings(of: copy.reading(), with: [])
                if time >= start + hold - window {
                    let isLate = time > start + hold - window / 2
                    for (place, channel) in channels.enumerated() {
                        means[place].add(said[channel].reading, isLate: isLate)
                    }
                }
                time += 10
            }
            try copy.advance(to: start + hold)
            let now = try copy.reading()
            let lifted = now.circulation(at: index)?.lifted ?? 0
            let injected = stage == .base ? power : 0
            let read = means.map(\.mean)
            let last = model.stages.count - 1
            var step = Step(
                power: power, stage: read[number], base: read[last], flow: read[last + 1],
                isAtRest: means[number].isAtRest && means[last].isAtRest,
                trueBase: now[own.nodes[last]], trueLoad: lifted - injected)
            let off = [last, last - 1].map { place in
                read[place].map { watched.instruments.deviation(of: channels[place], at: $0.value) } ?? 0
            }
            (step.lifted, step.liftedDeviation, step.liftedIfOff) = own.lifted(read, off: off)
            steps.append(step)
            try copy.inject(-power, into: stage, at: own.name)
            progress(copy.time)
        }
        self.stage = stage
        self.plate = own.name
        self.steps = steps
    }

    /// Readings on their way to a mean.
    private struct Averaging {
        private var early: [Double] = []
        private var late: [Double] = []
        private var last: Int64 = .min
        private var isGood = true

        mutating func add(_ reading: Reading, isLate: Bool) {
            guard reading.quality == .good, let value = reading.value else {
                isGood = false
                return
            }
            // Until it is scanned again a thermometer says what it said before.
            guard reading.time > last else { return }
            last = reading.time
            if isLate { late.append(value) } else { early.append(value) }
        }

        var mean: Mean? {
            let all = early + late
            guard isGood, all.count >= 2 else { return nil }
            let mean = all.reduce(0, +) / Double(all.count)
            let square = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count - 1)
            return Mean(value: mean, deviation: (square / Double(all.count)).squareRoot(), count: all.count)
        }

        var isAtRest: Bool {
            guard !early.isEmpty, !late.isEmpty else { return false }
            let (first, second) = (
                early.reduce(0, +) / Double(early.count), late.reduce(0, +) / Double(late.count)
            )
            return abs(second / first - 1) < 5e-3
        }
    }
}

extension HeatInjection {
    /// How the base answers to power: a straight line against what its cooler lifts.
    ///
    ///     P + L = k·x
    ///
    /// L is what comes in by itself. k is fitted, so that a flow meter or a thermometer that is off by a factor changes k and not L.
    /// Uncertainties are those of 95 %, two-sided, by Student's distribution from how far the steps lie off the line, and no less
    /// than noise and a part in a thousand of each x, as calibrations leave.
    public struct BaseLine: Sendable, Hashable {
        /// k, in the unit of power over that of x.
        public var coefficient: Double
        /// Of k.
        public var coefficientUncertainty: Double
        /// L in W.
        public var load: Double
        /// Of L.
        public var loadUncertainty: Double
        /// How many steps it goes through.
        public var count: Int

        /// The line through points of x with its relative deviation and P in W; nil with fewer than three, or all of one power.
        init?(_ points: [(x: Double, relative: Double, power: Double)]) {
            let points = points.filter { $0.x > 0 }.map { point in
                let deviation = hypot(point.relative, 1e-3) * point.x
                return (x: point.x, y: point.power, weight: 1 / (deviation * deviation))
            }
            guard points.count >= 3, Set(points.map(\.y)).count >= 2 else { return nil }
            let (weight, x, y) = points.reduce((0, 0, 0)) {
                ($0.0 + $1.weight, $0.1 + $1.weight * $1.x, $0.2 + $1.weight * $1.y)
            }
            let (xMean, yMean) = (x / weight, y / weight)
            let (sxx, sxy) = points.reduce((0, 0)) {
                let distance = $1.x - xMean
                return ($0.0 + $1.weight * distance * distance, $0.1 + $1.weight * distance * ($1.y - yMean))
            }
            guard sxx > 0 else { return nil }
            let k = sxy / sxx
            let load = k * xMean - yMean
            let residual = points.reduce(0) { sum, point in
                let off = point.y - (k * point.x - load)
                return sum + point.weight * off * off
            }
            // Deviations of x are k times as large in P.
            let variance = max(residual / Double(points.count - 2), k * k)
            let t = StudentT.twoSided95(degreesOfFreedom: points.count - 2)
            coefficient = k
            coefficientUncertainty = t * (variance / sxx).squareRoot()
            self.load = load
            loadUncertainty = t * (variance * (1 / weight + xMean * xMean / sxx)).squareRoot()
            count = points.count
        }
    }

    /// The line against what the cooler's own curve lifts at the temperatures and the flow that were read; k would be 1.
    ///
    /// Nil of steps into another stage, or with fewer than three that are good.
    public var curve: BaseLine? {
        guard stage == .base else { return nil }
        func line(_ x: (Step) -> Double?) -> BaseLine? {
            BaseLine(
                steps.compactMap { step in
                    x(step).map { ($0, step.liftedDeviation / $0, step.power) }
                })
        }
        guard var result = line(\.lifted) else { return nil }
        // What is off in the same way at every step shows in no scatter.
        for place in 0..<2 {
            guard let other = line({ $0.lifted == nil ? nil : $0.liftedIfOff[place] }) else { continue }
            result.loadUncertainty = hypot(result.loadUncertainty, 2 * (other.load - result.load))
        }
        return result
    }

    /// The line against flow times temperature squared, for a cooler of which nobody knows a curve.
    ///
    /// k of endless exchangers is 84 J/(mol·K²). What real ones let through counts as load, so L is an upper bound.
    ///
    /// - Source: F. Pobell, Matter and Methods at Low Temperatures, ch. 7.
    public var square: BaseLine? {
        guard stage == .base else { return nil }
        return BaseLine(
            steps.compactMap { step in
                guard let base = step.base, let flow = step.flow else { return nil }
                return (
                    flow.value * base.value * base.value,
                    hypot(2 * base.deviation / base.value, flow.deviation / flow.value), step.power
                )
            })
    }

    /// How many W warm the heated stage by one K, from the first step to the last; nil where readings were not good.
    public var slope: Double? {
        guard let first = steps.first, let last = steps.last, let cold = first.stage, let warm = last.stage,
            warm.value != cold.value, last.power != first.power
        else { return nil }
        return (last.power - first.power) / (warm.value - cold.value)
    }
}

extension PlantModel.Plate {
    /// What its base lifts in W by the curve of its cooler, from means of its thermometers and its flow meter, with a deviation.
    ///
    /// - Parameter off: how far base and cold plate may be off in the same way at every step, as shares.
    fileprivate func lifted(
        _ read: [HeatInjection.Mean?], off: [Double]
    ) -> (lifted: Double?, deviation: Double, ifOff: [Double]) {
        guard let circuit, let flow = read[read.count - 1], let still = read[2], let cold = read[read.count - 3],
            let base = read[read.count - 2]
        else { return (nil, 0, []) }
        func power(_ flow: Double, _ still: Double, _ cold: Double, _ base: Double) -> Double {
            let warm = circuit.law.circulating(still: still, rated: circuit.panel.ratedStill - 0.005)
            let all = circuit.panel.healthy.flow(stillAt: warm)
            let share = flow / all * circuit.law.flowRatio(healthy: all, still: still, circuit.panel)
            return share * circuit.law.powers(still: still, coldPlate: cold, base: base).base
        }
        let value = power(flow.value, still.value, cold.value, base.value)
        let shifts = [
            power(flow.value + flow.deviation, still.value, cold.value, base.value),
            power(flow.value, still.value + still.deviation, cold.value, base.value),
            power(flow.value, still.value, cold.value + cold.deviation, base.value),
            power(flow.value, still.value, cold.value, base.value + base.deviation),
        ]
        let ifOff = [
            power(flow.value, still.value, cold.value, base.value * (1 + off[0])),
            power(flow.value, still.value, cold.value * (1 + off[1]), base.value),
        ]
        return (value, shifts.reduce(0) { $0 + ($1 - value) * ($1 - value) }.squareRoot(), ifOff)
    }
}

/// Why heat cannot be injected.
public enum HeatInjectionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No node of the plant has the name.
    case plate(String, known: [String])
    /// The plant has no such stage.
    case stage(Stage, known: [Stage])
    /// A power in W that is no heat.
    case power(Double)
    /// None, or too many steps.
    case count(Int)
    /// Times that are too short or too long, in s.
    case times(hold: Double, window: Double)

    /// What is wrong, what was expected.
    public var description: String {
        switch self {
        case .plate(let name, let known): "no node is called ‘\(name)’; there are \(known.joined(separator: ", "))"
        case .stage(let stage, let known):
            "there is no \(stage.rawValue) stage; expected one of \(known.map(\.rawValue).joined(separator: ", "))"
        case .power(let power): "a step of \(power) W cannot be; expected 0 to 1000 W"
        case .count(let count): "\(count) steps; expected 1 to 64"
        case .times(let hold, let window):
            "steps of \(hold) s of which \(window) s are averaged; expected at least a minute of at most 30 d"
        }
    }
}
