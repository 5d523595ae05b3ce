"""Which queries of a dashboard have to be answered, by what the metrics page and the history hold."""

import re

SELECTOR = re.compile(r"(?:(\d+) \* last_over_time\()?\b((?:entangled|process)_\w+)\{([^}]*)\}")
MATCHER = re.compile(r'(\w+)(=~|!~|!=|=)"([^"]*)"')


def is_matched(has, wanted):
    """Whether labels fit the matchers; those that a scrape adds are not on the page."""
    for label, comparison, value in MATCHER.findall(wanted):
        if label in ("job", "instance"):
            continue
        own = has.get(label, "")
        equal = re.fullmatch(value, own) is not None if "~" in comparison else value == own
        if equal == comparison.startswith("!"):
            return False
    return True


def keys_of(part, labels, samples):
    """The values of `labels` for which this part of an expression has a sample. A state that is off is none."""
    least = re.search(r"> (\d+)\)*$", part)
    keys = set()
    for factor, name, wanted in SELECTOR.findall(part):
        if factor and least and int(factor) <= int(least.group(1)):
            continue
        for has, value in samples.get(name, []):
            if is_matched(has, wanted) and (value != 0 or "state" not in has):
                keys.add(tuple(has.get(label, "") for label in labels))
    return keys


def must_answer(expression, samples):
    """Whether the samples hold what the expression is about, in all of its operands for one key."""
    if " unless on " in expression:
        expression = expression[expression.index(" or ") + 4:expression.index(" unless on ")]
    operator = re.search(r" (?:and|\*) on \(([\w, ]+)\) (?:group_left \(\) )?", expression)
    if not operator:
        return bool(keys_of(expression, (), samples))
    labels = [label for label in operator.group(1).split(", ") if label not in ("job", "instance")]
    left = keys_of(expression[:operator.start()], labels, samples)
    return bool(left & keys_of(expression[operator.end():], labels, samples))


def unknown_in(expression, names, values):
    """Metrics that nobody has, and values of labels that none of them has; `values` has those of each label."""
    unknown = set()
    for _, name, wanted in SELECTOR.findall(expression):
        if name not in names:
            unknown.add(name)
        for label, _, value in MATCHER.findall(wanted):
            if label not in ("job", "instance") and value != ".+":
                unknown |= {f"{label}={one}" for one in value.split("|")} - {f"{label}={one}" for one in values[label]}
    return unknown


def by_name(samples):
    """(name, labels, value) in the order of a page as lists by name."""
    found = {}
    for name, labels, value in samples:
        found.setdefault(name, []).append((labels, value))
    return found
