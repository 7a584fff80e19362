// SPDX-License-Identifier: Apache-2.0

/// What was seen of the pump in some minutes.
public struct TelemetryMessage: Codable, Sendable, Equatable {
    public var minute: Int64
    public var minutes: Int64
    public var wallTime: String
    public var state: StateWord
    public var rateNanolitersPerDay: Int64
    public var forwardPicoliters: Int64
    public var reversePicoliters: Int64
    public var remainingNanoliters: Int64?
    public var lowestPressurePascals: Int64?
    public var meanPressurePascals: Int64?
    public var highestPressurePascals: Int64?

    public init(
        minute: Int64, minutes: Int64, wallTime: String, state: StateWord, rateNanolitersPerDay: Int64,
        forwardPicoliters: Int64, reversePicoliters: Int64, remainingNanoliters: Int64? = nil,
        lowestPressurePascals: Int64? = nil, meanPressurePascals: Int64? = nil, highestPressurePascals: Int64? = nil
    ) {
        self.minute = minute
        self.minutes = minutes
        self.wallTime = wallTime
        self.state = state
        self.rateNanolitersPerDay = rateNanolitersPerDay
        self.forwardPicoliters = forwardPicoliters
        self.reversePicoliters = reversePicoliters
        self.remainingNanoliters = remainingNanoliters
        self.lowestPressurePascals = lowestPressurePascals
        self.meanPressurePascals = meanPressurePascals
        self.highestPressurePascals = highestPressurePascals
    }
}
