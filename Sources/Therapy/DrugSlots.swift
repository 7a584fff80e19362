// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Which drug the core's account means by which slot. A drug keeps its slot until it has left reservoir, path and
/// windows.
public struct DrugSlots: Hashable, Sendable {
    private var names = [String?](repeating: nil, count: DrugMixture.capacity)

    /// All free.
    public init() {}

    /// As it was before; nil where a slot does not exist or two drugs share one.
    public init?(_ slots: [String: Int]) {
        for (name, slot) in slots {
            guard names.indices.contains(slot), names[slot] == nil else { return nil }
            names[slot] = name
        }
    }

    /// The slot of a drug, 0 to ``DrugMixture/capacity`` - 1.
    public subscript(name: String) -> Int? { names.firstIndex(of: name) }

    /// The drug in a slot; nil for a free one.
    public func name(ofSlot slot: Int) -> String? { names.indices.contains(slot) ? names[slot] : nil }

    /// Every drug with its slot, for whoever keeps the record.
    public var all: [String: Int] {
        var all: [String: Int] = [:]
        for (slot, name) in names.enumerated() {
            if let name { all[name] = slot }
        }
        return all
    }

    /// These slots once `admixture` is in the reservoir: those of drugs that are gone are free, new drugs have one.
    ///
    /// - Throws: ``ReviewError/noFreeSlot(drug:)``.
    func assigning(
        _ admixture: Admixture, path: borrowing PathContents, windows: borrowing DoseWindows
    ) throws(ReviewError) -> DrugSlots {
        var next = self
        let wanted = admixture.drugs.map(\.name)
        var held: [Int] = []
        for slot in names.indices where Self.holds(slot, path, windows) { held.append(slot) }
        for (slot, name) in names.enumerated() {
            guard let name, !wanted.contains(name), !held.contains(slot) else { continue }
            next.names[slot] = nil
        }
        for name in wanted where next[name] == nil {
            // A slot without a name may still hold what a lost record called by one.
            guard let slot = next.names.indices.first(where: { next.names[$0] == nil && !held.contains($0) })
            else { throw .noFreeSlot(drug: name) }
            next.names[slot] = name
        }
        return next
    }

    private static func holds(
        _ slot: Int, _ path: borrowing PathContents, _ windows: borrowing DoseWindows
    ) -> Bool {
        for index in 0..<path.count where path.plug(index).mixture[slot] > .zero { return true }
        for window in DoseWindow.allCases where windows.sum(window, ofSlot: slot) > 0 { return true }
        return false
    }

    /// The concentrations of a mixture by slot. Every drug of it has one.
    public func mixture(of admixture: Admixture) -> DrugMixture {
        var mixture = DrugMixture()
        for drug in admixture.drugs {
            if let slot = self[drug.name] { mixture[slot] = drug.concentration }
        }
        return mixture
    }
}
