// Temperatures, energies, and the properties of matter between them.

extension Dimensions {
    /// The elementary charge in coulomb, exact since the SI of 2019.
    static let elementaryCharge = 1.602176634e-19

    /// A temperature, absolute: kelvin and its parts; °C is read with its offset.
    public enum Temperature: Dimension {
        /// The name in words.
        public static let name = "temperature"
        /// A typical one.
        public static let example = "20 mK"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Temperature>] = [
            .kelvin, .millikelvin, .microkelvin, .nanokelvin, .celsius,
        ]
    }

    /// A power or heat flow.
    public enum Power: Dimension {
        /// The name in words.
        public static let name = "power"
        /// A typical one.
        public static let example = "1.5 W"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Power>] = [
            .watt, .kilowatt, .megawatt, .milliwatt, .microwatt, .nanowatt, .picowatt, .femtowatt, .attowatt,
        ]
    }

    /// An energy; electronvolts and watt hours are read, joules are written.
    public enum Energy: Dimension {
        /// The name in words.
        public static let name = "energy"
        /// A typical one.
        public static let example = "3 kJ"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Energy>] = [
            .joule, .kilojoule, .megajoule, .millijoule, .microjoule, .nanojoule, .picojoule, .femtojoule,
            .attojoule, .electronvolt, .millielectronvolt, .microelectronvolt, .kiloelectronvolt, .wattHour,
            .kilowattHour,
        ]
    }

    /// A heat flow through an area.
    public enum HeatFlux: Dimension {
        /// The name in words.
        public static let name = "heat flux"
        /// A typical one.
        public static let example = "2 mW/m²"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<HeatFlux>] = [
            .wattPerSquareMetre, .kilowattPerSquareMetre, .milliwattPerSquareMetre, .microwattPerSquareMetre,
            .wattPerSquareCentimetre, .milliwattPerSquareCentimetre, .microwattPerSquareCentimetre,
        ]
    }

    /// How well a material conducts heat.
    public enum ThermalConductivity: Dimension {
        /// The name in words.
        public static let name = "thermal conductivity"
        /// A typical one.
        public static let example = "400 W/(m·K)"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<ThermalConductivity>] = [
            .wattPerMetreKelvin, .kilowattPerMetreKelvin, .milliwattPerMetreKelvin, .microwattPerMetreKelvin,
            .wattPerCentimetreKelvin, .milliwattPerCentimetreKelvin,
        ]
    }

    /// Heat capacity a mass.
    public enum SpecificHeat: Dimension {
        /// The name in words.
        public static let name = "specific heat"
        /// A typical one.
        public static let example = "0.1 J/(kg·K)"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<SpecificHeat>] = [
            .joulePerKilogramKelvin, .kilojoulePerKilogramKelvin, .millijoulePerKilogramKelvin,
            .microjoulePerKilogramKelvin, .joulePerGramKelvin, .millijoulePerGramKelvin, .microjoulePerGramKelvin,
        ]
    }

    /// Heat flow a difference of temperature.
    public enum Conductance: Dimension {
        /// The name in words.
        public static let name = "thermal conductance"
        /// A typical one.
        public static let example = "5 mW/K"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Conductance>] = [
            .wattPerKelvin, .kilowattPerKelvin, .milliwattPerKelvin, .microwattPerKelvin, .nanowattPerKelvin,
        ]
    }
}

/// A temperature, absolute: kelvin and its parts; °C is read with its offset.
public typealias Temperature = Quantity<Dimensions.Temperature>

/// A power or heat flow.
public typealias Power = Quantity<Dimensions.Power>

/// An energy; electronvolts and watt hours are read, joules are written.
public typealias Energy = Quantity<Dimensions.Energy>

/// A heat flow through an area.
public typealias HeatFlux = Quantity<Dimensions.HeatFlux>

/// How well a material conducts heat.
public typealias ThermalConductivity = Quantity<Dimensions.ThermalConductivity>

/// Heat capacity a mass.
public typealias SpecificHeat = Quantity<Dimensions.SpecificHeat>

/// Heat flow a difference of temperature.
public typealias Conductance = Quantity<Dimensions.Conductance>

extension Unit<Dimensions.Temperature> {
    /// `K`.
    public static var kelvin: Self { Self("K") }
    /// `mK`.
    public static var millikelvin: Self { Self("mK", power: -3) }
    /// `µK`.
    public static var microkelvin: Self { Self("µK", power: -6) }
    /// `nK`.
    public static var nanokelvin: Self { Self("nK", power: -9) }
    /// `°C`.
    public static var celsius: Self { Self("°C", offset: 273.15, isShown: false) }
}

extension Unit<Dimensions.Power> {
    /// `W`.
    public static var watt: Self { Self("W") }
    /// `kW`.
    public static var kilowatt: Self { Self("kW", power: 3) }
    /// `MW`.
    public static var megawatt: Self { Self("MW", power: 6) }
    /// `mW`.
    public static var milliwatt: Self { Self("mW", power: -3) }
    /// `µW`.
    public static var microwatt: Self { Self("µW", power: -6) }
    /// `nW`.
    public static var nanowatt: Self { Self("nW", power: -9) }
    /// `pW`.
    public static var picowatt: Self { Self("pW", power: -12) }
    /// `fW`.
    public static var femtowatt: Self { Self("fW", power: -15) }
    /// `aW`.
    public static var attowatt: Self { Self("aW", power: -18) }
}

