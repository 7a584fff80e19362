// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import PumpCore

/// What happens to the line in a detection run.
enum DetectFault: String, CaseIterable, Codable, ExpressibleByArgument {
    /// The catheter closes from one moment to the next.
    case sudden
    /// Its bore closes evenly over an hour.
    case slow
    /// Its resistance becomes ten times what it was. Reported, not scored: all of it is still delivered.
    case tenfold
    /// The line comes off the pump and is open to the ambient.
    case disconnected
    /// Nothing comes from the reservoir any more.
    case upstream
}

extension DetectFault {
    /// What it may be taken for.
    var conditions: Set<Condition> {
        switch self {
        case .sudden, .slow, .tenfold: [.occlusionDownstream]
        case .disconnected: [.catheterLeak]
        case .upstream: [.occlusionUpstream]
        }
    }
}
