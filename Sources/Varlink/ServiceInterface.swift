// SPDX-License-Identifier: Apache-2.0

/// `org.varlink.service`, which every service offers.
enum ServiceInterface {
    static let interface: Interface = {
        do {
            return try Interface(text)
        } catch {
            preconditionFailure("org.varlink.service: \(error)")
        }
    }()

    static let text = """
        # What every Varlink service tells about itself.
        interface org.varlink.service

        # Who made the service, and which interfaces it offers.
        method GetInfo() -> (
          vendor: string,
          product: string,
          version: string,
          url: string,
          interfaces: []string
        )

        # The definition of an interface, with its documentation.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The service does not offer the interface.
        error InterfaceNotFound (interface: string)

        # The interface does not declare the method.
        error MethodNotFound (method: string)

        # The interface declares the method but the service does not offer it.
        error MethodNotImplemented (method: string)

        # A parameter is unknown, missing or ill-typed.
        error InvalidParameter (parameter: string)

        # The client may not make this call.
        error PermissionDenied ()

        # The method answers with a stream only: call it with 'more'.
        error ExpectedMore ()

        # The method answers with an upgrade only: call it with 'upgrade'.
        error ExpectedUpgrade ()

        """
}
