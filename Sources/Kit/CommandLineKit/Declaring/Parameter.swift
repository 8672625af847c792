import Synchronization

/// What a shell offers while a value is being typed.
public enum Completion: Sendable {
    /// The choices of the value's type, or nothing.
    case automatic
    /// Files whose names end in one of these extensions (without dot), and directories; all files when there are none.
    case file(extensions: [String] = [])
    /// Directories.
    case directory
    /// These words.
    case choices([String])
    /// The words this closure makes, asked anew at each completion: names that only the program knows.
    case names(@Sendable () -> [String])
}

/// One property of a command as parsing, help, manual and completion see it.
struct Parameter: Sendable {
    enum Kind: Sendable, Equatable {
        case option
        /// A switch; the word that turns it off, if it has one, is given without dashes.
        case flag(inversion: String?)
        case argument
    }

    var kind: Kind
    /// The long name without dashes of an option or flag.
    var name: String
    var short: Character?
    /// What stands for the value; the name of an argument.
    var placeholder: String
    var help: String
    var isRequired: Bool
    var isRepeated: Bool
    /// The default as the user would write it; `nil` when there is none to show.
    var fallback: String?
    var choices: [String]
    var completion: Completion
    /// Takes a word as the value.
    ///
    /// The flag says whether it is the first, which replaces the default.
    var accept: @Sendable (_ word: String, _ isFirst: Bool) throws -> Void

    /// The same, with what was not said taken from the property's label.
    func named(after label: String) -> Parameter {
        var parameter = self
        if parameter.name.isEmpty { parameter.name = kebabCase(label) }
        if parameter.placeholder.isEmpty { parameter.placeholder = parameter.name.uppercased() }
        return parameter
    }

    /// `--at` or `MATERIAL`: what a message calls it.
    var title: String { kind == .argument ? placeholder : "--\(name)" }

    /// Every word that names it: `--at`, `-a`, `--no-mli`.
    var spellings: [String] {
        guard kind != .argument else { return [] }
        var words = ["--\(name)"]
        if case .flag(let inversion?) = kind { words.append("--\(inversion)") }
        if let short { words.append("-\(short)") }
        return words
    }

    var takesValue: Bool { kind == .option || kind == .argument }

    /// The words a value is chosen from, if they can be listed beforehand.
    var listedChoices: [String] {
        if case .choices(let words) = completion { return words }
        return choices
    }
}

/// A property that adds to what a command accepts.
protocol Declared {
    func parameters(label: String) -> [Parameter]
    func validate() throws
}

extension Declared {
    func validate() throws {}
}

/// The parameters a command or a group of options declares, in the order of its properties.
func parameters(of declaring: Any) -> [Parameter] {
    Mirror(reflecting: declaring).children.flatMap { child -> [Parameter] in
        guard let declared = child.value as? any Declared, let label = child.label else { return [] }
        return declared.parameters(label: String(label.drop { $0 == "_" }))
    }
}

/// Lets the groups of options check themselves.
func validateGroups(of declaring: Any) throws {
    for child in Mirror(reflecting: declaring).children {
        if let declared = child.value as? any Declared { try declared.validate() }
    }
}

/// Where a parsed value lies until the command reads it: commands are values, but parsing needs a place to write to.
final class Cell<Value: Sendable>: Sendable {
    private let content: Mutex<Value?>

    init(_ initial: Value?) { content = Mutex(initial) }

    func update(_ change: (inout Value?) -> Void) { content.withLock { change(&$0) } }

    /// - Precondition: the command was parsed.
    var value: Value {
        guard let value = content.withLock({ $0 }) else {
            preconditionFailure("a required option or argument is read before the command line was parsed")
        }
        return value
    }
}

/// `residualResistanceRatio` as `residual-resistance-ratio`, `noMLI` as `no-mli`.
func kebabCase(_ label: String) -> String {
    let letters = Array(label)
    var result = ""
    for (index, letter) in letters.enumerated() {
        let beginsWord =
            letter.isUppercase && index > 0
            && (!letters[index - 1].isUppercase || (index + 1 < letters.count && letters[index + 1].isLowercase))
        result += (beginsWord ? "-" : "") + letter.lowercased()
    }
    return result
}
