// SPDX-License-Identifier: Apache-2.0

/// A self-test that found something.
struct SelfTestFailed: Error {}
