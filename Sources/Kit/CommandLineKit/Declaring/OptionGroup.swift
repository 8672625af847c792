/// Options that several commands share.
///
///     struct OutputOptions: OptionSource {
///         @Flag("Print JSON.") var json: Bool
///         @Option("Draw into this file.", completion: .file(extensions: ["svg", "png", "pdf"])) var plot: String?
///     }
///
/// A command takes them over with ``OptionGroup``.
public protocol OptionSource: Sendable {
    /// The options at their defaults.
    init()

    /// Checks what no single value can tell, such as two options that exclude each other.
    ///
    /// - Throws: any error; its words become the reason of a usage error.
    func validate() throws
}

extension OptionSource {
    /// Nothing to check.
    public func validate() throws {}
}

/// A place in a command for options declared elsewhere: `@OptionGroup var output: OutputOptions`.
@propertyWrapper
public struct OptionGroup<Source: OptionSource>: Sendable, Declared {
    /// The shared options.
    public let wrappedValue: Source

    /// The options at their defaults.
    public init() { wrappedValue = Source() }

    func parameters(label: String) -> [Parameter] { CommandLineKit.parameters(of: wrappedValue) }

    func validate() throws {
        try validateGroups(of: wrappedValue)
        try wrappedValue.validate()
    }
}
