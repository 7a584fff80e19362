// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A result as one line of JSON with sorted keys, or as lines that a person reads.
func report(_ values: [String: Double], notes: [String: String] = [:], json: Bool) {
    if json {
        var all: [String: Any] = values.mapValues { NSNumber(value: ($0 * 1_000).rounded() / 1_000) }
        for (key, note) in notes { all[key] = note }
        // Numbers and strings only: they always encode.
        let data = (try? JSONSerialization.data(withJSONObject: all, options: [.sortedKeys])) ?? Data()
        print(String(decoding: data, as: UTF8.self))
    } else {
        for (key, note) in notes.sorted(by: { $0.key < $1.key }) { print("\(key): \(note)") }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            print("\(key): \((value * 1_000).rounded() / 1_000)")
        }
    }
}
