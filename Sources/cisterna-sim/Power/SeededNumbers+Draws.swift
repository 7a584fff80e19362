// SPDX-License-Identifier: Apache-2.0

extension SeededNumbers {
    /// True once in `many` times.
    mutating func once(in many: UInt64) -> Bool { next() % many == 0 }

    /// 0 to `bound` - 1; 0 for none.
    mutating func below(_ bound: Int64) -> Int64 { Int64.random(in: 0..<max(1, bound), using: &self) }

    mutating func pick<Element>(_ all: [Element]) -> Element { all[Int(below(Int64(all.count)))] }

    /// From 1 to `most`, small numbers as often as large ones.
    mutating func scaled(to most: UInt64) -> UInt64 {
        let bits = UInt64(64 - most.leadingZeroBitCount)
        return 1 + next() % min(most, 1 << (next() % (bits + 1)))
    }
}
