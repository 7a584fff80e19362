// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigHardware

/// A look at the machine that a pump runs on, or is to run on. Changes nothing.
///
/// What the kernel tells in files is read when ``findings()`` is called; what only a process can try comes with it.
public struct Examination: Sendable {
    /// In whose name it is made.
    public enum Examiner: Sendable {
        /// The daemon, which holds socket and lines itself.
        case daemon
        /// A user while no daemon answers.
        case user
    }

    public let examiner: Examiner
    public let rig: ExaminedRig
    public let obtained: RealTimeObtained
    public let latency: LatencyFigures
    public let releasedLines: ReleasedLines
    public let chips: [ExaminedChip]
    /// 1 yes, 0 no, -errno where this process may not ask.
    public let clockSynchronisation: Int32
    /// The control socket's path.
    public let socket: String
    /// The record's folder; nil where only the daemon's configuration names it.
    public let state: String?
    let machine: Machine

    public init(
        examiner: Examiner, rig: ExaminedRig, obtained: RealTimeObtained, latency: LatencyFigures,
        releasedLines: ReleasedLines, chips: [ExaminedChip], clockSynchronisation: Int32, socket: String,
        state: String? = nil, machine: Machine = Machine()
    ) {
        self.examiner = examiner
        self.rig = rig
        self.obtained = obtained
        self.latency = latency
        self.releasedLines = releasedLines
        self.chips = chips
        self.clockSynchronisation = clockSynchronisation
        self.socket = socket
        self.state = state
        self.machine = machine
    }

    /// One finding for each check, in the order of ``Check``.
    public func findings() -> [Finding] { Check.allCases.map(finding) }

    /// As the control interface has it.
    public func reply() -> DoctorReply {
        DoctorReply(findings: findings().map(\.message), latency: latency.message)
    }

    func finding(_ check: Check) -> Finding {
        switch check {
        case .kernelPreemption: kernelPreemption()
        case .schedulingClass: schedulingClass()
        case .memoryLock: memoryLock()
        case .processLimits: processLimits()
        case .realTimeThrottling: realTimeThrottling()
        case .cpuGovernor: cpuGovernor()
        case .isolatedCPUs: isolatedCPUs()
        case .idleHold: idleHold()
        case .latency: latencyFinding()
        case .clockSource: clockSource()
        case .clockSynchronised: clockSynchronised()
        case .gpioDevices: gpioDevices()
        case .gpioLines: gpioLines()
        case .releasedLines: releasedLinesFinding()
        case .controlSocket: controlSocket()
        case .stateFolder: stateFolder()
        case .hardwareWatchdog: hardwareWatchdog()
        }
    }

    /// What a lack of real time in the kernel means on this rig.
    var degraded: VerdictWord { rig.allowsDegradedRealTime ? .notice : .bad }

    /// What it means that this process has to do without something: of a user who is not the daemon, not much.
    var processDegraded: VerdictWord { examiner == .user ? .notice : degraded }

    /// Whether the rig has lines of the machine at all.
    var isSimulated: Bool { rig.kind == .simulated }
}
