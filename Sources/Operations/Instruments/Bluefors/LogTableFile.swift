public import Archive
import Readings
public import Telemetry

/// Readings as HDF5: a group a channel.
///
/// The group has the name `device/channel` and columns `time` (ns since 1970 in UTC), `value` (not a number where there is none)
/// and `quality` (0 good to 7 invalid).
public final class LogTableFile {
    private struct Group {
        var time: TableColumn<Int64>
        var value: TableColumn<Double>
        var quality: TableColumn<UInt8>
    }

    private let file: TableFile
    private var groups: [Channel: Group] = [:]

    /// Makes a file; one that is there is replaced.
    ///
    /// - Throws: `TableFileError` where it cannot be written.
    public init(_ path: String) throws(TableFileError) { file = try TableFile(path: path) }

    /// Adds readings.
    ///
    /// - Throws: `TableFileError`.
    public func append(_ batches: [ReadingBatch]) throws(TableFileError) {
        for batch in batches {
            let group = try group(of: batch.channel)
            try group.time.append(batch.readings.map(\.time))
            try group.value.append(batch.readings.map { $0.value ?? .nan })
            try group.quality.append(batch.readings.map(\.quality.code))
        }
    }

    /// Ends the file.
    ///
    /// - Throws: `TableFileError`.
    public func close() throws(TableFileError) { try file.close() }

    private func group(of channel: Channel) throws(TableFileError) -> Group {
        if let group = groups[channel] { return group }
        let name = "\(channel.device)/\(channel.name)"
        let group = Group(
            time: try file.column("\(name)/time", of: Int64.self),
            value: try file.column("\(name)/value", of: Double.self),
            quality: try file.column("\(name)/quality", of: UInt8.self))
        try group.time.set("unit", to: "ns since 1970-01-01T00:00:00Z")
        try group.value.set("unit", to: .text(channel.unit.rawValue))
        groups[channel] = group
        return group
    }
}
