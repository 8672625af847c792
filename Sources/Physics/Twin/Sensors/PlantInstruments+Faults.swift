import Readings
import Text
import Thermometry

/// A fault that holds.
struct HeldFault: Sendable, Hashable, Codable {
    var fault: SensorFault
    var plate: Int
    /// The channel's number; nil of the whole device.
    var channel: Int?
    /// Since when in ns: of the first look at or after it was set; nil before that.
    var since: Int64?
}

/// What follows from all faults that hold, for a quick look.
struct ActiveFaults: Sendable {
    /// Of each channel; empty where there are none at all.
    var channels: [Bool] = []
    /// Of each plate.
    var isLost: [Bool] = []
    var stays: [Scanner.Stay?] = []
    /// Wrong curves by name.
    var curves: [String: CalibrationCurve] = [:]
    /// Whether one was set since the last look.
    var isPending = false
}

/// What faults do to one channel at a moment.
struct FaultEffects {
    var shift = 0.0
    var share = 0.0
    var noise = 1.0
    var power = 0.0
    var microphonics = 0.0
    var isOpen = false
    var isShort = false
    var isFrozen = false
    var isOff = false
    /// Whether it repeats itself, and whether that is noticed.
    var stale: Bool?
    var curve: CalibrationCurve?
}

extension PlantInstruments {
    /// Faults that hold, in the order in which they were set.
    public var faults: [SensorFault] { state.faults.map(\.fault) }

    /// Lets a fault hold from the next readings on, besides those that hold already.
    ///
    /// - Throws: ``SensorFaultError`` for a device or channel that is not there, a kind that is not of the channel, a size out of
    ///   its range. A fault of a thermometer is set at its temperature.
    public mutating func set(_ fault: SensorFault) throws(SensorFaultError) {
        state.faults.append(try check(fault))
        try refreshFaults()
    }

    /// Takes a fault away; of equal ones the first goes.
    ///
    /// From the next readings on the instrument is as if it had never been; of a thermometer, from its next scan on.
    ///
    /// - Throws: ``SensorFaultError`` for one that does not hold.
    public mutating func clear(_ fault: SensorFault) throws(SensorFaultError) {
        guard let place = state.faults.firstIndex(where: { $0.fault == fault }) else {
            throw SensorFaultError(fault: fault, reason: .notSet)
        }
        state.faults.remove(at: place)
        try refreshFaults()
    }

    /// Lets these faults hold from the next readings on and no others; those that hold already go on.
    ///
    /// - Throws: as ``set(_:)``.
    public mutating func hold(_ faults: [SensorFault]) throws(SensorFaultError) {
        var left = self.faults
        guard left != faults else { return }
        var new: [SensorFault] = []
        for fault in faults {
            if let place = left.firstIndex(of: fault) { left.remove(at: place) } else { new.append(fault) }
        }
        for fault in left { try clear(fault) }
        for fault in new { try set(fault) }
    }

    /// Refuses a fault that cannot be, and finds its place.
    func check(_ fault: SensorFault) throws(SensorFaultError) -> HeldFault {
        func refused(_ reason: SensorFaultError.Reason) -> SensorFaultError { .init(fault: fault, reason: reason) }
        guard let plate = devices.firstIndex(of: fault.device) else { throw refused(.unknownDevice(known: devices)) }
        if let size = fault.kind.size, !(size.value.isFinite && size.isSound) {
            throw refused(.outOfRange(quantity: size.name, value: size.value, expected: size.expected))
        }
        guard fault.kind.scope != .device else {
            guard fault.channel == nil else { throw refused(.wantsDevice) }
            return HeldFault(fault: fault, plate: plate)
        }
        guard let name = fault.channel else { throw refused(.wantsChannel(expected: "a channel")) }
        guard let channel = index(of: name, at: fault.device) else {
            let known = plates[plate].channels.map { channels[$0].name }
            throw refused(.unknownChannel(near: nearestNames(to: name, among: known)))
        }
        if let expected = expected(of: fault.kind.scope, sources[channel]) {
            throw refused(.wantsChannel(expected: expected))
        }
        if case .wrongCurve(let name) = fault.kind, case .thermometer(let index) = sources[channel] {
            let curve = try curve(named: name, for: fault)
            let unit = thermometers[index].kind.curve.unit
            guard curve.unit == unit else {
                throw refused(.otherUnit(curve: curve.name, unit: curve.unit, expected: unit))
            }
        }
        return HeldFault(fault: fault, plate: plate, channel: channel)
    }

