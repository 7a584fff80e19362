// SPDX-License-Identifier: Apache-2.0

/// What a service says about itself in `org.varlink.service.GetInfo`.
public struct ServiceInfo: Sendable, Equatable, Codable {
    public let vendor: String
    public let product: String
    public let version: String
    public let url: String

    public init(vendor: String, product: String, version: String, url: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
    }
}
