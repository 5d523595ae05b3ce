#!/usr/bin/env python3
"""Checks the shipped reference data: schema, closed sets, block structure, known_at, and the published anchors."""

import calendar
import csv
import datetime
import pathlib
import re
import sys
from collections import Counter, defaultdict

ROOT = pathlib.Path(__file__).resolve().parents[2] / "config"
REFERENCE = ROOT / "reference"
CODES = ROOT / "codes"
LAST_KNOWN = "2026-08-31"

OBSERVATION_FILES = [
    "usgs_world", "usgs_us", "stage_supply", "trade", "self_sufficiency",
    "import_dependence", "prices", "tariffs", "vendor_revenue", "governance",
]
OBSERVATION = ("table,release,known_at,complete,measure,good,tier,origin,destination,"
               "definition,period,value,lower,upper,unit,flags,source,url")
HEADERS = {
    "acts": "id,date,known_at,actors,targets,category,front,severity,kind,package,evidence,title,source,url,supersedes",
    "policies": "id,known_at,title,imposer,target,kind,effective,expires,state,note,source,url,supersedes",
    "projects": "id,known_at,project,economies,operator,good,tier,capacity,unit,status,start_year,note,source,url",
    "membership": "bloc,economy,standing,from,to,known_at,source,note",
    "definitions": "definition,source,basis,frequency,licence,attribution,url,note",
    "dropped": "file,line,key,reason",
}
UNITS = {
    "production": {"t", "kg", "kt"}, "capacity": {"t_per_year"}, "supply_share": {"percent"},
    "net_import_reliance": {"percent"}, "import_source_share": {"percent"},
    "self_sufficiency": {"percent"}, "trade_quantity": {"t"}, "trade_units": {"units"},
    "trade_value": {"usd"}, "price": {"usd_per_kg"}, "tariff_rate": {"percent"},
    "revenue_share": {"percent"}, "governance_score": {"points"},
}
TONNES = {"t": 1.0, "kg": 0.001, "kt": 1000.0, "t_per_year": 1.0}
FLAGS = set("estimate bound forecast withheld net_exporter quota secondhand date_assumed parsed "
            "edition_inferred period_inferred name_stripped includes_hk derived".split())
STRICT = {"secondhand", "edition_inferred", "period_inferred", "name_stripped"}
BASES = set("world_supply import_source net_import apparent_consumption domestic_market "
            "desired_demand reported_flow none".split())
FREQUENCIES = {"year", "quarter", "month", "mixed"}
FRONTS = set("minerals chips capital tariffs cyber legal firms none".split())
ORGANISATIONS = {"WTO"}  # acts, but is no economy
PERIOD = re.compile(r"\d{4}|\d{4}-\d\d|\d{4}-F?Q[1-4]|\d{4}-\d{4}|\d{4}-\d\d/\d{4}-\d\d")
SERIES = ("measure", "good", "tier", "origin", "destination", "definition")

failures = 0


def check(name, problems):
    """Prints one line; problems is a list of texts, empty when all is well."""
    global failures
    problems = list(problems)
    if problems:
        failures += 1
        print(f"FAIL {name}: {len(problems)} problem(s): " + " | ".join(map(str, problems[:3])))
    else:
        print(f"ok   {name}")


def near(name, got, want, tolerance=0.0005):
    check(f"{name} = {want}", [] if got is not None and abs(got - want) <= tolerance + 1e-12 else [f"got {got}"])


def read(path, header):
    raw = path.read_bytes()
    problems = []
    if b"\r" in raw:
        problems.append("carriage return")
    if not raw.endswith(b"\n") or b"\n\n" in raw:
        problems.append("blank or unfinished line")
    lines = raw.decode("utf-8").splitlines()
    if lines[0] != header:
        problems.append(f"header is {lines[0]}")
    rows = list(csv.DictReader(lines, strict=True))
    problems += [f"line {n}: wrong number of fields" for n, row in enumerate(rows, 2)
                 if None in row or None in row.values()]
    check(f"{path.name}: {len(rows)} rows, header and encoding", problems)
    return rows


