// SPDX-License-Identifier: Apache-2.0

/// What ENABLE said before the pump drove it.
public struct EnableAtRest: Hashable, Sendable, BitwiseCopyable {
    /// How the last holder had left the line: driven to driver on or to driver off. Nil where it was not driven.
    public let leftDriven: Bool?
    /// Whether the line means driver on when nobody drives it, as after the death of the process on kernels that release
    /// the line, and until the pump starts.
    public let isOnWhenReleased: Bool

    public init(leftDriven: Bool?, isOnWhenReleased: Bool) {
        self.leftDriven = leftDriven
        self.isOnWhenReleased = isOnWhenReleased
    }

    /// Whether the pump may be armed: a released line has to mean driver off, unless something outside gates the driver.
    public func allowsArming(hasExternalGate: Bool) -> Bool { !isOnWhenReleased || hasExternalGate }
}
