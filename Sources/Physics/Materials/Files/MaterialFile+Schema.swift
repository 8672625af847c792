import Configuration
import Quantities

extension MaterialFile {
    /// The JSON Schema of a material file, made of the types that read it; ends with a line break.
    ///
    /// - Throws: `SchemaError` where a type stands in the way; never for the types as they are.
    public static func jsonSchema() throws -> String {
        try JSONSchema(
            for: MaterialFile.self, title: "Material",
            description:
                "A material for Subkelvin: its properties as functions of temperature, each with range, uncertainty and source."
        ).text
    }
}

extension PropertyFile: SchemaSample {
    /// No fits: what a schema needs is only the shape.
    static var schemaSample: PropertyFile { PropertyFile(fits: [], lowTemperatureLaws: nil, alternativeLaws: nil) }
}

extension TemperatureSpan: SchemaDescribing, SchemaSample {
    /// A list of two temperatures.
    static var schema: SchemaNode {
        .described(.list(of: Temperature.schema), "two temperatures, the colder first, as in [4 K, 300 K]")
    }

    /// From 4 K to 300 K.
    static var schemaSample: TemperatureSpan { TemperatureSpan(kelvin: 4...300) }
}
