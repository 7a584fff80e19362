// SPDX-License-Identifier: Apache-2.0
import PumpCore
import SimulatedRig

/// The line of a detection run: its physics, what disturbs it, its sensor, and what goes wrong with it. Picolitres,
/// pascals, seconds.
struct DetectLine {
    private(set) var line: SimulatedLine
    private var far: FarPressure
    private var noise: SimulatedNoise
    private var time = 0.0
    private var lastReading = 0.0
    private let sensorNoise: Double
    private let conductance: Double
    /// Since when the bore closes slowly.
    private var closingSince: Double?
    private(set) var isFed = true

    /// 0.5 mmHg a conversion, fifty conversions a second.
    static let noise = 67.0
    /// 0.5 mm by 0.9 m.
    static let resistance = 0.000_56
    /// 13 mmHg.
    static let tip = 1_733.0

    /// - Parameter compliance: Millilitres a kilopascal.
    init(
        compliance: Double, resistance: Double = Self.resistance, noise: Double = Self.noise,
        disturbances: FarPressure.Disturbances = .bench, seed: UInt64
    ) {
        line = SimulatedLine(compliance: compliance * 1e6, resistance: resistance, tip: Self.tip)
        far = FarPressure(mean: Self.tip, disturbances: disturbances, seed: seed &* 7_919, at: 0)
        far.show(to: &line)
        self.noise = SimulatedNoise(seed: seed ^ 0xABCD_EF01)
        sensorNoise = noise
        conductance = 1 / resistance
    }

    /// What a controller is told of this line, with its compliance taken for `share` of what it is.
    func model(share: Double, stroke: Double) -> LineModel {
        LineModel(
            compliance: line.compliance * share, resistance: 1 / conductance,
            noiseDensity: sensorNoise * sensorNoise / 50, stroke: stroke)
    }

    mutating func pass(to end: Double) {
        while far.next <= end {
            step(to: Swift.max(time, far.next))
            far.happen(to: &line)
        }
        step(to: end)
    }

    private mutating func step(to end: Double) {
        // A bore that closes is as it was for up to half a minute.
        while let since = closingSince, time < since + 3_600 {
            let next = Swift.min(end, time + 30)
            line.pass(seconds: next - time)
            time = next
            let bore = Swift.max(0, 1 - (time - since) / 3_600)
            line.set(conductance: conductance * bore * bore * bore * bore, leak: 0)
            if time >= end { return }
        }
        guard end > time else { return }
        line.pass(seconds: end - time)
        time = end
    }

    mutating func push(_ volume: Double) { if isFed { line.push(volume) } }

    mutating func fail(by fault: DetectFault) {
        switch fault {
        case .sudden: line.set(conductance: 0, leak: 0)
        case .slow: closingSince = time
        case .tenfold: line.set(conductance: conductance / 10, leak: 0)
        // A tube's end a fiftieth of the catheter's resistance from the pump.
        case .disconnected: line.set(conductance: conductance, leak: 50 * conductance)
        case .upstream: isFed = false
        }
    }

    /// The line is open again.
    mutating func open() {
        closingSince = nil
        line.set(conductance: conductance, leak: 0)
    }

    /// What the sensor reads now.
    mutating func read() -> Int64 {
        let conversions = Swift.max(1, Swift.min(50, (time - lastReading) * 50))
        lastReading = time
        return Int64(line.pressure + far.sensorDrift + sensorNoise / conversions.squareRoot() * noise.normal())
    }
}
