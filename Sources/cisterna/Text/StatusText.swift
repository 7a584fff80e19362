// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A status as lines to read: what `status` prints and `watch` redraws.
struct StatusText {
    let status: StatusMessage
    let style: TextStyle

    var lines: [String] {
        lines(fields)
    }

    /// The same on so many rows: what matters least is left out first, the conditions never.
    func lines(within rows: Int) -> [String] {
        var fields = fields
        for name in Self.leftOutFirst where lines(fields).count > rows { fields.removeAll { $0.name == name } }
        return lines(fields)
    }

    private static let leftOutFirst = [
        "daemon", "edges", "real time", "rig", "odometer", "on record", "rotor", "strokes", "service", "refill by",
        "mixture", "prescribed",
    ]

    private func lines(_ fields: [(name: String, text: String)]) -> [String] {
        var lines = [heading] + fields.flatMap { Self.fieldLines($0.name, $0.text) }
        lines += ["", AlarmText.heading(status.alarms, style)]
        lines += AlarmText.lines(status.alarms, style)
        lines += ["", style.dim(status.notice)]
        return lines
    }

    /// The whole in one line, for a stream that is no terminal.
    var line: String {
        var parts = [
            status.state.rawValue, Shown.nanolitersPerDay(status.rateNanolitersPerDay), "\(status.strokes) strokes",
            "delivered \(Self.interval(status.deliveredSinceStart))",
            "prescribed \(Shown.volume(picoliters: status.prescribedSinceStartPicoliters))",
        ]
        if let reservoir = status.reservoir {
            parts.append("reservoir \(Shown.nanoliters(reservoir.remainingNanoliters))")
        }
        if let bolus = status.bolus { parts.append("\(Self.kind(bolus.kind)) \(Self.progress(bolus))") }
        parts += therapyParts
        if let pressure = status.pressurePascals { parts.append(Shown.pascals(pressure)) }
        parts += status.alarms.map { "\($0.priority.rawValue): \($0.condition)" }
        return parts.joined(separator: ", ")
    }

    private var heading: String {
        let state = status.state.rawValue.uppercased()
        let coloured =
            switch status.state {
            case .delivering: style.good(state)
            case .failed: style.urgent(state, .high)
            case .paused, .releasing: style.urgent(state, .medium)
            case .selfTest, .stopped, .priming, .refilling, .servicing: style.bold(state)
            }
        return "\(style.bold(status.pump))  \(coloured)"
    }

    private var fields: [(name: String, text: String)] {
        var fields = [("rig", rig), ("program", program), ("rate", rate)]
        fields.append(("delivered", "\(Self.interval(status.deliveredSinceStart)) since the start"))
        let prescribed = Shown.volume(picoliters: status.prescribedSinceStartPicoliters)
        fields.append(("prescribed", "\(prescribed) since the start"))
        fields.append(("on record", Self.interval(status.deliveredOnRecord)))
        fields.append(
            ("strokes", "\(status.strokes); rotor \(status.phaseKnown ? "at a known place" : "not found yet")"))
        fields.append(("odometer", odometer))
        fields.append(("reservoir", reservoir))
        fields += therapyFields
        if let pressure = status.pressurePascals { fields.append(("pressure", Shown.pascals(pressure))) }
        if let counts = status.rotorCounts { fields.append(("rotor", "\(counts) counts")) }
        fields.append(("real time", realTime))
        fields.append(("edges", edges))
        let recorded = status.recorded ? "all of it on disk" : "not all of it on disk yet"
        fields.append(("daemon", "\(status.version), up \(Shown.seconds(status.uptimeSeconds)), \(recorded)"))
        return fields
    }

    private var rig: String {
        let rig = status.rig
        guard rig.kind == .simulated else { return "\(rig.name), digest \(rig.digest.prefix(12))" }
        let reached = "\(rig.speedUp) times real time (reached \(Shown.thousandths(rig.speedReachedMilli)))"
        return "\(rig.name), simulated, \(reached)"
    }

    private var program: String {
        guard let prescription = status.prescription else { return "none committed" }
        let rate = Shown.nanolitersPerDay(status.programRateNanolitersPerDay)
        return "\(prescription.name), revision \(prescription.revision), \(prescription.mode), \(rate)"
    }

    private var rate: String {
        let now = Shown.nanolitersPerDay(status.rateNanolitersPerDay)
        let text = "\(now) now, \(Shown.nanolitersPerDay(status.maximumRateNanolitersPerDay)) at most"
        return status.safeRate ? "\(text), \(style.urgent("SAFE RATE", .medium))" : text
    }

    private var odometer: String {
        let made = "\(status.odometerForwardPulses) forward, \(status.odometerReversePulses) reverse"
        return "\(made), granted to \(status.grantPulses)"
    }

    private var reservoir: String {
        guard let reservoir = status.reservoir else { return "no fill on record" }
        let bounds = "\(Shown.nanoliters(reservoir.lowerNanoliters)) to \(Shown.nanoliters(reservoir.upperNanoliters))"
        let fill = Shown.nanoliters(reservoir.fillNanoliters)
        let text = "\(Shown.nanoliters(reservoir.remainingNanoliters)) (\(bounds)) of \(fill)"
        return reservoir.low ? "\(text), \(style.urgent("LOW", .low))" : text
    }

    private var realTime: String {
        let times = status.realTime
        var parts = [times.schedulingClass == .fifo ? "SCHED_FIFO" : "ordinary scheduling"]
        parts.append(times.memoryLocked ? "memory locked" : "memory not locked")
        if times.latencyHold { parts.append("kept from deep sleep") }
        if times.degraded { parts.append(style.urgent("DEGRADED", .low)) }
        return parts.joined(separator: ", ")
    }

    private var edges: String {
        let times = status.realTime
        guard status.rig.speedUp == 1 else {
            return "\(times.lateEdges) late; wake-ups are measured in real time only"
        }
        let median = Shown.nanoseconds(times.latencyP50Nanoseconds)
        let tail = Shown.nanoseconds(times.latencyP99Nanoseconds)
        let worst = Shown.nanoseconds(times.latencyMaximumNanoseconds)
        return "\(times.lateEdges) late; wake-up p50 \(median), p99 \(tail), worst \(worst) of \(times.wakeUps)"
    }

    /// The text's further lines below its first.
    private static func fieldLines(_ name: String, _ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).enumerated().map { number, line in
            "  " + field(number == 0 ? name : "", String(line))
        }
    }

    static func field(_ name: String, _ text: String) -> String {
        name.padding(toLength: 12, withPad: " ", startingAt: 0) + text
    }

    /// `12.3 uL (12.1 uL to 12.5 uL)`.
    static func interval(_ volume: VolumeIntervalMessage) -> String {
        let nominal = Shown.volume(picoliters: volume.nominalPicoliters)
        let lower = Shown.volume(picoliters: volume.lowerPicoliters)
        return "\(nominal) (\(lower) to \(Shown.volume(picoliters: volume.upperPicoliters)))"
    }

    static func progress(_ bolus: BolusMessage) -> String {
        let volumes = "\(Shown.nanoliters(bolus.deliveredNanoliters)) of \(Shown.nanoliters(bolus.volumeNanoliters))"
        return "\(volumes), \(Shown.seconds(bolus.remainingSeconds)) left"
    }
}
