// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// Who programs.
struct OperatorOption: ParsableArguments {
    @Option(name: .customLong("operator"), help: ArgumentHelp("Who does this (else USER).", valueName: "name"))
    var operatorName: String?

    func resolved() throws -> String {
        let name = operatorName ?? ProcessInfo.processInfo.environment["USER"] ?? ""
        guard !name.isEmpty else { throw Misuse(message: "who does this? give --operator NAME") }
        return name
    }
}
