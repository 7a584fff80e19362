// SPDX-License-Identifier: Apache-2.0

/// Lives as long as a stream of replies does, keeps its client, and tells when nobody can read the stream any more.
final class StreamWatch: Sendable {
    let client: Client
    private let abandon: @Sendable () -> Void

    init(client: Client, abandon: @escaping @Sendable () -> Void) {
        self.client = client
        self.abandon = abandon
    }

    deinit {
        abandon()
    }
}
