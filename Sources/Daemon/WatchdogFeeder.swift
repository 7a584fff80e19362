// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RealTime

/// Feeds systemd's watchdog only while every thread keeps its own promise: a hung thread is a pump that nobody watches.
struct WatchdogFeeder: Sendable {
    /// A thread by name, and whether its promise is kept.
    struct Watched: Sendable {
        let name: String
        let isKept: @Sendable (Instant) -> Bool
    }

    let notifier: SystemdNotifier
    let watched: [Watched]
    /// Answers only while the service itself makes progress.
    let pingService: @Sendable () async -> Void

    /// How far beyond its promise a thread may be: the feeder's own delay on a busy machine.
    static let slack: Duration = .millisecond * 500

    /// The first thread that has broken its promise.
    func broken(at now: Instant) -> String? { watched.first { !$0.isKept(now) }?.name }

    /// Runs until its task is cancelled; does nothing where systemd does not ask.
    func run(log: @Sendable (String) -> Void) async {
        guard let interval = notifier.watchdogInterval else { return }
        let pause = Swift.Duration.nanoseconds(interval.nanoseconds / 4)
        var complained: String?
        while !Task.isCancelled {
            await pingService()
            if let name = broken(at: MonotonicClock.now()) {
                if complained != name {
                    log("the \(name) thread has not moved on as promised: the watchdog is not fed")
                }
                complained = name
            } else {
                complained = nil
                notifier.feedWatchdog()
            }
            try? await Task.sleep(for: pause)
        }
    }
}
