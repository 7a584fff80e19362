// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension DeliveryProgram {
    /// A program for tests: a mode, a background, one drug in slot 0.
    static func therapy(
        _ mode: Mode, _ rate: String = "0 mL/day", concentration: Int64 = 500_000, revision: Int64 = 1
    ) -> DeliveryProgram {
        var program = DeliveryProgram(
            revision: revision, mode: mode, rate: try! FlowRate(parsing: rate), maximumRate: .max, fillNumber: 1,
            fill: try! Volume(parsing: "20 mL"), residual: .zero, lowReservoir: .zero)
        program.mixture = .drug(concentration)
        return program
    }

    func ceiling(_ window: DoseWindow, micrograms: Int64, span: Duration = .day) -> DeliveryProgram {
        var program = self
        program.ceilings.demandSpan = span
        program.ceilings[window, 0] = Mass(picograms: micrograms * 1_000_000)
        return program
    }

    func dead(_ volume: String, _ uncertainty: String = "0 mL") -> DeliveryProgram {
        var program = self
        program.dead = DeadVolume(
            volume: try! Volume(parsing: volume), uncertainty: try! Volume(parsing: uncertainty))
        return program
    }

    func demand(_ volume: String, _ duration: Duration, lockout: Duration, fromEnd: Bool = false, perDay: Int = 48)
        -> DeliveryProgram
    {
        var program = self
        program.demand = DemandRules(
            volume: try! Volume(parsing: volume), duration: duration, lockout: lockout, lockoutIsFromEnd: fromEnd,
            perDay: perDay)
        return program
    }
}

extension DrugMixture {
    /// One drug in slot 0, in picograms a microlitre (1000 of them are 1 ug/mL).
    static func drug(_ concentration: Int64) -> DrugMixture {
        var mixture = DrugMixture()
        mixture[0] = Concentration(picogramsPerMicroliter: concentration)
        return mixture
    }
}

extension Restoration {
    /// A path that is full of one drug.
    static func path(of concentration: Int64) -> Restoration {
        var restoration = Restoration()
        restoration.therapy.path = PathContents([
            PathContents.Plug(earliest: .zero, latest: .zero, mixture: .drug(concentration), isUnknown: false)
        ])!
        return restoration
    }
}

extension BenchPump {
    /// A pump that delivers this program.
    init(_ program: DeliveryProgram, restoring: Restoration = Restoration(), profile: RigProfile = .reference()) {
        self.init(profile: profile, restoring: restoring)
        commit(program)
        apply(.resume)
    }

    /// Asks for the demand bolus of the program.
    @discardableResult
    mutating func press(_ identifier: Int64 = 100) -> CommandOutcome {
        let rules = core.program?.demand
        return apply(
            .bolus(
                BolusOrder(
                    identifier: identifier, volume: rules?.volume ?? .max, duration: rules?.duration ?? .second,
                    kind: .demand)))
    }

    @discardableResult
    mutating func single(_ volume: String, _ duration: Duration, identifier: Int64 = 1) -> CommandOutcome {
        apply(.bolus(BolusOrder(identifier: identifier, volume: try! Volume(parsing: volume), duration: duration)))
    }

    @discardableResult
    mutating func prime(_ volume: String, identifier: Int64 = 50) -> CommandOutcome {
        apply(
            .bolus(
                BolusOrder(
                    identifier: identifier, volume: try! Volume(parsing: volume), duration: .minute, kind: .prime)))
    }

    var rates: [String] {
        events.compactMap { if case .rateChanged(let rate) = $0.event { rate.description } else { nil } }
    }

    func count(of event: Event) -> Int { events.filter { $0.event == event }.count }

    /// When an event was told last.
    func time(of event: Event) -> Instant? { events.last { $0.event == event }?.at }

    /// What was delivered since `before`, in microlitres to the nearest.
    func microliters(since before: Volume = .zero) -> Int64 {
        ((core.account.forwardVolume - before).picoliters + 500_000) / 1_000_000
    }
}
