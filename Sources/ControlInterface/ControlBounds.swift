// SPDX-License-Identifier: Apache-2.0
import Varlink

/// How the interfaces want their server: its bounds and its streams.
public enum ControlBounds {
    /// The bounds that the interfaces promise.
    public static var server: ServerBounds {
        var bounds = ServerBounds(
            rateLimitError: ControlError.tooManyCalls.qualifiedName(in: PumpInterface.name),
            overflowError: ControlError.tooManyConnections.qualifiedName(in: PumpInterface.name),
            internalError: ControlError.internalError.qualifiedName(in: PumpInterface.name))
        bounds.isRateLimited = { ControlMethod(rawValue: $0)?.isRateLimited ?? false }
        bounds.overflowMethods = [ControlMethod.stop.qualifiedName, ControlMethod.status.qualifiedName]
        return bounds
    }

    /// Qualified names of the methods that make sense as a stream only.
    public static var streamOnlyMethods: Set<String> {
        Set(ControlMethod.allCases.filter(\.isStreamOnly).map(\.qualifiedName))
    }
}
