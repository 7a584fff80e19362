// SPDX-License-Identifier: Apache-2.0

/// Where a text stops being TOML, and why.
struct TOMLSyntaxError: Error {
    let position: DocumentPosition
    let message: String
}
