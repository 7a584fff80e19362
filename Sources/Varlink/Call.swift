// SPDX-License-Identifier: Apache-2.0

/// A call that a service is to answer: its method exists and its parameters fit the interface.
public struct Call: Sendable {
    /// The qualified name of the interface.
    public let interface: String
    /// The short name of the method.
    public let method: String
    /// An object that fits the interface.
    public let parameters: JSONValue
    public let peer: PeerCredentials
    /// Unique within the life of a server, counted from 1.
    public let connectionID: UInt64
    /// The client takes several replies.
    public let wantsMore: Bool
    /// The client takes no reply at all.
    public let isOneway: Bool

    public init(
        interface: String, method: String, parameters: JSONValue, peer: PeerCredentials, connectionID: UInt64,
        wantsMore: Bool = false, isOneway: Bool = false
    ) {
        self.interface = interface
        self.method = method
        self.parameters = parameters
        self.peer = peer
        self.connectionID = connectionID
        self.wantsMore = wantsMore
        self.isOneway = isOneway
    }

    /// `interface.Method`.
    public var qualifiedMethod: String { "\(interface).\(method)" }

    /// The parameters as a typed message.
    ///
    /// - Throws: `DecodingError`.
    public func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
        try parameters.decode(type)
    }
}
