// SPDX-License-Identifier: Apache-2.0

/// How late a real-time thread woke on this machine, by bands.
public struct LatencyMessage: Codable, Sendable, Equatable {
    public var source: LatencySourceWord
    public var verdict: VerdictWord
    public var wakeUps: Int64
    public var p50Nanoseconds: Int64
    public var p99Nanoseconds: Int64
    public var p999Nanoseconds: Int64
    public var maximumNanoseconds: Int64
    public var lateEdgeBoundNanoseconds: Int64
    /// In rising order; every wake-up is counted in one of them.
    public var bands: [LatencyBandMessage]

    public init(
        source: LatencySourceWord, verdict: VerdictWord, wakeUps: Int64, p50Nanoseconds: Int64, p99Nanoseconds: Int64,
        p999Nanoseconds: Int64, maximumNanoseconds: Int64, lateEdgeBoundNanoseconds: Int64, bands: [LatencyBandMessage]
    ) {
        self.source = source
        self.verdict = verdict
        self.wakeUps = wakeUps
        self.p50Nanoseconds = p50Nanoseconds
        self.p99Nanoseconds = p99Nanoseconds
        self.p999Nanoseconds = p999Nanoseconds
        self.maximumNanoseconds = maximumNanoseconds
        self.lateEdgeBoundNanoseconds = lateEdgeBoundNanoseconds
        self.bands = bands
    }
}
