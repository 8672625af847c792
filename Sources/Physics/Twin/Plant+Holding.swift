import Cryogenics
import HeatTransfer

extension Plant {
    /// A control of a plate that is held.
    struct Held: Sendable, Hashable, Codable {
        /// The plate's place in the model.
        var plate: Int
        var part: Control.Part
        /// What it goes to afterwards.
        var back: Setting
    }

    /// Sets controls now, and holds them so until ``release(_:)``.
    ///
    /// What a procedure sets of them meanwhile waits, noted as an event: a control that is released goes to what the procedure
    /// wanted last, or else back to what it was. Protection is above that: what trips has tripped.
    ///
    /// - Throws: as ``set(_:)``; `NetworkError` for a control that is held already.
    func hold(_ settings: [ControlSetting]) throws {
        for setting in settings {
            for index in plates(with: setting.control) where held(setting.control.part, at: index) != nil {
                throw NetworkError(
                    reason: .invalid(
                        quantity: "\(setting.control) of \(model.plates[index].name)", value: 1,
                        expected: "a control that nothing holds"))
            }
        }
        let before = known.controls
        try set(settings)
        for control in settings.map(\.control) {
            for index in plates(with: control) {
                known.held.append(Held(plate: index, part: control.part, back: before[index][control.part]))
            }
        }
    }

    /// Lets controls go that ``hold(_:)`` holds: to what a procedure wanted last, or else back to what they were.
    func release(_ controls: [Control]) throws(NetworkError) {
        for control in controls {
            for index in plates(with: control) {
                guard let place = held(control.part, at: index) else { continue }
                known.controls[index][control.part] = known.held.remove(at: place).back
            }
        }
        try beginAnew()
    }

    /// Whether a control of a plate is held; then what it was to be set to waits.
    func keepsHeld(_ part: Control.Part, _ setting: Setting, at index: Int) -> Bool {
        guard let place = held(part, at: index) else { return false }
        if known.held[place].back != setting {
            note("\(part) is held, \(setting.words(for: part)) afterwards", at: model.plates[index].name)
        }
        known.held[place].back = setting
        return true
    }

    /// What is held goes back to how it is without electricity.
    func loseHeld(at index: Int) {
        for place in known.held.indices where known.held[place].plate == index {
            let part = known.held[place].part
            if part != .facility(.mains) { known.held[place].back = known.controls[index][part] }
        }
    }

    /// Where a control of a plate is among those that are held.
    private func held(_ part: Control.Part, at index: Int) -> Int? {
        known.held.firstIndex { $0.plate == index && $0.part == part }
    }

    private func plates(with control: Control) -> [Int] {
        model.plates.indices.filter {
            model.plates[$0].has(control.part) && control.plate ?? model.plates[$0].name == model.plates[$0].name
        }
    }
}
