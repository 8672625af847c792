/// How much of the year a cryostat is cold, and its devices with it.
///
///     A = 1 − [(w + d·k)(c + h) + f(c + h + r)]/365.25
///
/// w warm-ups a year are planned, d for each of its k devices besides; each takes h days to warm and c to cool. f failures a
/// year take r days of repair more. Failures while a cryostat is warm are counted as if it were cold: right to second order.
public struct Availability: Sendable, Hashable {
    /// c, from room temperature to ready, in days.
    public var cooldownDays: Double
    /// h, to room temperature, in days.
    public var warmupDays: Double
    /// w, planned for each cryostat a year.
    public var plannedWarmups: Double
    /// d, planned for each device a year: a device is changed only in a warm cryostat.
    public var warmupsPerDevice: Double
    /// f, of a cryostat a year.
    public var failures: Double
    /// r, in days.
    public var repairDays: Double

    static let daysAYear = 365.25
    static let hoursAYear = 8766.0

    /// States what keeps a cryostat warm.
    public init(
        cooldownDays: Double, warmupDays: Double, plannedWarmups: Double, warmupsPerDevice: Double = 0,
        failures: Double, repairDays: Double
    ) {
        self.cooldownDays = cooldownDays
        self.warmupDays = warmupDays
        self.plannedWarmups = plannedWarmups
        self.warmupsPerDevice = warmupsPerDevice
        self.failures = failures
        self.repairDays = repairDays
    }

    /// Cooldowns a year of a cryostat with so many devices.
    public func cooldowns(devices: Int) -> Double { plannedWarmups + warmupsPerDevice * Double(devices) + failures }

    /// The share of the year that a cryostat with so many devices is cold; 0 where the year is not long enough.
    public func share(devices: Int) -> Double {
        let down = cooldowns(devices: devices) * (cooldownDays + warmupDays) + failures * repairDays
        return max(0, 1 - down / Self.daysAYear)
    }

    /// How many devices of a fleet are cold at least at a share of the time: cryostats fail independently, and take all their
    /// devices with them.
    ///
    /// - Parameters:
    ///   - devices: in each cryostat.
    ///   - share: of the time, such as 0.99.
    public func devicesCold(_ devices: [Int], atLeast share: Double) -> Int {
        // The probability of each count of cold devices.
        var chances = [1.0]
        for count in devices {
            let cold = self.share(devices: count)
            var next = [Double](repeating: 0, count: chances.count + count)
            for (other, chance) in chances.enumerated() {
                next[other] += chance * (1 - cold)
                next[other + count] += chance * cold
            }
            chances = next
        }
        var sum = 0.0
        for count in chances.indices.reversed() {
            sum += chances[count]
            if sum >= share - 1e-12 { return count }
        }
        return 0
    }
}
