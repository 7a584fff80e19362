// SPDX-License-Identifier: Apache-2.0

/// A reply as it travels: what the server writes and the client reads.
struct ReplyMessage: Sendable, Equatable {
    /// Why a message is not a reply.
    enum Malformed: Error, Equatable {
        case json(JSONError)
        case notAReply
    }

    /// Always an object.
    let parameters: JSONValue
    let continues: Bool
    /// Qualified: `interface.Error`.
    let error: String?

    init(parameters: JSONValue, continues: Bool = false) {
        self.parameters = parameters
        self.continues = continues
        self.error = nil
    }

    init(_ error: CallError) {
        self.parameters = error.parameters
        self.continues = false
        self.error = error.name
    }

    init(parsing bytes: [UInt8]) throws(Malformed) {
        let message: JSONValue
        do {
            message = try JSONValue(parsing: bytes)
        } catch {
            throw .json(error)
        }
        guard case .object(let members) = message else { throw .notAReply }
        switch members["parameters"] ?? .null {
        case .object(let parameters): self.parameters = .object(parameters)
        case .null: self.parameters = [:]
        default: throw .notAReply
        }
        switch members["continues"] ?? .null {
        case .bool(let continues): self.continues = continues
        case .null: self.continues = false
        default: throw .notAReply
        }
        switch members["error"] ?? .null {
        case .string(let name): self.error = name
        case .null: self.error = nil
        default: throw .notAReply
        }
    }

    /// The message with its NUL.
    func encodedBytes() -> [UInt8] {
        var members: [String: JSONValue] = [:]
        if case .object(let fields) = parameters, !fields.isEmpty { members["parameters"] = parameters }
        if continues { members["continues"] = true }
        if let error { members["error"] = .string(error) }
        return JSONValue.object(members).encodedBytes() + [0]
    }
}
