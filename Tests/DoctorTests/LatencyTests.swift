// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Quantities
import Testing

@testable import Doctor

/// Goal: bands and verdict of latencies are exact at their edges. Method: samples that lie on them.
@Suite("The doctor on latency")
struct LatencyTests {
    private static func figures(_ microseconds: [Int64], bound: Duration = .millisecond * 2) -> LatencyFigures {
        LatencyFigures(samples: microseconds.map { .microsecond * $0 }, source: .record, bound: bound)
    }

    @Test("Each wake-up is in one band; an upper end belongs to its band")
    func bands() {
        let bands = Self.figures([-5, 0, 20, 21, 50, 100, 101, 500, 1_000, 2_000, 2_001, 60_000_000]).bands
        #expect(bands.counts == [3, 2, 1, 1, 1, 1, 1, 2] && bands.total == 12)
    }

    @Test("Percentiles are those of the samples")
    func percentiles() {
        let figures = Self.figures((1...1_000).reversed())
        #expect(figures.p50 == .microsecond * 500 && figures.p99 == .microsecond * 990)
        #expect(figures.p999 == .microsecond * 999 && figures.maximum == .microsecond * 1_000)
    }

    @Test(
        "Good below a quarter of the bound, a notice below it, bad from there on",
        arguments: [
            ([499], VerdictWord.good), ([20, 500], .notice), ([1_999], .notice), ([2_000], .bad), ([], .unknown),
        ]
    )
    func verdict(samples: [Int64], verdict: VerdictWord) throws {
        let figures = Self.figures(samples)
        #expect(figures.verdict == verdict && figures.message.verdict == verdict)
        let examination = try FakeMachine().examine(samples: samples.map { .microsecond * $0 })
        let finding = examination.finding(.latency)
        #expect(finding.verdict == verdict && finding.text.contains("the bound is 2 ms"), "\(finding)")
        #expect((finding.remedy == nil) == (verdict == .good))
    }

    @Test("What was measured without SCHED_FIFO says nothing against the machine")
    func ordinaryThread() throws {
        let obtained = RealTimeObtained(realTimeClass: -1, supervisorClass: nil, memoryIsLocked: true)
        let finding = try FakeMachine().examine(
            examiner: .user, obtained: obtained, samples: [.millisecond * 3], source: .measurement
        ).finding(.latency)
        #expect(finding.verdict == .unknown && finding.text.contains("without SCHED_FIFO"))
    }

    @Test("The message has every band with its share, the last one without an end")
    func message() {
        let message = Self.figures([10, 10, 30, 3_000]).message
        #expect(message.wakeUps == 4 && message.lateEdgeBoundNanoseconds == 2_000_000)
        #expect(message.bands.map(\.count) == [2, 1, 0, 0, 0, 0, 0, 1])
        #expect(message.bands.map(\.shareMicro) == [500_000, 250_000, 0, 0, 0, 0, 0, 250_000])
        #expect(message.bands[0].upToNanoseconds == 20_000 && message.bands[7].upToNanoseconds == nil)
        #expect(Self.figures([]).message.bands.allSatisfy { $0.count == 0 && $0.shareMicro == 0 })
    }
}
