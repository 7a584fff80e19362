// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// The daemon is connected but does not answer.
struct NoAnswer: Error, Equatable {
    let method: ControlMethod
    let seconds: Int
}
