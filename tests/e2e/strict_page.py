"""What a page of metrics may not hold, because a scraper would lose the target or, worse, a series without a word."""

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
VALUE = r"(?:[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(\{{{LABEL}(?:,{LABEL})*\}})? {VALUE}")
HEADER = re.compile(rf"# (HELP|TYPE|UNIT) ({NAME}) (.+)")
SUFFIXES = ("", "_total", "_created", "_info", "_bucket", "_count", "_sum")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def faults(body, openmetrics):
    """Each fault of a page of bytes, in words; none if it is well."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {error}"]
    found = [f"a control character: {line!r}" for line in text.split("\n") if CONTROL.search(line)]
    if not text.endswith("\n"):
        found.append("no line end at the end")
    lines = text.split("\n")[:-1]
    if openmetrics and (not lines or lines.pop() != "# EOF"):
        found.append("no # EOF at the end")
    return found + list(faulty_lines(lines))


def faulty_lines(lines):
    family, families, series = None, set(), set()
    for line in lines:
        header = HEADER.fullmatch(line)
        sample = SAMPLE.fullmatch(line)
        if header:
            if header[2] != family and header[2] in families:
                yield f"a family in two places: {line!r}"
            family = header[2]
            families.add(family)
            if header[1] == "HELP" and re.search(r"\\(?![\\n\"])", header[3].replace("\\\\", "")):
                yield f"not escaped: {line!r}"
        elif not sample:
            yield f"neither header nor sample: {line!r}"
        else:
            if family is None or sample[1] not in {family + suffix for suffix in SUFFIXES}:
                yield f"a sample outside its family {family}: {line!r}"
            if (sample[1], sample[2]) in series:
                yield f"a series twice: {line!r}"
            series.add((sample[1], sample[2]))
