// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import RealTime

/// What /proc says of a process at one moment.
struct ProcessUsage {
    struct Thread {
        let name: String
        let switches: Int64
    }

    let monotonicNanoseconds: Int64
    let threads: [Thread]
    let cpuNanoseconds: Int64
    let residentBytes: Int64

    init(of processID: Int32) throws {
        let folder = "/proc/\(processID)"
        monotonicNanoseconds = MonotonicClock.now().nanoseconds
        var threads: [Thread] = []
        var cpu: Int64 = 0
        for task in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/task") {
            guard let status = try? String(contentsOfFile: "\(folder)/task/\(task)/status", encoding: .utf8),
                let schedule = try? String(contentsOfFile: "\(folder)/task/\(task)/schedstat", encoding: .utf8)
            else { continue }
            let fields = Self.fields(status)
            let switches = Int64(fields["voluntary_ctxt_switches"] ?? "") ?? 0
            threads.append(Thread(name: fields["Name"] ?? "?", switches: switches))
            cpu += schedule.split(separator: " ").first.flatMap { Int64($0) } ?? 0
        }
        self.threads = threads
        cpuNanoseconds = cpu
        let status = Self.fields(try String(contentsOfFile: "\(folder)/status", encoding: .utf8))
        let kilobytes = status["VmRSS"]?.split(separator: " ").first.flatMap { Int64($0) }
        guard let kilobytes else { throw ValidationError("\(folder)/status names no VmRSS") }
        residentBytes = kilobytes * 1_024
    }

    /// Voluntary context switches of the threads of that name: each is a sleep that ended.
    func wakeUps(of name: String) -> Int64 { threads.filter { $0.name == name }.reduce(0) { $0 + $1.switches } }

    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return fields
    }
}
