"""Panels as HTML and SVG."""

import html

from fields import COLOURS, PALETTE, colour_of, config_of, legend, merged, text_of
from queries import filled

CELL, GAP, LEFT = 30, 8, 60
STYLE = """body{background:#111217;color:#ccccdc;font:13px Inter,"DejaVu Sans",sans-serif;margin:0;padding:8px}
main{position:relative}section{position:absolute;background:#181b1f;border:1px solid #2c2f36;box-sizing:border-box;
overflow:hidden;padding:6px 8px}h2{font-size:14px;font-weight:500;margin:0 0 6px;white-space:nowrap}
.row{background:none;border:0;padding:6px 0}.row h2{font-size:16px}
table{border-collapse:collapse;width:100%;table-layout:fixed}
td,th{box-sizing:border-box;text-align:left;padding:7px 6px;border-bottom:1px solid #2c2f36;white-space:nowrap;
font-weight:400;height:36px;overflow:hidden;text-overflow:ellipsis}
th{color:#6e9fff;font-weight:500}.bar{display:inline-block;height:14px;vertical-align:middle;margin-right:6px}
.stats{display:flex;height:calc(100% - 24px);gap:10px;align-items:center;justify-content:space-around;flex-wrap:wrap}
.stats b{display:block;font-size:26px;font-weight:500}.none{color:#8e8e99;padding:20px;text-align:center}
header{padding:4px 0 10px}.legend{font-size:11px;line-height:15px}.legend i{display:inline-block;width:12px;height:3px;
margin:0 4px 3px 8px}"""


def cell(value, field):
    text, colour = html.escape(text_of(value, field)), colour_of(value, field)
    options = field.get("custom.cellOptions", {})
    if options.get("type") == "gauge" and isinstance(value, float):
        width = 28 * (value - field["min"]) / (field["max"] - field["min"])
        return f'<td><span class="bar" style="width:{width:.0f}px;background:{colour}"></span>{text}</td>'
    return f'<td style="color:{colour if options.get("type") == "color-text" else COLOURS["text"]}">{text}</td>'


def none(panel):
    return f'<div class="none">{html.escape(panel["fieldConfig"]["defaults"].get("noValue", "No data"))}</div>'


