// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What the windows will hold at most from now on until the path holds nothing but the new mixture and they have
/// forgotten the change: what was delivered before, the bridge, and the program behind it, at the highest concentration
/// that the dead volume's uncertainty lets be at the tip.
struct ComingPeak {
    private let forecast: DoseForecast
    private let windows: DoseWindows
    private let path: PathContents
    private let schedule: FlexSchedule
    private let horizon: Duration
    private let now: Instant

    init(program: DeliveryProgram, plan: BackgroundPlan, path: PathContents, in context: ReviewContext) {
        var state = context.therapy
        if state.revision != program.revision {
            // Another program's staircase is none of this one's.
            state.background.staircaseElapsed = .zero
            state.background.staircaseFrom = nil
            state.background.heldRate = nil
        }
        // Until somebody sets the clock nothing flows; it must not look as if that were safe.
        if state.background.clockOffset == nil { state.background.clockOffset = (Duration.day * 4).nanoseconds }
        var windows = context.windows
        windows.setDemandSpan(program.ceilings.demandSpan)
        windows.roll(to: state.pumpTime)
        forecast = DoseForecast(
            program: program, state: state, forwardVolume: context.forwardVolume, maximumRate: program.maximumRate,
            strokeVolume: context.rig.strokeVolume)
        self.windows = windows
        self.path = path
        schedule = plan.schedule
        now = state.pumpTime
        horizon = Self.horizon(of: program, mean: plan.mean, in: context)
    }

    private static func horizon(of program: DeliveryProgram, mean: FlowRate, in context: ReviewContext) -> Duration {
        var time: Int128 = 0
        var position = context.forwardVolume
        for index in 0..<program.bridge.count {
            let segment = program.bridge.segment(index)
            guard segment.end > position else { continue }
            time += Int128((try? (segment.end - position).time(at: segment.rate))?.nanoseconds ?? .max)
            position = segment.end
        }
        let end = context.forwardVolume + program.dead.most
        if end > position { time += Int128((try? (end - position).time(at: mean))?.nanoseconds ?? .max) }
        let longest = BridgePlan.longest + .day * 30
        return min(Duration(nanoseconds: Int64(clamping: time)), longest) + .day * 2
    }

    /// Rounded up to a picogram, and when it comes, counted from now.
    func peak(of window: DoseWindow, slot: Int) -> (mass: Mass, after: Duration) {
        let peak = forecast.peak(
            of: window, slot: slot, windows: windows, path: path, schedule: schedule, horizon: horizon)
        let mass = WideArithmetic.divide(peak.mass, by: 1_000_000, rounding: .up)
        return (Mass(picograms: Int64(clamping: mass)), peak.at - now)
    }
}
