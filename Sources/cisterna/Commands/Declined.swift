// SPDX-License-Identifier: Apache-2.0

/// The answer to a question was no.
struct Declined: Error {}
