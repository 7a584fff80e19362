// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Histogram

/// The peer: cyclictest of rt-tests, at the same priority and interval.
enum Cyclictest {
    /// Runs it once and adds its histogram, in microseconds.
    static func slice(seconds: Int, into histogram: inout Histogram<UInt64>) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "cyclictest", "--quiet", "--mlockall", "--threads=1", "--priority=60", "--policy=fifo", "--interval=1000",
            "--duration=\(seconds)", "--histogram=100000",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = Pipe()
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("cyclictest ended with \(process.terminationStatus); it is in Debian's rt-tests")
        }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let columns = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard columns.count >= 2, let latency = UInt64(columns[0]), let count = UInt64(columns[1]), count > 0 else {
                continue
            }
            histogram.record(latency, count: count)
        }
    }
}
