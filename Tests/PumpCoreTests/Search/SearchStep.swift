// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// One call of a generated sequence. It carries all that it needs, so that others can be dropped without changing it.
enum SearchStep: Sendable {
    case run(Duration)
    case commit(DeliveryProgram, [(minute: Int, rate: FlowRate)], bridge: [(length: Volume, rate: FlowRate)])
    case resume
    case stop
    case single(Volume, Duration)
    case demand
    case prime(Volume)
    case cancel(ago: Int64)
    case declarePath(isFree: Bool)
    case setClock(Int64)
    case holdStaircase
    case beginRefill
    case endRefill
    case acknowledge
    case restart(gap: Duration, isKnown: Bool, isClean: Bool)
}

extension ObservedPump {
    mutating func perform(_ step: SearchStep, identifier: Int64) {
        switch step {
        case .run(let span): run(span)
        case .commit(var program, let changes, let bridge):
            var end = core.account.forwardVolume
            for segment in bridge {
                end += segment.length
                _ = program.bridge.append(until: end, rate: segment.rate)
            }
            apply(.commit(slot: 0), program: program, FlexSchedule(changes)!)
        case .resume: apply(.resume)
        case .stop: apply(.stop(.operatorCall))
        case .single(let volume, let duration):
            apply(.bolus(BolusOrder(identifier: identifier, volume: volume, duration: duration)))
        case .demand:
            // As the daemon orders it: by the rules of the program.
            let rules = core.program?.demand
            let order = BolusOrder(
                identifier: identifier, volume: rules?.volume ?? Self.profile.minimumBolus,
                duration: rules?.duration ?? .minute, kind: .demand)
            apply(.bolus(order))
        case .prime(let volume):
            apply(.bolus(BolusOrder(identifier: identifier, volume: volume, duration: .minute, kind: .prime)))
        case .cancel(let ago): apply(.cancelBolus(identifier: identifier - ago))
        case .declarePath(let isFree): apply(.declarePath(isFree: isFree))
        case .setClock(let local): apply(.setClock(local))
        case .holdStaircase: apply(.holdStaircase)
        case .beginRefill: apply(.beginRefill)
        case .endRefill: apply(.endRefill)
        case .acknowledge:
            for condition in Condition.allCases where core.conditions.lists(condition) {
                apply(.acknowledge(condition))
            }
        case .restart(let gap, let isKnown, let isClean): restart(gap: gap, isKnown: isKnown, isClean: isClean)
        }
    }
}
