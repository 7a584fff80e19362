// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Runs what takes seconds on a thread of its own: the threads that tests run on are as few as the processors, and other tests
/// wait on them for answers.
func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
