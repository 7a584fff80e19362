// SPDX-License-Identifier: Apache-2.0
import Handover
import PumpCore
import Quantities
import Synchronization

extension RealTimeCycle {
    /// Lets the core decide on what is new: stops first, then the time that has passed, then commands.
    @_noAllocation @_noLocks
    public mutating func decide() {
        shared.pointee.realTimeSignal.drain()
        passEvents()
        if case .some = core.nextEvent() { return standStill() }
        let served = serveStop()
        followSupervisor()
        followDriver()
        noteLateness()
        advance()
        if takeCommands() { advance() }
        watchRecord()
        ask(forDriver: outputs.driverEnabled)
        shared.pointee.snapshots.write(core.snapshot())
        passEvents()
        // Last, so that whoever asked finds the stop in the snapshot.
        shared.pointee.stopsServed.store(served, ordering: .releasing)
        signalEvents()
    }

    /// The last acts of the thread: everything at rest, and on record.
    @_noAllocation @_noLocks
    public mutating func end() {
        emitter.halt()
        core.note(steps: inputs, at: clock.now)
        _ = core.apply(.stop(.shutdown), number: 0)
        passEvents()
        advance()
        ask(forDriver: false)
        shared.pointee.snapshots.write(core.snapshot())
        shared.pointee.stopsServed.store(
            shared.pointee.stopsAsked.load(ordering: .acquiring), ordering: .releasing)
        passEvents()
        signalEvents()
        shared.pointee.realTimeProgress.report(nextBy: .distantFuture)
    }

    /// A `Stop`: no edge has left since it was seen, and none follows. Gives the count that is served with it.
    @_noAllocation @_noLocks
    private mutating func serveStop() -> Int64 {
        let asked = shared.pointee.stopsAsked.load(ordering: .acquiring)
        guard asked != shared.pointee.stopsServed.load(ordering: .relaxed) else { return asked }
        emitter.halt()
        // An edge of this very cycle belongs to the stroke that is stopped.
        core.note(steps: inputs, at: clock.now)
        // A ring that has no room left belongs to a pump that rests already.
        if hasRoomForEvents {
            _ = core.apply(.stop(.operatorCall), number: 0)
            passEvents()
        }
        return asked
    }

    @_noAllocation @_noLocks
    private mutating func followSupervisor() {
        switch shared.pointee.trip.load(ordering: .acquiring) {
        case 0: if inputs.supervisor != .silent || supervisorIsAlive { inputs.supervisor = .nominal }
        case 1: inputs.supervisor = .missedReports
        case 2: inputs.supervisor = .beyondBudget
        default: inputs.supervisor = .lineFailed
        }
        if lineFailed { inputs.supervisor = .lineFailed }
        if inputs.supervisor != .nominal { emitter.halt() }
    }

    private var supervisorIsAlive: Bool {
        @_noAllocation @_noLocks
        mutating get {
            shared.pointee.supervisorProgress.isKept(at: MonotonicClock.now(), slack: ReportInterval.tokenLife)
        }
    }

    /// Nobody takes the events away and their ring is full to the brim: the core, which rests since the ring was nearly
    /// full, is told nothing more until there is room to answer.
    @_noAllocation @_noLocks
    private mutating func standStill() {
        emitter.halt()
        shared.pointee.stopsServed.store(
            shared.pointee.stopsAsked.load(ordering: .acquiring), ordering: .releasing)
        ask(forDriver: false)
        // What was due stays due; looking for room ten times a second is enough.
        outputs.nextDue = clock.now + ReportInterval.enabled
    }

    /// The span by which the thread woke too late for a stroke is forfeited, and the core must hear of it before it moves on.
    @_noAllocation @_noLocks
    private mutating func noteLateness() {
        inputs.motion = emitter.report
        guard clock.isRealTime, outputs.nextDue < .distantFuture else { return }
        let bound = outputs.nextDue + outputs.lateStartBound
        if clock.now > bound { inputs.late = RigInputs.LateSpan(from: bound, to: clock.now) }
    }

    @_noAllocation @_noLocks
    private mutating func advance() {
        repeat {
            outputs = core.advance(to: clock.now, inputs: inputs)
            if outputs.halt { emitter.halt() }
            if let stroke = outputs.stroke {
                emitter.take(stroke, at: Swift.max(stroke.due, readyAt == .distantFuture ? stroke.due : readyAt))
            }
            passEvents()
        } while outputs.reached < clock.now
    }

    /// Applies the grant and the commands that have come; true if any did.
    @_noAllocation @_noLocks
    private mutating func takeCommands() -> Bool {
        var any = false
        while hasRoomForEvents, let next = shared.pointee.commands.pop() {
            if case .clearFailure = next.command { lineFailed = false }
            if isOvertaken(next) {
                core.refuse(number: next.number)
            } else if case .commit(let slot) = next.command {
                _ = core.load(
                    shared.pointee.programs.read(slot: slot), shared.pointee.programs.schedule(slot: slot),
                    number: next.number)
            } else {
                _ = core.apply(next.command, number: next.number)
            }
            passEvents()
            any = true
        }
        // After the commands, and only by a pump that may move: at rest the ledger takes a reservation back.
        let granted = StepCount(pulses: shared.pointee.granted.load(ordering: .acquiring))
        if core.state.mayMove, granted > core.grant {
            _ = core.apply(.grant(granted), number: 0)
            any = true
        }
        return any
    }

    /// A stop that came after a command was asked for is the later word, wherever the command waited meanwhile.
    @_noAllocation @_noLocks
    private mutating func isOvertaken(_ next: NumberedCommand) -> Bool {
        switch next.command {
        case .resume, .bolus: return next.stopsSeen != shared.pointee.stopsAsked.load(ordering: .acquiring)
        default: return false
        }
    }

    private var hasRoomForEvents: Bool {
        @_noAllocation @_noLocks
        mutating get { shared.pointee.events.count < shared.pointee.events.capacity - 256 }
    }

    /// A record that nobody takes away any more stops the pump while there is room left to say so.
    @_noAllocation @_noLocks
    private mutating func watchRecord() {
        let count = shared.pointee.events.count
        let capacity = shared.pointee.events.capacity
        let isFull = recordIsFull ? count > capacity / 2 : count > capacity / 8 * 7
        guard isFull != recordIsFull else { return }
        recordIsFull = isFull
        _ = core.apply(.report(.recordFull, isPresent: isFull), number: 0)
        passEvents()
        advance()
    }

    @_noAllocation @_noLocks
    private mutating func passEvents() {
        while let record = core.nextEvent(), shared.pointee.events.push(record) {
            core.removeEvent()
            hasPassedEvents = true
        }
    }

    /// Wakes whoever takes the events: after the snapshot, so that the account which is settled is the one they led to.
    @_noAllocation @_noLocks
    private mutating func signalEvents() {
        guard hasPassedEvents else { return }
        hasPassedEvents = false
        shared.pointee.eventSignal.raise()
    }
}
