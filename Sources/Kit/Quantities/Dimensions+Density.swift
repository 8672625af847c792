extension Dimensions {
    /// Mass a volume.
    public enum Density: Dimension {
        /// The name in words.
        public static let name = "density"
        /// A typical one.
        public static let example = "8960 kg/m³"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Density>] = [.kilogramPerCubicMetre, .gramPerCubicCentimetre]
    }
}

/// Mass a volume.
public typealias Density = Quantity<Dimensions.Density>

extension Unit<Dimensions.Density> {
    /// `kg/m³`.
    public static var kilogramPerCubicMetre: Self { Self("kg/m³") }
    /// `g/cm³`.
    public static var gramPerCubicCentimetre: Self { Self("g/cm³", power: 3, isShown: false) }
}
