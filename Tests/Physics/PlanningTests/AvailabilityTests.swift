import Planning
import SubkelvinTesting
import Testing

@Suite("How much of the time devices are cold")
struct AvailabilityTests {
    @Test("warm-ups and failures take their days from the year")
    func share() {
        let availability = Availability(
            cooldownDays: 2, warmupDays: 1, plannedWarmups: 2, warmupsPerDevice: 0.5, failures: 1, repairDays: 4)
        #expect(availability.cooldowns(devices: 4) == 5)
        #expect(abs(availability.share(devices: 4) - (1 - 19 / 365.25)) < 1e-12)
    }

    @Test("a year that is too short leaves nothing cold")
    func never() {
        let availability = Availability(
            cooldownDays: 20, warmupDays: 20, plannedWarmups: 12, failures: 0, repairDays: 0)
        #expect(availability.share(devices: 1) == 0)
        #expect(availability.devicesCold([1, 1], atLeast: 0.99) == 0)
    }

    @Test("the devices cold at 99 % of the time are those of enumerated states", arguments: 1...30)
    func enumerated(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let availability = Availability(
            cooldownDays: 2, warmupDays: 2, plannedWarmups: random.uniform(in: 0...4),
            warmupsPerDevice: random.uniform(in: 0...2), failures: random.uniform(in: 0...3),
            repairDays: random.uniform(in: 0...20))
        let devices = (0..<random.uniform(in: 1...8)).map { _ in random.uniform(in: 1...5) }
        var chances = [Double](repeating: 0, count: devices.reduce(0, +) + 1)
        for state in 0..<(1 << devices.count) {
            var (cold, chance) = (0, 1.0)
            for (index, count) in devices.enumerated() {
                let share = availability.share(devices: count)
                if state & (1 << index) != 0 {
                    (cold, chance) = (cold + count, chance * share)
                } else {
                    chance *= 1 - share
                }
            }
            chances[cold] += chance
        }
        let expected = chances.indices.last { chances[$0...].reduce(0, +) >= 0.99 }
        #expect(availability.devicesCold(devices, atLeast: 0.99) == expected)
    }

    @Test("an annuity pays a purchase off", arguments: [(10.0, 0.05), (7, 0.01), (1, 0.3), (20, 0)])
    func annuity(years: Double, interest: Double) {
        var prices = FleetPrices()
        (prices.years, prices.interest) = (years, interest)
        var debt = 1.0
        for _ in 0..<Int(years) { debt = debt * (1 + interest) - prices.annuity }
        #expect(abs(debt) < 1e-9)
    }
}
