// SPDX-License-Identifier: Apache-2.0

extension Prescription {
    /// Every setting in the order in which they are shown. What was left out and has no default does not appear.
    public var settings: [Setting] {
        var list = SettingList()
        list.add("name", name)
        list.add("infusion.mode", infusion.mode)
        list.add(infusion)
        for drug in admixture.drugs {
            list.add("drug[\(drug.name)].concentration", drug.concentration)
            list.add("drug[\(drug.name)].hour-ceiling", drug.hourCeiling)
            list.add("drug[\(drug.name)].day-ceiling", drug.dayCeiling)
        }
        list.add("primary drug", admixture.primary.name)
        if let demandBolus { list.add(demandBolus) }
        if let trial { list.add(trial) }
        list.add("reservoir.capacity", reservoir.capacity)
        list.add("reservoir.fill-volume", reservoir.fill)
        list.add("reservoir.residual", reservoir.residual)
        list.add("reservoir.fill-date", reservoir.fillDate)
        list.add("reservoir.stability", reservoir.stability)
        list.add("reservoir.low-reservoir", reservoir.lowReservoir)
        list.add("reservoir.reserve", reservoir.reserve)
        list.add("limits.max-rate", maximumRate)
        list.add("limits.safe-rate", safeRate)
        if let catheter { list.add(catheter) }
        return list.settings
    }
}

/// Settings in the order in which they are added.
private struct SettingList {
    var settings: [Setting] = []

    mutating func add(_ field: String, _ value: (some CustomStringConvertible)?) {
        if let value { settings.append(Setting(field: field, text: value.description)) }
    }

    mutating func add(_ infusion: Infusion) {
        switch infusion {
        case .simpleContinuous(let rate): add("infusion.rate", rate)
        case .flex(let patterns):
            for pattern in patterns {
                let days = pattern.days.map(\.rawValue).joined(separator: " ")
                for step in pattern.steps { add("infusion.pattern[\(days)].step[\(step.at)].rate", step.rate) }
            }
        case .periodicBolus(let bolus):
            add("infusion.dose", bolus.dose)
            add("infusion.duration", bolus.duration)
            add("infusion.interval", bolus.interval)
            add("infusion.rate", bolus.background)
        case .staircase(let staircase):
            add("infusion.start", staircase.start)
            add("infusion.step", staircase.step)
            add("infusion.interval", staircase.interval)
            add("infusion.ceiling", staircase.ceiling)
            add("infusion.limit", staircase.limit)
        case .minimumRate, .stopped: break
        }
    }

    mutating func add(_ bolus: DemandBolus) {
        add("demand-bolus.dose", bolus.dose)
        add("demand-bolus.duration", bolus.duration)
        add("demand-bolus.lockout", bolus.lockout)
        add("demand-bolus.lockout-from", bolus.lockoutFrom.rawValue)
        add("demand-bolus.most-per-day", bolus.mostPerDay)
        add("demand-bolus.ceiling", bolus.ceiling)
        add("demand-bolus.ceiling-window", bolus.ceilingWindow)
    }

    mutating func add(_ trial: PrescribedTrial) {
        add("trial.kind", trial.kind)
        if let injection = trial.injection {
            add("trial.dose", injection.dose)
            add("trial.duration", injection.duration)
            add("trial.observation", injection.observation)
        }
        if case .multipleInjections(_, let doses, let interval) = trial {
            add("trial.doses", doses)
            add("trial.interval", interval)
        }
    }

    mutating func add(_ catheter: Catheter) {
        add("catheter.length", catheter.length)
        add("catheter.volume-per-length", catheter.volumePerLength)
        add("catheter.volume", catheter.volume)
        add("catheter.pump-path", catheter.pumpPath)
        add("catheter.volume-uncertainty", catheter.volumeUncertainty)
        add("catheter.pump-path-uncertainty", catheter.pumpPathUncertainty)
        add("catheter.tip", catheter.tip)
    }
}
