// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The sensors of a simulated rig, the fitted ones.
struct SimulatedSensors: Sendable, BitwiseCopyable {
    var pressure: SimulatedSensor
    var rotor: SimulatedSensor
    var inlet: SimulatedSensor?
    var level: SimulatedSensor?
    var balance: SimulatedSensor?
    var temperature: SimulatedSensor?
    var supply: SimulatedSensor?
    /// What has fallen onto the balance, and what hangs at the tip.
    private var fallen = 0.0
    private var hanging = 0.0
    private var lastDelivered = 0.0
    private let begin: Double
    private let evaporation: Double
    private let dropVolume: Double

    init(_ parameters: SimulatedRigParameters, at now: Instant) {
        func make(_ sensor: Sensor, _ its: SimulatedSensorParameters?) -> SimulatedSensor? {
            its.map { SimulatedSensor(sensor, $0, seed: parameters.seed, at: now) }
        }
        var ofPressure = parameters.pressureSensor
        // Its noise is that of its conversions, made elsewhere.
        ofPressure.noise = 0
        ofPressure.interval = parameters.sampleInterval
        pressure = SimulatedSensor(.pressure, ofPressure, seed: parameters.seed, at: now)
        let ofRotor = SimulatedSensorParameters(interval: parameters.sampleInterval)
        rotor = SimulatedSensor(.rotor, ofRotor, seed: parameters.seed, at: now)
        inlet = make(.inlet, parameters.inlet)
        level = make(.level, parameters.level)
        balance = make(.outflow, parameters.balance)
        temperature = make(.temperature, parameters.temperature)
        supply = make(.supply, parameters.supply)
        evaporation = parameters.evaporation
        dropVolume = parameters.dropVolume
        begin = Double(now.nanoseconds) * 1e-9
    }

    /// When the next of the slow ones is to be read.
    var nextDue: Instant { @_noAllocation @_noLocks get { earliest() } }

    @_noAllocation @_noLocks
    private func earliest() -> Instant {
        var next: Instant = .distantFuture
        if let inlet { next = Swift.min(next, inlet.nextDue) }
        if let level { next = Swift.min(next, level.nextDue) }
        if let balance { next = Swift.min(next, balance.nextDue) }
        if let temperature { next = Swift.min(next, temperature.nextDue) }
        if let supply { next = Swift.min(next, supply.nextDue) }
        return next
    }

    /// What lies on the balance when so much has left the tip.
    @_noAllocation @_noLocks
    mutating func weigh(delivered: Double, seconds: Double) -> Double {
        hanging += delivered - lastDelivered
        lastDelivered = delivered
        if dropVolume > 0 {
            let drops = Double(Int64(Swift.max(0, hanging) / dropVolume))
            fallen += drops * dropVolume
            hanging -= drops * dropVolume
        } else {
            fallen += hanging
            hanging = 0
        }
        return fallen - evaporation * (seconds - begin) / 3_600
    }
}
