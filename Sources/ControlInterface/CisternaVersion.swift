// SPDX-License-Identifier: Apache-2.0

/// The version of all programs of this package.
public enum CisternaVersion {
    public static let text = "0.1.0"
}
