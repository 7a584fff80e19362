// SPDX-License-Identifier: Apache-2.0
import Quantities

/// One place of the matrix: how fast the pump delivers, into what line, and how well that is known.
struct DetectCell: Hashable, Codable {
    /// Millilitres a day.
    let rate: Double
    /// Millilitres a kilopascal.
    let compliance: Double
    let calibration: DetectCalibration

    static let rates = [0.05, 0.1, 0.5, 1, 5, 24]
    static let compliances = [0.000_1, 0.001, 0.01]

    static var all: [DetectCell] {
        DetectCalibration.allCases.flatMap { calibration in
            rates.flatMap { rate in
                compliances.map { DetectCell(rate: rate, compliance: $0, calibration: calibration) }
            }
        }
    }

    /// `0.5/0.001/calibrated`, as ``cisterna-sim detect --cell`` takes it.
    var name: String { "\(rate.shortest)/\(compliance.shortest)/\(calibration.rawValue)" }

    /// What of a name stands for this cell: `0.5`, `0.5/0.001` or all of it.
    func answers(to name: Substring) -> Bool {
        let parts = name.split(separator: "/")
        let own = [rate.shortest, compliance.shortest, calibration.rawValue]
        return parts.count <= 3 && zip(parts, own).allSatisfy { $0 == $1 }
    }

    /// How many years of disturbed running a hundred seeds make.
    var yearsOfHundredSeeds: Double { rate <= 0.1 ? 30 : rate <= 1 ? 10 : 5 }

    /// The most that may be missed of a sudden occlusion, in microlitres, in 95 of 100; nil where none is stated.
    var aim: Double? {
        guard calibration == .calibrated else { return nil }
        if compliance <= 0.001 { return rate <= 5 ? 2 : 4.5 }
        return rate <= 1 ? 3 : rate <= 5 ? 9 : 20
    }
}

extension Double {
    /// As few digits as say it: `5`, `0.001`.
    var shortest: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