def period_start(period):
    match = re.fullmatch(r"(\d{4})-FQ(\d)", period)
    if match:  # a fiscal quarter begins at most a year before its calendar namesake
        return datetime.date(int(match[1]) - 1, 3 * int(match[2]) - 2, 1)
    match = re.fullmatch(r"(\d{4})-Q(\d)", period)
    if match:
        return datetime.date(int(match[1]), 3 * int(match[2]) - 2, 1)
    match = re.match(r"(\d{4})-(\d\d)(?!\d)", period)
    if match:
        return datetime.date(int(match[1]), int(match[2]), 1)
    return datetime.date(int(period[:4]), 1, 1)


def frequency(period):
    if re.fullmatch(r"\d{4}(-\d{4})?", period):
        return "year"
    if re.fullmatch(r"\d{4}-\d\d", period):
        return "month"
    if re.fullmatch(r"\d{4}-F?Q\d", period):
        return "quarter"
    return "mixed"


def is_date(text):
    try:
        datetime.date.fromisoformat(text)
        return True
    except ValueError:
        return False


# ---- read everything

files = {name: read(REFERENCE / f"{name}.csv", OBSERVATION) for name in OBSERVATION_FILES}
tables = {name: read(REFERENCE / f"{name}.csv", header) for name, header in HEADERS.items()}
economies = read(CODES / "economies.csv", "economy,iso3,m49,utc_offset,name,aliases")
goods = read(CODES / "goods.csv", "good,name,unit,note,hs")
rows = [row for name in OBSERVATION_FILES for row in files[name]]
economy_codes = {row["economy"] for row in economies}
good_ids = {row["good"] for row in goods}


def where(row):
    return f"{row['table']} {row['release']} {row['origin']}>{row['destination']} {row['period']}"


def series(row):
    return tuple(row[field] for field in SERIES)


# ---- schema

identifier = re.compile(r"[a-z0-9_]+")
check("table ids", [where(r) for r in rows if not re.fullmatch(r"[a-z0-9_.]+", r["table"])])
check("good, tier and definition ids", [where(r) for r in rows for f in ("good", "tier", "definition")
                                        if not identifier.fullmatch(r[f])])
check("measures and units", [where(r) for r in rows if r["unit"] not in UNITS.get(r["measure"], ())])
check("flags", [where(r) for r in rows if r["flags"] and not set(r["flags"].split(";")) <= FLAGS])
check("no row that a strict replay leaves out", [where(r) for r in rows if STRICT & set(r["flags"].split(";"))])
check("periods", [where(r) for r in rows if not PERIOD.fullmatch(r["period"])])
check("complete is yes or no", [where(r) for r in rows if r["complete"] not in ("yes", "no")])


def number_problems(row):
    flags = set(row["flags"].split(";"))
    for field in ("value", "lower", "upper"):
        if row[field] and not re.fullmatch(r"-?\d+(\.\d+)?", row[field]):
            return True
    if "bound" in flags:
        if row["value"] or not row["lower"]:
            return True
    elif "withheld" in flags:
        if row["value"] or row["lower"] or row["upper"]:
            return True
    elif not row["value"]:
        return True
    if row["lower"] and row["upper"] and float(row["lower"]) > float(row["upper"]):
        return True
    if row["unit"] == "percent":
        top = 1000.0 if row["measure"] == "tariff_rate" else 100.0
        return any(row[f] and not 0.0 <= float(row[f]) <= top for f in ("value", "lower", "upper")) or (
            "bound" in flags and not row["upper"])
    return False


check("values, bounds and withheld cells", [where(r) for r in rows if number_problems(r)])
check("net exporters are 0", [where(r) for r in rows if "net_exporter" in r["flags"] and r["value"] != "0"])
check("no source ends in est", [where(r) for r in rows if re.search(r"\best$", r["source"]) or not r["source"]])
check("economies known", [f"{r['origin']}>{r['destination']}" for r in rows for f in ("origin", "destination")
                          if r[f] and r[f] not in economy_codes])
