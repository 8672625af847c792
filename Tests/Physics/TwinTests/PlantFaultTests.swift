import Cryogenics
import HeatTransfer
import Testing

@testable import Twin

@Suite("Plants that lose what they need")
struct PlantFaultTests {
    @Test(
        "without its pulse tube a base stays cold for a minute, while the 4K plate warms past 5.2 K, and is lost within hours"
    )
    func pulseTube() throws {
        let plant = try PlantFixtures.atBase()
        let start = plant.time
        try plant.set(("pulsetube", "off"))
        try plant.advance(to: start + 60)
        #expect(try plant.temperature(.base) < 0.03)
        try plant.advance(to: start + 6 * 3600)
        #expect(try plant.temperature(.base) > 0.1)
        #expect(try plant.temperature(.fourKelvin) > 5.2)
    }

    @Test("without cooling water the compressor trips within minutes, and it is noted where")
    func coolingWater() throws {
        let plant = try PlantFixtures.atBase()
        let start = plant.time
        try plant.set(("cooling-water", "off"))
        try plant.advance(to: start + 1800)
        let trip = try #require(plant.events.first { $0.name == "pulse tube compressor trips" })
        #expect(trip.plate == "A" && (60...900).contains(trip.time - start), "\(trip.time - start) s")
        #expect(plant.setting(of: .pulseTube, at: "A") == .on(false))
        // With water again it cools down and can be started.
        try plant.set(("cooling-water", "on"))
        try plant.advance(to: plant.time + 1800)
        #expect(try plant.reading().oilTemperature(at: 0) < PulseTubeCompressor.highestOil)
        try plant.set(("pulsetube", "on"))
        try plant.advance(to: plant.time + 1800)
        #expect(plant.setting(of: .pulseTube, at: "A") == .on(true))
    }

    @Test("without electricity all stands still and no helium is lost while everything warms up for a day")
    func mains() throws {
        let plant = try PlantFixtures.atBase()
        let start = plant.time
        let before = try plant.helium()
        try plant.set(("mains", "off"))
        for part in Control.Part.all where part != .facility(.coolingWater) {
            let setting = plant.setting(of: part, at: "A")
            #expect(setting == nil || setting == .on(false) || setting == .power(0), "\(part)")
        }
        var highest = 0.0
        while plant.time < start + 86400 {
            try plant.advance(to: plant.time + 600)
            let reading = try plant.reading()
            for gauge in 2...6 { highest = max(highest, reading.pressure(gauge: gauge, at: 0)) }
        }
        #expect(highest < 4e5, "\(highest) Pa")
        let after = try plant.helium()
        #expect(abs(after.light / before.light - 1) < 1e-6 && abs(after.heavy / before.heavy - 1) < 1e-6)
        #expect(try plant.temperature(.base) > 4)
        // Everything in the unit has become gas, and gone to the tank by the relief valve.
        let unit = try plant.unitPressure()
        #expect(unit < 4e5, "\(unit) Pa")
    }

    @Test("what is switched on without electricity does not run, and does once it is there")
    func switchedOnWithoutMains() throws {
        let plant = try PlantFixtures.atBase()
        try plant.set(("mains", "off"))
        try plant.set(
            ("scroll1", "on"), ("scroll2", "on"), ("compressor", "on"), ("v19", "open"), ("v17", "open"),
            ("sample-heater", "10 mW"), ("v11", "open"), ("v12", "open"))
        let other = try PlantFixtures.atBase()
        try other.set(("mains", "off"))
        for one in [plant, other] { try one.advance(to: one.time + 1800) }
        let (states, others) = (try plant.snapshot(), try other.snapshot())
        #expect(states.temperatures == others.temperatures && states.states == others.states)
    }
}

extension Plant {
    /// What stands in the unit of the first plate, in Pa.
    func unitPressure() throws -> Double {
        guard let circuit = model.plates[0].circuit else { return 0 }
        let states = try snapshot().states[model.plates[0].states]
        let place = states.startIndex + 2 * HeliumPanel.Volume.unit.rawValue
        let amount = states[place] + states[place + 1]
        // At most as all of it being gas has it.
        return amount * HeliumMixture.gasConstant * (try temperature(.still)) / circuit.panel.volumes[6]
    }
}
