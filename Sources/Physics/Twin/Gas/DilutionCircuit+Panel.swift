import Glibc

extension DilutionCircuit {
    /// Moves gas through every open valve, pump and relief valve of the panel.
    func movePanel(
        _ flows: inout Flows, _ controls: PlateControls, _ states: Span<Double>, _ first: Int, _ unit: Unit
    ) {
        let p = flows.pressures
        let (room, rotation) = (HeliumPanel.room, states[first + State.turbo1])
        if controls[valve: 1], controls[valve: 4] {
            flows.move(
                panel.turbo.flow(inlet: p.0, outlet: p.1, rotation: rotation, temperature: room), .stillLine, .backing)
        }
        if controls[valve: 2] { flows.move(panel.bypass, .stillLine, .backing, panel) }
        if controls[valve: 3] { flows.move(panel.narrow, .stillLine, .backing, panel) }
        flows.move(panel.scroll.flow(inlet: p.1, outlet: p.2, isOn: controls.scroll1), .backing, .exhaust)
        if controls[valve: 10] { flows.move(panel.tubing, .exhaust, .trap, panel) }
        if controls[valve: 11], controls[valve: 12] {
            flows.move(panel.compressor.flow(inlet: p.2, outlet: p.3, isOn: controls.compressor), .exhaust, .trap)
        }
        if controls[valve: 13] { flows.move(panel.tubing, .exhaust, .tank, panel) }
        if controls[valve: 20] { flows.move(panel.supply * (p.4 - p.2), .tank, .exhaust) }
        if controls[valve: 21] { flows.move(panel.supply * (p.4 - p.3), .tank, .trap) }
        if controls[valve: 6] { flows.move(10 * panel.supply * (p.4 - p.0), .tank, .stillLine) }
        if controls[valve: 5] { flows.move(panel.narrow, .stillLine, .service, panel) }
        if controls[valve: 17] { flows.move(panel.narrow, .trap, .service, panel) }
        if controls[valve: 19] {
            // Into the air: helium is lost.
            flows.lose(panel.scroll.flow(inlet: p.5, outlet: 0, isOn: controls.scroll2), .service)
        }
        func relieve(_ pressure: Double, _ volume: HeliumPanel.Volume) {
            let excess = pressure - HeliumPanel.relief
            // Its spring opens it bit by bit, over a tenth of a bar.
            if excess > 0 { flows.move(1e-7 * excess * excess / (excess + 1e4), volume, .tank) }
        }
        relieve(p.0, .stillLine)
        relieve(p.1, .backing)
        relieve(p.2, .exhaust)
        relieve(p.3, .trap)
        relieve(unit.pressure, .unit)
    }

    /// The pressures of the volumes, and what moves between them.
    struct Flows {
        /// In Pa, by volume; the unit's comes later.
        var pressures: (Double, Double, Double, Double, Double, Double, Double) = (0, 0, 0, 0, 0, 0, 0)
        /// In s.
        private static let mixingTime = 300.0
        private var helium3: InlineArray<7, Double>
        private var helium4: InlineArray<7, Double>
        private var rate3 = InlineArray<7, Double>(repeating: 0)
        private var rate4 = InlineArray<7, Double>(repeating: 0)

        init(_ states: Span<Double>, _ first: Int, _ panel: HeliumPanel) {
            helium3 = InlineArray(repeating: 0)
            helium4 = InlineArray(repeating: 0)
            for volume in 0..<7 {
                helium3[volume] = states[first + 2 * volume]
                helium4[volume] = states[first + 2 * volume + 1]
            }
            let (a, b) = (helium3, helium4)
            func pressure(_ volume: Int) -> Double {
                (a[volume] + b[volume]) * HeliumPanel.thermal / panel.volumes[volume]
            }
            pressures = (pressure(0), pressure(1), pressure(2), pressure(3), pressure(4), pressure(5), 0)
        }

        func amounts(_ volume: HeliumPanel.Volume) -> (Double, Double) {
            (helium3[volume.rawValue], helium4[volume.rawValue])
        }

        /// Lets mol/s flow, of the mixture that is where it comes from, or of another share of ³He at either end.
        ///
        /// What is at rest mixes within minutes (assumed): so the mixture that flows changes smoothly where a flow turns.
        mutating func move(
            _ flow: Double, _ from: HeliumPanel.Volume, _ to: HeliumPanel.Volume, leaving: Double? = nil,
            entering: Double? = nil
        ) {
            let (a, b) = (from.rawValue, to.rawValue)
            let (first, second) = (Gas.positive(helium3[a] + helium4[a]), Gas.positive(helium3[b] + helium4[b]))
            let mixing = first * second / (first + second + 1e-9) / Self.mixingTime
            let both = sqrt(flow * flow + mixing * mixing)
            let light = (flow + both) / 2 * (leaving ?? share(a)) + (flow - both) / 2 * (entering ?? share(b))
            rate3[from.rawValue] -= light
            rate3[to.rawValue] += light
            rate4[from.rawValue] -= flow - light
            rate4[to.rawValue] += flow - light
        }

        /// Lets gas through a tube between two volumes at room temperature.
        mutating func move(
            _ tube: GasTube.Passage, _ from: HeliumPanel.Volume, _ to: HeliumPanel.Volume, _ panel: HeliumPanel
        ) {
            let capacity = panel.capacity(between: from, and: to)
            let flow = tube.flow(from: pressure(from), to: pressure(to), between: capacity)
            move(flow, from, to)
        }

        private func pressure(_ volume: HeliumPanel.Volume) -> Double {
            switch volume {
            case .stillLine: pressures.0
            case .backing: pressures.1
            case .exhaust: pressures.2
            case .trap: pressures.3
            case .tank: pressures.4
            case .service: pressures.5
            case .unit: pressures.6
            }
        }

        /// Lets mol/s out of the circuit.
        mutating func lose(_ flow: Double, _ from: HeliumPanel.Volume) {
            let light = flow * share(from.rawValue)
            rate3[from.rawValue] -= light
            rate4[from.rawValue] -= flow - light
        }

        /// How much of what is in a volume is ³He; of nearly nothing what is in a usual mixture, so that rounding decides nothing.
        private func share(_ volume: Int) -> Double {
            let all = Gas.positive(helium3[volume] + helium4[volume])
            return (helium3[volume] + 0.27e-9) / (all + 1e-9)
        }

        func write(to rates: inout MutableSpan<Double>, _ first: Int) {
            for volume in 0..<7 {
                rates[first + 2 * volume] = rate3[volume]
                rates[first + 2 * volume + 1] = rate4[volume]
            }
        }
    }
}
