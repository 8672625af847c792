public import Quantities

extension Quantity: SchemaDescribing, SchemaSample {
    /// Text with a number and one of the dimension's units.
    public static var schema: SchemaNode {
        let units = D.units.map(\.symbol).filter { !$0.isEmpty }.joined(separator: ", ")
        return .described(.text(pattern: pattern, examples: [D.example]), "\(D.name) in \(units)")
    }

    /// The dimension's example.
    public static var schemaSample: Self { (try? Self(parsing: D.example)) ?? Self(si: 1) }
}
