// SPDX-License-Identifier: Apache-2.0

/// One input line as the core is to see it: debounced, and never so short that nobody sees it.
struct InputLine: Sendable, BitwiseCopyable {
    let role: GPIOInputRole
    private var debouncer: Debouncer
    /// How often it was asserted since it was last shown.
    private var rises: Int64 = 0
    /// What was shown last.
    private var shown = false
    /// It can no longer be read.
    private(set) var isLost = false

    @_noAllocation @_noLocks
    init(role: GPIOInputRole, debounce period: Int64, level: Bool) {
        self.role = role
        debouncer = Debouncer(period: period, level: level)
    }

    @_noAllocation @_noLocks
    mutating func edge(isRise: Bool, at time: Int64) {
        if debouncer.edge(to: isRise, at: time) { rises += 1 }
    }

    @_noAllocation @_noLocks
    mutating func settle(at time: Int64) {
        if debouncer.settle(at: time) { rises += 1 }
    }

    @_noAllocation @_noLocks
    mutating func lose() { isLost = true }

    /// What the core is to see: asserted also if it was only in between, so that a short press of a button is one.
    @_noAllocation @_noLocks
    mutating func show() -> (isAsserted: Bool, rises: Int64) {
        let result = (isLost ? role.isAssertedWhenLost : debouncer.level || rises > 0, rises)
        rises = 0
        shown = result.0
        return result
    }

    /// It was shown as asserted and is no longer.
    var owesRelease: Bool {
        @_noAllocation @_noLocks get { !isLost && shown && !debouncer.level && debouncer.deadline == .max }
    }

    /// When it may change without an edge; `Int64.max` for never.
    var deadline: Int64 {
        @_noAllocation @_noLocks get { isLost ? .max : debouncer.deadline }
    }
}