extension Unit<Dimensions.Energy> {
    /// `J`.
    public static var joule: Self { Self("J") }
    /// `kJ`.
    public static var kilojoule: Self { Self("kJ", power: 3) }
    /// `MJ`.
    public static var megajoule: Self { Self("MJ", power: 6) }
    /// `mJ`.
    public static var millijoule: Self { Self("mJ", power: -3) }
    /// `µJ`.
    public static var microjoule: Self { Self("µJ", power: -6) }
    /// `nJ`.
    public static var nanojoule: Self { Self("nJ", power: -9) }
    /// `pJ`.
    public static var picojoule: Self { Self("pJ", power: -12) }
    /// `fJ`.
    public static var femtojoule: Self { Self("fJ", power: -15) }
    /// `aJ`.
    public static var attojoule: Self { Self("aJ", power: -18) }
    /// `eV`.
    public static var electronvolt: Self { Self("eV", times: Dimensions.elementaryCharge, isShown: false) }
    /// `meV`.
    public static var millielectronvolt: Self {
        Self("meV", power: -3, times: Dimensions.elementaryCharge, isShown: false)
    }
    /// `µeV`.
    public static var microelectronvolt: Self {
        Self("µeV", power: -6, times: Dimensions.elementaryCharge, isShown: false)
    }
    /// `keV`.
    public static var kiloelectronvolt: Self {
        Self("keV", power: 3, times: Dimensions.elementaryCharge, isShown: false)
    }
    /// `Wh`.
    public static var wattHour: Self { Self("Wh", times: 3600, isShown: false) }
    /// `kWh`.
    public static var kilowattHour: Self { Self("kWh", power: 3, times: 3600, isShown: false) }
}

extension Unit<Dimensions.HeatFlux> {
    /// `W/m²`.
    public static var wattPerSquareMetre: Self { Self("W/m²") }
    /// `kW/m²`.
    public static var kilowattPerSquareMetre: Self { Self("kW/m²", power: 3) }
    /// `mW/m²`.
    public static var milliwattPerSquareMetre: Self { Self("mW/m²", power: -3) }
    /// `µW/m²`.
    public static var microwattPerSquareMetre: Self { Self("µW/m²", power: -6) }
    /// `W/cm²`.
    public static var wattPerSquareCentimetre: Self { Self("W/cm²", power: 4, isShown: false) }
    /// `mW/cm²`.
    public static var milliwattPerSquareCentimetre: Self { Self("mW/cm²", power: 1, isShown: false) }
    /// `µW/cm²`.
    public static var microwattPerSquareCentimetre: Self { Self("µW/cm²", power: -2, isShown: false) }
}

extension Unit<Dimensions.ThermalConductivity> {
    /// `W/(m·K)`.
    public static var wattPerMetreKelvin: Self { Self("W/(m·K)") }
    /// `kW/(m·K)`.
    public static var kilowattPerMetreKelvin: Self { Self("kW/(m·K)", power: 3) }
    /// `mW/(m·K)`.
    public static var milliwattPerMetreKelvin: Self { Self("mW/(m·K)", power: -3) }
    /// `µW/(m·K)`.
    public static var microwattPerMetreKelvin: Self { Self("µW/(m·K)", power: -6) }
    /// `W/(cm·K)`.
    public static var wattPerCentimetreKelvin: Self { Self("W/(cm·K)", power: 2, isShown: false) }
    /// `mW/(cm·K)`.
    public static var milliwattPerCentimetreKelvin: Self { Self("mW/(cm·K)", power: -1, isShown: false) }
}

extension Unit<Dimensions.SpecificHeat> {
    /// `J/(kg·K)`.
    public static var joulePerKilogramKelvin: Self { Self("J/(kg·K)") }
    /// `kJ/(kg·K)`.
    public static var kilojoulePerKilogramKelvin: Self { Self("kJ/(kg·K)", power: 3) }
    /// `mJ/(kg·K)`.
    public static var millijoulePerKilogramKelvin: Self { Self("mJ/(kg·K)", power: -3) }
    /// `µJ/(kg·K)`.
    public static var microjoulePerKilogramKelvin: Self { Self("µJ/(kg·K)", power: -6) }
    /// `J/(g·K)`.
    public static var joulePerGramKelvin: Self { Self("J/(g·K)", power: 3, isShown: false) }
    /// `mJ/(g·K)`.
    public static var millijoulePerGramKelvin: Self { Self("mJ/(g·K)", isShown: false) }
    /// `µJ/(g·K)`.
    public static var microjoulePerGramKelvin: Self { Self("µJ/(g·K)", power: -3, isShown: false) }
}

extension Unit<Dimensions.Conductance> {
    /// `W/K`.
    public static var wattPerKelvin: Self { Self("W/K") }
    /// `kW/K`.
    public static var kilowattPerKelvin: Self { Self("kW/K", power: 3) }
    /// `mW/K`.
    public static var milliwattPerKelvin: Self { Self("mW/K", power: -3) }
    /// `µW/K`.
    public static var microwattPerKelvin: Self { Self("µW/K", power: -6) }
    /// `nW/K`.
    public static var nanowattPerKelvin: Self { Self("nW/K", power: -9) }
}
