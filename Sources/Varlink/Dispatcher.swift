// SPDX-License-Identifier: Apache-2.0

/// Finds what answers a call, holds the call to its interface, and makes the final reply of what comes out.
struct Dispatcher: Sendable {
    /// Where a call comes from.
    struct Origin: Sendable {
        let peer: PeerCredentials
        let connectionID: UInt64
        /// The call may have several replies if it wants them.
        let allowsMore: Bool
    }

    let info: ServiceInfo
    /// By name, `org.varlink.service` included.
    let interfaces: [String: Interface]
    let handler: any CallHandler
    let internalError: String
    /// Qualified names.
    let streamOnlyMethods: Set<String>
    let checksReplies: Bool
    let countInternalError: @Sendable () -> Void
    let log: @Sendable (String) -> Void

    /// The final reply. Never throws: every failure has an error reply.
    func reply(to message: CallMessage, from origin: Origin, replies: ReplyStream) async -> ReplyMessage {
        do {
            let call = try call(message, from: origin)
            let parameters =
                call.interface == ServiceInterface.interface.name
                ? try describe(call) : try await handler.handle(call, replies: replies)
            guard !call.isOneway else { return ReplyMessage(parameters: [:]) }
            if let path = undeclared(reply: parameters, to: call.qualifiedMethod) {
                return failure("\(message.method): reply field '\(path)' does not fit the interface")
            }
            return ReplyMessage(parameters: parameters)
        } catch let error as CallError {
            if let path = undeclared(error) {
                return failure("\(message.method): error \(error.name) field '\(path)' does not fit the interface")
            }
            return ReplyMessage(error)
        } catch {
            // Cancelled, because no one is there to read the reply: whatever came of that, nothing failed.
            if Task.isCancelled { return ReplyMessage(CallError(name: internalError)) }
            return failure("\(message.method): \(error)")
        }
    }

    /// The path of a reply's field that does not fit, when replies are checked. Objects they must be in any case.
    func undeclared(reply: JSONValue, to qualifiedMethod: String) -> String? {
        guard case .object = reply else { return "" }
        let (interface, method) = Self.split(qualifiedMethod)
        guard checksReplies else { return nil }
        return interfaces[interface]?.validate(reply: reply, of: method)
    }

    private func undeclared(_ error: CallError) -> String? {
        let (interface, name) = Self.split(error.name)
        guard checksReplies else { return nil }
        guard let interface = interfaces[interface] else { return "" }
        return interface.validate(errorParameters: error.parameters, of: name)
    }

    private func failure(_ text: String) -> ReplyMessage {
        countInternalError()
        log(text)
        return ReplyMessage(CallError(name: internalError))
    }

    /// At the last dot; a name without one is all interface.
    private static func split(_ name: String) -> (interface: String, member: String) {
        guard let dot = name.lastIndex(of: ".") else { return (name, "") }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }

    private func call(_ message: CallMessage, from origin: Origin) throws(CallError) -> Call {
        let (name, method) = Self.split(message.method)
        guard let interface = interfaces[name] else { throw .interfaceNotFound(name) }
        guard interface.methods[method] != nil else { throw .methodNotFound(message.method) }
        // No method here turns its connection into something else; the error is the protocol's for a form that a method lacks.
        guard message.mode != .upgrade else { throw .methodNotImplemented(message.method) }
        if let path = interface.validate(parameters: message.parameters, of: method) { throw .invalidParameter(path) }
        let wantsMore = message.mode == .more && origin.allowsMore
        guard wantsMore || !streamOnlyMethods.contains(message.method) else { throw .expectedMore }
        return Call(
            interface: name, method: method, parameters: message.parameters, peer: origin.peer,
            connectionID: origin.connectionID, wantsMore: wantsMore, isOneway: message.mode == .oneway
        )
    }

    private func describe(_ call: Call) throws(CallError) -> JSONValue {
        guard call.method != "GetInfo" else {
            return [
                "vendor": .string(info.vendor), "product": .string(info.product), "version": .string(info.version),
                "url": .string(info.url), "interfaces": .array(interfaces.keys.sorted().map { .string($0) }),
            ]
        }
        let name = call.parameters["interface"]?.text ?? ""
        guard let interface = interfaces[name] else { throw .interfaceNotFound(name) }
        return ["description": .string(interface.text)]
    }
}
