public import HeatTransfer

extension PlantModel {
    /// The stages alone, as they cool in perfect vacuum: pulse tubes at work, mechanical heat switches closed.
    ///
    /// Neither gas nor mixture flows in it, so that nothing cools still and base, and the gas-gap switches of nodes are not
    /// there. For comparisons with other programs, and for times that gas has no part in.
    ///
    /// - Throws: `NetworkError` for switches that are no heat exchange.
    public func stagesInVacuum() throws(NetworkError) -> ThermalNetwork {
        var controls = PlateControls()
        (controls.pulseTube, controls.unitSwitch) = (true, true)
        var result = stagesAlone
        try set(&result, plates.map { _ in controls })
        return result
    }
}
