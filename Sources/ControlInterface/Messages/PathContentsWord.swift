// SPDX-License-Identifier: Apache-2.0

/// What somebody says of pump path and catheter.
public enum PathContentsWord: String, Codable, Sendable, Hashable, CaseIterable {
    /// They hold no drug.
    case free
    /// Nobody knows what they hold.
    case unknown
}
