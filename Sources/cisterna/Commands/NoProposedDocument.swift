// SPDX-License-Identifier: Apache-2.0

/// A trial gives no ground for a prescription.
struct NoProposedDocument: Error {}
