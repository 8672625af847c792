import Cryogenics
import HeatTransfer
import Testing

@testable import Twin

@Suite("Controls of a plant")
struct PlantControlTests {
    @Test("a panel in order pumps its rated flow at its rated still", arguments: [0.1, 0.476, 1, 3], [0.7, 0.8, 0.95])
    func healthyFlow(millimoles: Double, still: Double) {
        let panel = HeliumPanel(ratedFlow: 1e-3 * millimoles, ratedStill: still)
        #expect(
            near(panel.healthy.flow(stillAt: still), 1e-3 * millimoles, 0.03), "\(panel.healthy.flow(stillAt: still))")
        // The warmer the still, the more, and between its points as at them.
        var last = 0.0
        for step in 0...500 {
            let now = panel.healthy.flow(stillAt: 0.2 + 0.002 * Double(step))
            #expect(now > last)
            last = now
        }
    }

    @Test("every part reads back what it was set to, and no other part changes", arguments: Control.Part.all)
    func roundTrip(part: Control.Part) {
        var controls = PlateControls()
        let settings: [Setting] =
            if case .heater = part { [.power(1e-3), .power(0)] } else { [.on(true), .on(false)] }
        for setting in settings + settings {
            let before = controls
            controls[part] = setting
            #expect(controls[part] == setting)
            for other in Control.Part.all where other != part { #expect(controls[other] == before[other], "\(other)") }
        }
    }

    @Test("a plant refuses a control that no plate of it has, and says which have one")
    func refusesParts() throws {
        let single = try Plant(PlantFixtures.single())
        let words = try refusal { try single.set([ControlSetting(Control(.heatSwitch(.unit)), to: .on(true))]) }
        #expect(words.contains("hs-unit"), "\(words)")
        let link = try Plant(PlantFixtures.link(30, units: 1, cell: 3))
        let unit = try #require(link.model.plates.first { !$0.isNode }?.name)
        let other = try refusal { try link.set([ControlSetting(Control(.pump(.turbo1), at: unit), to: .on(true))]) }
        #expect(other.contains("turbo1") && other.contains("A"), "\(other)")
        let unknown = try refusal { try link.set([ControlSetting(Control(.pulseTube, at: "Z"), to: .on(true))]) }
        #expect(unknown.contains("Z"), "\(unknown)")
    }

    @Test("a heater above its limit is refused, and nothing is set")
    func refusesPower() throws {
        let plant = try Plant(PlantFixtures.single())
        for heater in Control.Heater.allCases {
            let part = Control.Part.heater(heater)
            #expect(throws: ControlError.self) {
                try plant.set([
                    ControlSetting(Control(.valve(9)), to: .on(true)),
                    ControlSetting(Control(part), to: .power(1.01 * heater.highestPower)),
                ])
            }
            #expect(plant.setting(of: part, at: "A") == .power(0))
            #expect(plant.setting(of: .valve(9), at: "A") == .on(false))
        }
        #expect(throws: ControlError.self) {
            try plant.set([ControlSetting(Control(.valve(24)), to: .on(true))])
        }
        #expect(throws: NetworkError.self) { try plant.inject(1e308, into: .base) }
        #expect(throws: NetworkError.self) { try plant.inject(.nan, into: .base) }
        #expect(throws: ScriptError.self) { try plant.inject(1, into: .base, at: "Z") }
        #expect(throws: ScriptError.self) { try plant.inject(1, into: .coldPlate) }
        #expect(throws: NetworkError.self) { try plant.inject(.infinity, into: .base) }
    }

    @Test("what is set at no plate is set at all that have it; rated is what the unit was measured with")
    func everywhere() throws {
        let plant = try Plant(PlantFixtures.link(5))
        try plant.set(("v9", "open"), ("still-heater", "rated"), ("B.turbo1", "on"))
        for plate in ["A", "B"] {
            #expect(plant.setting(of: .valve(9), at: plate) == .on(true))
            #expect(plant.setting(of: .heater(.still), at: plate) == .power(15e-3))
        }
        #expect(plant.setting(of: .pump(.turbo1), at: "A") == .on(false))
        #expect(plant.setting(of: .pump(.turbo1), at: "B") == .on(true))
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        do { try body() } catch { return "\(error)" }
        Issue.record("nothing was refused")
        return ""
    }
}
