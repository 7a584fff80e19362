// SPDX-License-Identifier: Apache-2.0

/// The way by which a drug is given, as far as doses of opioids by one and by another are compared.
public enum AdministrationRoute: String, Hashable, Sendable, CaseIterable {
    case oral
    case intravenous
    case epidural
    case intrathecal

    /// Reads one of the words above.
    ///
    /// - Throws: ``RouteConversionError/unknownRoute(_:)``.
    public init(parsing word: String) throws(RouteConversionError) {
        guard let route = AdministrationRoute(rawValue: word) else { throw .unknownRoute(word) }
        self = route
    }

    /// The rungs of the ladder 300:100:10:1; the intrathecal rung is the one that sources disagree on.
    var rung: Int64 {
        switch self {
        case .oral: return 300
        case .intravenous: return 100
        case .epidural: return 10
        case .intrathecal: return 1
        }
    }
}
