// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// What every command takes.
struct Options: ParsableArguments {
    /// Where the unit of the default pump listens.
    static let defaultSocket = "/run/cisterna/default/control.sock"

    @Option(
        help: ArgumentHelp(
            "The daemon's socket (else CISTERNA_SOCKET, else \(Options.defaultSocket)).", valueName: "path"))
    var socket: String?

    @Flag(help: "Print JSON: one object, or one a line for streams.")
    var json = false

    @Flag(help: "Print no more than was asked for.")
    var quiet = false

    /// An empty variable is none.
    var socketPath: String {
        if let socket { return socket }
        let named = ProcessInfo.processInfo.environment["CISTERNA_SOCKET"] ?? ""
        return named.isEmpty ? Self.defaultSocket : named
    }
}
