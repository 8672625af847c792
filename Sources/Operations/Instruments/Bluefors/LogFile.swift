/// A file of a Bluefors log by its name: what it holds, and of which day.
public struct LogFile: Sendable, Hashable, CustomStringConvertible {
    /// What a file holds.
    public enum Kind: Sendable, Hashable {
        /// Temperatures of a thermometer, by its number.
        case temperature(Int)
        /// Its resistances.
        case resistance(Int)
        /// The powers that excite it.
        case excitation(Int)
        /// Pressures with the states of their gauges.
        case maxigauge
        /// Valves, pumps, heat switches.
        case channels
        /// Heaters.
        case heaters
        /// The flow of the mixture.
        case flowmeter
        /// What pumps, compressors and the control unit tell of themselves.
        case status
        /// Messages of the thermometers' bridge.
        case errors
    }

    /// What it holds.
    public var kind: Kind
    /// The day in its name.
    public var day: LogDay

    /// A file.
    public init(_ kind: Kind, of day: LogDay) {
        self.kind = kind
        self.day = day
    }

    /// A file by its name: `CH6 T 26-06-26.log`, `Status_26-06-26.log`; nil for any other.
    public init?(name: String) {
        guard name.hasSuffix(".log"), name.utf8.count > 13 else { return nil }
        let stem = name.dropLast(4)
        guard let day = LogDay(folder: stem.suffix(8)) else { return nil }
        let words = stem.dropLast(8)
        let kind: Kind? =
            switch words {
            case "maxigauge ": .maxigauge
            case "Channels ": .channels
            case "Heaters ": .heaters
            case "Flowmeter ": .flowmeter
            case "Errors ": .errors
            case "Status_", "Status ": .status
            default: Self.thermometer(words)
            }
        guard let kind else { return nil }
        self.init(kind, of: day)
    }

    /// `CH6 T `.
    private static func thermometer(_ words: Substring) -> Kind? {
        guard words.hasPrefix("CH"), words.hasSuffix(" "), let number = Int(words.dropFirst(2).dropLast(3)),
            (1...99).contains(number)
        else { return nil }
        return switch words.suffix(3) {
        case " T ": .temperature(number)
        case " R ": .resistance(number)
        case " P ": .excitation(number)
        default: nil
        }
    }

    /// The name.
    public var description: String {
        switch kind {
        case .temperature(let number): "CH\(number) T \(day).log"
        case .resistance(let number): "CH\(number) R \(day).log"
        case .excitation(let number): "CH\(number) P \(day).log"
        case .maxigauge: "maxigauge \(day).log"
        case .channels: "Channels \(day).log"
        case .heaters: "Heaters \(day).log"
        case .flowmeter: "Flowmeter \(day).log"
        case .status: "Status_\(day).log"
        case .errors: "Errors \(day).log"
        }
    }

    /// Where it lies below the folder of all logs: `26-06-26/CH6 T 26-06-26.log`.
    public var path: String { "\(day)/\(self)" }
}

extension LogFile.Kind {
    /// The number of the thermometer; nil for other files.
    var thermometer: Int? {
        switch self {
        case .temperature(let number), .resistance(let number), .excitation(let number): number
        default: nil
        }
    }

    /// A line of it, for who reads an error.
    var expectedLine: String {
        switch self {
        case .temperature, .resistance, .excitation, .flowmeter: "‘DD-MM-YY,HH:MM:SS,number’"
        case .maxigauge: "‘DD-MM-YY,HH:MM:SS,CH1,name,on,mbar,status,1,CH2,…’"
        case .channels: "‘DD-MM-YY,HH:MM:SS,number,v1,0,v2,1,…’"
        case .heaters: "‘DD-MM-YY,HH:MM:SS,on,power,on,power’"
        case .status: "‘DD-MM-YY,HH:MM:SS,key,number,key,number,…’"
        case .errors: "‘DD-MM-YY,HH:MM:SS,Ch1,message’"
        }
    }
}
