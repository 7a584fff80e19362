// SPDX-License-Identifier: Apache-2.0

/// Checks of the machine that are bad.
struct BadMachine: Error, Equatable {
    let checks: [String]
}
