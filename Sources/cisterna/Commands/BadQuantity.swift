// SPDX-License-Identifier: Apache-2.0

/// An argument that is no quantity that can be sent.
struct BadQuantity: Error, Equatable {
    /// As `--dose "0.1"`.
    let argument: String
    let message: String
}
