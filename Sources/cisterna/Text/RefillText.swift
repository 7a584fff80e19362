// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A guided refill, as it is shown.
enum RefillText {
    /// After a step: what was done, where it stands, what is next; and what would be committed.
    static func lines(_ reply: RefillStepReply, done: String, _ style: TextStyle) -> [String] {
        var lines = [done]
        if let refill = reply.refill { lines += standing(refill, style) }
        if let proposal = reply.proposal { lines += [""] + ReviewText(proposal: proposal, style: style).lines + [""] }
        return lines + WrappedText.words("Next: \(reply.next)", width: 80)
    }

    /// Without a step: where it stands and what is next.
    static func lines(_ refill: RefillMessage?, _ style: TextStyle) -> [String] {
        guard let refill else {
            return ["No refill is under way.", "Next: cisterna refill begin, or all of it with cisterna refill guide"]
        }
        let next =
            switch refill.step {
            case .begun: "empty the reservoir, then: cisterna refill aspirated VOLUME"
            case .aspirated: "fill the reservoir, then: cisterna refill fill FILE"
            case .filled: "cisterna refill commit"
            }
        return ["A refill is under way: \(refill.step.rawValue)."] + standing(refill, style) + ["Next: \(next)"]
    }

    private static func standing(_ refill: RefillMessage, _ style: TextStyle) -> [String] {
        ["  " + expected(refill)] + (refill.warning.map { Warning.lines($0, style) } ?? [])
    }

    /// `18.2 mL came out; 18 mL (17.5 mL to 18.5 mL) were expected`.
    static func expected(_ refill: RefillMessage) -> String {
        let (middle, width) = (refill.expectedResidualNanoliters, refill.uncertaintyNanoliters)
        let lower = Shown.nanoliters(max(0, middle.subtractingReportingOverflow(width).partialValue))
        let upper = Shown.nanoliters(middle.addingReportingOverflow(width).partialValue)
        let interval = "\(Shown.nanoliters(middle)) (\(lower) to \(upper))"
        guard let aspirated = refill.aspiratedNanoliters else { return "expected to be left: \(interval)" }
        return "\(Shown.nanoliters(aspirated)) came out; expected: \(interval)"
    }
}
