import Cryogenics
import Quantities
import Readings
import Text
import Twin

/// The instruments of a plant that is watched: what those say that somebody has said are wrong.
///
/// They are read as often as pictures are made, from the moment at which the first goes wrong.
struct PlayedInstruments {
    private var instruments: PlantInstruments?
    /// What is wrong, in the order in which it was said.
    private var wrong: [(event: Scenario.SensorEvent, faults: [SensorFault])] = []
    /// The latest reading of each channel.
    private var latest: [Int: Reading] = [:]

    /// Their words, to be mended by.
    var broken: [String] { wrong.map(\.event.kind.name) }

    /// Lets something be wrong from now on.
    ///
    /// - Throws: `PlantInstrumentsError`, `SensorFaultError` for what the plant's instruments cannot have; all is as it was then.
    mutating func begin(_ event: Scenario.SensorEvent, of plant: Plant) throws {
        var held = try instruments ?? PlantInstruments(plant.model, devices: plant.model.deviceNames, seed: 1)
        let faults = event.faults(of: plant.model)
        if instruments == nil {
            // What they said before is what a wire that breaks leaves.
            for said in held.readings(of: try plant.reading(), at: plant.nanoseconds) {
                latest[said.channel] = said.reading
            }
        }
        try held.hold(wrong.flatMap(\.faults) + faults)
        instruments = held
        wrong.append((event, faults))
    }

    /// Mends what was said first of a kind; false where none is.
    mutating func mend(_ kind: String) throws -> Bool {
        guard let place = wrong.firstIndex(where: { $0.event.kind.name == kind }) else { return false }
        wrong.remove(at: place)
        try instruments?.hold(wrong.flatMap(\.faults))
        return true
    }

    /// Reads all of them.
    mutating func look(at plant: Plant) throws {
        guard var held = instruments else { return }
        for said in held.readings(of: try plant.reading(), at: plant.nanoseconds) {
            latest[said.channel] = said.reading
        }
        instruments = held
    }

    /// What is wrong and what is read there: of whole devices the base.
    func lines(at time: Double) -> [String] {
        guard let instruments else { return [] }
        return wrong.flatMap { event, faults in
            faults.compactMap { fault in
                let name = fault.channel ?? Stage.base.rawValue
                return instruments.index(of: name, at: fault.device).map { channel in
                    let words = SensorFaultTable.words(latest[channel], instruments.channels[channel].unit)
                    let age = latest[channel].map { time - Double($0.time) / 1e9 } ?? 0
                    return "\(event.kind.name): \(fault.device) \(name) reads \(words)"
                        + (age > 90 ? ", \(TimeSpan(si: age)) ago" : "")
                }
            }
        }
    }
}

extension Plant {
    /// Now, in ns of its own time.
    fileprivate var nanoseconds: Int64 { Int64((time * 1e9).rounded()) }
}
