// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What the core was given with the last commit.
struct LoadedProgram: Sendable {
    var program: DeliveryProgram
    let schedule: FlexSchedule
}
