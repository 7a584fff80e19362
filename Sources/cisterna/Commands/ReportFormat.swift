// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// How a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case html

    /// By the ending of a file's name; nil where it says nothing.
    init?(path: String) {
        let ending = path.split(separator: "/").last?.split(separator: ".").last?.lowercased()
        switch ending {
        case "json": self = .json
        case "html", "htm": self = .html
        case "txt", "text": self = .text
        default: return nil
        }
    }
}
