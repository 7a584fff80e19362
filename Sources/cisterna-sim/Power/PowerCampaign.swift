// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Many seeds, on as many threads as are wanted: each seed is alone with its disk.
struct PowerCampaign: Sendable {
    let seeds: ClosedRange<UInt64>
    let plant: PowerPlant?
    let jobs: Int

    /// Beyond so many violations no further seed is begun.
    private static let enough = 20

    func run() -> PowerTally {
        let next = Atomic<UInt64>(seeds.lowerBound)
        let sum = Mutex(PowerTally())
        let clock = ContinuousClock()
        let begin = clock.now
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let seed = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard seed <= seeds.upperBound else { return }
                guard sum.withLock({ $0.violations.count < Self.enough }) else { return }
                let tally = PowerRun(seed: seed, plant: plant).finish()
                sum.withLock { $0.add(tally) }
            }
        }
        var tally = sum.withLock { $0 }
        tally.violations.sort { ($0.seed, $0.cut) < ($1.seed, $1.cut) }
        tally.seconds =
            Double((clock.now - begin).components.seconds)
            + Double((clock.now - begin).components.attoseconds) / 1e18
        return tally
    }
}
