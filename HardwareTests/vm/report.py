# SPDX-License-Identifier: Apache-2.0
"""Plain tables of what the hardware tests came to."""


def table(head, rows):
    """Columns as wide as they have to be."""
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def word(row):
    if row is None:
        return "-"
    _, seconds, passed, _ = row
    state = {True: "passed", False: "FAILED", None: "skipped"}[passed]
    return state if seconds is None else f"{state} {seconds:.1f} s"


def count(results):
    rows = [row for outcome in results.values() for row in outcome.rows]
    return tuple(sum(row[2] is state for row in rows) for state in (True, False, None))


def text(results, suites):
    names, found = [], {}
    for (suite, _), outcome in results.items():
        for row in outcome.rows:
            if row[0] not in names:
                names.append(row[0])
            found[row[0], suite] = row
    parts = [table(["test (seconds of the guest)", *suites],
                   [[name, *(word(found.get((name, suite))) for suite in suites)] for name in names])]
    failures = [f"{suite}: {name}: {row[3]}" for (name, suite), row in found.items() if row[2] is False]
    if failures:
        parts.append("\n".join(failures))
    tables = {}
    for (suite, _), outcome in results.items():
        for figure in outcome.figures:
            tables.setdefault(figure["table"], []).append((suite, figure["row"]))
    for name, rows in tables.items():
        head = list(dict.fromkeys(key for _, row in rows for key, _ in row))
        body = [[suite, *(dict(row).get(key, "") for key in head)] for suite, row in rows]
        parts.append(f"{name}\n{table(['guest', *head], body)}")
    return "\n\n".join(parts) + "\n"
