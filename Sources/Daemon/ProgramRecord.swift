// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Therapy

/// What of a committed program does not follow from its document: kept beside the revision, so that a restart gives the
/// core the same program.
package struct ProgramRecord: Codable, Equatable {
    struct Segment: Codable, Equatable {
        let endPicoliters: Int64
        let ratePicolitersPerDay: Int64
    }

    /// The ceilings of a drug that is still on its way though the reservoir holds it no more, or of any other.
    struct Ceiling: Codable, Equatable {
        let slot: Int
        let hourPicograms: Int64
        let dayPicograms: Int64
        let demandPicograms: Int64
    }

    package static let name = "program"

    let revision: Int64
    /// The bridge as it was committed, by absolute forward volumes.
    let bridge: [Segment]
    let ceilings: [Ceiling]
    /// How long the demand bolus's own window is.
    let demandSpanNanoseconds: Int64
    /// Drugs by name, with the slot in which the core counts each.
    let slots: [String: Int]

    package init(_ program: DeliveryProgram, slots: [String: Int]) {
        revision = program.revision
        bridge = (0..<program.bridge.count).map { index in
            let segment = program.bridge.segment(index)
            return Segment(
                endPicoliters: segment.end.picoliters, ratePicolitersPerDay: segment.rate.picolitersPerDay)
        }
        ceilings = (0..<DrugMixture.capacity).map { slot in
            Ceiling(
                slot: slot, hourPicograms: program.ceilings[.hour, slot].picograms,
                dayPicograms: program.ceilings[.day, slot].picograms,
                demandPicograms: program.ceilings[.demand, slot].picograms)
        }
        demandSpanNanoseconds = program.ceilings.demandSpan.nanoseconds
        self.slots = slots
    }

    /// The program that was committed: `program` as its document gives it, with this bridge and these ceilings.
    func applied(to program: DeliveryProgram) -> DeliveryProgram {
        var program = program
        program.bridge = Bridge()
        for segment in bridge {
            _ = program.bridge.append(
                until: Volume(picoliters: segment.endPicoliters),
                rate: FlowRate(picolitersPerDay: segment.ratePicolitersPerDay))
        }
        // A library that has become stricter since stays stricter.
        let kept = doseCeilings
        for slot in 0..<DrugMixture.capacity {
            for window in DoseWindow.allCases {
                program.ceilings[window, slot] = min(program.ceilings[window, slot], kept[window, slot])
            }
        }
        program.ceilings.demandSpan = max(program.ceilings.demandSpan, kept.demandSpan)
        return program
    }

    /// The ceilings as they were committed.
    var doseCeilings: DoseCeilings {
        var ceilings = DoseCeilings()
        ceilings.demandSpan = Duration(nanoseconds: demandSpanNanoseconds)
        for ceiling in self.ceilings where (0..<DrugMixture.capacity).contains(ceiling.slot) {
            ceilings[.hour, ceiling.slot] = Mass(picograms: ceiling.hourPicograms)
            ceilings[.day, ceiling.slot] = Mass(picograms: ceiling.dayPicograms)
            ceilings[.demand, ceiling.slot] = Mass(picograms: ceiling.demandPicograms)
        }
        return ceilings
    }
}