used_goods = {r["good"] for r in rows} | {r["good"] for r in tables["projects"]}
check("goods listed", sorted(used_goods - good_ids))
check("goods used", sorted(good_ids - used_goods))
check("directions", [where(r) for r in rows
                     if (r["measure"] in ("production", "capacity", "supply_share", "governance_score") and not r["origin"])
                     or (r["measure"] in ("net_import_reliance", "self_sufficiency") and (r["origin"] or not r["destination"]))
                     or (r["measure"].startswith("trade_") and not (r["origin"] and r["destination"]))
                     or (r["measure"] in ("import_source_share", "tariff_rate", "revenue_share")
                         and not (r["origin"] and r["destination"]))])
check("governance dimensions", sorted({r["tier"] for r in files["governance"]} ^ {
    "voice_accountability", "political_stability", "government_effectiveness",
    "regulatory_quality", "rule_of_law", "control_of_corruption"}))
check("rows are sorted", [name for name in OBSERVATION_FILES if files[name] != sorted(
    files[name], key=lambda r: (r["table"], r["release"], r["period"], *series(r)[:5], r["definition"]))])

# ---- blocks

seen = Counter((r["table"], r["release"], r["period"], series(r)) for r in rows)
check("one row per table, release, series and period", [k for k, n in seen.items() if n > 1])
homes = defaultdict(set)
completes = defaultdict(set)
known = defaultdict(set)
units = defaultdict(set)
for r in rows:
    homes[series(r)].add(r["table"])
    completes[r["table"], r["release"]].add(r["complete"])
    known[r["table"], r["release"], r["period"]].add(r["known_at"])
    units[series(r)].add(r["unit"])
check("a series stands in one table", [k for k, v in homes.items() if len(v) > 1])
check("a series has one unit", [k for k, v in units.items() if len(v) > 1])
check("complete is constant in a release", [k for k, v in completes.items() if len(v) > 1])
check("one known_at per table, release and period", [k for k, v in known.items() if len(v) > 1])

# ---- known_at

check("known_at is a date, never after compilation",
      [where(r) for r in rows if not is_date(r["known_at"]) or r["known_at"] > LAST_KNOWN])
check("known_at not before the period, forecasts apart",
      [where(r) for r in rows if "forecast" not in r["flags"].split(";")
       and datetime.date.fromisoformat(r["known_at"]) < period_start(r["period"])])
EDITIONS = {"MCS 2020": "2020-02-06", "MCS 2024": "2024-01-30"}
check("known_at of USGS editions", [where(r) for r in rows if r["table"].startswith("usgs_") and
                                    r["known_at"] != EDITIONS.get(r["release"], r["release"][-4:] + "-01-31")])
check("world tables cover only the last two years before the edition",
      [where(r) for r in files["usgs_world"] if int(r["release"][-4:]) - int(r["period"]) not in (1, 2)])

# ---- definitions, codes, other tables

listed = [r["definition"] for r in tables["definitions"]]
used = defaultdict(set)
for r in rows:
    used[r["definition"]].add(frequency(r["period"]))
check("definitions listed, none unused, none twice",
      sorted(set(listed) ^ set(used)) + [d for d, n in Counter(listed).items() if n > 1])
check("bases and licences", [r["definition"] for r in tables["definitions"]
                             if r["basis"] not in BASES or not r["licence"] or not r["attribution"]])
check("frequencies", [r["definition"] for r in tables["definitions"] if r["frequency"] not in FREQUENCIES
                      or r["frequency"] != (next(iter(used[r["definition"]])) if len(used[r["definition"]]) == 1 else "mixed")])
check("economies.csv", [r["economy"] for r in economies
                        if not re.fullmatch(r"[A-Z]{2,3}", r["economy"]) or not r["name"]
                        or (r["utc_offset"] and not re.fullmatch(r"[+-]\d\d:\d\d", r["utc_offset"]))
                        or (len(r["economy"]) == 2 and r["economy"] != "EU" and not
                            (re.fullmatch(r"[A-Z]{3}", r["iso3"]) and re.fullmatch(r"\d{3}", r["m49"])))]
      + [c for c, n in Counter(r["economy"] for r in economies).items() if n > 1])
