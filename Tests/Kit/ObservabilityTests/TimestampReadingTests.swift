import Observability
import SubkelvinTesting
import Testing

@Suite("Times of RFC 3339")
struct TimestampReadingTests {
    @Test("what is written is read back, to the nanosecond")
    func roundTrip() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let time = Int64.random(in: -9_214_560_000_000_000_000...9_183_024_000_000_000_000, using: &random)
            #expect(nanoseconds(timestamp(time)) == time)
        }
    }

    @Test("offsets, short and long fractions, lower case")
    func shapes() {
        #expect(nanoseconds("1970-01-01T00:00:00Z") == 0)
        #expect(nanoseconds("1970-01-01T01:00:00.5+01:00") == 500_000_000)
        #expect(nanoseconds("1969-12-31t19:30:00.1234567891-04:30") == 123_456_789)
        #expect(nanoseconds("2024-02-29 00:00:00z") == 1_709_164_800_000_000_000)
    }

    @Test(
        "what says no time is none",
        arguments: [
            "", "today", "2026-03-01", "2026-03-01T12:00", "2026-03-01T12:00:00", "2026-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+1:00",
            "2026-01-01T00:00:00Z ", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "+026-01-01T00:00:00Z",
        ])
    func bad(text: String) { #expect(nanoseconds(text) == nil) }
}
