import Cryogenics
public import Twin

extension Limits {
    /// Those of a cryostat or link; 20 mK at base where it states none.
    public init(of plant: PlantDescription) {
        var stages = ["base": 0.02]
        for (stage, limit) in plant.limits { stages[stage.channelName] = limit }
        self.init(stages: stages)
    }
}

extension Device {
    /// A simulated link: all its nodes are one device, whose channels begin with the plate's name, `A.base`.
    ///
    /// - Throws: `NetworkError`, `MaterialError`, `CoolerError` for a link that cannot be followed in time.
    public init(link name: String, title: String, limits: Limits, description: PlantDescription) throws {
        let model = try description.model()
        self.init(cryostat: name, title: title, limits: limits, description: description)
        kind = .link
        stages = []
        for plate in model.plates {
            for stage in model.stages {
                let name = stage.channelName
                stages.append(Stage(name: name, channel: "\(plate.name).\(name)", node: plate.name))
                places.append(Place(stage: name, channel: "\(plate.name).\(name)", position: plate.position))
            }
        }
        for place in model.shieldPlaces(devices: model.deviceNames) {
            places.append(Place(stage: place.stage.channelName, channel: place.name, position: place.position))
        }
        prefix = (model.plates.first?.name ?? "") + "."
        length = model.plates.map(\.position).max()
    }
}
