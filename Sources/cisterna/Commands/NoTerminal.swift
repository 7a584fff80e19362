// SPDX-License-Identifier: Apache-2.0

/// There is a question and nobody to answer it.
struct NoTerminal: Error {}
