// Electricity and magnetism.

extension Dimensions {
    /// A voltage.
    public enum Voltage: Dimension {
        /// The name in words.
        public static let name = "voltage"
        /// A typical one.
        public static let example = "20 µV"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Voltage>] = [
            .volt, .kilovolt, .millivolt, .microvolt, .nanovolt,
        ]
    }

    /// An electric current.
    public enum Current: Dimension {
        /// The name in words.
        public static let name = "current"
        /// A typical one.
        public static let example = "3 mA"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Current>] = [
            .ampere, .milliampere, .microampere, .nanoampere, .picoampere,
        ]
    }

    /// An electric resistance; `Ohm` and `ohm` are read as Ω.
    public enum Resistance: Dimension {
        /// The name in words.
        public static let name = "resistance"
        /// A typical one.
        public static let example = "1.2 kΩ"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Resistance>] = [
            .ohm, .kiloohm, .megaohm, .gigaohm, .milliohm, .microohm,
        ]
    }

    /// A magnetic flux density; T is the tesla, never the prefix tera.
    public enum MagneticFluxDensity: Dimension {
        /// The name in words.
        public static let name = "magnetic flux density"
        /// A typical one.
        public static let example = "50 mT"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<MagneticFluxDensity>] = [
            .tesla, .millitesla, .microtesla, .nanotesla, .gauss,
        ]
    }
}

/// A voltage.
public typealias Voltage = Quantity<Dimensions.Voltage>

/// An electric current.
public typealias Current = Quantity<Dimensions.Current>

/// An electric resistance; `Ohm` and `ohm` are read as Ω.
public typealias Resistance = Quantity<Dimensions.Resistance>

/// A magnetic flux density; T is the tesla, never the prefix tera.
public typealias MagneticFluxDensity = Quantity<Dimensions.MagneticFluxDensity>

extension Unit<Dimensions.Voltage> {
    /// `V`.
    public static var volt: Self { Self("V") }
    /// `kV`.
    public static var kilovolt: Self { Self("kV", power: 3) }
    /// `mV`.
    public static var millivolt: Self { Self("mV", power: -3) }
    /// `µV`.
    public static var microvolt: Self { Self("µV", power: -6) }
    /// `nV`.
    public static var nanovolt: Self { Self("nV", power: -9) }
}

extension Unit<Dimensions.Current> {
    /// `A`.
    public static var ampere: Self { Self("A") }
    /// `mA`.
    public static var milliampere: Self { Self("mA", power: -3) }
    /// `µA`.
    public static var microampere: Self { Self("µA", power: -6) }
    /// `nA`.
    public static var nanoampere: Self { Self("nA", power: -9) }
    /// `pA`.
    public static var picoampere: Self { Self("pA", power: -12) }
}

extension Unit<Dimensions.Resistance> {
    /// `Ω`.
    public static var ohm: Self { Self("Ω") }
    /// `kΩ`.
    public static var kiloohm: Self { Self("kΩ", power: 3) }
    /// `MΩ`.
    public static var megaohm: Self { Self("MΩ", power: 6) }
    /// `GΩ`.
    public static var gigaohm: Self { Self("GΩ", power: 9) }
    /// `mΩ`.
    public static var milliohm: Self { Self("mΩ", power: -3) }
    /// `µΩ`.
    public static var microohm: Self { Self("µΩ", power: -6) }
}

extension Unit<Dimensions.MagneticFluxDensity> {
    /// `T`.
    public static var tesla: Self { Self("T") }
    /// `mT`.
    public static var millitesla: Self { Self("mT", power: -3) }
    /// `µT`.
    public static var microtesla: Self { Self("µT", power: -6) }
    /// `nT`.
    public static var nanotesla: Self { Self("nT", power: -9) }
    /// `G`.
    public static var gauss: Self { Self("G", power: -4, isShown: false) }
}
