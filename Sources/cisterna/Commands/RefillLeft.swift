// SPDX-License-Identifier: Apache-2.0

/// Who refills has left it where it stands.
struct RefillLeft: Error {}
