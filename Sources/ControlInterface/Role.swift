// SPDX-License-Identifier: Apache-2.0

/// What a peer may do. Each role includes those before it.
public enum Role: Int, Sendable, Hashable, Comparable, CaseIterable {
    case observer
    case patient
    case programmer
    case service

    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }

    /// As the configuration writes it.
    public var name: String {
        switch self {
        case .observer: "observer"
        case .patient: "patient"
        case .programmer: "programmer"
        case .service: "service"
        }
    }

    public init?(name: String) {
        guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }
}
