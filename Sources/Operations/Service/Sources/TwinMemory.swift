internal import FoundationEssentials
internal import Telemetry

/// What the store keeps of a simulated device besides its readings, so that it goes on after a new start.
///
/// Two positions: where its story stands, stored now and then together with the readings up to there; and what its past is made of,
/// stored with its first reading. Both hold for as long as the device is the same: its plant, its scenario, after what time that begins
/// again.
struct TwinMemory {
    /// What a position says.
    private struct Kept<Content: Codable>: Codable {
        /// Of what device it is.
        var identity: String
        var content: Content
    }

    private let device: String
    private let period: Double?
    private let identity: String

    /// What is kept of a device.
    init(of device: String, _ settings: TwinSettings) {
        self.device = device
        period = settings.period
        var same = settings
        // Neither decides what the story is from now on.
        (same.history, same.base) = (0, nil)
        identity = Fingerprint(of: same).word
    }

    private var story: String { "\(device)/twin" }
    private var past: String { "\(device)/twin's past" }

    /// What was found.
    enum Found<Content> {
        /// Nothing is known of it.
        case nothing
        /// It is of a device that was described otherwise, or written by another version.
        case other
        case kept(Content)
    }

    /// Where the story stands.
    ///
    /// - Throws: `TelemetryError` where the store does not say.
    func story(in store: TelemetryStore) throws -> Found<TwinStory.Mark> { try find(story, in: store) }

    /// What its past is made of; nil where it has none, or all of it is told.
    ///
    /// - Throws: `TelemetryError` where the store does not say.
    func untold(in store: TelemetryStore) throws -> TwinPast.Plan? {
        guard case .kept(let plan) = try find(past, in: store) as Found<TwinPast.Plan> else { return nil }
        // The oldest is told last.
        let isTold = try plan.parts(of: device, period: period).allSatisfy { try store.position(of: $0.name) != nil }
        return isTold ? nil : plan
    }

    private func find<Content: Codable>(_ source: String, in store: TelemetryStore) throws -> Found<Content> {
        guard let words = try store.position(of: source) else { return .nothing }
        guard let kept = try? JSONDecoder().decode(Kept<Content>.self, from: Data(words.utf8)),
            kept.identity == identity
        else { return .other }
        return .kept(kept.content)
    }

    /// What is to be stored of a story.
    func position(of mark: TwinStory.Mark) throws -> SourcePosition { try position(story, mark) }

    /// What is to be stored of a past.
    func position(of plan: TwinPast.Plan) throws -> SourcePosition { try position(past, plan) }

    private func position(_ source: String, _ content: some Codable) throws -> SourcePosition {
        let bytes = try JSONEncoder().encode(Kept(identity: identity, content: content))
        return SourcePosition(source: source, position: String(decoding: bytes, as: UTF8.self))
    }
}
