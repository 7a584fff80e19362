// SPDX-License-Identifier: Apache-2.0

/// The kinds of trials, in the interfaces' words.
public enum TrialKindWord: String, Codable, Sendable, Hashable, CaseIterable {
    case singleInjection
    case multipleInjections
    case continuous
}
