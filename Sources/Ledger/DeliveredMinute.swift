// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How far delivery had come by the end of a minute of pump time in which something was settled.
public struct DeliveredMinute: Hashable, Sendable {
    /// Minutes of pump time from its zero. The first on record has the volume before it and is one less.
    public let minute: Int64
    /// All that was settled as delivered, ever.
    public let forwardVolume: Volume

    public init(minute: Int64, forwardVolume: Volume) {
        self.minute = minute
        self.forwardVolume = forwardVolume
    }

    static let span: Duration = .minute

    /// By pump time.
    var begin: Instant { Instant(nanoseconds: minute * Self.span.nanoseconds) }

    /// The minute that an instant of pump time lies in.
    static func minute(of pumpTime: Instant) -> Int64 { pumpTime.nanoseconds / span.nanoseconds }
}
