"""What a dashboard asks a Prometheus: its queries with the variables put in, and the answers."""

import json
import math
import re
import urllib.error
import urllib.parse
import urllib.request

LIMIT = 120  # seconds for one query on a busy machine


def panels_of(dashboard):
    """Panels with queries."""
    return [panel for panel in dashboard["panels"] if panel.get("targets")]


def filled(expression, variables):
    """The expression with `$name` and `${name}` replaced; a variable that is not given is an error."""
    def value(found):
        name = found.group(1) or found.group(2)
        if name not in variables:
            raise KeyError(f"${name} in {expression}")
        return variables[name]
    return re.sub(r"\$(?:\{([a-z_]\w*)\}|([a-z_]\w*))", value, expression)


class Source:
    """A Prometheus that answers for a stretch of time, which ends at `end`."""

    def __init__(self, port, end, seconds, points=600):
        self.port, self.end, self.seconds, self.points = port, end, seconds, points

    def ask(self, path, **parameters):
        address = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(address, timeout=LIMIT) as answer:
                return json.load(answer)["data"]["result"]
        except urllib.error.HTTPError as error:
            raise ValueError(f"{parameters['query']}: {error.read().decode()}") from None

    def instant(self, expression):
        """(labels, value) of each series at the end."""
        return [(series["metric"], float(series["value"][1]))
                for series in self.ask("query", query=expression, time=self.end)]

    def course(self, expression, seconds=None):
        """(labels, [(time, value)]) of each series."""
        seconds = seconds or self.seconds
        step = max(seconds // self.points, 1)
        answer = self.ask("query_range", query=expression, start=self.end - seconds, end=self.end, step=step)
        return [(series["metric"], [(float(time), float(value)) for time, value in series["values"]])
                for series in answer]

    def has_number(self, target, expression):
        """Whether at least one series comes that is not only NaN."""
        if target["instant"]:
            return any(not math.isnan(value) for _, value in self.instant(expression))
        return any(not math.isnan(value) for _, points in self.course(expression) for _, value in points)
