// SPDX-License-Identifier: Apache-2.0

/// The parameters of a call, or the reply to one, that has none.
public struct EmptyMessage: Codable, Sendable, Equatable {

    public init() {}
}