    /// The number of a fault's channel, of whatever kind it is.
    ///
    /// - Throws: ``SensorFaultError`` for a device or channel that is not there.
    func place(of channel: String, at device: String) throws(SensorFaultError) -> Int {
        if let index = index(of: channel, at: device) { return index }
        let known = channels.filter { $0.device == device }.map(\.name)
        throw SensorFaultError(
            fault: SensorFault(.open, of: device, channel),
            reason: known.isEmpty
                ? .unknownDevice(known: devices) : .unknownChannel(near: nearestNames(to: channel, among: known)))
    }

    /// What a kind is about, where a channel is not that.
    private func expected(of scope: SensorFault.Kind.Scope, _ source: ChannelSource) -> String? {
        let isThermometer = if case .thermometer = source { true } else { false }
        let isGauge = if case .gauge = source { true } else { false }
        let isNumber = if case .state = source { false } else { true }
        switch (scope, source) {
        // A thermometer is one instrument: what is wrong with it moves its signal too.
        case (_, .signal): return "an instrument; that of a sensor's signal is its temperature, such as base"
        case (.thermometer, _): return isThermometer ? nil : "the temperature of a thermometer, such as base"
        case (.gauge, _): return isGauge ? nil : "a pressure gauge, P1 to P6"
        case (.number, _): return isNumber ? nil : "a channel with a number, and not with a state"
        default: return nil
        }
    }

    private func curve(named name: String, for fault: SensorFault) throws(SensorFaultError) -> CalibrationCurve {
        if let known = active.curves[name] { return known }
        guard let curve = try? CalibrationCurve.preset(named: name) else {
            throw SensorFaultError(
                fault: fault, reason: .unknownCurve(name, known: CalibrationCurve.presetNames))
        }
        return curve
    }

    /// Works out what follows from the faults that hold.
    mutating func refreshFaults() throws(SensorFaultError) {
        guard !state.faults.isEmpty else {
            active = ActiveFaults()
            return
        }
        var result = ActiveFaults()
        result.channels = [Bool](repeating: false, count: channels.count)
        result.isLost = [Bool](repeating: false, count: plates.count)
        result.stays = [Scanner.Stay?](repeating: nil, count: plates.count)
        for held in state.faults {
            if held.since == nil { result.isPending = true }
            if held.fault.kind == .telemetryLoss { result.isLost[held.plate] = true }
            if let channel = held.channel { result.channels[channel] = true }
            if case .wrongCurve(let name) = held.fault.kind {
                result.curves[name] = try curve(named: name, for: held.fault)
            }
            if held.fault.kind == .scannerStays, let since = held.since, let channel = held.channel,
                case .thermometer(let index) = sources[channel]
            {
                let slot = index - plates[held.plate].thermometers.lowerBound
                result.stays[held.plate] = Scanner.Stay(slot: slot, since: since)
            }
        }
        active = result
    }

    /// Faults that were set since the last look begin now.
    mutating func beginFaults(at time: Int64) {
        guard active.isPending else { return }
        for index in state.faults.indices where state.faults[index].since == nil { state.faults[index].since = time }
        // Curves were found when they were set, so nothing is thrown here.
        try? refreshFaults()
    }

    /// What faults do to a channel now.
    func effects(on channel: Int, at time: Int64) -> FaultEffects {
        var result = FaultEffects()
        for held in state.faults where held.channel == channel {
            let days = Double(max(time - (held.since ?? time), 0)) / 86_400e9
            switch held.fault.kind {
            case .drift(let rate): result.shift += rate * days
            case .relativeDrift(let rate): result.share += rate * days
            case .open: result.isOpen = true
            case .short: result.isShort = true
            case .stale(let isNoticed): result.stale = isNoticed || (result.stale ?? false)
            case .selfHeating(let power): result.power += power
            case .frozen: result.isFrozen = true
            case .wrongCurve(let name): result.curve = active.curves[name]
            case .gaugeOff: result.isOff = true
            case .noise(let factor): result.noise *= factor
            case .microphonics(let share): result.microphonics += share
            case .scannerStays, .firmware, .telemetryLoss: break
            }
        }
        return result
    }
}
