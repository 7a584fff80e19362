// SPDX-License-Identifier: Apache-2.0
import CGpiod
import CLinux
import Glibc
import PumpCore
import Quantities

/// A rig on GPIO lines: STEP and DIR in one request, each input in one of its own.
///
/// It waits by the monotonic clock of the machine, whatever the rig clock counts from; the rig clock must go as fast.
/// Opened on any thread, then of the real-time thread alone.
public struct GPIORig: ~Copyable, Rig, @unchecked Sendable {
    private static var step: Int32 { @_noAllocation @_noLocks get { 0 } }
    private static var direction: Int32 { @_noAllocation @_noLocks get { 1 } }
    /// Reads of one line at most in a sample, so that a line that never rests cannot hold the thread; what is left is read
    /// in the next.
    private static var mostReads: Int { @_noAllocation @_noLocks get { 4 } }

    /// Readable when an input line has an edge to read; -1 without inputs.
    public var eventDescriptor: Int32 { @_noAllocation @_noLocks get { watch } }

    private let motor: GPIOOutputs
    private let inputs: UnsafeMutablePointer<GPIOInput>
    private let edges: UnsafeMutablePointer<cisterna_gpio_edge>
    private let watch: Int32
    private var board: InputBoard
    private var timing: PulseTiming
    private var isForward = false
    /// STEP is known to be released.
    private var isStepLow = true

    private init(motor: GPIOOutputs, opened: [GPIOInput], board: InputBoard, watch: Int32, timing: DriverTiming) {
        self.motor = motor
        self.board = board
        self.watch = watch
        inputs = .allocate(capacity: InputBoard.capacity)
        for (place, input) in opened.enumerated() { (inputs + place).initialize(to: input) }
        edges = .allocate(capacity: GPIOInput.mostEdges)
        edges.initialize(repeating: cisterna_gpio_edge(), count: GPIOInput.mostEdges)
        self.timing = PulseTiming(timing, at: cisterna_monotonic_ns())
    }

    deinit {
        for place in 0..<board.count { inputs[place].release() }
        if watch >= 0 { close(watch) }
        motor.release()
        inputs.deallocate()
        edges.deallocate()
    }

    /// Requests STEP and DIR, released both, and then the inputs.
    public static func open(_ configuration: GPIOConfiguration) throws(GPIOError) -> GPIORig {
        try configuration.check()
        let lines = try GPIOLines(chip: configuration.chip)
        let motor = try lines.request(
            [configuration.step, configuration.direction], consumer: configuration.consumer("motor"))
        var opened: [GPIOInput] = []
        do throws(GPIOError) {
            var board = InputBoard()
            for input in configuration.inputs {
                let request = try lines.request(input, consumer: configuration.consumer(input.role.rawValue))
                opened.append(request)
                let level = request.level()
                guard level >= 0 else {
                    throw GPIOError(
                        .callFailed, chip: configuration.chip, line: input.name, call: "read of its level",
                        code: -level)
                }
                let period = cisterna_gpio_debounces() ? 0 : input.debounce.nanoseconds
                board.add(input.role, debounce: period, level: level == 1)
            }
            let watch = try watch(opened, chip: configuration.chip)
            return GPIORig(
                motor: motor, opened: opened, board: board, watch: watch, timing: configuration.timing)
        } catch {
            for input in opened { input.release() }
            motor.release()
            throw error
        }
    }

    /// One descriptor for all inputs; -1 where there are none.
    private static func watch(_ inputs: [GPIOInput], chip: String) throws(GPIOError) -> Int32 {
        guard !inputs.isEmpty else { return -1 }
        let watch = cisterna_watch()
        guard watch >= 0 else { throw GPIOError(.callFailed, chip: chip, call: "epoll_create1", code: -watch) }
        for (place, input) in inputs.enumerated() {
            let error = cisterna_watch_add(watch, input.descriptor, UInt32(place))
            guard error == 0 else {
                close(watch)
                throw GPIOError(.callFailed, chip: chip, call: "epoll_ctl", code: error)
            }
        }
        return watch
    }

