// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The most that a program's own background ever puts into a window: through whole buckets, with the strokes by which
/// delivery may be behind, however the times of its steps and doses fall on the buckets.
struct SteadyPeak {
    /// A week of any schedule, and the day before it that fills the windows.
    static let horizon: Duration = .day * 8

    private let program: DeliveryProgram
    private let plan: BackgroundPlan
    private let rig: RigFacts
    private let path: PathContents

    init(program: DeliveryProgram, plan: BackgroundPlan, rig: RigFacts) {
        var program = program
        program.bridge = Bridge()
        self.program = program
        self.plan = plan
        self.rig = rig
        // Nothing but the mixture, everywhere.
        path =
            PathContents([
                PathContents.Plug(earliest: .zero, latest: .zero, mixture: program.mixture, isUnknown: false)
            ]) ?? PathContents()
    }

    /// Rounded up to a picogram.
    func mass(of window: DoseWindow, slot: Int) -> Mass {
        guard plan.highest > .zero else { return .zero }
        var windows = DoseWindows(at: .zero)
        windows.setDemandSpan(program.ceilings.demandSpan)
        var highest: Int128 = 0
        for state in states(for: window) {
            let forecast = DoseForecast(
                program: program, state: state, forwardVolume: .zero, maximumRate: program.maximumRate,
                strokeVolume: rig.strokeVolume)
            let peak = forecast.peak(
                of: window, slot: slot, windows: windows, path: path, schedule: plan.schedule, horizon: Self.horizon)
            highest = max(highest, peak.mass)
        }
        return Mass(picograms: Int64(clamping: WideArithmetic.divide(highest, by: 1_000_000, rounding: .up)))
    }

    /// Where the background may stand in time when the windows begin.
    private func states(for window: DoseWindow) -> [TherapyState] {
        var state = TherapyState()
        switch plan.mode {
        case .periodicBolus:
            // A window holds most when it begins with a dose: the first one begins with a bucket, of either size, and
            // late enough for the strokes to count.
            if let dose = program.periodic {
                state.background.lastDose = Instant(nanoseconds: (Duration.minute * 10).nanoseconds) - dose.interval
            }
            return [state]
        case .staircase:
            state.background.heldRate = plan.highest
            return [state]
        case .flex:
            // Steps change on whole minutes, buckets of five minutes begin on any of five. From a Monday, 1970-01-05.
            let monday = Duration.day * 4
            return (0..<(window == .hour ? 1 : 5)).map { phase in
                var state = state
                state.background.clockOffset = (monday + .minute * Int64(phase)).nanoseconds
                return state
            }
        case .stopped, .minimumRate, .simpleContinuous: return [state]
        }
    }
}
