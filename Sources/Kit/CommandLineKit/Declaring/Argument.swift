/// A value given by its place on the command line.
///
///     @Argument("The material.") var material: String             // required
///     @Argument("The property.") var property: Property?          // may be left out
///     @Argument("How many.") var count: Int = 1                   // with a default
///     @Argument("Files to read.") var files: [String]             // all the rest, also none; stands last
///
/// Arguments are filled in the order of their declaration. Those that must be given stand before those that need not.
@propertyWrapper
public struct Argument<Value: Sendable>: Sendable, Declared {
    let cell: Cell<Value>
    let parameter: Parameter

    /// The value given on the command line, or the default.
    ///
    /// - Precondition: a required argument is read only after parsing.
    public var wrappedValue: Value { cell.value }

    func parameters(label: String) -> [Parameter] { [parameter.named(after: label)] }
}

extension Argument where Value: ArgumentValue {
    /// An argument that must be given.
    ///
    /// - Parameters:
    ///   - help: what the value means, a sentence.
    ///   - placeholder: its name in the help, if it is not the property's in capitals.
    ///   - completion: what a shell offers.
    public init(_ help: String, placeholder: String = "", completion: Completion = .automatic) {
        cell = Cell(nil)
        parameter = .single(.argument, cell, nil, help, "", nil, placeholder, completion)
    }

    /// An argument with a default, which the help shows.
    public init(
        wrappedValue: Value, _ help: String, placeholder: String = "", completion: Completion = .automatic
    ) {
        cell = Cell(wrappedValue)
        parameter = .single(.argument, cell, wrappedValue, help, "", nil, placeholder, completion)
    }
}

extension Argument {
    /// An argument that may be left out, and is then `nil`.
    public init<Wrapped: ArgumentValue>(
        _ help: String, placeholder: String = "", completion: Completion = .automatic
    ) where Value == Wrapped? {
        cell = Cell(.some(nil))
        parameter = .optional(.argument, cell, help, "", nil, placeholder, completion)
    }

    /// All the arguments that are left.
    public init<Element: ArgumentValue>(
        _ help: String, placeholder: String = "", completion: Completion = .automatic
    ) where Value == [Element] {
        cell = Cell([])
        parameter = .repeated(.argument, cell, [], help, "", nil, placeholder, completion)
    }
}
