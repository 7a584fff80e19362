// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the dose windows will hold if a program goes on and boluses are delivered, bucket by bucket: the sum that every
/// window that overlaps a bolus must keep below its ceiling, reckoned before the grant (BR-D05).
///
/// It counts what was delivered and what is uncertain, what is left of boluses under way, the programmed background, and
/// the bolus asked for, each at the highest concentration that may be at the tip. Windows that begin later than now count
/// two strokes more: delivery is that much behind the integral at most.
public struct DoseForecast: Sendable, BitwiseCopyable {
    /// A bolus that is still to come, wholly or in part.
    public struct Bolus: Sendable, BitwiseCopyable {
        /// In ``DeliveryIntegral``'s unit.
        var left: Int128
        var rate: FlowRate

        @_noAllocation @_noLocks
        public init(left: Volume, rate: FlowRate) {
            self.left = DeliveryIntegral.owed(left)
            self.rate = rate
        }

        @_noAllocation @_noLocks
        init(unaccrued: Int128, rate: FlowRate) {
            left = unaccrued
            self.rate = rate
        }
    }

    var program: DeliveryProgram
    var background: BackgroundState
    /// Where the integral stands in time and volume; volume in ``DeliveryIntegral``'s unit.
    var pumpTime: Instant
    var position: Int128
    /// The forward volume up to which the windows have counted.
    let countedTo: Volume
    let maximumRate: FlowRate
    let strokeVolume: Volume
    /// In the order in which they are delivered, one after the other.
    var first: Bolus?
    var second: Bolus?
    /// Nothing but boluses: the background does not run.
    var isStopped = false

    @_noAllocation @_noLocks
    init(
        program: DeliveryProgram, background: BackgroundState, pumpTime: Instant, position: Int128, countedTo: Volume,
        maximumRate: FlowRate, strokeVolume: Volume
    ) {
        self.program = program
        self.background = background
        self.pumpTime = pumpTime
        self.position = position
        self.countedTo = countedTo
        self.maximumRate = maximumRate
        self.strokeVolume = strokeVolume
    }

    /// A forecast for somebody outside the core: from a state at rest, at a forward volume.
    public init(
        program: DeliveryProgram, state: TherapyState, forwardVolume: Volume, maximumRate: FlowRate,
        strokeVolume: Volume
    ) {
        var background = state.background
        background.begin(at: state.pumpTime)
        self.init(
            program: program, background: background, pumpTime: state.pumpTime,
            position: DeliveryIntegral.owed(forwardVolume), countedTo: forwardVolume, maximumRate: maximumRate,
            strokeVolume: strokeVolume)
    }

    /// Adds a bolus behind those that are there.
    @_noAllocation @_noLocks
    public mutating func add(_ bolus: Bolus) {
        if case .some = first { second = bolus } else { first = bolus }
    }

    /// The highest that a window of the drug in `slot` will hold, up to `horizon` from now or, with nil, while a window
    /// overlaps a bolus; and the end of the bucket in which it does so first.
    ///
    /// - Parameter enough: Beyond this nobody needs to know how high: the search ends.
    @_noAllocation @_noLocks
    public func peak(
        of window: DoseWindow, slot: Int, windows: borrowing DoseWindows, path: borrowing PathContents,
        schedule: borrowing FlexSchedule, horizon: Duration?, enough: Int128 = .max
    ) -> (mass: Int128, at: Instant) {
        var future = self
        let grid = windows.grid(of: window)
        var planned = InlineArray<289, Int64>(repeating: 0)
        var sum = windows.sum(window, ofSlot: slot)
        var counted = countedTo
        // Two strokes at the concentration of the moment.
        var strokes: Int128 = 0
        var peak: (mass: Int128, at: Instant) = (sum, pumpTime)
        var index: Int64 = 0
        var bucketsAfter: Int64 = 0
        var end = Instant(nanoseconds: (pumpTime.nanoseconds / grid.bucket + 1) * grid.bucket)
        while true {
            future.run(until: end, schedule)
            let reached = Volume(picoliters: Int64(truncatingIfNeeded: future.position / DeliveryIntegral.perPicoliter))
            let mass = path.mostMass(ofSlot: slot, from: counted, to: reached, through: program.dead)
            let ahead = Volume(picoliters: reached.picoliters + 2 * strokeVolume.picoliters)
            strokes = path.mostMass(ofSlot: slot, from: reached, to: ahead, through: program.dead)
            counted = reached
            planned[Int(index % grid.touched)] = Int64(clamping: mass)
            sum += Int128(planned[Int(index % grid.touched)])
            let slack = index >= grid.touched ? strokes : 0
            if sum + slack > peak.mass { peak = (sum + slack, end) }
            guard peak.mass <= enough else { return peak }
            if let horizon {
                guard end < pumpTime + horizon else { return peak }
            } else if future.hasBolus {
                // A background that rises may hold a bolus back for longer than anybody looks ahead: it counts as exceeded.
                guard end < pumpTime + Self.farthest else { return (.max, end) }
                bucketsAfter = 0
            } else {
                bucketsAfter += 1
                guard bucketsAfter <= grid.touched else { return peak }
            }
            // The bucket that leaves with the next one: of the past, or planned.
            index += 1
            if index >= grid.touched {
                sum -= Int128(planned[Int(index % grid.touched)])
                planned[Int(index % grid.touched)] = 0
                // With what was planned for the bucket of now goes what it held by then.
                if index == grid.touched { sum -= Int128(windows.recent(window, ago: 0, slot)) }
            } else {
                sum -= Int128(windows.recent(window, ago: grid.touched - index, slot))
            }
            end = end + Duration(nanoseconds: grid.bucket)
        }
    }

