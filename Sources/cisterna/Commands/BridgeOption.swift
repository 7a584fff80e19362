// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Why no bridge bolus is wanted.
struct BridgeOption: ParsableArguments {
    @Option(help: ArgumentHelp("Do without the bridge bolus, for this reason.", valueName: "reason"))
    var declineBridge: String?

    func validate() throws {
        guard declineBridge?.isEmpty != true else { throw ValidationError("a bridge is declined for a reason") }
    }
}
