// SPDX-License-Identifier: Apache-2.0
import Therapy

/// The marks of tube and battery, and the wall clock at the battery's replacement, as the record keeps them.
struct ServiceRecord: Codable, Equatable {
    static let name = "service"

    var marks = ServiceMarks()
    /// Wall clock at the battery's replacement; that of the installation for the first one.
    var batteryWallNanoseconds: Int64
}
