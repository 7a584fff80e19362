// SPDX-License-Identifier: Apache-2.0
import TOMLKit

/// Typed access to a table of a TOML document.
///
/// Nothing throws on the way: each access that fails notes an error with the key's place and gives the default, zero or
/// nil, so that one pass finds everything. ``finish()`` then throws all of it, unknown keys included: every key that
/// no access asked for is unknown.
public final class DocumentTable {
    /// The path of this table within the document; empty for the document itself.
    public let path: String
    let node: TOMLTableNode
    let findings: DocumentFindings
    private var known: [String] = []
    private var isKnown: Set<String> = []
    private var children: [DocumentTable] = []

    init(node: TOMLTableNode, path: String, findings: DocumentFindings) {
        self.node = node
        self.path = path
        self.findings = findings
    }

    /// Reads a whole document. `file` is how errors name it.
    ///
    /// Throws the first syntax error, with its line and column.
    public convenience init(parsing text: String, file: String) throws(DocumentErrors) {
        func failure(_ position: DocumentPosition, _ message: String) -> DocumentErrors {
            DocumentErrors([DocumentError(file: file, position: position, field: "", message: message)])
        }
        let root: TOMLTableNode
        do throws(TOMLSyntaxError) {
            root = try TOMLReader.root(of: text)
        } catch {
            throw failure(error.position, error.message)
        }
        do {
            // TOMLKit never frees a table: emptied, it leaves next to nothing behind.
            try TOMLKit.TOMLTable(string: text).clear()
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw failure(DocumentPosition(line: begin.line, column: begin.column), error.description)
        } catch {
            throw failure(.start, "\(error)")
        }
        self.init(node: root, path: "", findings: DocumentFindings(file: file))
    }

    /// Whether no error was noted so far, in the whole document.
    public var isSound: Bool { findings.errors.isEmpty }

    /// The keys given here, in the order of the text.
    public var keys: [String] { node.keys }

    /// Whether the key is given, with whatever value. The key counts as known from then on.
    public func has(_ key: String) -> Bool {
        found(key) != nil
    }

    /// Throws everything noted so far in the whole document, and every unknown key of this table and those below it.
    public func finish() throws(DocumentErrors) {
        reportUnknownKeys()
        guard isSound else { throw DocumentErrors(findings.errors) }
    }

    /// Throws what was noted so far, without a word on unknown keys: for a document that cannot be read further.
    public func abandon() throws(DocumentErrors) {
        guard isSound else { throw DocumentErrors(findings.errors) }
    }

    /// Notes an error at the value of `key`, or at this table where the key is not given.
    public func report(_ message: String, at key: String? = nil) {
        let position = key.flatMap { node[$0]?.valuePosition } ?? node.position
        findings.add(message, at: position, field: key.map { field($0) } ?? path)
    }

    /// Refuses a table or key that stands where it has no meaning, whatever is in it.
    public func refuse(_ key: String, because reason: String) {
        guard let node = found(key) else { return }
        findings.add(reason, at: node.keyPosition, field: field(key))
    }

    // MARK: - Within the module

    func field(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func found(_ key: String) -> TOMLNode? {
        if isKnown.insert(key).inserted { known.append(key) }
        return node[key]
    }

    /// The one access to the table at `path`: keys that one reader asked for are known to the next.
    func child(_ node: TOMLTableNode, path: String) -> DocumentTable {
        if let child = children.first(where: { $0.path == path }) { return child }
        let child = DocumentTable(node: node, path: path, findings: findings)
        children.append(child)
        return child
    }

    private func reportUnknownKeys() {
        for key in node.keys where !isKnown.contains(key) {
            // Suggestions for what is not told any more would only cost time.
            guard !findings.isFull else { return }
            let remedy =
                KeySuggestion.nearest(to: key, among: known).map { "did you mean “\($0)”?" }
                ?? (known.isEmpty ? "none is known here" : "known here: \(known.joined(separator: ", "))")
            findings.add(
                "unknown key; \(remedy)", at: node[key]?.keyPosition ?? node.position, field: field(key))
        }
        for child in children { child.reportUnknownKeys() }
    }
}
