// SPDX-License-Identifier: Apache-2.0

/// What keeps a simulation from running.
struct SimulationError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
