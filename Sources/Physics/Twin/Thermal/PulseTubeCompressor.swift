/// The compressor of a pulse tube: electricity becomes heat, which oil gives to cooling water.
///
///     C dT/dt = P − G (T − T_w) − g (T − T_room)
///
/// Without water its oil warms past the limit within minutes, and it trips. Sizes as of a machine of 10 kW, assumed.
struct PulseTubeCompressor: Sendable, Hashable {
    /// P, in W, of each pulse tube.
    var power = 10e3
    /// C, in J/K.
    var heatCapacity = 50e3
    /// G, in W/K.
    var toWater = 500.0
    /// g, in W/K.
    var toRoom = 20.0
    /// T_w, of the water that comes in, in K.
    var water = 290.0
    /// Above which oil temperature in K it trips.
    static let highestOil = 330.0

    /// How its oil warms, in K/s.
    func rate(oil: Double, _ controls: PlateControls) -> Double {
        let heat = controls.pulseTube && controls.mains ? power : 0
        let cooled = controls.coolingWater ? toWater * (oil - water) : 0
        return (heat - cooled - toRoom * (oil - HeliumPanel.room)) / heatCapacity
    }
}