    /// How far a forecast looks for the end of boluses: two of them, each of the longest kind.
    static var farthest: Duration { @_noAllocation @_noLocks get { .day * 5 } }

    /// The first window and drug whose ceiling would be exceeded while a window overlaps a bolus; nil where none.
    @_noAllocation @_noLocks
    public func firstExceeded(
        windows: borrowing DoseWindows, path: borrowing PathContents, schedule: borrowing FlexSchedule
    ) -> (window: DoseWindow, slot: Int)? {
        var code: UInt8 = 0
        while let window = DoseWindow(code: code) {
            var slot = 0
            while slot < DrugMixture.capacity {
                if program.ceilings.bounds(window, slot) {
                    let ceiling = Int128(program.ceilings[window, slot].picograms) * 1_000_000
                    let peak = peak(
                        of: window, slot: slot, windows: windows, path: path, schedule: schedule, horizon: nil,
                        enough: ceiling)
                    if peak.mass > ceiling { return (window, slot) }
                }
                slot += 1
            }
            code += 1
        }
        return nil
    }

    /// Moves windows and forecast on to `pumpTime` with the background alone, each minute counted where it ends.
    public mutating func advance(
        to target: Instant, windows: inout DoseWindows, path: borrowing PathContents, schedule: borrowing FlexSchedule
    ) {
        var counted = countedTo
        while pumpTime < target {
            let end = min(
                target, Instant(nanoseconds: (pumpTime.nanoseconds / DoseWindows.minute + 1) * DoseWindows.minute))
            run(until: end, schedule)
            windows.roll(to: Instant(nanoseconds: end.nanoseconds - 1))
            let reached = Volume(picoliters: Int64(truncatingIfNeeded: position / DeliveryIntegral.perPicoliter))
            windows.count(from: counted, to: reached, of: path, through: program.dead)
            counted = reached
        }
        self = DoseForecast(
            program: program, background: background, pumpTime: pumpTime, position: position, countedTo: counted,
            maximumRate: maximumRate, strokeVolume: strokeVolume)
    }

    private var hasBolus: Bool {
        @_noAllocation @_noLocks get {
            if case .some = first { return true }
            return false
        }
    }

    /// The integral at `end`, by the same rates as the controller's.
    @_noAllocation @_noLocks
    private mutating func run(until end: Instant, _ schedule: borrowing FlexSchedule) {
        while pumpTime < end {
            var until = end
            let rate = backgroundRate(&until, schedule)
            var ofBolus = FlowRate.zero
            if let bolus = first {
                ofBolus = Swift.max(.zero, Swift.min(bolus.rate, maximumRate - rate))
                if ofBolus > .zero {
                    let perDay = Int128(ofBolus.picolitersPerDay)
                    let span = (bolus.left + perDay - 1) / perDay
                    if span < Int128((until - pumpTime).nanoseconds) {
                        until = pumpTime + Duration(nanoseconds: Int64(truncatingIfNeeded: span))
                    }
                }
            }
            let span = Int128((until - pumpTime).nanoseconds)
            position += span * Int128(rate.picolitersPerDay)
            if ofBolus > .zero { take(span * Int128(ofBolus.picolitersPerDay)) }
            pumpTime = until
        }
    }

    @_noAllocation @_noLocks
    private mutating func take(_ amount: Int128) {
        guard var bolus = first else { return }
        let part = Swift.min(amount, bolus.left)
        position += part
        bolus.left -= part
        first = bolus
        if bolus.left == 0 {
            first = second
            second = nil
        }
    }

    /// The rate now; `until` comes down to when it changes.
    @_noAllocation @_noLocks
    private mutating func backgroundRate(_ until: inout Instant, _ schedule: borrowing FlexSchedule) -> FlowRate {
        guard !isStopped else { return .zero }
        if let segment = program.bridge.segment(at: position) {
            let perDay = Int128(segment.rate.picolitersPerDay)
            let span = (segment.end - position + perDay - 1) / perDay
            if span < Int128((until - pumpTime).nanoseconds) {
                until = pumpTime + Duration(nanoseconds: Int64(truncatingIfNeeded: span))
            }
            background.staircaseFrom = pumpTime
            return segment.rate
        }
        let segment = background.segment(at: pumpTime, of: program, schedule)
        until = Swift.min(until, segment.until)
        return segment.rate
    }
}
