// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Benchmarks. Timings are those of the machine and moment they were taken on; ratios to a peer measured in the same run
/// say more.
@main
struct CisternaBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cisterna-bench", abstract: "Measures the pump controller.",
        subcommands: [
            CoreBench.self, LatencyBench.self, IdleBench.self, DeliveryBench.self, FloodBench.self,
            RecordBench.self, CommitBench.self,
        ])
}
