"""How Grafana turns a value into text and colour: mappings, units, thresholds and overrides that are used here."""

import datetime
import math
import re

COLOURS = {"text": "#ccccdc", "#8e8e99": "#8e8e99", "green": "#73bf69", "red": "#f2495c",
           "yellow": "#fade2a", "orange": "#ff9830",
           "blue": "#5794f2", "purple": "#b877d9", "super-light-blue": "#c0d8ff", "super-light-purple": "#deb6f2"}
PALETTE = ["#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#705da0", "#37872d", "#fade2a"]
TIMES = {"time:YYYY-MM": "%Y-%m", "time:YYYY-MM-DD": "%Y-%m-%d", "time:YYYY-MM-DD HH:mm": "%Y-%m-%d %H:%M"}
SPANS = [("years", 365.25 * 86400), ("weeks", 7 * 86400), ("days", 86400), ("hours", 3600), ("mins", 60), ("s", 1),
         ("ms", 1e-3), ("µs", 1e-6)]


def config_of(panel, name, ref=None):
    """The field configuration of one field: defaults, then what its overrides say."""
    field = dict(panel["fieldConfig"]["defaults"])
    for override in panel["fieldConfig"]["overrides"]:
        matcher = override["matcher"]
        if (matcher["id"], matcher["options"]) in (("byName", name), ("byFrameRefID", ref)):
            field.update({item["id"]: item["value"] for item in override["properties"]})
    return field


def mapping_of(field, value):
    for mapping in field.get("mappings", []):
        key = value if isinstance(value, str) else f"{value:g}"
        if mapping["type"] == "value" and key in mapping["options"]:
            return mapping["options"][key]
    return {}


def duration(value):
    for name, seconds in SPANS:
        if abs(value) >= seconds:
            return f"{value / seconds:.3g} {name}"
    return f"{value:g} s"


def decimals_of(value):
    """As many as Grafana shows unless it is told: two digits that count, none of a whole number."""
    if value == 0 or value % 1 == 0 or math.isinf(value):
        return 0
    places = 1 - math.floor(math.log10(abs(value)))
    return max(0, places + (value * 10 ** places / 10 > 2.25))


def number(value, field):
    unit = field.get("unit", "none")
    if unit.startswith("time:"):
        day = datetime.datetime.fromtimestamp(value / 1000, datetime.timezone.utc)
        return day.strftime(TIMES[unit])
    if unit == "s":
        return duration(value)
    if unit == "bytes":
        return f"{value / 2 ** 20:.3g} MiB"
    text = f"{value:.{field.get('decimals', decimals_of(value))}f}"
    return text + {"none": "", "y": " years", "cps": " c/s", "reqps": " req/s"}[unit]


def text_of(value, field):
    """What stands in a cell; `noValue` if there is nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return field.get("noValue", "No data")
    mapped = mapping_of(field, value).get("text")
    return mapped or (value if isinstance(value, str) else number(value, field))


def colour_of(value, field):
    mapped = mapping_of(field, value).get("color") if value is not None else None
    if mapped:
        return COLOURS[mapped]
    colour = field.get("color", {})
    if colour.get("mode") == "fixed":
        return COLOURS[colour["fixedColor"]]
    if colour.get("mode") == "thresholds" and "thresholds" in field and isinstance(value, float):
        reached = [step for step in field["thresholds"]["steps"] if step["value"] is None or value >= step["value"]]
        return COLOURS[reached[-1]["color"]]
    return COLOURS["text"]


def legend(target, labels):
    if "legendFormat" not in target:
        return ", ".join(labels.values())
    return re.sub(r"\{\{(\w+)\}\}", lambda found: labels.get(found.group(1), ""), target["legendFormat"])


def merged(panel, frames):
    """`merge` and `organize`: titles, and a row for each key, which are the labels that all frames have in common."""
    renamed = panel["transformations"][1]["options"]
    shared = None
    for rows in frames.values():
        for labels, _ in rows:
            shared = set(labels) if shared is None else shared & set(labels)
    table = {}
    for ref, rows in frames.items():
        for labels, value in rows:
            row = table.setdefault(tuple(labels[name] for name in sorted(shared)), {})
            row.update(labels)
            row[f"Value #{ref}"] = value
    order = sorted(renamed["indexByName"], key=renamed["indexByName"].get)
    present = [name for name in order
               if not renamed["excludeByName"].get(name) and any(name in row for row in table.values())]
    titles = [renamed["renameByName"].get(name, name) for name in present]
    return titles, [[row.get(name) for name in present] for row in table.values()]
