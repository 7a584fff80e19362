// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A second implementation of what a prescription means, slow and simple: it walks through pump time from one change to the
/// next and adds rate times time. It shares no code with the core. Amounts are exact fractions of a picolitre: the
/// numerators over ``perPicoliter`` nanoseconds of a day.
struct TherapyOracle {
    static let perPicoliter: Int128 = 86_400_000_000_000
    static let day: Int64 = 86_400_000_000_000
    static let week = 7 * day
    static let minute: Int64 = 60_000_000_000

    struct Bolus {
        var left: Int128
        let rate: Int128
        let isDemand: Bool
    }

    private(set) var time: Int64 = 0
    private(set) var isRunning = false
    private(set) var bolus: Bolus?
    private(set) var suspended: Bolus?
    /// What the program has come to since what was owed was last forgotten.
    private(set) var owed: Int128 = 0
    private(set) var starts: [Int64] = []
    private(set) var ends: [Int64] = []

    private var program: DeliveryProgram?
    private var changes: [(minute: Int, rate: FlowRate)] = []
    private let rigMaximum: Int128
    private var clock: Int64?
    private var earlier: Int64?
    private var earlierUntil: Int64 = .min
    private var lastDose: Int64?
    private var doseEnds: Int64 = .min
    private var climbed: Int64 = 0
    private var relief: Int128?
    /// Where the bridge stands: forward volume at the last forgetting.
    private var base: Int128 = 0

    init(rigMaximum: FlowRate) { self.rigMaximum = Int128(rigMaximum.picolitersPerDay) }

    // MARK: - What is told

    mutating func commit(_ program: DeliveryProgram, _ changes: [(minute: Int, rate: FlowRate)], at forward: Volume) {
        if program.revision != self.program?.revision {
            climbed = 0
            relief = nil
            doseEnds = min(doseEnds, time)
        }
        self.program = program
        self.changes = changes
        forget(at: forward)
    }

    mutating func resume(at forward: Volume) {
        isRunning = true
        forget(at: forward)
    }

    mutating func stop(at forward: Volume) {
        end()
        forget(at: forward)
    }

    mutating func setClock(_ local: Int64) {
        if let clock {
            if time >= earlierUntil { earlier = clock }
            earlierUntil = time + Self.day
        }
        clock = local - time
    }

    mutating func hold() { relief = relief ?? modeRate() }

    mutating func begin(_ order: BolusOrder) {
        let day = Int128(Self.day)
        let rate = Int128(order.volume.picoliters) * day / Int128(order.duration.nanoseconds)
        let isDemand = order.kind == .demand
        if isDemand {
            suspended = bolus
            starts.append(time)
        }
        bolus = Bolus(left: Int128(order.volume.picoliters) * Self.perPicoliter, rate: rate, isDemand: isDemand)
    }

    /// Pump time that passed while no controller was there.
    mutating func skip(_ span: Duration) { time += span.nanoseconds }

    private mutating func forget(at forward: Volume) {
        owed = 0
        base = Int128(forward.picoliters) * Self.perPicoliter
    }

    // MARK: - What comes of it

    /// Why a demand bolus would be refused now; nil where lockout and count let it pass.
    func refusal(of rules: DemandRules) -> (isLockout: Bool, until: Int64)? {
        if let start = starts.last {
            let from = rules.lockoutIsFromEnd ? (starts.count == ends.count ? ends.last! : time) : start
            if from + rules.lockout.nanoseconds > time { return (true, from + rules.lockout.nanoseconds) }
        }
        let recent = starts.filter { $0 > time - Self.day }
        if recent.count >= rules.perDay { return (false, recent[recent.count - rules.perDay] + Self.day) }
        return nil
    }

    var isBridging: Bool { bridgeSegment() != nil }

    /// Background and bolus now, in picolitres a day.
    mutating func rate() -> Int128 {
        guard isRunning else { return 0 }
        let background = backgroundRate()
        return background + bolusRate(beside: background)
    }

    /// Walks on to a pump time.
    mutating func walk(to target: Int64) {
        while time < target {
            guard isRunning else {
                time = target
                return
            }
            let background = backgroundRate()
            let ofBolus = bolusRate(beside: background)
            let wasBridging = isBridging
            var next = wasBridging ? target : min(target, nextChange())
            if let segment = bridgeSegment(), background > 0 {
                next = min(next, time + Int64((segment - base - owed + background - 1) / background))
            }
            if let bolus, ofBolus > 0 { next = min(next, time + Int64((bolus.left + ofBolus - 1) / ofBolus)) }
            let span = Int128(next - time)
            let part = bolus.map { min($0.left, span * ofBolus) } ?? 0
            owed += span * background + part
            if program?.mode == .staircase, !wasBridging { climbed += next - time }
            time = next
            bolus?.left -= part
            if bolus?.left == 0 { endBolus() }
            if isTimeUp { end() }
        }
    }

