// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Watches the pressure over the strokes: whether the line takes them, and lets them out again (BR-W07).
///
/// Readings are taken densely from a few seconds before a stroke until an open line has let go of it, and sparsely at rest.
/// Each window's readings are fitted (``LineWindow``); what they say of a closed or an empty line is added up in the
/// domain of volume, whatever the rate (``SequentialTest``). The compliance is followed by what each stroke lifts the
/// pressure by.
public struct LineWatch: Sendable, BitwiseCopyable {
    /// What the pressure says of the line.
    @frozen public enum Finding: Hashable, Sendable, BitwiseCopyable {
        /// The line keeps what is pumped into it.
        case closed
        /// The pressure stands beyond all that is stated to disturb it.
        case pressureHigh
        /// Strokes lift no pressure, and it stands as before: nothing comes from the reservoir.
        case unfilled
        /// Strokes lift no pressure, and it has fallen towards the ambient: the line is open somewhere.
        case leaking

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    public let model: LineModel
    /// The compliance by the strokes themselves, as a share of the model's, and its variance.
    public internal(set) var complianceShare = 1.0
    var complianceVariance = 0.09
    var occlusion = SequentialTest()
    var emptiness = SequentialTest()
    /// The latest window: as it is, and on the understanding that the line is open.
    var fit = LineWindow.Fit()
    var gainFit = LineWindow.Fit()
    /// Windows judged since the beginning.
    public internal(set) var windows: Int64 = 0
    /// Strokes' worth of volume since the beginning.
    private(set) var strokes = 0.0
    /// Where the pressure stands before strokes, over about the last fifty windows; nil before the first. Pascals.
    public internal(set) var restingPressure: Double?
    /// The forward volume before which nothing was suspected: an occlusion began after it. Picolitres.
    public internal(set) var clearUntil: Int64
    /// Posture moves the far pressure, and a slow line follows for a while.
    var unsettledUntil: Instant = Instant(nanoseconds: .min / 2)
    /// Windows in a row that something from outside disturbed.
    var disturbances = 0
    /// Readings and windows in a row beyond a threshold.
    var readingsBeyond = 0
    var windowsBeyond = 0

    private(set) var start: Instant = .zero
    private(set) var window = LineWindow(first: 0)
    private(set) var isOpen = false
    private(set) var lastForward: Int64
    /// What all strokes so far have left in an open line, in strokes.
    private var left = 0.0
    /// The same for a line that swells by a quarter more.
    private var leftOfWider = 0.0
    private var lastPush = Instant(nanoseconds: .min / 2)
    private var lastAt: Instant?
    private var lastStep = 0.0
    private var factor = 0.0
    private var filled = 1.0
    private var widerFactor = 0.0
    private var widerFilled = 1.0

    /// - Parameter forward: The forward volume now, in picolitres.
    @_noAllocation @_noLocks
    public init(_ model: LineModel, forward: Int64) {
        self.model = model
        lastForward = forward
        clearUntil = forward
    }

    /// Begins anew, as after a stop: what was suspected is forgotten, what was learnt of the line is not.
    @_noAllocation @_noLocks
    public mutating func restart(forward: Int64) {
        var fresh = LineWatch(model, forward: forward)
        fresh.complianceShare = complianceShare
        fresh.complianceVariance = complianceVariance
        fresh.windows = windows
        fresh.strokes = strokes
        self = fresh
    }

    var timeConstant: Double { @_noAllocation @_noLocks get { model.timeConstant * complianceShare } }
    var jump: Double { @_noAllocation @_noLocks get { model.jump / complianceShare } }
    /// Seconds of the pressure before a stroke that belong to its window: a breath, or what tells a slow line's slope.
    var before: Double { @_noAllocation @_noLocks get { Swift.max(4, 1.2 * timeConstant) } }
    /// Seconds after it: until an open line has let go of all but 5 %, and a breath more.
    var after: Double { @_noAllocation @_noLocks get { 3 * timeConstant + 4 } }
    /// Where strokes follow each other sooner, a window has as many as this takes.
    var shortest: Double { @_noAllocation @_noLocks get { Swift.max(2, 1.8 * timeConstant) } }
    /// From a stroke to the first reading after it.
    private var finest: Double { @_noAllocation @_noLocks get { Swift.min(0.1, Swift.max(0.02, timeConstant / 3)) } }
    /// By how much more than known a line swells against which the readings are held too.
    static var wider: Double { @_noAllocation @_noLocks get { 1.25 } }
    /// Between readings at rest.
    static var sparse: Double { @_noAllocation @_noLocks get { 5 } }

