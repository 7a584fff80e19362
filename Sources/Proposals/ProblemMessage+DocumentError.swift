// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import TOMLDocument

extension ProblemMessage {
    public init(_ error: DocumentError) {
        self.init(
            file: error.file, line: Int64(error.position.line), column: Int64(error.position.column),
            field: error.field, message: error.message)
    }
}
