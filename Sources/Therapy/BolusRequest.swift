// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A bolus as a person asks for it: a mass of the primary drug over a time.
public struct BolusRequest: Hashable, Sendable {
    public let dose: Mass
    public let duration: Duration

    /// The longest that a bolus may take.
    public static let longest = Duration.day
    /// What a document may call a dose: up to a kilogram, far beyond every limit that there is.
    static let doses = Mass(picograms: 1)...Mass(picograms: 1_000_000_000_000_000)

    /// - Throws: ``BolusRefusal/noDose`` and ``BolusRefusal/durationOutOfRange(allowed:)``.
    public init(dose: Mass, duration: Duration) throws(BolusRefusal) {
        guard dose > .zero else { throw .noDose }
        guard duration >= .zero, duration <= Self.longest else { throw .durationOutOfRange(allowed: Self.longest) }
        self.dose = dose
        self.duration = duration
    }

    /// Reads `"0.05 mg"` and `"10 min"`.
    ///
    /// - Throws: ``BolusRefusal/badText(_:)`` besides the errors of ``init(dose:duration:)``.
    public init(dose: String, duration: String) throws(BolusRefusal) {
        let mass: Mass
        let time: Duration
        do throws(QuantityTextError) {
            mass = try Mass(parsing: dose)
            time = try Duration(parsing: duration)
        } catch {
            throw .badText(error)
        }
        try self.init(dose: mass, duration: time)
    }

    /// The volume that holds the dose, rounded towards less.
    ///
    /// - Throws: ``BolusRefusal/notDeliverable(minimum:)`` below the rig's smallest bolus and
    ///   ``BolusRefusal/outOfRange`` where the volume cannot be held.
    public func volume(under prescription: Prescription, rig: RigFacts) throws(BolusRefusal) -> Volume {
        guard let volume = try? dose.volume(at: prescription.admixture.primary.concentration) else { throw .outOfRange }
        guard volume > .zero, volume >= rig.minimumBolus else { throw .notDeliverable(minimum: rig.minimumBolus) }
        return volume
    }
}
