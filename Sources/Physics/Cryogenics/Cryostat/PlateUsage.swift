/// How much of a plate's area for lines is taken.
public struct PlateUsage: Sendable, Hashable {
    /// The stage.
    public var stage: Stage
    /// The area in m² that lines take.
    public var used: Double
    /// The area in m² that there is for them.
    public var available: Double
}

extension CryostatModel {
    /// The plates whose area for lines is known, from warm to cold.
    public var plateUsage: [PlateUsage] {
        description.stages.compactMap { stage in
            guard let available = stage.plate?.lineArea else { return nil }
            var used = 0.0
            for line in description.lines {
                // A line passes the plate, or ends on it, by the thicker of its cables there.
                let diameters = line.spans.filter { $0.to == stage.stage }.compactMap {
                    (try? cables.cable(named: $0.cable))?.outerDiameter
                }
                guard let widest = diameters.max() else { continue }
                used += line.count * (line.footprint ?? Double.pi / 4 * widest * widest)
            }
            return PlateUsage(stage: stage.stage, used: used, available: available)
        }
    }
}
