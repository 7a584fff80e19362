// SPDX-License-Identifier: Apache-2.0

/// Evidence for one fault, window by window: Page's cumulative sum of log-likelihood ratios (Biometrika 1954), which never
/// falls below none.
///
/// What one window adds, or takes away, is bounded, so that several must agree: none is believed alone, however sure it is
/// of itself, for what disturbs a line is not what its noise does.
struct SequentialTest: Sendable, BitwiseCopyable {
    private(set) var evidence = 0.0

    /// The evidence at which the fault is believed: by the noise alone it would come once in e^18 windows.
    static var threshold: Double { @_noAllocation @_noLocks get { 18 } }

    @_noAllocation @_noLocks
    init() {}

    /// Whether the fault is believed with this window.
    ///
    /// - Parameter count: How many windows must agree at least.
    @_noAllocation @_noLocks
    mutating func add(_ ratio: Double, atLeast count: Double) -> Bool {
        let most = Self.threshold / count
        evidence = Swift.max(0, evidence + Swift.min(most, Swift.max(-most, ratio)))
        return evidence >= Self.threshold - 1e-9
    }
}
