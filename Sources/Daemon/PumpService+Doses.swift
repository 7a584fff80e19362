// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Proposals
import PumpCore
import Quantities
import Therapy

extension PumpService {
    /// The drugs that the core keeps account of, those of the reservoir first.
    private var drugs: [PathDrug] {
        slots.all.map { PathDrug(name: $0.key, slot: $0.value) }.sorted { left, right in
            let order = prescription?.admixture.drugs.map(\.name) ?? []
            let places = [left, right].map { order.firstIndex(of: $0.name) ?? order.count }
            return places[0] == places[1] ? left.name < right.name : places[0] < places[1]
        }
    }

    func drugName(ofSlot slot: Int) -> String { drugs.first { $0.slot == slot }?.name ?? "slot \(slot)" }

    /// The rates to come; at rest none.
    private func ratesAhead(_ snapshot: PumpSnapshot) -> [RateSegment] {
        guard snapshot.state == .delivering, let loaded else { return [] }
        if snapshot.isAtSafeRate { return [RateSegment(rate: snapshot.rate, for: CatheterTransport.horizon)] }
        return ProgramAhead.rates(
            of: loaded.program, loaded.schedule, from: snapshot.therapy, at: snapshot.account.forwardVolume,
            for: CatheterTransport.horizon)
    }

    private func transport(_ snapshot: PumpSnapshot) -> CatheterTransport? {
        guard let loaded else { return nil }
        return CatheterTransport(
            path: snapshot.therapy.path, dead: loaded.program.dead, position: snapshot.account.forwardVolume,
            ahead: ratesAhead(snapshot), drugs: drugs)
    }

    /// What status shows of the coming 72 hours.
    private static let hoursAhead: Set<Int64> = [6, 12, 24, 48, 72]

    /// What leaves pump and tip now and ahead, and what the windows hold.
    func doses(
        _ snapshot: PumpSnapshot
    ) -> (doses: [DoseMessage], ahead: [TipDoseMessage], front: FrontMessage?) {
        guard let loaded, let transport = transport(snapshot) else { return ([], [], nil) }
        followWindows(snapshot)
        let windows = mirror.windows
        let messages = zip(drugs, transport.now.drugs).map { drug, dose in
            message(drug, dose, windows, loaded.program)
        }
        let ahead = TipDoseMessage.hourly(transport).filter { Self.hoursAhead.contains($0.hours) }
        return (messages, ahead, transport.fronts?.last.flatMap(FrontMessage.init))
    }

    private func message(
        _ drug: PathDrug, _ dose: DrugTransport, _ windows: DoseWindows, _ program: DeliveryProgram
    ) -> DoseMessage {
        func ceiling(_ window: DoseWindow) -> Int64? {
            program.ceilings.bounds(window, drug.slot) ? program.ceilings[window, drug.slot].picograms / 1_000 : nil
        }
        // Millionths of a picogram; what a window holds is rounded up.
        func held(_ window: DoseWindow) -> Int64 {
            Int64(clamping: (windows.sum(window, ofSlot: drug.slot) + 999_999_999) / 1_000_000_000)
        }
        return DoseMessage(
            drug: drug.name,
            concentrationNanogramsPerMilliliter: program.mixture[drug.slot].picogramsPerMicroliter,
            outletNanogramsPerDay: (dose.outlet?.picogramsPerDay ?? 0) / 1_000,
            tipNanogramsPerDay: dose.plugFlow?.nominal.nanograms,
            tipLowestNanogramsPerDay: dose.plugFlow?.lowest.nanograms,
            tipHighestNanogramsPerDay: dose.plugFlow?.highest.nanograms,
            tipMixedNanogramsPerDay: dose.wellMixed?.nominal.nanograms, hourNanograms: held(.hour),
            hourCeilingNanograms: ceiling(.hour), dayNanograms: held(.day), dayCeilingNanograms: ceiling(.day))
    }

    func bridge(_ snapshot: PumpSnapshot) -> BridgeMessage? {
        guard let left = snapshot.bridgeLeft, let program = loaded?.program else { return nil }
        var time = Duration.zero
        var before = snapshot.account.forwardVolume
        for index in 0..<program.bridge.count {
            let segment = program.bridge.segment(index)
            guard segment.end > before else { continue }
            time += (try? (segment.end - before).time(at: segment.rate)) ?? .zero
            before = segment.end
        }
        return BridgeMessage(
            remainingNanoliters: left.picoliters / 1_000, remainingSeconds: Self.seconds(time),
            rateNanolitersPerDay: snapshot.programRate.picolitersPerDay / 1_000)
    }

    /// From now until the reserve is reached, with no demand bolus and with all that are allowed (BR-W04), and until the
    /// mixture expires.
    func refillDates(_ snapshot: PumpSnapshot) -> RefillDatesMessage? {
        guard let loaded, let prescription, snapshot.account.fillNumber > 0 else { return nil }
        let usable = max(.zero, snapshot.account.remaining - prescription.reservoir.reserve)
        let demand = prescription.demandBolus.flatMap { demand in
            loaded.program.demand.map { FlowRate(picolitersPerDay: $0.volume.picoliters * Int64(demand.allowedPerDay)) }
        }
        func time(with extra: FlowRate) -> Int64? {
            ProgramAhead.time(
                until: usable, of: loaded.program, loaded.schedule, from: snapshot.therapy,
                at: snapshot.account.forwardVolume, beside: extra
            ).map(Self.seconds)
        }
        return RefillDatesMessage(
            noDemandSeconds: time(with: .zero), allDemandSeconds: demand.flatMap(time),
            stabilitySeconds: stability(prescription, snapshot))
    }

    private func stability(_ prescription: Prescription, _ snapshot: PumpSnapshot) -> Int64? {
        guard let expiry = prescription.reservoir.expiryDate, let today = today(snapshot) else { return nil }
        guard today < expiry else { return 0 }
        return today.days(until: expiry) * 86_400
    }

    func serviceMessage(_ snapshot: PumpSnapshot) -> ServiceLifeMessage {
        let life = serviceLife(snapshot, clock.now())
        let ends = [life.tubeRemaining, life.endRemaining].compactMap { $0 }
        return ServiceLifeMessage(
            revolutions: life.revolutions, tubeCompressions: life.compressions ?? 0,
            tubeCompressionsLimit: life.compressionsLimit,
            batteryUsedMilli: life.batteryUsedShare.map { $0.partsPerMillion / 1_000 },
            batteryRemainingDays: life.endRemaining.map { $0.nanoseconds / Duration.day.nanoseconds },
            replacementDue: life.isIndicatorDue || service.marks.indicatorSince != nil,
            remainingDays: ends.min().map { $0.nanoseconds / Duration.day.nanoseconds })
    }
}

extension DoseRate {
    /// Whole nanograms a day, rounded down.
    fileprivate var nanograms: Int64 { picogramsPerDay / 1_000 }
}

extension FrontMessage {
    /// When the reservoir's mixture reaches the tip; nil where it is there, or nobody can foresee it.
    fileprivate init?(_ front: PlugFront) {
        guard case .after(let latest) = front.latest else { return nil }
        func seconds(_ arrival: PlugFront.Arrival) -> Int64 {
            guard case .after(let time) = arrival else { return 0 }
            return PumpService.seconds(time)
        }
        self.init(
            earliestSeconds: seconds(front.earliest), nominalSeconds: seconds(front.nominal),
            latestSeconds: PumpService.seconds(latest))
    }
}