names = Counter(name.casefold() for r in economies for name in {r["name"], *r["aliases"].split(";")} if name)
check("no name stands for two economies", [n for n, k in names.items() if k > 1])
check("Namibia is NA", [] if any(r["economy"] == "NA" and r["name"] == "Namibia" for r in economies) else ["missing"])

acts = tables["acts"]
check("315 acts, ids unique and sorted", [] if len(acts) == 315 == len({r["id"] for r in acts})
      and [r["id"] for r in acts] == sorted(r["id"] for r in acts) else [len(acts)])
check("acts: closed sets, dates, severity", [r["id"] for r in acts if r["front"] not in FRONTS
      or r["kind"] not in ("act", "threat", "easing") or r["evidence"] not in ("day_seen", "event_seen", "knowledge")
      or not is_date(r["date"]) or r["known_at"] != r["date"] or r["date"] > "2026-08-13"
      or not re.fullmatch(r"act_\d{8}_\d\d", r["id"]) or r["id"][4:12] != r["date"].replace("-", "")
      or (float(r["severity"]) > 0) != (r["kind"] == "easing") or abs(float(r["severity"])) > 10])
check("acts: parties known", [r["id"] for r in acts for c in (r["actors"] + ";" + r["targets"]).split(";")
                              if c not in economy_codes | ORGANISATIONS])
check("acts: evidence 148 day_seen, 57 event_seen, 110 knowledge",
      [] if Counter(r["evidence"] for r in acts) == {"day_seen": 148, "event_seen": 57, "knowledge": 110} else ["differs"])
packages = defaultdict(set)
for r in acts:
    if r["package"]:
        packages[r["package"]].add((r["date"], r["actors"]))
check("a package is one day and one actor", [p for p, v in packages.items() if len(v) > 1])
check("policies", [r["id"] for r in tables["policies"] if not is_date(r["known_at"]) or not is_date(r["effective"])
                   or (r["expires"] and not is_date(r["expires"])) or not r["source"]
                   or not {r["imposer"], r["target"]} <= economy_codes])
check("projects", [r["id"] for r in tables["projects"] if not is_date(r["known_at"]) or r["known_at"] > LAST_KNOWN
                   or (r["capacity"] != "") != (r["unit"] == "t_per_year")
                   or not set(r["economies"].split(";")) <= economy_codes])
check("ids of policies and projects unique",
      [i for t in ("policies", "projects") for i, n in Counter(r["id"] for r in tables[t]).items() if n > 1])
stays = defaultdict(list)
for r in tables["membership"]:
    stays[r["economy"]].append((r["from"], r["to"] or "9999-12-31"))
check("membership: half-open stays do not overlap, NL takes part",
      [e for e, v in stays.items() for a, b in zip(sorted(v), sorted(v)[1:]) if a[1] > b[0]]
      + ([] if any(r["economy"] == "NL" and r["standing"] == "participant" for r in tables["membership"]) else ["NL"]))
check("dropped rows have a reason", [f"{r['file']}:{r['line']}" for r in tables["dropped"] if not r["reason"] or not r["key"]]
      + [k for k, n in Counter((r["file"], r["line"]) for r in tables["dropped"]).items() if n > 1])

# ---- what was known on a day


def as_of(day, table):
    """Rows of one table as known on a day: for each period the newest release, as a block."""
    newest = {}
    for r in rows:
        if r["table"] == table and r["known_at"] <= day:
            key = (r["known_at"], r["release"])
            newest[r["period"]] = max(newest.get(r["period"], key), key)
    return [r for r in rows if r["table"] == table and r["known_at"] <= day
            and newest[r["period"]] == (r["known_at"], r["release"])]


def amounts(found, period):
    return {r["origin"]: float(r["value"]) * TONNES.get(r["unit"], 1.0)
            for r in found if r["period"] == period and r["value"] and r["origin"] != "WLD"}


def complete(found, period):
    return all(r["complete"] == "yes" for r in found if r["period"] == period)


def hhi(values, residual=True):
    total = sum(values.values())
    return sum((v / total) ** 2 for k, v in values.items() if residual or k != "OTH")


