// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The drugs that a pump may be given, with their limits. Samples ship with the project; none of them is clinical.
public struct DrugLibrary: Hashable, Sendable {
    /// The version of the format that this reads: `schema`.
    public static let schema: Int64 = 1
    /// Most drugs of a library: what the reader of documents takes in one array of tables.
    public static let most = 64

    /// In the order of the document; no name comes twice.
    public let drugs: [DrugLibraryEntry]
    /// The text, verbatim.
    public let text: String
    /// As whoever read the text computed it: a proposal is stale when it changes.
    public let digest: String

    /// Reads and checks a library; `file` is how errors name it. Throws everything that is wrong, each with its place.
    ///
    /// - Parameter digest: SHA-256 of `text` in hexadecimal digits.
    public init(parsing text: String, file: String, digest: String) throws(DocumentErrors) {
        let root = try DocumentTable(parsing: text, file: file)
        // Another version's keys mean something else: nothing more is said of them.
        if root.integer("schema", within: 0...Int64(Int32.max)) != Self.schema, root.isSound {
            root.report("this version reads schema \(Self.schema)", at: "schema")
            try root.abandon()
        }
        if !root.has("drug") {
            root.report("is missing; each drug is a table of its own: [[drug]]", at: "drug")
        }
        var drugs: [DrugLibraryEntry] = []
        for table in root.tables("drug", count: 1...Self.most) {
            let entry = DrugLibraryEntry(reading: table)
            if !entry.name.isEmpty, drugs.contains(where: { $0.name == entry.name }) {
                table.report("“\(entry.name)” is in the library already", at: "name")
            }
            drugs.append(entry)
        }
        try root.finish()
        self.drugs = drugs
        self.text = text
        self.digest = digest
    }

    /// No library: no drug is known, and nothing can be committed (BR-S04).
    public static let none = DrugLibrary()

    private init() {
        drugs = []
        text = ""
        digest = ""
    }

    /// The drug of exactly this name.
    public func entry(named name: String) -> DrugLibraryEntry? { drugs.first { $0.name == name } }
}
