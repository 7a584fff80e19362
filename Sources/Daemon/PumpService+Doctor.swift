// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Doctor
import RealTime
import Synchronization

extension PumpService {
    /// Examines the machine as this process finds it. Outside the actor: reading the kernel's files holds no call up.
    nonisolated func doctor() async -> DoctorReply {
        nonisolated(unsafe) let shared = threads.shared
        let obtained = RealTimeObtained(
            realTimeClass: shared.pointee.realTimeClass.load(ordering: .acquiring),
            supervisorClass: shared.pointee.supervisorClass.load(ordering: .acquiring), memoryIsLocked: memoryIsLocked)
        return Examination(
            examiner: .daemon, rig: ExaminedRig(rig), obtained: obtained,
            latency: latencies.figures(bound: rig.limits.lateEdge),
            releasedLines: enableAtRest.map(ReleasedLines.found) ?? .notLookedAt, chips: ExaminedChip.all(),
            clockSynchronisation: cisterna_clock_synchronised(), socket: configuration.socket,
            state: configuration.state
        ).reply()
    }
}
