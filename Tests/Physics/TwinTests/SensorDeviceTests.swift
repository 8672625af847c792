import Glibc
import Readings
import SubkelvinTesting
import Testing

@testable import Twin

@Suite("A qubit device as its readout sees it")
struct SensorDeviceTests {
    @Test(
        "Re Ψ(½ + iy) as by the series with more terms",
        arguments: [
            (0.05, -1.94267295), (0.5, -0.86810736), (1.0, -0.05176165), (4.58, 1.51969563), (30.0, 3.40115108),
        ])
    func digamma(_ y: Double, _ expected: Double) {
        #expect(abs(DeviceReadout.digamma(y) - expected) < 1e-8)
    }

    @Test(
        "exp(−x)·I₀(x) as by its integral",
        arguments: [(0.1, 0.90710093), (1.0, 0.46575961), (3.7, 0.21604944), (4.0, 0.20700192), (20.0, 0.08978031)])
    func bessel(_ x: Double, _ expected: Double) {
        #expect(abs(DeviceReadout.scaledBessel(x) - expected) < 3e-7)
    }

    @Test("heat takes signal away: nothing at 10 mK, three decibels and more at 200 mK")
    func ratio() {
        let device = DeviceReadout()
        #expect(abs(device.ratio(at: 0.01) - 20) < 1e-9)
        #expect(device.ratio(at: 0.05) < 20 && device.ratio(at: 0.05) > 19.8)
        #expect(device.ratio(at: 0.2) < 17)
        var last = Double.infinity
        for step in 1...100 {
            let ratio = device.ratio(at: 0.01 * Double(step))
            #expect(ratio <= last && ratio.isFinite)
            last = ratio
        }
    }

    @Test("two-level systems shift a resonator up from 0.1 K on, quasiparticles down near T_c")
    func shift() {
        let device = DeviceReadout()
        // The well-known minimum lies near kT = 0.44 hf.
        let lowest = (1...60).map { 0.005 * Double($0) }.min {
            device.dielectricShift(at: $0) < device.dielectricShift(at: $1)
        }
        #expect(abs((lowest ?? 0) / (DeviceReadout.planck * device.frequency) - 0.44) < 0.05)
        #expect(device.pairShift(at: 0.1) > -1e-9 && device.pairShift(at: 0.1) <= 0)
        #expect(device.pairShift(at: 0.9) < -1e-4)
        #expect(device.pairShift(at: 0.001) == 0)
    }

    @Test("without superconductivity there is no resonance")
    func normal() throws {
        var bench = try Bench([40, 4, 1.5, 1.2])
        bench.pass()
        #expect(bench["readout-snr"]?.quality == .aboveRange && bench["readout-snr"]?.value == nil)
        #expect(bench["resonator-shift"]?.value == nil)
    }

    @Test("jitter grows with vibration as √(σ₀² + (κ·a)²)", arguments: [0.0, 1, 5])
    func jitter(_ factor: Double) throws {
        var bench = try Bench()
        bench.plant.setControls { $0.pulseTube = true }
        if factor > 1 { try bench.plant.begin(Fault(.vibration, size: factor)) }
        if factor == 0 { bench.plant.setControls { $0.pulseTube = false } }
        try bench.look()
        var values: [Double] = []
        for _ in 0..<1500 {
            bench.pass(1)
            values.append(bench["resonator-shift"]?.value ?? .nan)
        }
        let shaken = 5e3 * factor * bench.instruments.acceleration
        let expected = (400 + shaken * shaken).squareRoot()
        #expect(abs(moments(values).deviation / expected - 1) < 0.08)
        #expect(
            abs((bench["vibration"]?.value ?? .nan) - factor * bench.instruments.acceleration) < 0.1 * shaken / 5e3
                + 5e-5)
    }
}
