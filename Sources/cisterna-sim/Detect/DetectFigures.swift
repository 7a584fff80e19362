// SPDX-License-Identifier: Apache-2.0

/// What a cell came to over its seeds.
struct DetectFigures: Codable {
    struct Occlusions: Codable {
        var runs = 0
        var found = 0
        /// Stopped before the fault.
        var early = 0
        /// Found, and taken for something else.
        var mistaken = 0
        var missed: [Double] = []
        var minutes: [Double] = []
        var bolus: [Double] = []
    }

    let cell: DetectCell
    var occlusions: [String: Occlusions] = [:]
    var years = 0.0
    var falseAlarms = 0
    var earlyAlarms = 0
    /// Strokes until the drift condition was up, a seed each; `strokes` where it never was.
    var driftAfter: [Int64] = []
    var driftMissing = 0

    init(cell: DetectCell) { self.cell = cell }

    mutating func add(_ result: OcclusionRun.Result, _ fault: DetectFault) {
        var all = occlusions[fault.rawValue] ?? Occlusions()
        all.runs += 1
        if result.isEarly {
            all.early += 1
        } else if let condition = result.condition {
            all.found += 1
            if !fault.conditions.contains(condition) { all.mistaken += 1 }
            all.missed.append(result.missed)
            all.minutes.append(result.seconds / 60)
            all.bolus.append(result.bolus)
        }
        occlusions[fault.rawValue] = all
    }

    mutating func add(_ result: DisturbedRun.Result) {
        years += result.years
        falseAlarms += result.alarms
        earlyAlarms += result.earlyAlarms
        if let after = result.driftAfter { driftAfter.append(after) } else { driftMissing += 1 }
    }

    mutating func add(_ other: DetectFigures) {
        for (fault, figures) in other.occlusions {
            var all = occlusions[fault] ?? Occlusions()
            all.runs += figures.runs
            all.found += figures.found
            all.early += figures.early
            all.mistaken += figures.mistaken
            all.missed += figures.missed
            all.minutes += figures.minutes
            all.bolus += figures.bolus
            occlusions[fault] = all
        }
        years += other.years
        falseAlarms += other.falseAlarms
        earlyAlarms += other.earlyAlarms
        driftAfter += other.driftAfter
        driftMissing += other.driftMissing
    }
}

extension Array where Element: Comparable {
    /// The value that `share` of all are not above; nil where there is none.
    func quantile(_ share: Double) -> Element? {
        guard !isEmpty else { return nil }
        let place = Int((Double(count) * share).rounded(.up)) - 1
        return sorted()[Swift.max(0, Swift.min(count - 1, place))]
    }
}
