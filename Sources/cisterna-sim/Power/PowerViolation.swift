// SPDX-License-Identifier: Apache-2.0

/// Something that must never be.
struct PowerViolation: Encodable, Hashable, Sendable {
    let seed: UInt64
    /// How many cuts came before it.
    let cut: Int
    let phase: String
    let what: String
}
