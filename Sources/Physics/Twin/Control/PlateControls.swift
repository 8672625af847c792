/// How the controls of one plate are set.
struct PlateControls: Sendable, Hashable, Codable {
    /// Open valves, one bit each.
    private var valves: UInt32 = 0
    /// Which pumps are to run.
    var scroll1 = false
    var scroll2 = false
    var turbo1 = false
    var turbo2 = false
    var compressor = false
    /// Whether the pulse tube is to run.
    var pulseTube = false
    /// Whether heat switches are to conduct: between 4K and still, 4K and base, and those of a cooling unit.
    var stillSwitch = false
    var baseSwitch = false
    var unitSwitch = false
    /// In W.
    var stillHeater = 0.0
    var sampleHeater = 0.0
    /// Whether the building supplies water and electricity.
    var coolingWater = true
    var mains = true

    subscript(valve number: Int) -> Bool {
        get { valves & (1 << UInt32(number)) != 0 }
        set { if newValue { valves |= 1 << UInt32(number) } else { valves &= ~(1 << UInt32(number)) } }
    }

    /// A control's setting.
    subscript(part: Control.Part) -> Setting {
        get {
            switch part {
            case .valve(let number): .on(self[valve: number])
            case .pump(.scroll1): .on(scroll1)
            case .pump(.scroll2): .on(scroll2)
            case .pump(.turbo1): .on(turbo1)
            case .pump(.turbo2): .on(turbo2)
            case .pump(.compressor): .on(compressor)
            case .pulseTube: .on(pulseTube)
            case .heatSwitch(.still): .on(stillSwitch)
            case .heatSwitch(.base): .on(baseSwitch)
            case .heatSwitch(.unit): .on(unitSwitch)
            case .heater(.still): .power(stillHeater)
            case .heater(.sample): .power(sampleHeater)
            case .facility(.coolingWater): .on(coolingWater)
            case .facility(.mains): .on(mains)
            }
        }
        set {
            let isOn = newValue == .on(true)
            let power: Double = if case .power(let power) = newValue { power } else { 0 }
            switch part {
            case .valve(let number): self[valve: number] = isOn
            case .pump(.scroll1): scroll1 = isOn
            case .pump(.scroll2): scroll2 = isOn
            case .pump(.turbo1): turbo1 = isOn
            case .pump(.turbo2): turbo2 = isOn
            case .pump(.compressor): compressor = isOn
            case .pulseTube: pulseTube = isOn
            case .heatSwitch(.still): stillSwitch = isOn
            case .heatSwitch(.base): baseSwitch = isOn
            case .heatSwitch(.unit): unitSwitch = isOn
            case .heater(.still): stillHeater = power
            case .heater(.sample): sampleHeater = power
            case .facility(.coolingWater): coolingWater = isOn
            case .facility(.mains): mains = isOn
            }
        }
    }

    /// Sets what there is without electricity: nothing runs, valves close, and heat switches that move stay where they are.
    mutating func loseMains() {
        let unit = unitSwitch
        let water = coolingWater
        self = PlateControls()
        (mains, unitSwitch, coolingWater) = (false, unit, water)
    }

    /// What they make of the plant: without electricity nothing runs and no valve opens, whatever is set.
    var acting: PlateControls {
        var result = self
        if !mains { result.loseMains() }
        return result
    }
}
