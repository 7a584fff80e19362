// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// Where each fault stands in the tables that the real-time thread reads: the order of ``SimulatedFault/all``, as constants.
enum FaultSlot {
    static var occlusion: Int { @_noAllocation @_noLocks get { 0 } }
    static var upstreamOcclusion: Int { @_noAllocation @_noLocks get { 1 } }
    static var leak: Int { @_noAllocation @_noLocks get { 2 } }
    static var disconnection: Int { @_noAllocation @_noLocks get { 3 } }
    static var dislodgement: Int { @_noAllocation @_noLocks get { 4 } }
    static var air: Int { @_noAllocation @_noLocks get { 5 } }
    static var empty: Int { @_noAllocation @_noLocks get { 6 } }
    static var freeFlow: Int { @_noAllocation @_noLocks get { 7 } }
    static var wear: Int { @_noAllocation @_noLocks get { 8 } }
    static var slip: Int { @_noAllocation @_noLocks get { 9 } }
    static var lostSteps: Int { @_noAllocation @_noLocks get { 10 } }
    static var stall: Int { @_noAllocation @_noLocks get { 11 } }
    static var backDrive: Int { @_noAllocation @_noLocks get { 12 } }
    static var heat: Int { @_noAllocation @_noLocks get { 13 } }
    static var supplyDip: Int { @_noAllocation @_noLocks get { 14 } }
    /// The first of a sensor, its disorders in their order.
    @_noAllocation @_noLocks
    static func first(of sensor: Sensor) -> Int { 15 + 7 * Int(sensor.code) }
    /// The first of an input: stuck asserted, then stuck not asserted.
    @_noAllocation @_noLocks
    static func first(ofInput place: Int) -> Int { 64 + 2 * place }
    static var count: Int { @_noAllocation @_noLocks get { 74 } }
}
