// SPDX-License-Identifier: Apache-2.0

/// The key that a person may have meant.
enum KeySuggestion {
    /// The known key with the fewest changes to `key`; nil where none is near. Keys too long to be a slip have none.
    static func nearest(to key: String, among known: [String]) -> String? {
        guard key.count <= 64 else { return nil }
        let distances = known.map { (key: $0, distance: distance(Array(key), Array($0))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, best.key.count / 3) ? best.key : nil
    }

    /// Insertions, deletions and replacements of characters (Levenshtein).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (character == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
