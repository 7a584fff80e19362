// SPDX-License-Identifier: Apache-2.0
import CLinux
import RigFile

extension Examination {
    /// The machine as the user who calls finds it, while no daemon answers: asks for locked memory and for SCHED_FIFO
    /// itself, and measures how late it is woken.
    ///
    /// - Parameters:
    ///   - rig: The rig that is to run here, where one is named.
    ///   - wakeUps: How many wake-ups are measured, a millisecond apart.
    ///   - socket: Where the daemon would listen.
    ///   - releasedLines: What a probe found.
    public static func ofUser(
        rig: RigDescription?, wakeUps: Int, socket: String, releasedLines: ReleasedLines
    ) async -> Examination {
        let examined = rig.map { ExaminedRig($0) } ?? .unknown
        let isLocked = cisterna_lock_memory() == 0
        let measured = await LatencyMeasurement.run(wakeUps: wakeUps, bound: examined.lateEdgeBound)
        return Examination(
            examiner: .user, rig: examined,
            obtained: RealTimeObtained(
                realTimeClass: measured.schedulingClass, supervisorClass: nil, memoryIsLocked: isLocked),
            latency: measured.figures, releasedLines: releasedLines, chips: ExaminedChip.all(),
            clockSynchronisation: cisterna_clock_synchronised(), socket: socket)
    }
}