NOW = "2026-08-31"
ANCHORS = [  # table, China's share in 2024, HHI low and high, world total MCS 2026 prints (t), HHI with it as a country
    ("usgs_world.rare_earths.mine", 0.703, 0.519, 0.519, 380000, 0.379),
    ("usgs_world.gallium.primary", 0.989, 0.979, 0.979, 848, 0.495),
    ("usgs_world.tungsten.mine", 0.821, 0.6777, 0.6781, 82000, 0.420),
    ("usgs_world.graphite_natural.mine", 0.819, 0.6765, 0.6765, 1550000, 0.419),
    ("usgs_world.antimony.mine", 0.336, 0.2645, 0.2645, 119000, 0.316),
]
for table, share, low, high, printed, wrong in ANCHORS:
    found = as_of(NOW, table)
    values = amounts(found, "2024")
    check(f"{table} 2024 is complete", [] if values and complete(found, "2024") else ["not complete"])
    near(f"{table} share of China 2024", values["CN"] / sum(values.values()), share)
    precision = 0.00005 if len(str(low)) > 5 else 0.0005
    near(f"{table} HHI 2024, residual left out", hhi(values, False), low, precision)
    near(f"{table} HHI 2024, residual as one economy", hhi(values), high, precision)
    near(f"{table} HHI 2024, naive: world total counted", hhi({**values, "WLD": printed}), wrong)

rare = as_of(NOW, "usgs_world.rare_earths.mine")
near("rare earths, share of China 2025", amounts(rare, "2025")["CN"] / sum(amounts(rare, "2025").values()), 0.694)
check("rare earths 2022 come from MCS 2024", [r["release"] for r in as_of("2026-06-30", "usgs_world.rare_earths.mine")
                                              if r["period"] == "2022" and r["release"] != "MCS 2024"]
      + ([] if any(r["period"] == "2022" and r["origin"] == "CN" for r in rare) else ["no China row"]))
rowwise = {}
for r in sorted(files["usgs_world"], key=lambda r: r["known_at"]):
    if r["table"] == "usgs_world.gallium.primary" and r["period"] == "2024" and r["known_at"] <= "2026-06-30" and r["value"]:
        rowwise[r["origin"]] = float(r["value"])
near("gallium HHI 2024 as of 2026-06-30, naive: row by row", hhi(rowwise), 0.972)

# The publisher marks the US figure of 2024 otherwise than the estimates: by literal source words it falls out.
ree = {r["origin"]: float(r["value"]) for r in files["usgs_world"]
       if (r["good"], r["release"], r["period"], r["measure"]) == ("rare_earths", "MCS 2026", "2024", "production")
       and r["origin"] != "WLD"}
near("rare-earth share 2024, naive: by literal source words", ree["CN"] / (sum(ree.values()) - ree["US"]), 0.798)
near("gallium HHI 2024 as of 2026-06-30, by block", hhi(amounts(as_of("2026-06-30", "usgs_world.gallium.primary"), "2024")), 0.979)
check("rare earths before MCS 2022 are not complete",
      [where(r) for r in files["usgs_world"] if r["good"] == "rare_earths" and r["release"] < "MCS 2022" and r["complete"] != "no"])
check("germanium by country is complete in MCS 2011 to 2013 only",
      sorted({r["release"] for r in files["usgs_world"] if r["good"] == "germanium" and r["complete"] == "yes"}
             ^ {"MCS 2011", "MCS 2012", "MCS 2013"}))


def one(day, table, period, origin=None):
    found = [r for r in as_of(day, table) if r["period"] == period and (origin is None or r["origin"] == origin)]
    return found[0] if len(found) == 1 else None


def value(row):
    return float(row["value"]) / (100.0 if row["unit"] == "percent" else 1.0) if row and row["value"] else None


