import Cryogenics
import Glibc
import Readings
import Thermometry

extension PlantInstruments {
    /// All channels now.
    ///
    /// - Parameters:
    ///   - reading: how the plant is.
    ///   - time: nanoseconds since 1970 in UTC, not before that of the last call.
    /// - Returns: the last reading of every channel, in their order; nothing of devices whose telemetry is lost.
    public mutating func readings(of reading: PlantReading, at time: Int64) -> [SensorReading] {
        var result: [SensorReading] = []
        result.reserveCapacity(channels.count)
        read(reading, at: time, into: &result)
        return result
    }

    /// All channels now, into an array whose memory is used again.
    ///
    /// - Parameters:
    ///   - reading: how the plant is.
    ///   - time: nanoseconds since 1970 in UTC.
    ///   - result: emptied first.
    /// - Precondition: the time is not before that of the last call; the plant has as many plates as there are devices.
    /// - Complexity: O(channels), without memory of its own.
    public mutating func read(_ reading: PlantReading, at time: Int64, into result: inout [SensorReading]) {
        precondition(time >= state.time ?? time, "readings go forward in time")
        precondition(reading.model.plates.count == plates.count, "a reading of another plant")
        beginFaults(at: time)
        if rates.count != reading.stateCount { rates = [Double](repeating: 0, count: reading.stateCount) }
        for plate in plates.indices { look(at: plate, reading, time) }
        state.time = time
        result.removeAll(keepingCapacity: true)
        let oldest = time - Int64(settings.staleAge * 1e9)
        for plate in plates.indices where active.isLost.isEmpty || !active.isLost[plate] {
            for channel in plates[plate].channels {
                let latest = state.latest[channel]
                let isOld = latest.time < oldest && latest.quality.isUsable
                result.append(SensorReading(channel: channel, reading: isOld ? latest.lowered(to: .stale) : latest))
            }
        }
    }

    /// What is true of a plate now, worked out once for all its channels.
    private struct Truth {
        var runs: Bool
        var flow: Double
        var compressor: (power: Double, waterOut: Double, high: Double, low: Double)
        var waterIn: Double
        var oil: Double
        /// How many times as much as usual everything shakes; 0 with its pulse tube at rest.
        var shaking: Double
        /// Of the base plate in K.
        var base: Double
        /// Light and radiation at the base plate in W.
        var radiation: Double
    }

    /// Takes in all instruments of a plate.
    private mutating func look(at plate: Int, _ reading: PlantReading, _ time: Int64) {
        let instruments = plates[plate]
        let (told, acting) = (reading.controls[plate], reading.acting[plate])
        let runs = acting.pulseTube
        let oil = reading.oilTemperature(at: plate)
        let compressor = reading.model.plates[plate].compressor
        let truth = Truth(
            runs: runs, flow: reading.circulation(at: plate, with: &rates)?.flow ?? 0,
            compressor: compressor.reading(oil: oil, acting), waterIn: compressor.water, oil: oil,
            shaking: runs ? reading.shaking(at: plate) : 0,
            base: instruments.base.map { reading[$0] } ?? .nan, radiation: reading.radiation(at: plate))
        if runs, let last = state.time { state.operated[plate] += Double(time - last) * 1e-9 }
        for channel in instruments.channels {
            switch sources[channel] {
            case .thermometer(let index): scan(index, at: plate, channel, reading, truth, time)
            case .signal: break
            case .gauge(let gauge): show(reading.pressure(gauge: gauge, at: plate), gauge: gauge, channel, time)
            case .flow: show(truth.flow, noise: InstrumentBuilder.flowDeviations.noise, channel, time)
            case .state(let part):
                show((part.isDrive ? acting : told)[part] == .on(true) ? 1 : 0, noise: 0, channel, time)
            case .heater(let part):
                show(part == .heater(.still) ? acting.stillHeater : acting.sampleHeater, noise: 0, channel, time)
            case .speed(let pump):
                show(InstrumentBuilder.turboSpeed * reading.rotation(of: pump, at: plate), noise: 0, channel, time)
            case .compressor(let quantity):
                show(value(of: quantity, truth, plate), noise: quantity.deviations.noise, channel, time)
            case .vibration:
                let size = acceleration * truth.shaking
                show(size, noise: 1e-5 + 0.02 * size, channel, time)
            case .ratio, .shift: showDevice(sources[channel] == .ratio, truth, channel, time)
            }
        }
    }

