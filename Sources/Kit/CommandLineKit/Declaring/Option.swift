/// A value given by name: `--at "20 mK"` or `--at="20 mK"`.
///
///     @Option("The temperature.") var at: Temperature                  // required
///     @Option("The relative tolerance.") var tolerance: Double = 1e-6  // with a default
///     @Option("Where to write.", short: "o") var output: String?       // may be left out
///     @Option("A stage; may be repeated.") var stage: [String]         // any number, also none
///
/// The name is the property's, with dashes between words, unless `name` says otherwise.
@propertyWrapper
public struct Option<Value: Sendable>: Sendable, Declared {
    let cell: Cell<Value>
    let parameter: Parameter

    /// The value given on the command line, or the default.
    ///
    /// - Precondition: a required option is read only after parsing.
    public var wrappedValue: Value { cell.value }

    func parameters(label: String) -> [Parameter] { [parameter.named(after: label)] }
}

extension Option where Value: ArgumentValue {
    /// An option that must be given.
    ///
    /// - Parameters:
    ///   - help: what the value means, a sentence.
    ///   - name: the long name without dashes, if it is not the property's.
    ///   - short: the letter of a short name (`-o`).
    ///   - placeholder: what stands for the value in the help.
    ///   - completion: what a shell offers.
    public init(
        _ help: String, name: String = "", short: Character? = nil, placeholder: String = "",
        completion: Completion = .automatic
    ) {
        cell = Cell(nil)
        parameter = .single(.option, cell, nil, help, name, short, placeholder, completion)
    }

    /// An option with a default, which the help shows.
    public init(
        wrappedValue: Value, _ help: String, name: String = "", short: Character? = nil, placeholder: String = "",
        completion: Completion = .automatic
    ) {
        cell = Cell(wrappedValue)
        parameter = .single(.option, cell, wrappedValue, help, name, short, placeholder, completion)
    }
}

extension Option {
    /// An option that may be left out, and is then `nil`.
    public init<Wrapped: ArgumentValue>(
        _ help: String, name: String = "", short: Character? = nil, placeholder: String = "",
        completion: Completion = .automatic
    ) where Value == Wrapped? {
        cell = Cell(.some(nil))
        parameter = .optional(.option, cell, help, name, short, placeholder, completion)
    }

    /// An option that may be given any number of times; the values keep their order.
    ///
    /// The first one given replaces the default.
    public init<Element: ArgumentValue>(
        wrappedValue: [Element] = [], _ help: String, name: String = "", short: Character? = nil,
        placeholder: String = "", completion: Completion = .automatic
    ) where Value == [Element] {
        cell = Cell(wrappedValue)
        parameter = .repeated(.option, cell, wrappedValue, help, name, short, placeholder, completion)
    }
}

extension Parameter {
    static func single<Value: ArgumentValue>(
        _ kind: Kind, _ cell: Cell<Value>, _ fallback: Value?, _ help: String, _ name: String, _ short: Character?,
        _ placeholder: String, _ completion: Completion
    ) -> Parameter {
        Parameter(
            kind: kind, name: name, short: short,
            placeholder: shown(placeholder, kind, Value.self), help: help,
            isRequired: fallback == nil, isRepeated: false, fallback: fallback?.argument,
            choices: Value.argumentChoices, completion: completion
        ) { word, _ in
            let value = try Value(argument: word)
            cell.update { $0 = value }
        }
    }

    static func optional<Value: ArgumentValue>(
        _ kind: Kind, _ cell: Cell<Value?>, _ help: String, _ name: String, _ short: Character?,
        _ placeholder: String, _ completion: Completion
    ) -> Parameter {
        Parameter(
            kind: kind, name: name, short: short,
            placeholder: shown(placeholder, kind, Value.self), help: help,
            isRequired: false, isRepeated: false, fallback: nil, choices: Value.argumentChoices,
            completion: completion
        ) { word, _ in
            let value = try Value(argument: word)
            cell.update { $0 = .some(value) }
        }
    }

    static func repeated<Value: ArgumentValue>(
        _ kind: Kind, _ cell: Cell<[Value]>, _ fallback: [Value], _ help: String, _ name: String,
        _ short: Character?, _ placeholder: String, _ completion: Completion
    ) -> Parameter {
        Parameter(
            kind: kind, name: name, short: short,
            placeholder: shown(placeholder, kind, Value.self), help: help,
            isRequired: false, isRepeated: true,
            fallback: fallback.isEmpty ? nil : fallback.map(\.argument).joined(separator: " "),
            choices: Value.argumentChoices, completion: completion
        ) { word, isFirst in
            let value = try Value(argument: word)
            cell.update {
                if isFirst { $0 = [] }
                $0?.append(value)
            }
        }
    }
}

/// The placeholder given; else that of the type for an option.
///
/// An argument is called by its property's name.
private func shown(_ placeholder: String, _ kind: Parameter.Kind, _ type: any ArgumentValue.Type) -> String {
    placeholder.isEmpty && kind == .option ? type.argumentPlaceholder ?? "" : placeholder
}
