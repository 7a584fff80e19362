// SPDX-License-Identifier: Apache-2.0

/// What is said at every start and stands in every record (BR-S10).
public enum BenchNotice {
    public static let text =
        "For bench rigs only: Cisterna is no medical device and must never be connected to a person or an animal."
}
