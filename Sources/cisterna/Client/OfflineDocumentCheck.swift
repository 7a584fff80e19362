// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Proposals
import RigFile
import TOMLDocument
import Therapy

/// Checks a prescription against files, without a daemon.
struct OfflineDocumentCheck: DocumentCheck {
    let review: OfflineReview

    /// - Parameter old: The therapy file that is in force; nil for a first one.
    /// - Throws: ``BadFile``; `DocumentErrors` with everything that is wrong in these files.
    init(rig: String, library: String, old: String?) throws {
        let rigFile = try Document(reading: rig)
        let libraryFile = try Document(reading: library)
        let before = try old.map { path in
            let document = try Document(reading: path)
            return try Prescription(parsing: document.text, file: document.path)
        }
        review = OfflineReview(
            rig: try RigDescription(parsing: rigFile.text, file: rigFile.path),
            library: try DrugLibrary(
                parsing: libraryFile.text, file: libraryFile.path, digest: TextDigest.hexadecimal(of: libraryFile.text)),
            old: before)
    }

    func check(_ document: Document) async throws -> ProposeReply {
        try review.review(document.text, file: document.path, clock: cisterna_realtime_ns())
    }
}
