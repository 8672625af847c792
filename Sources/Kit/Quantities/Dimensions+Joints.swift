extension Dimensions {
    /// Difference of temperature a heat flow, as of a joint.
    public enum ThermalResistance: Dimension {
        /// The name in words.
        public static let name = "thermal resistance"
        /// A typical one.
        public static let example = "0.5 K/W"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<ThermalResistance>] = [.kelvinPerWatt, .kelvinPerMilliwatt, .kelvinPerMicrowatt]
    }

    /// Heat flow a length, as onto a metre of a link.
    public enum LinearHeatLoad: Dimension {
        /// The name in words.
        public static let name = "heat load per length"
        /// A typical one.
        public static let example = "13 mW/m"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<LinearHeatLoad>] = [
            .wattPerMetre, .milliwattPerMetre, .microwattPerMetre, .nanowattPerMetre,
        ]
    }
}

/// Difference of temperature a heat flow, as of a joint.
public typealias ThermalResistance = Quantity<Dimensions.ThermalResistance>

/// Heat flow a length, as onto a metre of a link.
public typealias LinearHeatLoad = Quantity<Dimensions.LinearHeatLoad>

extension Unit<Dimensions.ThermalResistance> {
    /// `K/W`.
    public static var kelvinPerWatt: Self { Self("K/W") }
    /// `K/mW`.
    public static var kelvinPerMilliwatt: Self { Self("K/mW", power: 3) }
    /// `K/µW`.
    public static var kelvinPerMicrowatt: Self { Self("K/µW", power: 6) }
}

extension Unit<Dimensions.LinearHeatLoad> {
    /// `W/m`.
    public static var wattPerMetre: Self { Self("W/m") }
    /// `mW/m`.
    public static var milliwattPerMetre: Self { Self("mW/m", power: -3) }
    /// `µW/m`.
    public static var microwattPerMetre: Self { Self("µW/m", power: -6) }
    /// `nW/m`.
    public static var nanowattPerMetre: Self { Self("nW/m", power: -9) }
}
