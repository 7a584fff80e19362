# SPDX-License-Identifier: Apache-2.0
"""Talks to the bench service with PyPI varlink. Argument: the address. Prints OK when all is as it should be."""

import sys

import varlink

BENCH = "com.example.bench"


def expect(what, is_right):
    if not is_right:
        sys.exit(f"not as expected: {what}")


def main():
    with varlink.Client.new_with_address(sys.argv[1]) as client:
        client.get_interfaces()
        info = client.info if hasattr(client, "info") else client.get_info()
        expect(f"info {info}", info["product"] == "Bench" and info["vendor"] == "Example")
        expect("interfaces", sorted(info["interfaces"]) == [BENCH, "org.varlink.service"])

        with client.open(BENCH) as bench:
            expect("Add", bench.Add(40, 2) == {"sum": 42})
            expect("Echo", bench.Echo("é\u0000😀")["text"] == "é\u0000😀")
            expect("Describe", bench.Describe(
                step={"rateNanolitersPerDay": 5}, steps=[], tags={"a", "b"}, colour="red", limits={"a": 1},
                share=1.5, extra={"x": [None]}, node=None)["count"] == 1)
            expect("Count", bench.Count(3) == {"number": 3})
            numbers = [reply["number"] for reply in bench.Count(3, _more=True)]
            expect(f"Count more {numbers}", numbers == [1, 2, 3])
            expect("oneway", bench.Note("from python", _oneway=True) is None)
            try:
                bench.Refuse()
                expect("Refuse", False)
            except varlink.VarlinkError as error:
                expect(f"Refuse {error}", error.error() == BENCH + ".Refused"
                       and error.parameters() == {"reason": "no", "remainingSeconds": 12})
            try:
                bench.Watch()
                expect("Watch", False)
            except varlink.VarlinkError as error:
                expect(f"Watch {error}", error.error() == "org.varlink.service.ExpectedMore")
            expect("after errors", bench.Add(1, 1) == {"sum": 2})

        with client.open("org.varlink.service") as service:
            text = service.GetInterfaceDescription(BENCH)["description"]
            expect("description", text.startswith("# A service for tests."))
            try:
                service.GetInterfaceDescription("com.example.none")
                expect("InterfaceNotFound", False)
            except varlink.InterfaceNotFound:
                pass
    print("OK")


main()
