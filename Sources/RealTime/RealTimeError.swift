// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What keeps the real-time part from starting.
public enum RealTimeError: Error, Hashable, Sendable, CustomStringConvertible {
    case system(call: String, errno: Int32)

    public var description: String {
        switch self {
        case .system(let call, let errno): return "\(call) failed: \(String(cString: strerror(errno))) (errno \(errno))"
        }
    }
}
