// SPDX-License-Identifier: Apache-2.0

/// The version that the daemon states of itself.
public enum DaemonVersion {
    public static let text = "0.1.0"
}
