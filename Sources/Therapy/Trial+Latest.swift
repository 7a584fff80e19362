// SPDX-License-Identifier: Apache-2.0
import Quantities

extension Trial {
    /// Whether anything may still be added to it.
    public var isOpen: Bool {
        if case .ended = phase { return false }
        return true
    }

    /// The last pain score, 0 to 10; nil before the first.
    public var lastScore: Int? {
        entries.reversed().lazy.compactMap { entry in
            guard case .score(let pain) = entry.event else { return nil }
            return pain
        }.first
    }

    /// The last rate that a continuous trial reached; nil in others and before the first.
    public var lastRate: FlowRate? {
        entries.reversed().lazy.compactMap { entry in
            guard case .rateReached(let rate) = entry.event else { return nil }
            return rate
        }.first
    }
}
