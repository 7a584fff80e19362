// SPDX-License-Identifier: Apache-2.0

/// A document that cannot be read.
struct BadFile: Error, Equatable {
    enum Reason: Equatable {
        case missing
        case notReadable(String)
        case notText
        case tooLarge
    }

    let path: String
    let reason: Reason
}