    private func value(of quantity: CompressorQuantity, _ truth: Truth, _ plate: Int) -> Double {
        switch quantity {
        case .power: truth.compressor.power
        case .oil: truth.oil
        case .waterIn: truth.waterIn
        case .waterOut: truth.compressor.waterOut
        case .high: truth.compressor.high
        case .low: truth.compressor.low
        case .hours: state.operated[plate]
        }
    }

    // MARK: Numbers

    /// A number with its unit's offset and noise.
    @inline(__always)
    private mutating func show(_ value: Double, noise size: Double, _ channel: Int, _ time: Int64) {
        guard active.channels.isEmpty || !active.channels[channel] else {
            return showFaulty(value, noise: size, gauge: nil, channel, time)
        }
        let random = size > 0 ? size * noise.normal(channel, at: time) : 0
        state.latest[channel] = Reading(time: time, value: value + own[channel] + random)
    }

    /// What a gauge makes of a pressure.
    @inline(__always)
    private mutating func show(_ pressure: Double, gauge: Int, _ channel: Int, _ time: Int64) {
        guard active.channels.isEmpty || !active.channels[channel] else {
            return showFaulty(pressure, noise: 0, gauge: gauge, channel, time)
        }
        let shown = PressureGauge.all[gauge - 1].shown(
            pressure, own: own[channel], normal: noise.normal(channel, at: time))
        state.latest[channel] = Reading(time: time, value: shown.value, quality: shown.quality)
    }

    /// A device that still has a resonance.
    private mutating func showDevice(_ isRatio: Bool, _ truth: Truth, _ channel: Int, _ time: Int64) {
        let device = settings.device
        guard truth.base < device.highest else {
            guard !repeats(channel, at: time) else { return }
            state.latest[channel] = Reading(time: time, missing: .aboveRange)
            return
        }
        let pairs = device.brokenPairs(by: truth.radiation)
        if isRatio { return show(device.ratio(at: truth.base, pairs: pairs), noise: device.ratioNoise, channel, time) }
        show(
            device.shift(at: truth.base, pairs: pairs), noise: device.jitter(at: acceleration * truth.shaking), channel,
            time)
    }

    /// Repeats the last reading, where a fault wants that; whether it did.
    private mutating func repeats(_ channel: Int, at time: Int64) -> Bool {
        guard !active.channels.isEmpty, active.channels[channel],
            let isNoticed = effects(on: channel, at: time).stale
        else { return false }
        return repeats(channel, isNoticed: isNoticed, at: time)
    }

    private mutating func repeats(_ channel: Int, isNoticed: Bool, at time: Int64) -> Bool {
        let last = state.latest[channel]
        // What was never read has nothing to repeat.
        guard last.time > .min else { return false }
        if !isNoticed {
            state.latest[channel] =
                last.value.map { Reading(time: time, value: $0, quality: last.quality) }
                ?? Reading(time: time, missing: last.quality)
        }
        return true
    }

    /// A number through faults of its instrument.
    private mutating func showFaulty(
        _ truth: Double, noise size: Double, gauge: Int?, _ channel: Int, _ time: Int64
    ) {
        let effects = effects(on: channel, at: time)
        if let isNoticed = effects.stale, repeats(channel, isNoticed: isNoticed, at: time) { return }
        if effects.isOpen {
            state.latest[channel] = Reading(time: time, missing: .disconnected)
        } else if effects.isOff {
            state.latest[channel] = Reading(time: time, value: PressureGauge.placeholder, quality: .off)
        } else {
            let value = truth * (1 + effects.share) + effects.shift
            let normal = effects.noise * noise.normal(channel, at: time)
            guard let gauge else {
                state.latest[channel] = Reading(time: time, value: value + own[channel] + size * normal)
                return
            }
            let shown = PressureGauge.all[gauge - 1].shown(value, own: own[channel], normal: normal)
            state.latest[channel] = Reading(time: time, value: shown.value, quality: shown.quality)
        }
    }

