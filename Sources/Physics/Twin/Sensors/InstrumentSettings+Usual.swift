public import Cryogenics
import Thermometry

extension InstrumentSettings {
    /// Those that a plant has unless others are given: ``cryostat()`` of a single one, ``link()`` of a link, with thermometers
    /// along its shields.
    ///
    /// - Parameters:
    ///   - model: the plant.
    ///   - devices: what its plates are called, in its order; nil for ``PlantModel/deviceNames``.
    /// - Throws: nothing for curves that are part of Subkelvin.
    public static func usual(of model: PlantModel, devices: [String]? = nil) throws -> Self {
        guard model.plates.count > 1 else { return try cryostat() }
        var result = try link()
        result.places = model.shieldPlaces(devices: devices ?? model.deviceNames)
        return result
    }

    /// Those of a usual cryostat: a diode DT-670 at 50K, CX-1010 at 4K and still, ruthenium oxide below.
    ///
    /// - Throws: nothing for curves that are part of Subkelvin.
    public static func cryostat() throws -> Self { Self(thermometers: try ThermometerKind.cryostat()) }

    /// Those of the ETH link: CX-1080 at 50K, CX-1010 at 4K, ruthenium oxide below.
    ///
    /// - Throws: nothing for curves that are part of Subkelvin.
    /// - Source: arXiv:2604.15971, appendix H; which kind is at which stage follows from their ranges.
    public static func link() throws -> Self { Self(thermometers: try ThermometerKind.link()) }
}

extension PlantModel {
    /// Thermometers on the shields of a link besides those of its plates: at a quarter, half and three quarters of the way between
    /// neighbouring plates, each on the scanner of the nearer one, that in the middle on the left one's.
    ///
    /// Each plate's own and these are sixteen at most, the slots of a scanner. Where the link's stand is drawn in figure 12 of
    /// arXiv:2604.15971 but not listed: these places are chosen.
    ///
    /// - Parameter devices: what its plates are called, in its order.
    public func shieldPlaces(devices: [String]) -> [ThermometerPlace] {
        let places = Array(zip(plates, devices))
        return zip(places, places.dropFirst()).flatMap { left, right in
            [0.25, 0.5, 0.75].flatMap { share in
                let position = left.0.position + share * (right.0.position - left.0.position)
                let metres = "\((position * 10).rounded() / 10)m"
                return stages.map { stage in
                    ThermometerPlace(
                        name: "\(stage.channelName)-\(metres)", device: share > 0.5 ? right.1 : left.1, stage: stage,
                        position: position)
                }
            }
        }
    }
}

extension Cryogenics.Stage {
    /// As channels are called: `cold-plate`.
    public var channelName: String { rawValue.replacing(" ", with: "-") }
}
