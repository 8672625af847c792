// Space, mass, time, and what flows.

extension Dimensions {
    /// A length; inches are read, for coax and tube.
    public enum Length: Dimension {
        /// The name in words.
        public static let name = "length"
        /// A typical one.
        public static let example = "30 mm"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Length>] = [
            .metre, .kilometre, .centimetre, .millimetre, .micrometre, .nanometre, .inch,
        ]
    }

    /// An area, as of a conductor's cross-section.
    public enum Area: Dimension {
        /// The name in words.
        public static let name = "area"
        /// A typical one.
        public static let example = "1.5 mm²"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Area>] = [
            .squareMetre, .squareCentimetre, .squareMillimetre, .squareMicrometre,
        ]
    }

    /// A volume.
    public enum Volume: Dimension {
        /// The name in words.
        public static let name = "volume"
        /// A typical one.
        public static let example = "20 L"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Volume>] = [
            .cubicMetre, .cubicCentimetre, .cubicMillimetre, .litre, .millilitre, .microlitre,
        ]
    }

    /// A mass.
    public enum Mass: Dimension {
        /// The name in words.
        public static let name = "mass"
        /// A typical one.
        public static let example = "2.5 kg"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Mass>] = [
            .kilogram, .tonne, .gram, .milligram, .microgram,
        ]
    }

    /// A span of time; a day has 24 hours.
    public enum TimeSpan: Dimension {
        /// The name in words.
        public static let name = "time span"
        /// A typical one.
        public static let example = "90 s"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<TimeSpan>] = [
            .second, .millisecond, .microsecond, .nanosecond, .minute, .hour, .day,
        ]
    }

    /// A frequency.
    public enum Frequency: Dimension {
        /// The name in words.
        public static let name = "frequency"
        /// A typical one.
        public static let example = "5 GHz"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Frequency>] = [
            .hertz, .kilohertz, .megahertz, .gigahertz, .terahertz, .millihertz,
        ]
    }

    /// A pressure; bar, torr and psi are read, pascals are written.
    public enum Pressure: Dimension {
        /// The name in words.
        public static let name = "pressure"
        /// A typical one.
        public static let example = "2.9e-6 mbar"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Pressure>] = [
            .pascal, .kilopascal, .megapascal, .millipascal, .micropascal, .nanopascal, .bar, .millibar, .microbar,
            .torr, .millitorr, .poundPerSquareInch,
        ]
    }

    /// Amount of substance a time, as helium-3 through a dilution unit.
    public enum MolarFlow: Dimension {
        /// The name in words.
        public static let name = "molar flow"
        /// A typical one.
        public static let example = "500 µmol/s"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<MolarFlow>] = [
            .molePerSecond, .millimolePerSecond, .micromolePerSecond, .nanomolePerSecond,
        ]
    }

    /// Volume a time, as a pump's speed or a cooling-water flow.
    public enum VolumetricFlow: Dimension {
        /// The name in words.
        public static let name = "volumetric flow"
        /// A typical one.
        public static let example = "300 m³/h"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<VolumetricFlow>] = [
            .cubicMetrePerSecond, .cubicMetrePerHour, .litrePerSecond, .millilitrePerSecond, .litrePerMinute,
            .millilitrePerMinute,
        ]
    }

    /// A plain number, also in percent or parts per million.
    public enum Ratio: Dimension {
        /// The name in words.
        public static let name = "ratio"
        /// A typical one.
        public static let example = "1.5 %"
        /// The units that are read; output chooses among them.
        public static let units: [Unit<Ratio>] = [
            .one, .percent, .perMillion, .perBillion,
        ]
    }
}

/// A length; inches are read, for coax and tube.
public typealias Length = Quantity<Dimensions.Length>

/// An area, as of a conductor's cross-section.
public typealias Area = Quantity<Dimensions.Area>

/// A volume.
public typealias Volume = Quantity<Dimensions.Volume>

/// A mass.
public typealias Mass = Quantity<Dimensions.Mass>

/// A span of time; a day has 24 hours.
public typealias TimeSpan = Quantity<Dimensions.TimeSpan>

/// A frequency.
public typealias Frequency = Quantity<Dimensions.Frequency>

/// A pressure; bar, torr and psi are read, pascals are written.
public typealias Pressure = Quantity<Dimensions.Pressure>

/// Amount of substance a time, as helium-3 through a dilution unit.
public typealias MolarFlow = Quantity<Dimensions.MolarFlow>

/// Volume a time, as a pump's speed or a cooling-water flow.
public typealias VolumetricFlow = Quantity<Dimensions.VolumetricFlow>

/// A plain number, also in percent or parts per million.
public typealias Ratio = Quantity<Dimensions.Ratio>

extension Unit<Dimensions.Length> {
    /// `m`.
    public static var metre: Self { Self("m") }
    /// `km`.
    public static var kilometre: Self { Self("km", power: 3) }
    /// `cm`.
    public static var centimetre: Self { Self("cm", power: -2, isShown: false) }
    /// `mm`.
    public static var millimetre: Self { Self("mm", power: -3) }
    /// `µm`.
    public static var micrometre: Self { Self("µm", power: -6) }
    /// `nm`.
    public static var nanometre: Self { Self("nm", power: -9) }
    /// `in`.
    public static var inch: Self { Self("in", times: 254, per: 10_000, isShown: false) }
}

extension Unit<Dimensions.Area> {
    /// `m²`.
    public static var squareMetre: Self { Self("m²") }
    /// `cm²`.
    public static var squareCentimetre: Self { Self("cm²", power: -4, isShown: false) }
    /// `mm²`.
    public static var squareMillimetre: Self { Self("mm²", power: -6) }
    /// `µm²`.
    public static var squareMicrometre: Self { Self("µm²", power: -12) }
}

