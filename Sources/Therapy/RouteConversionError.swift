// SPDX-License-Identifier: Apache-2.0

/// Why a dose by one route is not compared with one by another.
public enum RouteConversionError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownRoute(String)
    case sameRoute(AdministrationRoute)
    /// Neither route is intrathecal.
    case singleRatio(AdministrationRoute, AdministrationRoute)
    case noDose
    case outOfRange

    public var description: String {
        switch self {
        case .unknownRoute(let word):
            let words = AdministrationRoute.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
            return "“\(word.prefix(40))” is no route known here; routes are \(words)"
        case .sameRoute(let route):
            return "both routes are \(route.rawValue): there is nothing to compare"
        case .singleRatio(let from, let to):
            return "between \(from.rawValue) and \(to.rawValue) only one published ratio is known here, and one factor "
                + "alone is not shown; one of the routes must be intrathecal"
        case .noDose:
            return "a dose above zero is compared"
        case .outOfRange:
            return "this dose is too large to be compared"
        }
    }
}
