// SPDX-License-Identifier: Apache-2.0

import Varlink

/// Gives each call to its daemon.
struct FakeHandler: CallHandler {
    // The server lives no longer than the daemon that owns it.
    unowned let daemon: FakeDaemon

    func handle(_ call: Call, replies: ReplyStream) async throws -> JSONValue {
        try await daemon.answer(call, replies)
    }
}
