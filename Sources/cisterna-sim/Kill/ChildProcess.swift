// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// A program that was started here, until it is waited for.
struct ChildProcess: Sendable {
    let id: pid_t

    /// Those that run, nil on the way out: none of them outlives this process.
    private static let running = Mutex<Set<pid_t>?>([])

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
        // And what is ignored here is not to be ignored there.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var texts = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for text in texts { free(text) } }
        let (child, error) = running.withLock { running in
            var child: pid_t = 0
            guard running != nil else { return (child, ECANCELED) }
            let error = posix_spawn(&child, path, &actions, &attributes, &texts, environ)
            if error == 0 { running?.insert(child) }
            return (child, error)
        }
        guard error == 0 else {
            throw SimulationError("\(path) cannot be started: \(String(cString: strerror(error)))")
        }
        return ChildProcess(id: child)
    }

    /// Ends all that run, for the way out: nothing is started any more.
    static func endAll() {
        running.withLock { running in
            for child in running ?? [] { _ = Glibc.kill(child, SIGKILL) }
            running = nil
        }
    }

    /// Nothing, once it was waited for: its number may be another's then.
    func send(_ signal: Int32) {
        Self.running.withLock { if $0?.contains(id) == true { _ = Glibc.kill(id, signal) } }
    }

    /// Waits for its end: its exit code, or the negative number of the signal that ended it. Once only.
    func wait() -> Int32 {
        // It stays a zombie, and its number its own, until it is off the list.
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return hasEnded() ?? 0
    }

    /// How it ended, if it has; then it must not be waited for any more.
    func hasEnded() -> Int32? {
        var status: Int32 = 0
        let isGone = Self.running.withLock { running in
            guard waitpid(id, &status, WNOHANG) == id else { return false }
            running?.remove(id)
            return true
        }
        return isGone ? Self.ending(status) : nil
    }

    private static func ending(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }
}
