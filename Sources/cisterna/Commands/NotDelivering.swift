// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Strokes were waited for, and the pump has come to rest.
struct NotDelivering: Error, Equatable {
    let state: StateWord
    let strokes: Int64
    let wanted: Int64
}
