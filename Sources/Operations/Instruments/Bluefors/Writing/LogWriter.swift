import FoundationEssentials
import Readings

/// Writes the log that a cryostat's control unit would: its simulator.
///
/// ```swift
/// var writer = LogWriter(directory: "/tmp/lab-1", dialect: .current, zone: zone)
/// writer.write(snapshot, at: time)
/// try writer.flush()
/// ```
///
/// Lines are kept until ``flush()`` appends them to their files. Times are those of clocks on walls: the hour that comes twice is
/// written twice, as control units do.
public struct LogWriter: Sendable {
    private let directory: String
    /// How lines look.
    public let dialect: LogDialect
    private let zone: ZoneRules
    private var texts: [LogFile: String] = [:]
    private var lastStates: [Bool]?
    private var isOver: Set<Int> = []

    /// A writer.
    ///
    /// - Parameters:
    ///   - directory: in which folders of days are made.
    ///   - dialect: how lines look.
    ///   - zone: of the clock that lines show.
    public init(directory: String, dialect: LogDialect, zone: ZoneRules) {
        self.directory = directory
        self.dialect = dialect
        self.zone = zone
    }

    /// Writes a line into each file.
    ///
    /// - Parameters:
    ///   - snapshot: what is to be written.
    ///   - time: in ns since 1970 in UTC; lines have whole seconds of it.
    public mutating func write(_ snapshot: LogSnapshot, at time: Int64) {
        let second = Int64((Double(time) / 1e9).rounded(.down))
        let shown = second + zone.offset(at: second)
        let day = LogDay(number: Int((Double(shown) / 86_400).rounded(.down)))
        let stamp = dialect.stamp(shown)
        for thermometer in snapshot.thermometers { write(thermometer, stamp, day) }
        if !snapshot.pressures.isEmpty { add(gauges(snapshot.pressures), stamp, .maxigauge, day) }
        if let flow = snapshot.flow { add(printed(flow * 1e3, "%.6f"), stamp, .flowmeter, day) }
        let states = snapshot.states.map(\.isOn)
        if !states.isEmpty, dialect == .current || states != lastStates {
            add(line(of: snapshot.states), stamp, .channels, day)
            lastStates = states
        }
        if !snapshot.heaters.isEmpty {
            let heaters = snapshot.heaters.map { "\($0 == 0 ? 0 : 1),\(dialect.exponential($0, digits: 2))" }
            add(heaters.joined(separator: ","), stamp, .heaters, day)
        }
        if !snapshot.status.isEmpty {
            let keys = snapshot.status.map { "\($0.key),\(dialect.long($0.value))" }
            add(keys.joined(separator: ","), stamp, .status, day)
        }
    }

    private mutating func write(_ thermometer: LogSnapshot.Thermometer, _ stamp: String, _ day: LogDay) {
        if let value = thermometer.temperature?.value {
            add(dialect.long(value), stamp, .temperature(thermometer.number), day)
        }
        if let value = thermometer.resistance?.value {
            add(dialect.long(value), stamp, .resistance(thermometer.number), day)
        }
        guard thermometer.temperature?.quality == .aboveRange else {
            isOver.remove(thermometer.number)
            return
        }
        if isOver.insert(thermometer.number).inserted { add("Ch\(thermometer.number),T. OVER", stamp, .errors, day) }
    }

    private mutating func add(_ words: String, _ stamp: String, _ kind: LogFile.Kind, _ day: LogDay) {
        texts[LogFile(kind, of: day), default: ""] += "\(stamp),\(words)\r\n"
    }

    // MARK: Lines

    /// `CH1,P1  ,1, 2.94E-6,0,1,…,` with the comma at the end.
    private func gauges(_ readings: [Reading?]) -> String {
        var line = ""
        for (index, reading) in readings.enumerated() {
            let name = dialect == .earlier ? "P\(index + 1)  " : "        "
            let isOn = reading.map { $0.quality != .off } ?? false
            // A gauge that is off leaves this behind.
            let value = isOn ? (reading?.value ?? 0) / 100 : 0.02
            let status =
                switch reading?.quality {
                case .good, .suspect, .stale: 0
                case .belowRange: 1
                case .aboveRange: 2
                case .invalid: 3
                case .disconnected: 5
                case .off, nil: 4
                }
            line += "CH\(index + 1),\(name),\(isOn ? 1 : 0),\(dialect.pressure(value)),\(status),1,"
        }
        return line
    }

    private func line(of states: [(name: String, isOn: Bool)]) -> String {
        var states = states
        // In no order that anybody knows; always the same one.
        if dialect == .earlier { states.sort { ($0.name.hashed, $0.name) < ($1.name.hashed, $1.name) } }
        let pairs = states.map { "\($0.name),\($0.isOn ? 1 : 0)" }
        return "\(dialect == .earlier ? 8 : 0),\(pairs.joined(separator: ","))"
    }

    // MARK: Files

    /// Appends what was written to the files.
    ///
    /// - Throws: ``LogFileError`` where a file cannot be written; what is left is tried again the next time.
    public mutating func flush() throws(LogFileError) {
        for (file, text) in texts {
            try makeFolder("\(directory)/\(file.day)")
            try append(Array(text.utf8), to: "\(directory)/\(file.path)")
            texts[file] = nil
        }
    }

    private func makeFolder(_ path: String) throws(LogFileError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw LogFileError(path: path, words: "the folder cannot be made; may you write there?")
        }
    }
}

extension String {
    /// A number that depends on the bytes alone.
    fileprivate var hashed: UInt32 { utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 } }
}
