// SPDX-License-Identifier: Apache-2.0

/// The errors found so far while one document is read.
final class DocumentFindings {
    let file: String
    private(set) var errors: [DocumentError] = []

    /// A text of nonsense must not cost an error a byte.
    static let limit = 100

    init(file: String) { self.file = file }

    var isFull: Bool { errors.count >= Self.limit }

    func add(_ message: String, at position: DocumentPosition, field: String) {
        guard !isFull else { return }
        errors.append(DocumentError(file: file, position: position, field: field, message: message))
    }
}
