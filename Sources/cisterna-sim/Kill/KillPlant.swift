// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// A fault planted from outside, to see that the checks find it.
enum KillPlant: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// An older copy of the record is put back after the kill.
    case lostRecord = "lost-record"
    /// The motor makes pulses that no daemon asked for, after the kill.
    case extraPulses = "extra-pulses"
    /// A bolus whose reply was lost is asked for again under another id.
    case doubleBolus = "double-bolus"
    /// The record forgets after the kill when the demand boluses were.
    case shortLockout = "short-lockout"
    /// The text of the prescription on record loses its last byte.
    case tornPrescription = "torn-prescription"
    /// An entry of the record gets another payload.
    case alteredEvent = "altered-event"
}
