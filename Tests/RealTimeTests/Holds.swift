// SPDX-License-Identifier: Apache-2.0
import Testing

/// Expects `value`, of an expression that the expectation macro cannot take apart: it works on copies.
func holds(_ value: Bool, _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation) {
    #expect(value, comment, sourceLocation: location)
}
