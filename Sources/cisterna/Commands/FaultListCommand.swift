// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import RigFile

/// `cisterna fault list`. Nothing is asked of a daemon.
struct FaultListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What can go wrong, and how much of it is usual.")

    func run() throws {
        let rows = SimulatedFault.all.map { [$0.name, Self.amount($0.usualAmount), $0.amountText] }
        let threads = TestFaultWord.allCases.map {
            [$0.rawValue, "", "hangs a thread of the daemon, --for 1 s to 10 min"]
        }
        for row in rows + threads {
            let name = row[0].padding(to: 24)
            let usual = row[1].padding(to: 6)
            print("\(name) \(usual) \(row[2])")
        }
    }

    private static func amount(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
