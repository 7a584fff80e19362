// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A program that was started here, until it is waited for.
struct ChildProcess: Sendable {
    let id: pid_t

    /// Starts the program at `path`; what it says on standard error goes to the end of a file.
    static func start(_ path: String, _ arguments: [String], errorsTo file: String) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, file, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread of a pool blocks signals, and a child would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var texts = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for text in texts { free(text) } }
        var child: pid_t = 0
        let error = posix_spawn(&child, path, &actions, &attributes, &texts, environ)
        guard error == 0 else {
            throw SimulationError("\(path) cannot be started: \(String(cString: strerror(error)))")
        }
        return ChildProcess(id: child)
    }

    func send(_ signal: Int32) { _ = Glibc.kill(id, signal) }

    /// Waits for its end: its exit code, or the negative number of the signal that ended it. Once only.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Self.ending(status)
    }

    /// How it ended, if it has; then it must not be waited for any more.
    func hasEnded() -> Int32? {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == id ? Self.ending(status) : nil
    }

    private static func ending(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }
}
