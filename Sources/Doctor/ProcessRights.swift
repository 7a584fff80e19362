// SPDX-License-Identifier: Apache-2.0

/// What the kernel allows this process, by `/proc/self`.
struct ProcessRights: Sendable, Hashable {
    /// The highest real-time priority that it may take, 0 to 99; nil where the kernel does not tell.
    let realTimePriority: Int64?
    /// How many bytes it may lock; `Int64.max` for all.
    let lockedBytes: Int64?
    private let capabilities: UInt64

    private static let ipcLock = 14
    private static let sysNice = 23

    init(_ machine: Machine) {
        let limits = machine.text("/proc/self/limits") ?? ""
        realTimePriority = Self.softLimit("Max realtime priority", in: limits)
        lockedBytes = Self.softLimit("Max locked memory", in: limits)
        let line = machine.text("/proc/self/status")?.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
        let digits = line?.split(whereSeparator: \.isWhitespace).last ?? ""
        capabilities = UInt64(digits, radix: 16) ?? 0
    }

    private static func softLimit(_ name: String, in limits: String) -> Int64? {
        guard let line = limits.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        guard let value = line.dropFirst(name.count).split(separator: " ").first else { return nil }
        return value == "unlimited" ? .max : Int64(value)
    }

    /// It may take any priority, whatever the limit says.
    var mayTakeAnyPriority: Bool { capabilities >> Self.sysNice & 1 == 1 }

    /// It may lock everything, whatever the limit says.
    var mayLockAll: Bool { capabilities >> Self.ipcLock & 1 == 1 }
}
