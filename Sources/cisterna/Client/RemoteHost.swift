// SPDX-License-Identifier: Apache-2.0

/// Where another machine's pump is, as `ssh` takes it: a name of its configuration, `USER@HOST` or `ssh://USER@HOST:PORT`.
struct RemoteHost: Equatable, Sendable {
    let text: String

    /// Nil where it is none: also where `ssh` could take it, or a part of it, for an option.
    init?(_ text: String) {
        let host = text.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
        guard isPlain, !host.isEmpty, !text.hasPrefix("-"), !text.hasPrefix("@"), !host.hasPrefix("-"),
            !text.hasPrefix("ssh://-"), text != "ssh://"
        else { return nil }
        self.text = text
    }
}
