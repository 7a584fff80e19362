// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Two places for programs: one in use by the core's last commit, one spare to write the next into. A command carries the
/// slot's index only.
public struct ProgramSlots: ~Copyable, @unchecked Sendable {
    private let slots: UnsafeMutablePointer<DeliveryProgram>
    private let schedules: UnsafeMutablePointer<FlexSchedule>

    init() {
        slots = .allocate(capacity: 2)
        slots.initialize(
            repeating: DeliveryProgram(
                revision: 0, mode: .stopped, rate: .zero, maximumRate: .zero, fillNumber: 0, fill: .zero,
                residual: .zero,
                lowReservoir: .zero), count: 2)
        schedules = .allocate(capacity: 2)
        schedules.initialize(repeating: FlexSchedule(), count: 2)
    }

    deinit {
        slots.deallocate()
        schedules.deallocate()
    }

    /// Writes the spare slot. For the service, before it sends the commit and with no other commit on its way.
    public func write(_ program: DeliveryProgram, _ schedule: FlexSchedule = FlexSchedule(), slot: UInt8) {
        slots[Int(slot & 1)] = program
        schedules[Int(slot & 1)] = schedule
    }

    /// Reads a slot. For the real-time thread, while a commit names it.
    @_noAllocation @_noLocks
    func read(slot: UInt8) -> DeliveryProgram { slots[Int(slot & 1)] }

    @_noAllocation @_noLocks
    func schedule(slot: UInt8) -> FlexSchedule { schedules[Int(slot & 1)] }
}
