// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

extension ScriptedFault {
    /// `[[faults]]`: `fault`, `after` the rig was switched on, and where wanted `amount`, `over`, `for`, `every`.
    static func read(_ root: DocumentTable) -> [ScriptedFault] {
        root.tables("faults", count: 0...1_000).compactMap(ScriptedFault.init(reading:))
    }

    private init?(reading table: DocumentTable) {
        let name = table.text("fault")
        let times = Duration.zero ... .day * 366
        let after: Duration = table.quantity("after", within: times)
        let amount = table.optionalNumber("amount").map { Double($0) / 1e6 }
        let ramp = table.quantity("over", default: .zero, within: times)
        let duration: Duration? = table.optional("for", within: .millisecond ... .day * 366)
        let period: Duration? = table.optional("every", within: .millisecond ... .day * 366)
        guard let fault = SimulatedFault(name: name) else {
            if !name.isEmpty { table.report(SimulatedFault.unknown(name), at: "fault") }
            return nil
        }
        self.init(after: after, FaultOrder(fault, amount: amount, over: ramp, for: duration, every: period))
    }
}

extension SimulatedFault {
    /// What to say of a name that no fault has.
    public static func unknown(_ name: String) -> String {
        let like = all.map(\.name).filter { $0.hasPrefix(name.prefix(3)) }
        let known = like.isEmpty ? all.prefix(15).map(\.name) + ["pressure-stuck", "cover-input-on"] : like
        return "there is no fault “\(name)”; there are \(known.joined(separator: ", "))\(like.isEmpty ? ", …" : "")"
    }
}
