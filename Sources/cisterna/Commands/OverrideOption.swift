// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Who takes it on himself to go beyond soft limits, and why.
struct OverrideOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who overrides the soft limits.", valueName: "name"))
    var overrideName: String?

    @Option(help: ArgumentHelp("Why the soft limits are overridden.", valueName: "text"))
    var overrideReason: String?

    func validate() throws {
        guard (overrideName == nil) == (overrideReason == nil) else {
            throw ValidationError("an override has both --override-name and --override-reason")
        }
        for text in [overrideName, overrideReason] where text?.isEmpty == true {
            throw ValidationError("an override's name and reason are not empty")
        }
    }
}
