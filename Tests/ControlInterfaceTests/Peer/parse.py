# SPDX-License-Identifier: Apache-2.0
"""Parses the interface definitions named on the command line with PyPI varlink. Prints the members of each."""

import sys

from varlink.scanner import Interface

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        interface = Interface(file.read())
    print(interface.name, *sorted(interface.members))
