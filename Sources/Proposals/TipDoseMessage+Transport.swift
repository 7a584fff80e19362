// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import PumpCore
import Quantities
import Therapy

extension TipDoseMessage {
    /// The coming 72 hours of a reviewed program as if it ran from now on, every hour; none for a review with errors.
    ///
    /// - Parameters:
    ///   - state: Of now. Where the pump clock is not known, `clock` (nanoseconds since 1970-01-01 as it would show them)
    ///     stands in for it: what is looked at is a plan.
    ///   - position: The forward volume of now.
    public static func ahead(
        of review: Review, from state: TherapyState, at position: Volume, clock: Int64
    ) -> [TipDoseMessage] {
        guard let program = review.program else { return [] }
        var state = state
        if state.background.clockOffset == nil { state.background.clockOffset = clock - state.pumpTime.nanoseconds }
        var path = state.path
        path.enter(program.mixture, at: position)
        let drugs = review.slots.all.map { PathDrug(name: $0.key, slot: $0.value) }.sorted { $0.slot < $1.slot }
        let rates = ProgramAhead.rates(
            of: program, review.schedule, from: state, at: position, for: CatheterTransport.horizon)
        let transport = CatheterTransport(
            path: path, dead: program.dead, position: position, ahead: rates, drugs: drugs)
        return hourly(transport)
    }

    /// What a look ahead says for each whole hour.
    public static func hourly(_ transport: CatheterTransport) -> [TipDoseMessage] {
        let hour = Duration.hour.nanoseconds
        return transport.samples.filter { $0.after.nanoseconds % hour == 0 }.flatMap { sample in
            sample.drugs.map { TipDoseMessage(hours: sample.after.nanoseconds / hour, $0) }
        }
    }

    private init(hours: Int64, _ dose: DrugTransport) {
        self.init(
            hours: hours, drug: dose.drug, outletNanogramsPerDay: (dose.outlet?.picogramsPerDay ?? 0) / 1_000,
            tipNanogramsPerDay: dose.plugFlow?.nominal.nanograms,
            tipLowestNanogramsPerDay: dose.plugFlow?.lowest.nanograms,
            tipHighestNanogramsPerDay: dose.plugFlow?.highest.nanograms,
            tipMixedNanogramsPerDay: dose.wellMixed?.nominal.nanograms)
    }
}

extension DoseRate {
    /// Whole nanograms a day, rounded down.
    fileprivate var nanograms: Int64 { picogramsPerDay / 1_000 }
}
