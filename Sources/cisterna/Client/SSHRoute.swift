// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Varlink

/// To a daemon on another machine: over `ssh`, which runs `cisterna bridge` there. All calls go over one connection as
/// long as it holds, for each new one may ask for a password.
actor SSHRoute: Route {
    private struct Line {
        /// Nil where it was lost before it stood.
        var client: Client?
        let process: TetheredProcess
    }

    /// For `ssh` to say why it ended, and to end by itself.
    static let farewell = Swift.Duration.seconds(2)

    private let host: RemoteHost
    private let socket: String?
    private let program: String
    private var line: Line?
    private(set) var isProven = false

    /// - Parameters:
    ///   - socket: The daemon's, at the far end; nil for what is usual there.
    ///   - program: `ssh`, or what behaves as it does.
    init(host: RemoteHost, socket: String?, program: String) {
        self.host = host
        self.socket = socket
        self.program = program
    }

    /// `CISTERNA_SSH`, else `ssh`. An empty variable is none.
    static func program(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let named = environment["CISTERNA_SSH"] ?? ""
        return named.isEmpty ? "ssh" : named
    }

    /// No terminal at the far end, nothing forwarded, and a loss noticed sooner than a reply is given up. Passwords and
    /// the keys of new hosts are asked for as ever, on the terminal.
    var arguments: [String] {
        let options = [
            "RemoteCommand=none", "ClearAllForwardings=yes", "ConnectTimeout=15", "ServerAliveInterval=5",
            "ServerAliveCountMax=3",
        ]
        let far = socket.map { "cisterna --socket \(ShellWord.quoted($0)) bridge" } ?? "cisterna bridge"
        return [program, "-T", "-a", "-x"] + options.flatMap { ["-o", $0] } + ["--", host.text, far]
    }

    func connect() async throws -> Client {
        if let client = line?.client { return client }
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &pair) == 0 else {
            throw SystemCallError(call: "socketpair", errno: errno)
        }
        let process: TetheredProcess
        do {
            defer { close(pair[1]) }
            process = try await TetheredProcess.start(arguments, stream: pair[1])
        } catch let error as SystemCallError {
            close(pair[0])
            throw RemoteFailure(host: host.text, reason: .notStarted(program: program, errno: error.errno))
        }
        line = Line(process: process)
        let client = try await Client.adopt(descriptor: pair[0], name: host.text)
        line?.client = client
        return client
    }

    func prove() { isProven = true }

    func explain(_ error: any Error) async -> any Error {
        if error is CallError {
            isProven = true
            return error
        }
        guard let line else { return error }
        let wasProven = isProven
        self.line = nil
        isProven = false
        guard let error = error as? ClientError, error.kind == .connectionLost else {
            line.process.terminate()
            return error
        }
        await line.client?.close()
        guard let status = await line.process.status(within: Self.farewell) else {
            line.process.terminate()
            return error
        }
        // The bridge ends well when the daemon does.
        guard status != 0 else { return error }
        return RemoteFailure(host: host.text, reason: .ended(status: status, isLoss: wasProven))
    }

    func end() async {
        guard let line else { return }
        self.line = nil
        await line.client?.close()
        if await line.process.status(within: Self.farewell) == nil {
            line.process.terminate()
            _ = await line.process.status(within: Self.farewell)
        }
    }
}
