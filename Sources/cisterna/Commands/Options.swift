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

    @Option(
        help: ArgumentHelp(
            "Another machine's pump, over SSH: HOST or USER@HOST. The socket is then one there.", valueName: "host"))
    var host: String?

    @Flag(help: "Print JSON: one object, or one a line for streams.")
    var json = false

    @Flag(help: "Print no more than was asked for.")
    var quiet = false

    func validate() throws {
        guard let host, RemoteHost(host) == nil else { return }
        throw ValidationError("'\(host)' is no host: it is written HOST or USER@HOST")
    }

    var route: any Route {
        guard let host = host.flatMap(RemoteHost.init) else { return SocketRoute(path: socketPath) }
        // This machine's variable says nothing of the other one.
        return SSHRoute(host: host, socket: socket, program: SSHRoute.program())
    }

    /// How to call this program again for the same pump.
    var programmer: String {
        let words = [("--host", host), ("--socket", socket)].flatMap { name, value in value.map { [name, $0] } ?? [] }
        return (["cisterna"] + words.map(ShellWord.quoted)).joined(separator: " ")
    }

    /// An empty variable is none.
    var socketPath: String {
        if let socket { return socket }
        let named = ProcessInfo.processInfo.environment["CISTERNA_SOCKET"] ?? ""
        return named.isEmpty ? Self.defaultSocket : named
    }
}
