// SPDX-License-Identifier: Apache-2.0

/// Nobody said that the pump stands.
struct StopUnanswered: Error {
    let cause: any Error
}