    @_noAllocation @_noLocks
    public func nextSample(after now: Instant) -> Instant {
        let time = cisterna_monotonic_ns()
        let deadline = board.deadline(after: time)
        guard deadline != .max else { return .distantFuture }
        return now + Duration(nanoseconds: Swift.max(0, deadline - time))
    }

    @_noAllocation @_noLocks
    public mutating func sample(at now: Instant, wantsReading: Bool, into rigInputs: inout RigInputs) {
        var ready: UInt32 = 0
        if watch >= 0, cisterna_watch_ready(watch, &ready) != 0 {
            // Without it nobody knows which lines have edges: ask them all.
            ready = .max
        }
        var place = 0
        while place < board.count {
            if ready & (1 << UInt32(place)) != 0, !board.isLost(place) { drain(place) }
            place += 1
        }
        board.fill(&rigInputs, at: now, time: cisterna_monotonic_ns(), isForward: isForward)
    }

    /// Takes in the edges of a line, and where it stands after them: of a bouncing line the kernel may have dropped some.
    @_noAllocation @_noLocks
    private mutating func drain(_ place: Int) {
        var reads = 0
        while reads < Self.mostReads {
            let count = inputs[place].read(into: edges)
            guard count >= 0 else { return lose(place) }
            var index = 0
            while index < Int(count) {
                board.edge(place, isRise: edges[index].is_rise, at: edges[index].ns)
                index += 1
            }
            if Int(count) < GPIOInput.mostEdges { break }
            reads += 1
        }
        let level = inputs[place].level()
        guard level >= 0 else { return lose(place) }
        board.edge(place, isRise: level == 1, at: cisterna_monotonic_ns())
    }

    /// The line broke, as when its chip is unplugged: no longer waited for, since it would be readable for ever.
    @_noAllocation @_noLocks
    private mutating func lose(_ place: Int) {
        board.lose(place)
        _ = cisterna_watch_remove(watch, inputs[place].descriptor)
    }

    @_noAllocation @_noLocks
    public mutating func setDirection(_ direction: Direction) -> Bool {
        switch direction {
        case .forward: isForward = true
        case .reverse: isForward = false
        }
        cisterna_spin_until(timing.earliestTurn)
        let isSet = motor.set(Self.direction, isForward)
        timing.turned(at: cisterna_monotonic_ns())
        return isSet
    }

    @_noAllocation @_noLocks
    public mutating func pulse(at now: Instant) -> Bool {
        // After a release that failed STEP may still be asserted, and asserting it again would be no edge.
        guard isStepLow || releaseStep() else { return false }
        cisterna_spin_until(timing.earliestRise)
        let isUp = motor.set(Self.step, true)
        cisterna_spin_until(timing.earliestFall(roseAt: cisterna_monotonic_ns()))
        return releaseStep() && isUp
    }

    /// Makes pulses without the driver's times, for measuring how fast a line can be; gives how many failed. On simulated
    /// chips of the kernel only, so that no motor hears of it.
    package mutating func flood(_ count: Int, chip label: String) throws(GPIOError) -> Int {
        guard try GPIOLines(chip: label).chip.isSimulated else {
            throw GPIOError(
                .configuration(["pulses without a driver's times are for chips of the kernel's gpio-sim"]), chip: label)
        }
        var failed = 0
        for _ in 0..<count {
            let isUp = motor.set(Self.step, true)
            isStepLow = motor.set(Self.step, false)
            if !isUp || !isStepLow { failed += 1 }
        }
        return failed
    }

    @_noAllocation @_noLocks
    private mutating func releaseStep() -> Bool {
        isStepLow = motor.set(Self.step, false)
        timing.fell(at: cisterna_monotonic_ns())
        return isStepLow
    }
}
