// SPDX-License-Identifier: Apache-2.0

/// Why a server cannot listen.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another server answers at this path, or is just starting or stopping there.
    case addressInUse(String)
    /// Something that is no socket stands at this path; it is left alone.
    case notASocket(String)
    /// An inherited descriptor is no listening Unix stream socket.
    case notListening(Int32)
    case system(SystemCallError)

    public var description: String {
        switch self {
        case .addressInUse(let path): "another server listens on \(path)"
        case .notASocket(let path): "\(path) exists and is no socket"
        case .notListening(let descriptor): "descriptor \(descriptor) is no listening Unix stream socket"
        case .system(let error): error.description
        }
    }
}
