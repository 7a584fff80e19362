// SPDX-License-Identifier: Apache-2.0
import CGpiod

/// A request that holds output lines. Of one thread at a time; whoever has it sees to its release.
struct GPIOOutputs: @unchecked Sendable, BitwiseCopyable {
    private let request: OpaquePointer

    init(_ request: OpaquePointer) { self.request = request }

    /// Sets one line and leaves the others. Whether it took the value.
    @_noAllocation @_noLocks
    func set(_ index: Int32, _ isAsserted: Bool) -> Bool {
        cisterna_gpio_set(request, index, isAsserted) == 0
    }

    func release() { cisterna_gpio_release_outputs(request) }
}