    @_noAllocation @_noLocks
    func seconds(_ span: Duration) -> Double { Double(span.nanoseconds) * 1e-9 }

    /// When the pressure is to be read next, at the latest.
    ///
    /// - Parameter nextStroke: When the next stroke is due, by what is known now.
    @_noAllocation @_noLocks
    public func nextReading(nextStroke: Instant) -> Instant {
        guard let now = lastAt else { return .zero }
        if lastPush > now { return lastPush + Duration(nanoseconds: Int64(finest * 1e9)) }
        // Where nothing is due for years the difference does not overflow.
        let untilStroke = nextStroke < now + .day ? seconds(nextStroke - now) : 86_400
        var step = Swift.min(Self.sparse, untilStroke - before)
        if isOpen {
            let age = seconds(now - lastPush)
            step = Swift.min(0.4, Swift.max(finest, age * 0.2))
            // The window's end before the next stroke, and the stroke itself, are not read past.
            let lead = Swift.min(before, (age + untilStroke) / 3)
            if untilStroke > lead + 0.001 {
                step = Swift.min(step, untilStroke - lead)
            } else {
                step = Swift.min(step, untilStroke > 0.001 ? untilStroke : finest)
            }
        }
        return now + Duration(nanoseconds: Int64(Swift.max(0.001, step) * 1e9))
    }

    /// A stroke begins: the pressure is to be seen before an open line has let go of it.
    @_noAllocation @_noLocks
    mutating func strokeBegins(at now: Instant) { lastPush = now }

    /// Takes a reading.
    ///
    /// - Parameters:
    ///   - now: When it was read; one that is not later than the last is passed over.
    ///   - pascals: The pressure at the pump's outlet.
    ///   - forward: The forward volume at that time, in picolitres.
    ///   - nextStroke: When the next stroke is due.
    @_noAllocation @_noLocks
    public mutating func read(at now: Instant, pascals: Int64, forward: Int64, nextStroke: Instant) -> Finding? {
        let pushed = Double(forward - lastForward) / model.stroke
        lastForward = forward
        strokes += pushed
        guard let lastAt else {
            lastAt = now
            return nil
        }
        guard now > lastAt else { return nil }
        let step = seconds(now - lastAt)
        self.lastAt = now
        follow(step: step, pushed: pushed)
        if isBeyondLimit(pascals) { return .pressureHigh }
        let untilStroke = nextStroke < now + .day ? seconds(nextStroke - now) : 86_400
        let reading = Double(pascals) / jump
        if pushed > 0 { lastPush = now }
        guard isOpen else {
            if untilStroke <= before + 0.01 || pushed > 0 { open(with: reading, at: now) }
            return nil
        }
        window.add(
            reading, weight: Swift.min(step, 0.4), left: left, wider: leftOfWider / Self.wider, factor: factor,
            pushed: pushed)
        guard window.closed > 0, pushed == 0 else { return nil }
        let age = seconds(now - lastPush)
        let lead = Swift.min(before, (age + untilStroke) / 3)
        if untilStroke > 0, untilStroke <= lead + 0.01, isLongEnough(seconds(now - start)) {
            let finding = judge(at: now, pascals: pascals)
            open(with: Double(pascals) / jump, at: now)
            return finding
        }
        guard age >= after else { return nil }
        let finding = judge(at: now, pascals: pascals)
        isOpen = false
        return finding
    }

    /// A breath that keeps step with single strokes looks like what they leave; over two it does not add up.
    @_noAllocation @_noLocks
    private mutating func isLongEnough(_ length: Double) -> Bool {
        length >= shortest && (length >= 6.5 || window.closed > 1.5 || swing() < 0.1)
    }

    @_noAllocation @_noLocks
    private mutating func open(with reading: Double, at now: Instant) {
        window = LineWindow(first: reading)
        isOpen = true
        start = now
    }

    /// What an open line does meanwhile.
    @_noAllocation @_noLocks
    private mutating func follow(step: Double, pushed: Double) {
        if step != lastStep {
            lastStep = step
            let spans = step / timeConstant
            factor = Decay.factor(spans)
            // What came evenly over the time since has let go of that much in the mean.
            filled = spans < 1e-6 ? 1 : (1 - factor) / spans
            let wider = spans / Self.wider
            widerFactor = Decay.factor(wider)
            widerFilled = wider < 1e-6 ? 1 : (1 - widerFactor) / wider
        }
        left = left * factor + pushed * filled
        leftOfWider = leftOfWider * widerFactor + pushed * widerFilled
    }

    /// The compliance has been seen to be another.
    @_noAllocation @_noLocks
    mutating func forgetStep() { lastStep = 0 }
}
