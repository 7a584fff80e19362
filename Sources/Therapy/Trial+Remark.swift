// SPDX-License-Identifier: Apache-2.0

extension Trial {
    /// A note beside a step, where somebody has one. Throws ``TrialError/badText(limit:)`` and what ``note(_:at:)`` throws.
    public mutating func remark(_ text: String?, at time: RecordTime) throws(TrialError) {
        if let text { try note(text, at: time) }
    }
}
