/// A switch: `--json`.
///
///     @Flag("Print JSON.") var json: Bool
///     @Flag("Count the radiation through the insulation.", inversion: "no-mli") var mli: Bool = true
@propertyWrapper
public struct Flag: Sendable, Declared {
    private let cell: Cell<Bool>
    private let parameter: Parameter

    /// Whether the switch is on.
    public var wrappedValue: Bool { cell.value }

    /// A switch that is off, or stands as the default says, until it is named.
    ///
    /// - Parameters:
    ///   - wrappedValue: whether it is on until it is named.
    ///   - help: what happens when it is on, a sentence.
    ///   - name: the long name without dashes, if it is not the property's.
    ///   - short: the letter of a short name (`-v`).
    ///   - inversion: the long name, without dashes, that turns it off. A switch that is on by default needs one.
    public init(
        wrappedValue: Bool = false, _ help: String, name: String = "", short: Character? = nil,
        inversion: String? = nil
    ) {
        let cell = Cell(wrappedValue)
        self.cell = cell
        parameter = Parameter(
            kind: .flag(inversion: inversion), name: name, short: short, placeholder: "", help: help,
            isRequired: false, isRepeated: false, fallback: wrappedValue ? "on" : nil, choices: [],
            completion: .automatic
        ) { word, _ in
            cell.update { $0 = word != inversion }
        }
    }

    func parameters(label: String) -> [Parameter] { [parameter.named(after: label)] }
}
