// SPDX-License-Identifier: Apache-2.0

/// What the tip lies in, and what goes on there: heart, breath, posture, height; and the slow drift of the sensor. In
/// pascals and seconds of the rig's time, all of it from one seed.
package struct FarPressure: Sendable, BitwiseCopyable {
    /// How much of each there is. Zero everywhere: a tip in still water.
    package struct Disturbances: Sendable, BitwiseCopyable {
        /// Peak to peak, at most and at least; the seed draws one.
        package var heart = (least: 0.0, most: 0.0)
        package var breath = (least: 0.0, most: 0.0)
        package var heartHertz = 1.0
        package var breathHertz = 0.25
        /// Changes an hour, and how far from the mean they lead.
        package var posturesPerHour = 0.0
        package var posture = 0.0
        /// Changes a day between two heights, and what lies between them.
        package var heightsPerDay = 0.0
        package var height = 0.0
        /// How fast the sensor drifts at most, in pascals an hour, and how far.
        package var drift = 0.0
        package var furthestDrift = 0.0

        package init() {}

        /// - Parameter heart: Peak to peak.
        package init(heart: Double) { self.heart = (heart, heart) }

        private static var mmHg: Double { 133.322 }

        /// What the detectors are held against: steps of posture within 20 mmHg four times an hour, 50 cm of height once a
        /// day, heart 1 to 4 and breath 1 to 3 mmHg peak to peak, a sensor that drifts by 2 mmHg an hour and 10 in all.
        package static var bench: Disturbances {
            var all = Disturbances()
            all.heart = (mmHg, 4 * mmHg)
            all.breath = (mmHg, 3 * mmHg)
            all.posturesPerHour = 4
            all.posture = 20 * mmHg
            all.heightsPerDay = 1
            all.height = 37.5 * mmHg
            all.drift = 2 * mmHg
            all.furthestDrift = 10 * mmHg
            return all
        }
    }

    let disturbances: Disturbances
    private let mean: Double
    private var noise: SimulatedNoise
    private var heart: (amplitude: Double, hertz: Double)
    private var breath: (amplitude: Double, hertz: Double)
    private var posture = 0.0
    private var isHigh = false
    /// The tip lies in the ambient.
    private var isOutside = false
    /// What the sensor reads too much.
    package private(set) var sensorDrift = 0.0
    private var slope = 0.0
    /// When this minute ends, and when something in it happens.
    private var minuteEnd: Double
    private var change = Double.infinity
    private var changesHeight = false

    /// - Parameters:
    ///   - mean: Outside the tip, in pascals.
    ///   - time: Now, in seconds.
    package init(mean: Double, disturbances: Disturbances, seed: UInt64, at time: Double) {
        self.mean = mean
        self.disturbances = disturbances
        noise = SimulatedNoise(seed: seed)
        let (h, b) = (disturbances.heart, disturbances.breath)
        heart = ((h.least + (h.most - h.least) * noise.uniform()) / 2, disturbances.heartHertz)
        breath = ((b.least + (b.most - b.least) * noise.uniform()) / 2, disturbances.breathHertz)
        minuteEnd = time
        beginMinute()
    }

    /// The mean pressure outside the tip now.
    package var tip: Double {
        @_noAllocation @_noLocks get { isOutside ? 0 : mean + posture + (isHigh ? disturbances.height : 0) }
    }

    /// When something changes next.
    package var next: Double { @_noAllocation @_noLocks get { Swift.min(change, minuteEnd) } }

    /// The moment of ``next`` has come.
    @_noAllocation @_noLocks
    package mutating func happen(to line: inout SimulatedLine) {
        if change <= minuteEnd {
            change = .infinity
            if changesHeight { isHigh.toggle() } else { takePosture() }
            line.set(tip: tip)
        } else {
            sensorDrift += slope * 60
            beginMinute()
            show(to: &line)
        }
    }

    /// Heart and breath as they go this minute.
    @_noAllocation @_noLocks
    package mutating func show(to line: inout SimulatedLine) {
        let (quick, deep) = (0.9 + 0.2 * noise.uniform(), 0.85 + 0.3 * noise.uniform())
        let share = isOutside ? 0.0 : 1.0
        line.set(
            heart: (share * heart.amplitude, heart.hertz * quick),
            breath: (share * breath.amplitude, breath.hertz * deep))
    }

    /// The tip slips out of the space that it lay in, or is put back.
    @_noAllocation @_noLocks
    mutating func lie(outside: Bool, line: inout SimulatedLine) {
        guard outside != isOutside else { return }
        isOutside = outside
        line.set(tip: tip)
        show(to: &line)
    }

    @_noAllocation @_noLocks
    private mutating func beginMinute() {
        let begin = minuteEnd
        minuteEnd += 60
        let postures = disturbances.posturesPerHour / 60
        let draw = noise.uniform()
        changesHeight = draw >= postures
        change = draw < postures + disturbances.heightsPerDay / 1_440 ? begin + 60 * noise.uniform() : .infinity
        slope = (noise.uniform() - 0.5) * 2 * disturbances.drift / 3_600
        // It wanders, but not away.
        if sensorDrift > disturbances.furthestDrift, slope > 0 { slope = -slope }
        if sensorDrift < -disturbances.furthestDrift, slope < 0 { slope = -slope }
    }

    /// From one posture to another within the range, by as much as that at most.
    @_noAllocation @_noLocks
    private mutating func takePosture() {
        let range = disturbances.posture
        posture += 2 * range * (noise.uniform() - 0.5)
        if posture > range { posture = 2 * range - posture }
        if posture < -range { posture = -2 * range - posture }
    }
}
