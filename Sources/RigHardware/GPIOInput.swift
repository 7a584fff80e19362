// SPDX-License-Identifier: Apache-2.0
import CGpiod

/// A request that holds one input line. Of one thread at a time; whoever has it sees to its release.
struct GPIOInput: @unchecked Sendable, BitwiseCopyable {
    /// Edges that one read gives at most.
    static var mostEdges: Int { @_noAllocation @_noLocks get { Int(CISTERNA_GPIO_EDGES) } }

    private let request: OpaquePointer

    init(_ request: OpaquePointer) { self.request = request }

    /// Readable while there are edges.
    var descriptor: Int32 {
        @_noAllocation @_noLocks get { cisterna_gpio_input_descriptor(request) }
    }

    /// The level now, after polarity: 0, 1 or -errno.
    @_noAllocation @_noLocks
    func level() -> Int32 { cisterna_gpio_input_level(request) }

    /// Reads up to ``mostEdges`` edges; how many, or -errno.
    @_noAllocation @_noLocks
    func read(into edges: UnsafeMutablePointer<cisterna_gpio_edge>) -> Int32 {
        cisterna_gpio_input_edges(request, edges)
    }

    func release() { cisterna_gpio_release_input(request) }
}
