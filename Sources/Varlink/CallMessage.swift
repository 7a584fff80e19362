// SPDX-License-Identifier: Apache-2.0

/// A call as it travels: what the client writes and the server reads.
struct CallMessage: Sendable, Equatable {
    /// Why a message is not a call, and the connection must close.
    enum Malformed: Error, Equatable {
        case json(JSONError)
        case notAnObject
        case noMethod
        case notAFlag(String)
        case conflictingFlags
        case notParameters
        case unknownMember(String)
    }

    /// How the call wants to be answered.
    enum Mode: String, Sendable {
        case plain
        case oneway
        case more
        case upgrade
    }

    /// Qualified: `interface.Method`.
    let method: String
    /// Always an object.
    let parameters: JSONValue
    let mode: Mode

    init(method: String, parameters: JSONValue, mode: Mode = .plain) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    init(parsing bytes: [UInt8]) throws(Malformed) {
        let message: JSONValue
        do {
            message = try JSONValue(parsing: bytes)
        } catch {
            throw .json(error)
        }
        guard case .object(let members) = message else { throw .notAnObject }
        guard let method = members["method"]?.text else { throw .noMethod }
        var parameters: JSONValue = [:]
        var mode = Mode.plain
        for (name, value) in members {
            switch name {
            case "method": break
            case "parameters":
                switch value {
                case .object: parameters = value
                case .null: break
                default: throw .notParameters
                }
            case "oneway", "more", "upgrade":
                guard case .bool(let isSet) = value else { throw .notAFlag(name) }
                guard isSet else { break }
                guard mode == .plain, let flag = Mode(rawValue: name) else { throw .conflictingFlags }
                mode = flag
            default:
                // A dot makes it a vendor's own, to be ignored by everyone else.
                guard name.contains(".") else { throw .unknownMember(name) }
            }
        }
        self.init(method: method, parameters: parameters, mode: mode)
    }

    /// The message with its NUL.
    func encodedBytes() -> [UInt8] {
        var members: [String: JSONValue] = ["method": .string(method)]
        if parameters != .object([:]), parameters != .null { members["parameters"] = parameters }
        if mode != .plain { members[mode.rawValue] = true }
        return JSONValue.object(members).encodedBytes() + [0]
    }
}