    /// The time of a trial is up.
    private var isTimeUp: Bool {
        guard let program, program.mode == .staircase, relief == nil, !isBridging else { return false }
        return climbed >= program.staircase!.limit.nanoseconds
    }

    private mutating func end() {
        if bolus?.isDemand == true { ends.append(time) }
        isRunning = false
        bolus = nil
        suspended = nil
        doseEnds = min(doseEnds, time)
    }

    private mutating func endBolus() {
        if bolus?.isDemand == true { ends.append(time) }
        bolus = bolus?.isDemand == true ? suspended : nil
        suspended = nil
    }

    private func bolusRate(beside background: Int128) -> Int128 {
        guard let bolus, let program else { return 0 }
        return max(0, min(bolus.rate, min(rigMaximum, Int128(program.maximumRate.picolitersPerDay)) - background))
    }

    /// Where the present segment of the bridge ends; nil beyond the last.
    private func bridgeSegment() -> Int128? {
        guard let bridge = program?.bridge else { return nil }
        for index in 0..<bridge.count {
            let end = Int128(bridge.segment(index).end.picoliters) * Self.perPicoliter
            if base + owed < end { return end }
        }
        return nil
    }

    private mutating func backgroundRate() -> Int128 {
        guard let program else { return 0 }
        for index in 0..<program.bridge.count {
            let segment = program.bridge.segment(index)
            if base + owed < Int128(segment.end.picoliters) * Self.perPicoliter {
                return Int128(segment.rate.picolitersPerDay)
            }
        }
        return modeRate()
    }

    private mutating func modeRate() -> Int128 {
        guard let program else { return 0 }
        switch program.mode {
        case .stopped: return 0
        case .minimumRate, .simpleContinuous: return Int128(program.rate.picolitersPerDay)
        case .flex:
            guard let clock else { return 0 }
            let present = scheduled(time + clock)
            guard let earlier, time < earlierUntil else { return present }
            return min(present, scheduled(time + earlier))
        case .periodicBolus:
            let dose = program.periodic!
            if time >= doseEnds, lastDose.map({ time >= $0 + dose.interval.nanoseconds }) ?? true {
                lastDose = time
                doseEnds = time + dose.duration.nanoseconds
            }
            return Int128(program.rate.picolitersPerDay) + (time < doseEnds ? Int128(dose.rate.picolitersPerDay) : 0)
        case .staircase:
            let stair = program.staircase!
            if let relief { return relief }
            let steps = Int128(climbed / stair.interval.nanoseconds)
            return min(
                Int128(stair.ceiling.picolitersPerDay),
                Int128(stair.start.picolitersPerDay) + steps * Int128(stair.step.picolitersPerDay))
        }
    }

    /// The rate of the last change at or before a time of the week; 1970-01-01 was a Thursday.
    private func scheduled(_ local: Int64) -> Int128 {
        let sinceMonday = ((local + 3 * Self.day) % Self.week + Self.week) % Self.week
        let last = changes.last { Int64($0.minute) * Self.minute <= sinceMonday } ?? changes.last
        return Int128(last?.rate.picolitersPerDay ?? 0)
    }

    /// The next moment at which anything may change by time.
    private func nextChange() -> Int64 {
        var next = Int64.max
        guard let program else { return next }
        switch program.mode {
        case .flex:
            for offset in [clock, time < earlierUntil ? earlier : nil].compactMap({ $0 }) {
                let local = time + offset
                next = min(next, time + Self.minute - ((local % Self.minute) + Self.minute) % Self.minute)
            }
            if earlier != nil, earlierUntil > time { next = min(next, earlierUntil) }
        case .periodicBolus:
            if time < doseEnds { return doseEnds }
            if let lastDose { next = lastDose + program.periodic!.interval.nanoseconds }
        case .staircase:
            let stair = program.staircase!
            guard relief == nil else { return next }
            let step = stair.interval.nanoseconds
            next = time + min(step - climbed % step, max(1, stair.limit.nanoseconds - climbed))
        case .stopped, .minimumRate, .simpleContinuous: break
        }
        return max(next, time + 1)
    }
}
