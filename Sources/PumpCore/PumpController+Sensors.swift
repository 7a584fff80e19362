// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Takes in the readings that are new since `before`.
    @_noAllocation @_noLocks
    mutating func absorbReadings(_ inputs: RigInputs, before: RigInputs) {
        if let pressure = inputs.pressure, pressure.at != before.pressure?.at {
            let reading = SensorReading(at: pressure.at, value: pressure.pressure.pascals)
            if isBelieved(.pressure, reading) { absorbPressure(pressure) }
        }
        if let rotor = inputs.rotor, rotor.at != before.rotor?.at {
            if isBelieved(.rotor, SensorReading(at: rotor.at, value: rotor.counts)) { absorbRotor(rotor) }
        }
        if let inlet = inputs.inlet, inlet.at != before.inlet?.at, isBelieved(.inlet, inlet) {
            absorbInlet(inlet.value)
        }
        if let level = inputs.level, level.at != before.level?.at, isBelieved(.level, level) { absorbLevel(level) }
        if let outflow = inputs.outflow, outflow.at != before.outflow?.at, isBelieved(.outflow, outflow) {
            absorbOutflow(outflow)
        }
        if let heat = inputs.temperature, heat.at != before.temperature?.at, isBelieved(.temperature, heat) {
            absorbTemperature(heat.value)
        }
        if let supply = inputs.supply, supply.at != before.supply?.at, isBelieved(.supply, supply) {
            absorbSupply(supply.value)
        }
    }

    /// A rig without a rule for its sensor takes the pressure as it comes; every other reading needs one.
    @_noAllocation @_noLocks
    private mutating func isBelieved(_ sensor: Sensor, _ reading: SensorReading) -> Bool {
        guard sensors.set.has(sensor) else { return sensor == .pressure }
        let had = sensors.fault(of: sensor)
        let isUsable = sensors.read(sensor, reading)
        followFault(of: sensor, before: had)
        return isUsable
    }

    /// A sensor that has been silent for too long by now.
    @_noAllocation @_noLocks
    mutating func expireSensors() {
        while let sensor = sensors.nextSilent(at: now) { followFault(of: sensor, before: nil) }
    }

    /// Tells of a sensor whose fault began, changed or ended, and follows with the conditions.
    @_noAllocation @_noLocks
    private mutating func followFault(of sensor: Sensor, before: SensorFault?) {
        let fault = sensors.fault(of: sensor)
        switch (before, fault) {
        case (nil, nil): return
        case (_, let fault?):
            if let before, before == fault { return }
            tell(.sensorFailed(sensor, fault))
            if sensor == .pressure { watch.restart(forward: account.forwardVolume.picoliters) }
            // Its counts may begin anew when it comes back.
            if sensor == .rotor { sensors.rotor.forget() }
        case (_, nil): tell(.sensorRecovered(sensor))
        }
        followSensorConditions()
    }

    /// The button counts as a sensor that is required.
    @_noAllocation @_noLocks
    mutating func followSensorConditions() {
        follow(sensors.requiredFaulty != 0 || buttonIsStuck, conditions.isPresent(.sensorFault), .sensorFault)
        let isDegraded = sensors.faulty & ~sensors.requiredFaulty != 0
        follow(isDegraded, conditions.isPresent(.sensorDegraded), .sensorDegraded)
    }

    @_noAllocation @_noLocks
    private mutating func absorbRotor(_ sample: RigInputs.RotorSample) {
        guard let finding = sensors.rotor.read(counts: sample.counts, pulses: sample.pulses) else { return }
        switch finding {
        case .moved: foundOnce(.rotorMovedAtRest)
        case .ahead: foundOnce(.overDelivery)
        case .behind(let pulses): stalled(by: pulses)
        case .follows: recovered()
        }
    }

    /// The rotor did not follow: what it is behind by may not have been delivered. With a sensor that sees whether it moves
    /// again two more strokes are tried, each reserved as any other; nothing of it is made up for (BR-W11).
    @_noAllocation @_noLocks
    private mutating func stalled(by pulses: Int64) {
        let revolution = profile.curve.revolution.picoliters
        let steps = Int64(profile.pulsesPerFullStep) * Int64(profile.curve.count)
        let lost = Int64(truncatingIfNeeded: (Int128(pulses) * Int128(revolution) + Int128(steps) - 1) / Int128(steps))
        let room = account.forwardVolume.picoliters - account.unproven.picoliters
        account.unproven += Volume(picoliters: Swift.max(0, Swift.min(lost, room)))
        lostToStall += Volume(picoliters: lost)
        stalls += 1
        tell(.stalled(lost: Volume(picoliters: lost)))
        // Where the rotor stands now is nobody's knowledge until its mark comes by.
        rotor.losePhase()
        giveUpStrokes(.stalled)
        guard stalls > Self.stallRetries else { return }
        stalls = 0
        lostToStall = .zero
        foundOnce(.motorStall)
    }

    private static var stallRetries: Int { @_noAllocation @_noLocks get { 2 } }

    @_noAllocation @_noLocks
    private mutating func recovered() {
        guard stalls > 0 else { return }
        tell(.stallRecovered(lost: lostToStall))
        stalls = 0
        lostToStall = .zero
        list(.underDelivery)
    }

    /// Ends what is in motion; the pump goes on with its next stroke.
    @_noAllocation @_noLocks
    private mutating func giveUpStrokes(_ end: StrokeEnd) {
        if !motion.isIdle { haltRequested = true }
        while !motion.isIdle { _ = closeFirst(end) }
        // At rest too: what is planned next starts from where the rotor is now taken to be.
        motion.reset(rotor: rotor, odometer: account.forwardSteps.pulses)
        plan = nil
    }

    @_noAllocation @_noLocks
    private mutating func absorbInlet(_ pascals: Int64) {
        if isPumping, pascals < sensors.set.inletLimit { foundOnce(.occlusionUpstream) }
    }

    /// A reservoir that is being refilled says nothing of delivery.
    @_noAllocation @_noLocks
    private mutating func absorbLevel(_ reading: SensorReading) {
        guard state != .refilling else { return sensors.level.restart() }
        followReservoir(reading.value)
        var volumes = sensors.level
        let judgement = judge(&volumes, measured: -reading.value, at: reading.at, settle: .second * 5)
        sensors.level = volumes
        if let judgement { act(on: judgement, of: .level) }
    }

    @_noAllocation @_noLocks
    private mutating func absorbOutflow(_ reading: SensorReading) {
        // A path that is being primed may be empty yet.
        guard state != .priming else { return sensors.outflow.restart() }
        var volumes = sensors.outflow
        let judgement = judge(&volumes, measured: reading.value, at: reading.at, settle: lineSettle)
        sensors.outflow = volumes
        if let judgement { act(on: judgement, of: .outflow) }
    }

    @_noAllocation @_noLocks
    private mutating func judge(
        _ volumes: inout VolumeWatch, measured: Int64, at time: Instant, settle: Duration
    ) -> VolumeWatch.Judgement? {
        if isPumping {
            let commanded = account.forwardVolume.picoliters - account.reverseVolume.picoliters
            return volumes.readRunning(at: time, measured: measured, commanded: commanded)
        }
        guard state != .releasing, time >= restsSince + settle else {
            volumes.restart()
            return nil
        }
        return volumes.readAtRest(at: time, measured: measured)
    }

    @_noAllocation @_noLocks
    private mutating func act(on judgement: VolumeWatch.Judgement, of sensor: Sensor) {
        tell(
            .deliveryFound(
                sensor, measured: Volume(picoliters: judgement.measured),
                commanded: Volume(picoliters: judgement.commanded), since: judgement.since))
        switch judgement.finding {
        case .over: foundOnce(.overDelivery)
        case .under: list(.underDelivery)
        // What was commanded did not leave the reservoir; or it left, and did not come out.
        case .nothing: foundOnce(sensor == .level ? .occlusionUpstream : .occlusionDownstream)
        case .free: foundOnce(.freeFlow)
        }
    }

    /// How long after motion the line may still empty: all of it but a hundredth of a stroke.
    private var lineSettle: Duration {
        @_noAllocation @_noLocks mutating get {
            guard let line = profile.line else { return .minute }
            return .minute + Duration(nanoseconds: Int64(Swift.min(8.64e13, line.timeConstant * 5e9)))
        }
    }

    @_noAllocation @_noLocks
    private mutating func followReservoir(_ left: Int64) {
        guard let program else { return }
        // One reading may be the sensor's own.
        levelsBelow = left <= program.lowReservoir.picoliters ? levelsBelow + 1 : 0
        levelsEmpty = isPumping && left <= program.residual.picoliters ? levelsEmpty + 1 : 0
        if levelsBelow >= 3 { raise(.reservoirLow) }
        if levelsEmpty >= 3 { raise(.reservoirEmpty) }
    }

    @_noAllocation @_noLocks
    private mutating func absorbTemperature(_ millidegrees: Int64) {
        let isHot = conditions.isPresent(.overTemperature)
        // It has to cool by two degrees.
        let limit = isHot ? sensors.set.hottest - 2_000 : sensors.set.hottest
        follow(millidegrees >= limit, isHot, .overTemperature)
    }

    @_noAllocation @_noLocks
    private mutating func absorbSupply(_ millivolts: Int64) {
        let isOut = conditions.isPresent(.supplyFault)
        let (lowest, highest) = sensors.set.supply
        // It has to come back by a fiftieth.
        let margin = isOut ? millivolts / 50 : 0
        let (low, high) = (lowest.addingReportingOverflow(margin), highest.subtractingReportingOverflow(margin))
        let isLow = millivolts < (low.overflow ? lowest : low.partialValue)
        let isHigh = millivolts > (high.overflow ? highest : high.partialValue)
        follow(isLow || isHigh, isOut, .supplyFault)
    }
}
