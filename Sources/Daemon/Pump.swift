// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Synchronization
import Varlink

/// A pump that has been put together: threads, ledger thread and service.
struct Pump: Sendable {
    let threads: PumpThreads
    let worker: LedgerWorker
    let service: PumpService
    let changes: ChangeHub
    let latencies: LatencyRecord
    let requests: RequestLog
    let history: HistoryReader

    func start() {
        worker.start()
        threads.start()
    }

    /// The motor's threads first, then the ledger, which settles what they have left.
    func end() {
        threads.end()
        worker.end()
    }

    func handler(_ roles: RoleMap) -> ControlHandler {
        ControlHandler(
            service: service, roles: roles, requests: requests,
            streams: ControlStreams(history: history, changes: changes))
    }

    /// Who feeds systemd's watchdog, and over whom it watches.
    func feeder(_ notifier: SystemdNotifier) -> WatchdogFeeder {
        nonisolated(unsafe) let shared = threads.shared
        let (worker, service) = (worker, service)
        return WatchdogFeeder(
            notifier: notifier,
            watched: [
                .init(name: "real-time") { now in
                    shared.pointee.realTimeProgress.isKept(at: now, slack: WatchdogFeeder.slack)
                },
                .init(name: "supervisor") { now in
                    shared.pointee.supervisorProgress.isKept(at: now, slack: WatchdogFeeder.slack)
                },
                .init(name: "ledger") { now in worker.progress.isKept(at: now, slack: WatchdogFeeder.slack) },
            ],
            pingService: { await service.ping() })
    }
}
