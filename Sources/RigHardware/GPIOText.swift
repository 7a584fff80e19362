// SPDX-License-Identifier: Apache-2.0

/// Texts as the C side gives them.
enum GPIOText {
    /// A fixed array of characters up to its zero.
    static func string<Characters: BitwiseCopyable>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The name of the call that failed.
    static func call(_ name: UnsafePointer<CChar>?) -> String {
        name.map { String(cString: $0) } ?? "unknown call"
    }
}
