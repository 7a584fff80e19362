// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What a prescription is reviewed against: the rig, the drug library, and how things stand.
public struct ReviewContext: Sendable {
    public var rig: RigFacts
    public var library: DrugLibrary
    /// The prescription in force; nil before the first.
    public var old: Prescription?
    /// Its ceilings, which hold for those of its drugs that are still on their way.
    public var oldCeilings = DoseCeilings()
    /// What the program is numbered, from 1.
    public var revision: Int64 = 1
    /// Which fill of the reservoir the program speaks of.
    public var fillNumber: Int64 = 1
    /// Which drug has which slot in ``therapy`` and ``windows``.
    public var slots = DrugSlots()
    /// As the core has it now. Its path is of unknown contents where nothing else was said.
    public var therapy = TherapyState()
    /// The same moment's.
    public var windows: DoseWindows
    /// The same moment's. A bridge ends at absolute volumes: a review with one is stale once this has grown.
    public var forwardVolume: Volume = .zero
    /// Somebody wants no bridge, and says why (BR-D07).
    public var declinedBridge: NamedOverride?
    /// The prescription is in force and its program is only rebuilt, after a restart: what its commit decided on the
    /// bridge is not decided again.
    public var isInForce = false

    public init(rig: RigFacts, library: DrugLibrary) {
        self.rig = rig
        self.library = library
        windows = DoseWindows(at: .zero)
    }
}
