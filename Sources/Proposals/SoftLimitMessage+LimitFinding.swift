// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Therapy

extension SoftLimitMessage {
    public init(_ finding: LimitFinding) {
        self.init(field: finding.field, asked: finding.asked, limit: finding.limit, source: finding.source)
    }
}
