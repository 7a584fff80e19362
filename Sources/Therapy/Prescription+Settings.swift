// SPDX-License-Identifier: Apache-2.0

extension Prescription {
    /// Every setting in the order in which they are shown. What was left out and has no default does not appear.
    public var settings: [Setting] {
        var settings: [Setting] = []
        func add(_ field: String, _ value: (some CustomStringConvertible)?) {
            if let value { settings.append(Setting(field: field, text: value.description)) }
        }
        add("name", name)
        add("infusion.mode", infusion.mode)
        if case .simpleContinuous(let rate) = infusion { add("infusion.rate", rate) }
        for drug in admixture.drugs { add("drug[\(drug.name)].concentration", drug.concentration) }
        add("primary drug", admixture.primary.name)
        add("reservoir.capacity", reservoir.capacity)
        add("reservoir.fill-volume", reservoir.fill)
        add("reservoir.residual", reservoir.residual)
        add("reservoir.fill-date", reservoir.fillDate)
        add("reservoir.stability", reservoir.stability)
        add("reservoir.low-reservoir", reservoir.lowReservoir)
        add("reservoir.reserve", reservoir.reserve)
        add("limits.max-rate", maximumRate)
        guard let catheter else { return settings }
        add("catheter.length", catheter.length)
        add("catheter.volume-per-length", catheter.volumePerLength)
        add("catheter.volume", catheter.volume)
        add("catheter.pump-path", catheter.pumpPath)
        add("catheter.volume-uncertainty", catheter.volumeUncertainty)
        add("catheter.pump-path-uncertainty", catheter.pumpPathUncertainty)
        add("catheter.tip", catheter.tip)
        return settings
    }
}
