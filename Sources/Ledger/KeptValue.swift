// SPDX-License-Identifier: Apache-2.0

/// A small document of the daemon, kept under its name until it is changed or removed: the refill, a trial, service marks.
public struct KeptValue: Hashable, Sendable {
    public var name: String
    /// JSON text, kept verbatim; nil removes the document.
    public var value: String?

    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}