NIR = "usgs_us_nir.rare_earths.compounds_metals"
SOURCES = "usgs_us_imports.rare_earths.compounds_metals"
near("US net import reliance 2024 as of 2025-06-30", value(one("2025-06-30", NIR, "2024")), 0.80)
near("US net import reliance 2024 as of 2026-06-30", value(one("2026-06-30", NIR, "2024")), 0.53)
near("US import source share of China 2021-2024", value(one(NOW, SOURCES, "2021-2024", "CN")), 0.71)
near("US import source share of China 2020-2023", value(one("2025-06-30", SOURCES, "2020-2023", "CN")), 0.70)
lows, highs = [], []
for year in ("2021", "2022", "2023", "2024"):
    r = one(NOW, NIR, year)
    lows.append(float(r["lower"] or r["value"]))
    highs.append(float(r["upper"] or r["value"]))
near("US rare earths from China, lower end", sum(lows) / 400 * 0.71, 0.59, 0.005)
near("US rare earths from China, upper end", sum(highs) / 400 * 0.71, 0.63, 0.005)

refining = amounts(as_of(NOW, "supply.iea_cmde_2025.magnet_rare_earths.refining"), "2024")
near("magnet rare-earth refining, share of China 2024", refining["CN"] / sum(refining.values()), 0.913)
near("NdFeB, share of China 2024", value(one(NOW, "supply.iea_oct_2025.ndfeb_magnets.magnets", "2024", "CN")), 0.94)
near("germanium, share of China 2023", value(one(NOW, "supply.project_blue.germanium.refinery", "2023", "CN")), 0.592)
dytb = [r for r in rows if r["good"] == "dysprosium_terbium" and r["measure"] == "supply_share"]
check("Dy/Tb separation: three definitions spanning [0.90, 1.00]",
      [] if len({r["definition"] for r in dytb}) == 3
      and min(float(r["lower"] or r["value"]) for r in dytb) == 90
      and max(float(r["upper"] or r["value"]) for r in dytb) == 100 else ["differs"])
hbm = amounts(as_of(NOW, "supply.counterpoint.hbm.memory"), "2025-Q2")
check("HBM: KR 79, US 21, CN 0", [] if hbm == {"KR": 79, "US": 21, "CN": 0} else [hbm])
near("EUV, share of NL 2025", value(one(NOW, "supply.trade_press_euv.euv_lithography.equipment", "2025", "NL")), 1.0)
near("EDA, domestic share 2020", value(one(NOW, "self.ee_times.eda_software.design_software", "2020")), 0.05)
near("chip tools, domestic share 2025", value(one(NOW, "self.jiemian.semiconductor_equipment.equipment", "2025")), 0.35)
near("accelerators, US share of China's market 2025", value(one(NOW, "supply.idc_units.ai_accelerators.all", "2025", "US")), 0.59)
for good in ("lithography_equipment", "ion_implanters"):
    r = one(NOW, f"self.broker_reportify.{good}.equipment", "2024")
    check(f"{good}, domestic at most 0.10", [] if r and (r["value"], r["lower"], r["upper"]) == ("", "0", "10") else [r])
FLOW = "trade.china_customs_press.rare_earth_magnets.magnets.quantity"
flow = {(r["origin"], r["destination"], r["period"]): r for r in as_of(NOW, FLOW)}
near("magnets to the US, May 2025 under the monthly mean of 2024",
     1 - float(flow["CN", "US", "2025-05"]["value"]) / (float(flow["CN", "US", "2024"]["value"]) / 12), 0.93, 0.005)


def intensity(actor, targets, day, half_life=60.0):
    end = datetime.date.fromisoformat(day)
    return sum(max(0.0, -float(r["severity"])) * 2.0 ** (-(end - datetime.date.fromisoformat(r["date"])).days / half_life)
               for r in acts if actor in r["actors"].split(";") and targets & set(r["targets"].split(";")) and r["date"] <= day)


near("act intensity US on CN, 2026-08-13", intensity("US", {"CN"}, "2026-08-13"), 19.945)
near("act intensity CN on US, 2026-08-13", intensity("CN", {"US"}, "2026-08-13"), 9.294)
near("act intensity CN on US or WLD, 2026-08-13", intensity("CN", {"US", "WLD"}, "2026-08-13"), 10.737)

print(f"{failures} failed" if failures else "all checks passed")
sys.exit(1 if failures else 0)