extension Unit<Dimensions.Volume> {
    /// `m³`.
    public static var cubicMetre: Self { Self("m³") }
    /// `cm³`.
    public static var cubicCentimetre: Self { Self("cm³", power: -6, isShown: false) }
    /// `mm³`.
    public static var cubicMillimetre: Self { Self("mm³", power: -9, isShown: false) }
    /// `L`.
    public static var litre: Self { Self("L", or: ["l", "dm³"], power: -3) }
    /// `mL`.
    public static var millilitre: Self { Self("mL", or: ["ml"], power: -6) }
    /// `µL`.
    public static var microlitre: Self { Self("µL", or: ["µl"], power: -9) }
}

extension Unit<Dimensions.Mass> {
    /// `kg`.
    public static var kilogram: Self { Self("kg") }
    /// `t`.
    public static var tonne: Self { Self("t", power: 3, isShown: false) }
    /// `g`.
    public static var gram: Self { Self("g", power: -3) }
    /// `mg`.
    public static var milligram: Self { Self("mg", power: -6) }
    /// `µg`.
    public static var microgram: Self { Self("µg", power: -9) }
}

extension Unit<Dimensions.TimeSpan> {
    /// `s`.
    public static var second: Self { Self("s") }
    /// `ms`.
    public static var millisecond: Self { Self("ms", power: -3) }
    /// `µs`.
    public static var microsecond: Self { Self("µs", power: -6) }
    /// `ns`.
    public static var nanosecond: Self { Self("ns", power: -9) }
    /// `min`.
    public static var minute: Self { Self("min", times: 60) }
    /// `h`.
    public static var hour: Self { Self("h", times: 3600) }
    /// `d`.
    public static var day: Self { Self("d", times: 86_400) }
}

extension Unit<Dimensions.Frequency> {
    /// `Hz`.
    public static var hertz: Self { Self("Hz") }
    /// `kHz`.
    public static var kilohertz: Self { Self("kHz", power: 3) }
    /// `MHz`.
    public static var megahertz: Self { Self("MHz", power: 6) }
    /// `GHz`.
    public static var gigahertz: Self { Self("GHz", power: 9) }
    /// `THz`.
    public static var terahertz: Self { Self("THz", power: 12) }
    /// `mHz`.
    public static var millihertz: Self { Self("mHz", power: -3) }
}

extension Unit<Dimensions.Pressure> {
    /// `Pa`.
    public static var pascal: Self { Self("Pa") }
    /// `kPa`.
    public static var kilopascal: Self { Self("kPa", power: 3) }
    /// `MPa`.
    public static var megapascal: Self { Self("MPa", power: 6) }
    /// `mPa`.
    public static var millipascal: Self { Self("mPa", power: -3) }
    /// `µPa`.
    public static var micropascal: Self { Self("µPa", power: -6) }
    /// `nPa`.
    public static var nanopascal: Self { Self("nPa", power: -9) }
    /// `bar`.
    public static var bar: Self { Self("bar", power: 5, isShown: false) }
    /// `mbar`.
    public static var millibar: Self { Self("mbar", power: 2, isShown: false) }
    /// `µbar`.
    public static var microbar: Self { Self("µbar", power: -1, isShown: false) }
    /// `Torr`.
    public static var torr: Self { Self("Torr", or: ["torr"], times: 101_325, per: 760, isShown: false) }
    /// `mTorr`.
    public static var millitorr: Self {
        Self("mTorr", or: ["mtorr"], power: -3, times: 101_325, per: 760, isShown: false)
    }
    /// `psi`.
    public static var poundPerSquareInch: Self { Self("psi", times: 4.4482216152605, per: 0.00064516, isShown: false) }
}

extension Unit<Dimensions.MolarFlow> {
    /// `mol/s`.
    public static var molePerSecond: Self { Self("mol/s") }
    /// `mmol/s`.
    public static var millimolePerSecond: Self { Self("mmol/s", power: -3) }
    /// `µmol/s`.
    public static var micromolePerSecond: Self { Self("µmol/s", power: -6) }
    /// `nmol/s`.
    public static var nanomolePerSecond: Self { Self("nmol/s", power: -9) }
}

extension Unit<Dimensions.VolumetricFlow> {
    /// `m³/s`.
    public static var cubicMetrePerSecond: Self { Self("m³/s") }
    /// `m³/h`.
    public static var cubicMetrePerHour: Self { Self("m³/h", per: 3600, isShown: false) }
    /// `L/s`.
    public static var litrePerSecond: Self { Self("L/s", or: ["l/s"], power: -3) }
    /// `mL/s`.
    public static var millilitrePerSecond: Self { Self("mL/s", or: ["ml/s"], power: -6) }
    /// `L/min`.
    public static var litrePerMinute: Self { Self("L/min", or: ["l/min"], power: -3, per: 60, isShown: false) }
    /// `mL/min`.
    public static var millilitrePerMinute: Self { Self("mL/min", or: ["ml/min"], power: -6, per: 60, isShown: false) }
}

extension Unit<Dimensions.Ratio> {
    /// No unit: a plain number.
    public static var one: Self { Self("") }
    /// `%`.
    public static var percent: Self { Self("%", power: -2) }
    /// `ppm`.
    public static var perMillion: Self { Self("ppm", power: -6) }
    /// `ppb`.
    public static var perBillion: Self { Self("ppb", power: -9) }
}
