"""What the year of ledger.json comes to, computed without tonghop: python3 totals.py ledger.json

Of each unit and quarter one version counts: the one of the highest revision in the receipt register; without revisions
the one whose file name says which time it was sent ("LẦN_2"). A supplement counts beside it. A copy, "(2)", is the same
file once more. What a unit agreed to correct counts as corrected; what was explained and accepted counts as it stands.
Amounts are million đồng in the ledger and đồng here. What a project reached counts to the line of the programme that
the ledger gives it; a return is late after the 20th of the quarter's last month, what is sent again in time after the 27th.
"""

import json
import pathlib
import re
import sys
from decimal import Decimal


def counted(versions):
    """The files that count among all that a unit sent in a quarter."""
    beside = [v for v in versions if v.get("supplement")]
    full = [v for v in versions if not v.get("supplement") and not re.search(r"\(\d+\)\.", v["file"])]

    def rank(version):
        if version["revision"] is not None:
            return version["revision"]
        told = re.search(r"L[ẦA]N_(\d+)", version["file"], re.IGNORECASE)
        return int(told.group(1)) if told else 1

    return [max(full, key=rank)] + beside


def received(version, sent):
    """What the report says of a file: when it came, whether it counts, how many warnings stand at it."""
    count = counted(sent)
    is_same = any((v["spent"], v["reached"]) == (version["spent"], version["reached"]) for v in count)
    counts = any(v is version for v in count)
    status = "counted" if counts else "identical" if is_same else "superseded"
    month = 3 * int(version["quarter"])
    in_time = [v["received"] for v in sent if v["revision"] == 1 and v["received"] and v["received"] <= f"2017-{month:02}-20"]
    last = 27 if in_time and version["revision"] is not None and version["revision"] > 1 else 20
    late = version["received"] is not None and version["received"] > f"2017-{month:02}-{last}"
    return {
        "received": version["received"],
        "revision": None if version["revision"] is None else plain(version["revision"]),
        "status": status,
        "errors": "0",
        "warnings": "1" if late else "0",
    }


def results(projects, newly, reached):
    """Each line of the programme: what is planned, what was reached in the quarter and since January."""
    out = {}
    for line in sorted({p["indicator"] for p in projects}):
        own = [p for p in projects if p["indicator"] == line]
        planned, count = sum(p["planned"] for p in own), sum(reached[p["code"]] for p in own)
        percent = count * 100 / planned
        out[line] = {
            "planned": plain(planned),
            "period": plain(sum(newly[p["code"]] for p in own)),
            "cumulative": plain(count),
            "percent": plain(percent.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")),
        }
    return out


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    ledger = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    million = Decimal(1_000_000)
    since_january = {p["code"]: [Decimal(0), Decimal(0)] for p in ledger["projects"]}
    reached = {p["code"]: Decimal(0) for p in ledger["projects"]}
    approved = sum((p["local"] + p["counterpart"] for p in ledger["projects"]), Decimal(0)) * million
    quarters = []
    for quarter in range(1, 5):
        this_quarter = {p["code"]: Decimal(0) for p in ledger["projects"]}
        newly = {p["code"]: Decimal(0) for p in ledger["projects"]}
        files = {}
        for unit in sorted({p["unit"] for p in ledger["projects"]}):
            sent = [s for s in ledger["sent"] if s["quarter"] == quarter and s["unit"] == unit]
            files.update({v["unit"] + "/" + v["file"]: received(v, sent) for v in sent})
            for version in counted(sent):
                for code, count in version["reached"].items():
                    newly[code] += count
                    reached[code] += count
                for code, amounts in {**version["spent"], **version.get("corrected", {})}.items():
                    for source, amount in enumerate(amounts):
                        since_january[code][source] += amount * million
                        this_quarter[code] += amount * million
        cumulative = sum((sum(amounts) for amounts in since_january.values()), Decimal(0))
        quarters.append({
            "approved": plain(approved),
            "spent": plain(sum(this_quarter.values())),
            "cumulative": plain(cumulative),
            "lines": lines(ledger["projects"], this_quarter, since_january),
            "results": results(ledger["projects"], newly, reached),
            "files": files,
        })
    projects = {
        code: {"local": plain(local), "counterpart": plain(counterpart)}
        for code, (local, counterpart) in since_january.items()
    }
    json.dump({"quarters": quarters, "projects": projects}, sys.stdout)


def lines(projects, this_quarter, since_january):
    """What the report's lines come to: all projects, each of them, each activity and content, each unit."""
    picks = {"total": lambda p: ["all"], "project": lambda p: [p["code"]], "unit": lambda p: [p["unit"]]}
    picks["activity"] = lambda p: [p["activity"], p["decree"]]
    out = {}
    for kind, keys in picks.items():
        groups = {}
        for project in projects:
            for key in keys(project):
                groups.setdefault(key, []).append(project)
        out[kind] = {key: line(of, this_quarter, since_january) for key, of in groups.items()}
    return out


def line(projects, this_quarter, since_january):
    million = Decimal(1_000_000)
    approved = [sum(p[source] for p in projects) * million for source in ("local", "counterpart")]
    cumulative = [sum(since_january[p["code"]][source] for p in projects) for source in (0, 1)]
    percent = sum(cumulative) * 100 / sum(approved)
    return {
        "projects": len(projects),
        "approved.total": plain(sum(approved)),
        "approved.local": plain(approved[0]),
        "approved.counterpart": plain(approved[1]),
        "spent.total": plain(sum(this_quarter[p["code"]] for p in projects)),
        "cumulative.total": plain(sum(cumulative)),
        "cumulative.local": plain(cumulative[0]),
        "cumulative.counterpart": plain(cumulative[1]),
        "percent": plain(percent.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")),
    }


def plain(amount):
    return format(amount.normalize(), "f")


main()
