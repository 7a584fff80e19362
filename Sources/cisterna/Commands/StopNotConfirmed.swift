// SPDX-License-Identifier: Apache-2.0

/// The daemon took a stop, but its real-time thread did not say that no edge follows.
struct StopNotConfirmed: Error {}
