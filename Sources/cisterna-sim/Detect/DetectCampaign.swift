// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// The matrix, for many seeds, on as many threads as are wanted.
struct DetectCampaign: Sendable {
    let seeds: ClosedRange<UInt64>
    let cells: [DetectCell]
    let jobs: Int

    func run() -> [DetectFigures] {
        let next = Atomic<Int>(0)
        let sums = Mutex(cells.map(DetectFigures.init(cell:)))
        // The long ones first, so that none is left over at the end.
        let order = cells.indices.sorted { work(cells[$0]) > work(cells[$1]) }
        let count = Int(seeds.upperBound - seeds.lowerBound) + 1
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard item < order.count * count else { return }
                let place = order[item / count]
                let figures = Self.run(cells[place], seed: seeds.lowerBound + UInt64(item % count))
                sums.withLock { $0[place].add(figures) }
            }
        }
        return sums.withLock { $0 }
    }

    private func work(_ cell: DetectCell) -> Double { cell.rate * cell.yearsOfHundredSeeds }

    private static func run(_ cell: DetectCell, seed: UInt64) -> DetectFigures {
        var figures = DetectFigures(cell: cell)
        for fault in DetectFault.allCases {
            figures.add(OcclusionRun(cell: cell, fault: fault, seed: seed).run(), fault)
        }
        figures.add(DisturbedRun(cell: cell, seed: seed).run())
        return figures
    }
}
