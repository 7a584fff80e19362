// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A pump as its record sees it: what it shows, what it has done, and the limit up to which it may move.
public protocol GrantedPump {
    /// The controller's latest view of itself.
    func snapshot() -> PumpSnapshot
    /// The next of the core's events, in their order; nil where none waits.
    func nextEvent() -> EventRecord?
    /// The limit of the forward odometer that the pump was told last.
    var granted: StepCount { get }
    /// Tells the pump how far it may move. Called only when the reservation is on disk.
    func grant(_ limit: StepCount)
}

/// A record that takes batches: a ``Ledger``, or one that stands before it.
public protocol RecordKeeping {
    /// Writes a batch in one transaction: when it returns, all of it is on disk; when it throws, none of it is.
    func commit(_ batch: LedgerBatch) throws(LedgerError)
}

extension Ledger: RecordKeeping {}