def table(panel, ask):
    frames = {target["refId"]: ask(target) for target in panel["targets"]}
    if not any(frames.values()):
        return none(panel)
    titles, rows = merged(panel, frames)
    fields = [config_of(panel, title) for title in titles]
    head = "".join(f'<th style="width:{field.get("custom.width", "auto")}px">{html.escape(title)}</th>'
                   for title, field in zip(titles, fields))
    body = "".join("<tr>" + "".join(map(cell, row, fields)) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def stat(panel, ask):
    shown = []
    for target in panel["targets"]:
        for labels, value in ask(target):
            name = legend(target, labels)
            field = config_of(panel, name, target["refId"])
            shown.append(f'<div><b style="color:{colour_of(value, field)}">{html.escape(text_of(value, field))}</b>'
                         f"{html.escape(name)}</div>")
    return f'<div class="stats">{"".join(shown)}</div>' if shown else none(panel)


def scale(low, high, size):
    span = high - low or 1
    return lambda value: (value - low) / span * size


def courses(panel, ask):
    """(name, points, field) of each series."""
    return [(legend(target, labels), points, config_of(panel, legend(target, labels), target["refId"]))
            for target in panel["targets"] for labels, points in ask(target)]


def steps(points, x, y, gap):
    """An SVG path that keeps each value until the next and stops where values are missing."""
    path, before = "", None
    for when, value in points:
        joined = before is not None and when - before[0] <= 1.5 * gap
        path += f"H{x(when):.1f}V{y(value):.1f}" if joined else f"M{x(when):.1f},{y(value):.1f}h.5"
        before = (when, value)
    return path


def graph(panel, ask, size, source, marks):
    lines = courses(panel, ask)
    if not lines:
        return none(panel)
    width, height = size[0] - LEFT - 28, size[1] - 70 - 15 * min(3, 1 + len(lines) // 4)
    values = [value for _, points, _ in lines for _, value in points]
    low, high = min([*values, 0]), max(values)
    begin = min(points[0][0] for _, points, _ in lines)
    seconds = source.end - begin
    x, y = scale(begin, source.end, width), scale(high, low, height)
    gap = max(source.seconds // source.points, 1)
    drawn, names = "", ""
    for place, (name, points, field) in enumerate(lines):
        dash = ' stroke-dasharray="6 5"' if "custom.lineStyle" in field else ""
        colour = PALETTE[place % len(PALETTE)]
        drawn += f'<path d="{steps(points, x, y, gap)}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'
        names += f'<i style="background:{colour}"></i>{html.escape(name)}'
    for when in marks:
        drawn += f'<path d="M{x(when):.1f},0V{height}" stroke="#5794f2" stroke-dasharray="3 3"/>'
    axis = "".join(f'<text x="-6" y="{y(at) + 4:.0f}" text-anchor="end">'
                   f'{html.escape(text_of(at, lines[0][2]))}</text>' for at in {low, high})
    days = f"{seconds / 86400:.0f} days" if seconds > 86400 else f"{seconds:.0f} s"
    return (f'<svg width="{size[0] - 18}" height="{height + 24}" font-size="11" fill="#8e8e99">'
            f'<g transform="translate({LEFT},4)"><path d="M0,0V{height}H{width}" fill="none" stroke="#2c2f36"/>{axis}'
            f'{drawn}<text x="{width}" y="{height + 15}" text-anchor="end">now; {days} shown</text></g></svg>'
            f'<div class="legend">{names}</div>')


def timeline(panel, ask, size, source):
    rows = courses(panel, ask)
    if not rows:
        return none(panel)
    label, width = 190, size[0] - 220
    height = (size[1] - 50) / len(rows)
    gap = max(source.seconds // source.points, 1)
    x = scale(source.end - source.seconds, source.end, width)
    drawn = ""
    for place, (name, points, field) in enumerate(rows):
        drawn += f'<text x="0" y="{(place + .6) * height:.0f}">{html.escape(name)}</text>'
        for when, value in points:
            drawn += (f'<rect x="{label + x(when):.1f}" y="{place * height + 2:.0f}" width="{x(gap) - x(0) + .5:.1f}" '
                      f'height="{height - 4:.0f}" fill="{colour_of(value, field)}"/>')
    return f'<svg width="{size[0] - 18}" height="{size[1] - 40}" font-size="12" fill="#ccccdc">{drawn}</svg>'


def body(panel, source, variables, marks):
    place = panel["gridPos"]
    size = (place["w"] * 59 - GAP, place["h"] * (CELL + GAP) - GAP)
    seconds = 86400 if panel.get("timeFrom") else None

    def ask(target):
        expression = filled(target["expr"], variables)
        return source.instant(expression) if target["instant"] else source.course(expression, seconds)
    if panel["type"] == "text":
        return html.escape(panel["options"]["content"])
    if panel["type"] == "timeseries":
        return graph(panel, ask, size, source, marks.get(panel["id"], []))
    if panel["type"] == "state-timeline":
        return timeline(panel, ask, size, source)
    return {"table": table, "stat": stat}[panel["type"]](panel, ask)


def marks_of(dashboard, source, variables):
    """Times that annotations mark, for each panel."""
    marks = {}
    for annotation in dashboard["annotations"]["list"]:
        if annotation.get("useValueForTime"):
            times = [value / 1000 for _, value in source.instant(filled(annotation["expr"], variables))]
            marks.update({panel: times for panel in annotation["filter"]["ids"]})
    return marks


def page(dashboard, source, variables):
    """The page and its height in pixels."""
    marks, drawn, bottom = marks_of(dashboard, source, variables), "", 0
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        style = (f'left:{at["x"] * 59}px;top:{at["y"] * (CELL + GAP)}px;width:{at["w"] * 59 - GAP}px;'
                 f'height:{at["h"] * (CELL + GAP) - GAP}px')
        content = "" if panel["type"] == "row" else body(panel, source, variables, marks)
        kind = "row" if panel["type"] == "row" else "panel"
        drawn += f'<section class="{kind}" style="{style}"><h2>{html.escape(panel["title"])}</h2>{content}</section>'
        bottom = max(bottom, at["y"] + at["h"])
    height = bottom * (CELL + GAP)
    said = f'{html.escape(dashboard["title"])}: a preview of the panels with their data. It is not Grafana.'
    title = html.escape(dashboard["title"])
    return (f'<!doctype html><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style><header>'
            f'{said}</header><main style="height:{height}px">{drawn}</main>'), height + 60
