// SPDX-License-Identifier: Apache-2.0

/// Arguments that do not go together.
struct Misuse: Error, Equatable {
    let message: String
}
