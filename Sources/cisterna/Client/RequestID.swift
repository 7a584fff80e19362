// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The ids by which a repeated call is known: one an intent, never one more by itself.
enum RequestID {
    static func make() -> String { UUID().uuidString.lowercased() }
}
