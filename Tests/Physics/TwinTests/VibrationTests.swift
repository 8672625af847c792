import Cryogenics
import Testing

@testable import Twin

@Suite("What a pulse tube shakes")
struct VibrationTests {
    @Test("its acceleration repeats at 1.4 Hz, averages to nothing, and has the effective value that is told")
    func repeats() {
        let vibration = Vibration.pulseTube
        let period = 1 / vibration.frequency
        let count = 2000
        for stage in 0..<6 {
            var (sum, square) = (0.0, 0.0)
            for step in 0..<count {
                let time = period * Double(step) / Double(count)
                let value = vibration.acceleration(of: stage, at: time)
                #expect(abs(value - vibration.acceleration(of: stage, at: time + 1e4 * period)) < 1e-9)
                sum += value
                square += value * value
            }
            let effective = vibration.effectiveAcceleration(of: stage)
            #expect(abs(sum / Double(count)) < 1e-6 * effective)
            #expect(abs((square / Double(count)).squareRoot() - effective) < 1e-6 * effective)
        }
    }

    @Test("ripple is seen at 50K and 4K alone, less on a warm stage, and averages to nothing")
    func ripples() {
        let vibration = Vibration.pulseTube
        let times = (0..<1000).map { Double($0) / 1000 / 1.4 }
        for stage in 0..<5 {
            let cold = times.map { vibration.ripple(of: stage, at: stage == 0 ? 45 : 4, $0) }
            let warm = times.map { vibration.ripple(of: stage, at: 290, $0) }
            #expect(((cold.max() ?? 0) > 0.01) == (stage < 2))
            #expect((warm.max() ?? 0) <= 0.2 * (cold.max() ?? 0))
            #expect(abs(cold.reduce(0, +)) < 1e-6)
        }
    }

    @Test("channels show ripple and vibration with the pulse tube on, none with it off, in the same order")
    func channels() throws {
        let plant = try Plant(PlantModel(single: .preset("eth-table-3")))
        try plant.advance(to: 100.2)
        let off = try plant.reading().channels()
        try plant.set([ControlSetting(Control(.pulseTube), to: .on(true))])
        let on = try plant.reading().channels()
        #expect(off.map(\.column) == on.map(\.column))
        #expect(Set(on.map(\.column)).count == on.count)
        func value(_ name: String, _ channels: [PlantChannel]) -> Double? {
            channels.first { $0.name == name }?.value
        }
        #expect(value("accelerometer", off) == 0)
        #expect(abs(value("accelerometer", on) ?? 0) > 1e-4)
        #expect(value("4K temperature", off) != value("4K temperature", on))
        #expect(value("base temperature", off) == value("base temperature", on))
        #expect(value("pulsetube", off) == 0 && value("pulsetube", on) == 1)
        #expect(value("compressor power", on) == 10e3)
        #expect(value("P1", on) ?? 0 > 1e5)
    }
}
