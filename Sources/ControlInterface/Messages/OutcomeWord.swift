// SPDX-License-Identifier: Apache-2.0

/// What is known of a request.
public enum OutcomeWord: String, Codable, Sendable, Hashable, CaseIterable {
    case unknown
    case pending
    case done
}
