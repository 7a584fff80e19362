// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.History`: what happened.
public enum HistoryInterface {
    public static let name = "io.cisterna.History"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # The record of the pump.
        interface io.cisterna.History

        # How much an event matters: information, or the priority of the condition that it is about.
        type Severity (information, low, medium, high)

        # One entry of the record.
        type Event (
          # From 1, without a gap.
          sequence: int,
          # CLOCK_BOOTTIME.
          monotonicNanoseconds: int,
          # Which start of the machine the time above counts from.
          bootId: string,
          # By the wall clock in UTC (RFC 3339).
          wallTime: string,
          # Whether the kernel held the wall clock for right.
          wallTimeTrusted: bool,
          # In kebab case: condition-raised.
          kind: string,
          severity: Severity,
          # One sentence.
          text: string,
          # What belongs to the kind.
          payload: object,
          # The requirements that it bears witness to.
          requirements: []string,
          # SHA-256 over the one before and this one, in hexadecimal.
          hash: string
        )

        # The events in their order, one a reply; then an empty reply, or with follow each new one as it comes. A
        # stream: call it with 'more'.
        method Events(
          # Only those with a higher sequence.
          after: ?int,
          # Of those on record, the last so many.
          limit: ?int,
          # Only these kinds; a * stands for any characters: condition-*.
          kinds: ?[]string,
          # Only these and more severe ones.
          minimumSeverity: ?Severity,
          # Only those written at or after this (RFC 3339), by the wall clock as it was then.
          since: ?string,
          # Only those written before this.
          until: ?string,
          follow: ?bool
        ) -> (
          # Null in a heartbeat and in the empty reply.
          event: ?Event,
          # True in a heartbeat, at least every ten seconds while following.
          heartbeat: ?bool
        )

        \(records)
        \(methods)
        """
}
