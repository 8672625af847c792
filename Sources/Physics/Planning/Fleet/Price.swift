import Glibc

/// What something costs, with the day and place that this is from.
public struct Price: Sendable, Hashable {
    /// In the fleet's currency.
    public var value: Double
    /// When it held, as a date in words: `2026-11`.
    public var date: String
    /// Where it is from; an assumption says so.
    public var source: String

    /// States a price.
    public init(_ value: Double, date: String, source: String) {
        self.value = value
        self.date = date
        self.source = source
    }
}

/// What a fleet's costs are made of.
///
/// Devices themselves are left out: every way of placing them has the same.
public struct FleetPrices: Sendable, Hashable {
    /// As it is written after sums; nothing is converted.
    public var currency = "EUR"
    /// Of a cryostat with its coolers, compressors and gas handling.
    public var cryostat = Price(1_000_000, date: "2026-11", source: "assumed: order of a large dilution refrigerator")
    /// Of a line from room to its end, with its attenuators and connectors.
    public var line = Price(500, date: "2026-11", source: "assumed")
    /// Of a kilowatt hour.
    public var energy = Price(0.2, date: "2026-11", source: "assumed: an industrial tariff")
    /// Of a year's service of a cryostat.
    public var service = Price(50_000, date: "2026-11", source: "assumed: 5 % of the cryostat's price")
    /// Of a cooldown: nitrogen and staff.
    public var cooldown = Price(5_000, date: "2026-11", source: "assumed")
    /// Of a square metre of laboratory for a year.
    public var space = Price(500, date: "2026-11", source: "assumed")
    /// Over how many years what is bought is paid off.
    public var years = 10.0
    /// Interest a year, as a share.
    public var interest = 0.05

    /// What is assumed where nothing is said.
    public init() {}

    /// The prices by name, with what they are for.
    public var all: [(name: String, price: Price)] {
        [
            ("cryostat", cryostat), ("line", line), ("energy, a kWh", energy), ("service, a year", service),
            ("cooldown", cooldown), ("space, a m² and year", space),
        ]
    }

    /// The part of a purchase that each year carries: i/(1 − (1 + i)⁻ⁿ), 1/n without interest.
    public var annuity: Double {
        guard interest > 0 else { return 1 / years }
        return interest / (1 - pow(1 + interest, -years))
    }
}
