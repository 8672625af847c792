/// A material and all that is known of it.
public struct Material: Sendable, Hashable {
    /// Its name in the catalogue: lower case, with hyphens.
    public var name: String
    /// Its name in words.
    public var title: String
    /// Other names that find it.
    public var aliases: [String]
    /// The material of which this is a grade, where it is one.
    public var gradeOf: String?
    /// ρ(273 K)/ρ(4 K): what this grade has, or what is typical where a command names none; nil where no fit takes one.
    public var residualResistanceRatio: Double?
    /// Mass density at room temperature in kg/m³; nil where unknown.
    public var density: Double?
    /// Below it the metal superconducts, in K; nil for what does not, or where the catalogue does not say.
    public var criticalTemperature: Double?
    /// Yield strength at room temperature in Pa; nil where unknown.
    public var yieldStrength: Double?
    /// What a designer should know.
    public var notes: String?
    /// The fits of each property.
    public var properties: [Property: PropertyRecord]

    /// The properties it has, in the order of `Property`.
    public var availableProperties: [Property] { Property.allCases.filter { properties[$0] != nil } }

    /// The fits of a property.
    ///
    /// - Throws: `MaterialError` naming the properties that there are.
    public func record(_ property: Property) throws(MaterialError) -> PropertyRecord {
        guard let record = properties[property] else {
            throw MaterialError(
                material: name, property: property, reason: .noSuchProperty(available: availableProperties))
        }
        return record
    }
}

/// All that is known of one property of a material.
public struct PropertyRecord: Sendable, Hashable {
    /// The fits, the default first.
    public var fits: [Fit]
    /// Which of the fits carry the default one on below its range, from warm to cold.
    public var laws: [LowTemperatureLaw]
    /// Other ways to carry it on, by their names; each from warm to cold.
    public var alternatives: [String: [LowTemperatureLaw]]
    /// What a magnetic field adds to the resistivity; nil where unknown.
    public var magnetoresistance: ResistivityModel?

    /// The names of the fits.
    public var names: [String] { fits.map(\.name) }
}
