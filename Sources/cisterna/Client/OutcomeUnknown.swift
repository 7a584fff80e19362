// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A request was sent, and nobody said what became of it.
struct OutcomeUnknown: Error, Equatable {
    let requestId: String
    let method: ControlMethod
}
