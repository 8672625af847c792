internal import Readings
internal import Telemetry
internal import Twin

/// Gathers what instruments say, channel by channel, each reading once.
///
/// Instruments repeat the last reading of a thermometer until its next one: that is no other reading.
struct ReadingCollector {
    private var gathered: [[Reading]]
    /// The last reading of each channel that was taken.
    private var last: [Reading?]

    /// Up to when readings are told by others.
    private let begin: Int64
    /// From when on those of each channel are; empty for never.
    private let ends: [Int64]
    /// How far apart those of each channel are at least, in ns; empty for no matter.
    private let spacings: [Int64]

    /// A collector for so many channels.
    ///
    /// - Parameters:
    ///   - begin: what was measured until then is not taken, in ns since 1970.
    ///   - ends: nor is what was measured from then on, a time for each channel; empty for no end.
    ///   - spacings: how far apart readings are at least that are worth the same, for each channel in ns; empty for no matter.
    init(count: Int, after begin: Int64 = .min, before ends: [Int64] = [], spacings: [Int64] = []) {
        self.begin = begin
        self.ends = ends
        self.spacings = spacings
        gathered = Array(repeating: [], count: count)
        last = Array(repeating: nil, count: count)
    }

    /// Takes in what is new.
    ///
    /// - Parameters:
    ///   - said: by all instruments at a time.
    ///   - holding: for how long in ns a channel that says exactly the same needs not be heard again; 0 for every reading.
    mutating func take(_ said: [SensorReading], holding: Int64) {
        for one in said where one.reading.time > begin && (ends.isEmpty || one.reading.time < ends[one.channel]) {
            if let before = last[one.channel] {
                guard one.reading.time > before.time else { continue }
                let isSame = one.reading.value == before.value && one.reading.quality == before.quality
                guard !isSame || one.reading.time - before.time >= holding else { continue }
                if !spacings.isEmpty, one.reading.quality == before.quality,
                    one.reading.time - before.time < spacings[one.channel]
                {
                    continue
                }
            }
            last[one.channel] = one.reading
            gathered[one.channel].append(one.reading)
        }
    }

    /// What was gathered since the last call, channel by channel.
    mutating func batches(_ channels: [Channel], from provenance: String) -> [ReadingBatch] {
        var result: [ReadingBatch] = []
        for (index, readings) in gathered.enumerated() where !readings.isEmpty {
            result.append(ReadingBatch(channel: channels[index], readings: readings, provenance: provenance))
            gathered[index].removeAll(keepingCapacity: true)
        }
        return result
    }
}
