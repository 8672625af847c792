import Glibc
import Readings
public import Telemetry

/// Readings as comma-separated values: a line a reading, in the order of the log's files.
///
///     time,channel,unit,value,quality
///     2025-03-14T10:00:07Z,base,K,0.0092,good
public struct LogCSVFile: Sendable {
    private let path: String

    /// Makes a file, or empties the one that is there.
    ///
    /// - Throws: ``LogFileError``.
    public init(_ path: String) throws(LogFileError) {
        self.path = path
        guard unsafe access(path, F_OK) != 0 || truncate(path, 0) == 0 else { throw .system(path) }
        try Instruments.append(Array("time,channel,unit,value,quality\n".utf8), to: path)
    }

    /// Adds the lines of batches.
    ///
    /// - Throws: ``LogFileError``.
    public func append(_ batches: [ReadingBatch]) throws(LogFileError) {
        for batch in batches {
            var text = ""
            let between = ",\(batch.channel.name),\(batch.channel.unit.rawValue),"
            for reading in batch.readings {
                text += rfc3339(reading.time)
                text += between
                if let value = reading.value { text += "\(value)" }
                text += ","
                text += reading.quality.rawValue
                text += "\n"
            }
            try Instruments.append(Array(text.utf8), to: path)
        }
    }
}