    // MARK: Thermometers

    /// Of the wires of a sensor that touch, in Ω.
    static let shortResistance = 0.05
    /// A trace of the slot before above which a reading is suspect.
    private static let unsettled = 0.01

    /// Measures a thermometer, if the scanner came to it since the last look.
    private mutating func scan(
        _ index: Int, at plate: Int, _ channel: Int, _ reading: PlantReading, _ truth: Truth, _ time: Int64
    ) {
        let range = plates[plate].thermometers
        let slot = index - range.lowerBound
        let spot = plates[plate].spots[slot]
        let now = reading[spot.node]
        let stay = active.stays.isEmpty ? nil : active.stays[plate]
        let sample = settings.scanner.sample(slot: slot, of: range.count, at: time, stay: stay)
        let before = state.thermometers[index].truth
        state.thermometers[index].truth = now
        if let measured = state.thermometers[index].measured, sample.time <= measured { return }
        var temperature = now
        if let last = state.time, last < time {
            let share = min(Double(time - sample.time) / Double(time - last), 1)
            temperature += share * (before - now)
        }
        if truth.runs, spot.isPlate {
            let then = reading.time - Double(time - sample.time) * 1e-9
            temperature +=
                rippleLeft * truth.shaking * settings.vibration.ripple(of: spot.stage, at: temperature, then)
        }
        state.thermometers[index].measured = sample.time
        let isFaulty = !active.channels.isEmpty && active.channels[channel]
        let effects = isFaulty ? effects(on: channel, at: sample.time) : FaultEffects()
        if let isNoticed = effects.stale, repeats(channel, isNoticed: isNoticed, at: sample.time) {
            _ = repeats(channel + 1, isNoticed: isNoticed, at: sample.time)
            return
        }
        guard !effects.isOpen else {
            state.thermometers[index].belowSince = nil
            state.latest[channel] = Reading(time: sample.time, missing: .disconnected)
            state.latest[channel + 1] = Reading(time: sample.time, missing: .disconnected)
            return
        }
        var signal = thermometers[index].signal(
            at: temperature * (1 + effects.share) + effects.shift, excess: effects.power)
        let kind = thermometers[index].kind
        var trace = 0.0
        if sample.settled < 40 * settings.scanner.settling {
            let left = state.thermometers[slot == 0 ? range.upperBound - 1 : index - 1].signal
            trace = (left - signal) / max(left + signal, 1e-12) * exp(-sample.settled / settings.scanner.settling)
        }
        let shaken = effects.microphonics * settings.vibration.effectiveAcceleration(of: spot.stage)
        let wires = shaken * truth.shaking
        let size = kind.noise(at: signal) * effects.noise
        let random = (size * size + wires * wires).squareRoot() * noise.normal(channel + 1, at: sample.time)
        signal *= max((1 + trace) * (1 + random), 1e-3)
        if effects.isShort { signal = kind.curve.unit == .ohm ? Self.shortResistance : 0 }
        state.thermometers[index].signal = signal
        let quality: Quality = abs(trace) > Self.unsettled && !effects.isShort ? .suspect : .good
        state.latest[channel + 1] = Reading(time: sample.time, value: signal, quality: quality)
        if effects.isFrozen, !effects.isShort {
            let frozen = state.thermometers[index].valid ?? kind.curve.temperatures.upperBound
            state.latest[channel] = Reading(time: sample.time, value: frozen, quality: .aboveRange)
            return
        }
        let curve = effects.curve?.temperatures ?? kind.curve.temperatures
        state.latest[channel] = state.thermometers[index].reading(
            thermometers[index].temperature(at: signal, by: effects.curve), quality: quality,
            usableUpTo: effects.curve == nil ? kind.usableUpTo : curve.upperBound, curve: curve, at: sample.time,
            hold: settings.heldBelowRange)
    }
}
