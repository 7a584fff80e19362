// SPDX-License-Identifier: Apache-2.0

/// Volumes of the span and of the whole record, in picolitres.
public struct RunDelivered: Codable, Hashable, Sendable {
    /// Commanded in the span, with its bounds; nil without telemetry.
    public var inSpan: RunInterval?
    /// What the rate came to over the span; nil without telemetry.
    public var askedInSpan: Int64?
    /// Minutes of pump time in the span of which no row is on record: what was asked for then is not known.
    public var missingMinutes: Int64
    /// Since the record began, as the pump itself reckons it.
    public var onRecord: RunInterval
    /// Of that, what a crash left unproven.
    public var unproven: Int64
    public var reverse: Int64
    public var forwardPulses: Int64
    public var reversePulses: Int64
}
