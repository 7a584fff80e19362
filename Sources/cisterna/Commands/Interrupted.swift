// SPDX-License-Identifier: Apache-2.0

/// A signal came before the reply.
struct Interrupted: Error {}
