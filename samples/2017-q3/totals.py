"""The figures that the report of this sample must show, computed without tonghop: python3 samples/2017-q3/totals.py [--check]

Reads the workbooks with openpyxl, xlrd, odfpy and a small .xlsb reader at cell addresses written down here by hand
(nothing is recognised), and writes expected.json; `--check` only compares with it. Shares no code and no table
with rebuild.py.

What is counted, from the contract:
- parts, not printed totals: every total here is the sum of the parts that the project's own row prints;
- `plan` is what the decisions approve, whatever a submission prints as approved;
- an amount with a planted mistake counts as it stands (B301: the 165.000.000 count; B302 and A203 touch no counted cell);
- an unreadable amount (R007) is left out and named in `unreadable`;
- group, total and "Trong đó" rows are never added;
- results come from the result columns of a unit's list, else from its results form.
Amounts are decimal strings in đồng. In sums a source that nobody reports is "0"; in `projects` it is null.
`promotion` is khuyến công money, national + local. `percent` is cumulative to plan in percent, two decimals, half away from zero.
"""

import argparse
import json
import pathlib
import struct
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import xlrd
from odf import opendocument
from odf.namespaces import TABLENS
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.teletype import extractText

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = ("national", "local", "district", "counterpart", "other")
DONG, TRIEU = 1, 1_000_000

# ------------------------------------------------------------------ where everything stands, by hand
CENTRE = "da-nop/31TTKC/Bao cao khuyen cong quy III-2017.xlsx"
KIEN_AN, DO_SON = "da-nop/307 - Quan Kien An Q3.xlsx", "da-nop/do-son.xlsx"
THUY_NGUYEN, AN_DUONG = "da-nop/311 - Huyen Thuy Nguyen Q3.xlsx", "da-nop/an-duong/BC quy 3 An Duong.ods"
AN_LAO, KIEN_THUY = "da-nop/an-lao-q3.xlsb", "da-nop/kien-thuy.xls"
TIEN_LANG, VINH_BAO = "da-nop/315_TienLang_QuyIII.xlsx", "da-nop/Vinh Bao - bao cao khuyen cong Q3.xlsx"
CAT_HAI, SCAN = "da-nop/317-cat-hai/bieu khuyen cong quy 3.xls", "da-nop/317-cat-hai/cong van 412 (scan).pdf"
UNITS = {"31TTKC": "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp", "307": "Quận Kiến An", "308": "Quận Đồ Sơn",
         "311": "Huyện Thuỷ Nguyên", "312": "Huyện An Dương", "313": "Huyện An Lão", "314": "Huyện Kiến Thuỵ",
         "315": "Huyện Tiên Lãng", "316": "Huyện Vĩnh Bảo", "317": "Huyện Cát Hải", "318": "Huyện Bạch Long Vĩ"}
SUBMITTED = {"31TTKC": CENTRE, "307": KIEN_AN, "308": DO_SON, "311": THUY_NGUYEN, "312": AN_DUONG, "313": AN_LAO,
             "314": KIEN_THUY, "315": TIEN_LANG, "316": VINH_BAO, "317": CAT_HAI}
EMPTY_FORMS = ("307", "308")

# project: (unit, activity line)
PROJECTS = {"KC17-01": ("314", 1), "KC17-02": ("316", 1), "KC17-03": ("31TTKC", 3), "KC17-04": ("31TTKC", 6),
            "KC17-05": ("312", 17), "KC17-06": ("313", 17), "KC17-07": ("315", 17), "KC17-08": ("31TTKC", 12),
            "KC17-09": ("31TTKC", 13), "KC17-10": ("317", 14), "KC17-11": ("311", 10), "KC17-12": ("311", 10), "KC17-13": ("312", 9)}
CONTENT = {**dict.fromkeys((1, 2), "I"), **dict.fromkeys(range(3, 9), "II"), **dict.fromkeys((9, 10, 11), "III"),
           **dict.fromkeys(range(12, 17), "IV"), 17: "V", **dict.fromkeys((18, 19), "VI"), **dict.fromkeys((20, 21, 22), "VII"),
           23: "IX", 24: None}
CONTENTS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", None)
INDICATORS = "1 1a 2 3 4 5 6 6a 7 7a 8 9 9a 10 10a 11 12 13 13a 14 15 16 17 18 19 20 21 22 22a 23".split()

ANNEX, SUPPLEMENT = "phe-duyet/qd-1033.xlsx", "phe-duyet/qd-1520-bo-sung.xlsx"
# project: (file, sheet, code's cell, đồng of one, total, national, local, district, counterpart)
APPROVED = {code: (ANNEX, "Phụ lục", f"B{row}", TRIEU, f"H{row}", f"I{row}", f"J{row}", f"K{row}", f"L{row}") for code, row in {
    "KC17-01": 11, "KC17-02": 12, "KC17-03": 15, "KC17-04": 17, "KC17-05": 31, "KC17-06": 32, "KC17-07": 33,
    "KC17-08": 24, "KC17-09": 26, "KC17-10": 28, "KC17-11": 20, "KC17-12": 21}.items()}
APPROVED["KC17-13"] = (SUPPLEMENT, "PL bo sung", "B10", DONG, "H10", "I10", "J10", None, "K10")
DECISIONS = {ANNEX: ("1033/QĐ-UBND", "2017-02-15"), SUPPLEMENT: ("1520/QĐ-UBND", "2017-05-12")}


def five(total, national, local, district, counterpart):
    return {"total": total, "national": national, "local": local, "district": district, "counterpart": counterpart}


def centre_row(row):
    return (CENTRE, "Biểu 01", row, DONG, f"C{row}", {
        "approved": five(f"F{row}", f"G{row}", f"H{row}", None, f"I{row}"), "spent": five(f"J{row}", f"K{row}", f"L{row}", None, f"M{row}"),
        "cumulative": five(f"N{row}", f"O{row}", f"P{row}", None, f"Q{row}")}, [])


def thuy_nguyen_row(row):
    return (THUY_NGUYEN, "Q3-2017", row, DONG, f"C{row}", {
        "approved": five(None, None, f"F{row}", None, f"G{row}"), "spent": five(None, None, f"H{row}", None, f"I{row}"),
        "cumulative": five(None, None, f"J{row}", None, f"K{row}")}, [("10", "L9", "cơ sở", f"L{row}", f"M{row}", f"N{row}")])


def an_duong_row(row):
    return (AN_DUONG, "Bieu 1", row, TRIEU, f"C{row}", {
        "approved": five(f"F{row}", f"G{row}", f"H{row}", None, f"I{row}"), "spent": five(f"J{row}", f"K{row}", f"L{row}", None, f"M{row}"),
        "cumulative": five(f"N{row}", f"O{row}", f"P{row}", None, f"Q{row}")}, [])


# project: (file, sheet, row, đồng of one, name's cell, money cells, [(indicator, heading's cell, unit, plan, quarter, year)])
REPORTED = {
    "KC17-01": (KIEN_THUY, "Bieu 01", 13, TRIEU, "C13", {
        "approved": five("G13", "H13", "I13", "J13", "K13"), "spent": five("L13", "M13", "N13", "O13", "P13"), "cumulative": five("Q13", "R13", "S13", "T13", "U13")},
        [("1", "V9", None, "V13", "W13", "X13"), (None, "Y9", None, "Y13", "Z13", "AA13")]),
    "KC17-02": (VINH_BAO, "Bao cao", 12, DONG, "E12", {
        "approved": five("G12", "H12", "I12", "J12", "K12"), "spent": five("L12", "M12", "N12", "O12", "P12"), "cumulative": five("Q12", "R12", "S12", "T12", "U12")},
        [("1", "V7", "người", "V12", "W12", "X12"), (None, "Y7", "lớp", "Y12", "Z12", "AA12")]),
    "KC17-03": centre_row(11), "KC17-04": centre_row(12), "KC17-08": centre_row(14), "KC17-09": centre_row(15),
    "KC17-05": an_duong_row(14), "KC17-13": an_duong_row(12),
    "KC17-06": (AN_LAO, "KC quy 3", 9, TRIEU, "B9", {
        "approved": five("E9", None, "F9", None, "G9"), "spent": five("H9", None, "I9", None, "J9"), "cumulative": five("K9", None, "L9", None, "M9")},
        [("16", "N6", None, "N9", "O9", "P9")]),
    "KC17-07": (TIEN_LANG, "Sheet1", 8, TRIEU, "C8", {
        "approved": five("E8", None, None, None, None), "spent": five(None, None, "F8", None, "G8"), "cumulative": five(None, None, "H8", None, "I8")}, []),
    "KC17-10": (CAT_HAI, "bieu", 10, TRIEU, "B10", {
        "approved": five("P10", None, "Q10", "R10", "S10"), "spent": five("L10", None, "M10", "N10", "O10"), "cumulative": five("H10", None, "I10", "J10", "K10")},
        [("14", "E7", None, "E10", "F10", "G10")]),
    "KC17-11": thuy_nguyen_row(13), "KC17-12": thuy_nguyen_row(14),
}
# results forms: unit → file, sheet, [(indicator, row)]; plan in D, quarter in E, year in F
RESULT_FORMS = {"31TTKC": (CENTRE, "Kết quả", list(zip(INDICATORS, range(8, 38)))),
                "312": (AN_DUONG, "Bieu 2", [("9", 8), ("16", 9)]), "315": (TIEN_LANG, "Sheet2", [("16", 8)])}
# the Centre's money by activity (đồng per triệu): row = 9 + activity; only compared with its list, never added
ACTIVITY_FORM = (CENTRE, "Kinh phí", {"approved": ("C", "D"), "spent": ("E", "F"), "cumulative": ("G", "H")})  # local, national
REGISTER_ROWS = range(2, 12)  # so-nhan.xlsx: A file, B unit, C received

FINDINGS = [  # the four planted mistakes and the missing unit: exactly these are errors
    dict(id="B301-316-KC17-02-cumulative.local", code="B301", unit="316", project="KC17-02", field="cumulative.local", file=VINH_BAO, sheet="Bao cao", cell="S12",
         expected="150000000", found="165000000", difference="15000000", cause=None),
    dict(id="B302-315-KC17-07-approved.total", code="B302", unit="315", project="KC17-07", field="approved.total", file=TIEN_LANG, sheet="Sheet1", cell="E8",
         expected="67500000", found="76500000", difference="9000000", cause="digits-swapped"),
    dict(id="A203-311-sproject-list-cumulative.counterpart", code="A203", unit="311", project=None, field="cumulative.counterpart", file=THUY_NGUYEN, sheet="Q3-2017", cell="K15",
         expected="650000000", found="605000000", difference="-45000000", cause="digits-swapped"),
    dict(id="R007-313-KC17-06-spent.counterpart", code="R007", unit="313", project="KC17-06", field="spent.counterpart", file=AN_LAO, sheet="KC quy 3", cell="J9",
         expected=None, found="chờ quyết toán", difference=None, cause=None),
    dict(id="P601-318-_-_", code="P601", unit="318", project=None, field=None, file=None, sheet=None, cell=None,
         expected="Huyện Bạch Long Vĩ", found=None, difference=None, cause=None),
]


# ------------------------------------------------------------------ reading cells
def at(address):
    letters = "".join(c for c in address if c.isalpha())
    col = 0
    for ch in letters:
        col = col * 26 + ord(ch) - 64
    return int(address[len(letters):]) - 1, col - 1


def read_xlsx(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {s.title: {(c.row - 1, c.column - 1): c.value for row in s.iter_rows() for c in row if c.value is not None} for s in book}


def read_xls(path):
    book = xlrd.open_workbook(path)
    return {s.name: {(r, c): s.cell_value(r, c) for r in range(s.nrows) for c in range(s.ncols) if s.cell_value(r, c) != ""} for s in book.sheets()}


def read_ods(path):
    out = {}
    for sheet in opendocument.load(path).spreadsheet.getElementsByType(Table):
        cells = out[sheet.getAttribute("name")] = {}
        row = 0
        for line in sheet.getElementsByType(TableRow):
            col = 0
            for cell in line.childNodes:
                if cell.qname not in (TableCell().qname, CoveredTableCell().qname):
                    continue
                kind, value = cell.getAttribute("valuetype"), cell.getAttribute("value")
                if kind == "float":
                    cells[(row, col)] = Decimal(value)
                elif kind == "string":
                    cells[(row, col)] = extractText(cell)
                col += int(cell.attributes.get((TABLENS, "number-columns-repeated"), 1))
            row += int(line.attributes.get((TABLENS, "number-rows-repeated"), 1))
    return out


def read_xlsb(path):
    """The first sheet: rows (record 0), shared strings (7), doubles (5)."""
    def records(data):
        pos = 0
        while pos < len(data):
            kind, pos = data[pos], pos + 1
            if kind & 0x80:
                kind, pos = kind & 0x7F | data[pos] << 7, pos + 1
            size = shift = 0
            while True:
                byte, pos = data[pos], pos + 1
                size, shift = size | (byte & 0x7F) << shift, shift + 7
                if not byte & 0x80:
                    break
            yield kind, data[pos:pos + size]
            pos += size
    with zipfile.ZipFile(path) as book:
        strings = [body[5:].decode("utf-16-le") for kind, body in records(book.read("xl/sharedStrings.bin")) if kind == 19]
        bundle = next(body for kind, body in records(book.read("xl/workbook.bin")) if kind == 156)
        rel = struct.unpack_from("<I", bundle, 8)[0]
        sheet = bundle[16 + 2 * rel:].decode("utf-16-le")
        cells, row = {}, 0
        for kind, body in records(book.read("xl/worksheets/sheet1.bin")):
            if kind == 0:
                row = struct.unpack_from("<I", body)[0]
            elif kind == 7:
                col, _, index = struct.unpack_from("<III", body)
                cells[(row, col)] = strings[index]
            elif kind == 5:
                cells[(row, struct.unpack_from("<I", body)[0])] = struct.unpack_from("<d", body, 8)[0]
    return {sheet: cells}


READERS = {".xlsx": read_xlsx, ".xls": read_xls, ".ods": read_ods, ".xlsb": read_xlsb}
_books = {}


def cell(file, sheet, address):
    if address is None:
        return None
    if file not in _books:
        path = HERE / file
        _books[file] = READERS[path.suffix](str(path))
    return _books[file][sheet].get(at(address))


def amount(file, sheet, address, scale):
    """An exact amount in đồng; None for blank and "-"; the text itself if it is no number."""
    value = cell(file, sheet, address)
    if value is None or value == "-":
        return None
    if isinstance(value, str):
        plain = value.replace(".", "")
        return Decimal(plain) * scale if plain.isdigit() else value
    return Decimal(repr(value) if isinstance(value, float) else value) * scale


def text(number):
    """A decimal string without exponent or needless zeros."""
    if number is None:
        return None
    out = format(number, "f")
    return out.rstrip("0").rstrip(".") if "." in out else out


# ------------------------------------------------------------------ the model
def approvals():
    out = {}
    for code, (file, sheet, code_cell, scale, total, *parts) in APPROVED.items():
        if cell(file, sheet, code_cell) != code:
            raise SystemExit(f"{file} {code_cell}: {code} expected")
        money = {s: amount(file, sheet, a, scale) for s, a in zip(SOURCES, parts)}
        printed = amount(file, sheet, total, scale)
        if printed != sum(v for v in money.values() if v):
            raise SystemExit(f"{code}: the decision's total is not its parts")
        out[code] = money
    return out


def submissions():
    out = {}
    for code, (file, sheet, row, scale, name, money, results) in REPORTED.items():
        printed, counted, unreadable = {}, {}, []
        for what, cells in money.items():
            values = {s: amount(file, sheet, a, scale) for s, a in cells.items()}
            printed[what] = dict(values)
            for source, value in values.items():
                if isinstance(value, str):
                    unreadable.append(f"{what}.{source}")
                    values[source] = printed[what][source] = None
            parts = {s: values.get(s) for s in SOURCES}
            if any(v is not None for v in parts.values()):
                counted[what] = {**parts, "total": sum(v for v in parts.values() if v is not None)}
            else:
                counted[what] = {**parts, "total": values["total"]}
        lines = []
        for indicator, heading, unit, *figures in results:
            plan, period, year = (Decimal(str(cell(file, sheet, a))) for a in figures)
            lines.append({"indicator": indicator, "unit": unit, "planned": plan, "period": period, "cumulative": year, "cell": figures[-1]})
        out[code] = dict(file=file, sheet=sheet, row=row, name_cell=name, name=cell(file, sheet, name), printed=printed, counted=counted, unreadable=unreadable, results=lines)
    return out


def zero():
    return {s: Decimal(0) for s in SOURCES}


def plus(sums, money):
    for source in SOURCES:
        sums[source] += money.get(source) or 0
    return sums


def shown(sums):
    out = {"total": text(sum(sums.values())), "support": "0", **{s: text(sums[s]) for s in SOURCES}}
    out["promotion"] = text(sums["national"] + sums["local"])
    return out


def percent(part, whole):
    if not whole:
        return None
    return str((part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


def line(codes, approved, reported):
    """Plan, spent, cumulative of some projects, as a row of Biểu 1 or Biểu 4 has them."""
    plan, spent, cumulative = zero(), zero(), zero()
    for code in codes:
        plus(plan, approved[code])
        plus(spent, reported[code]["counted"]["spent"])
        plus(cumulative, reported[code]["counted"]["cumulative"])
    return {"projects": len(codes), "plan": shown(plan), "spent": shown(spent), "cumulative": shown(cumulative),
            "percent": percent(sum(cumulative.values()), sum(plan.values())),
            "percent_promotion": percent(cumulative["national"] + cumulative["local"], plan["national"] + plan["local"])}


def check_activity_form(reported):
    """A209 stays silent: the Centre's money by activity says what its list says."""
    file, sheet, columns = ACTIVITY_FORM
    for activity in range(1, 25):
        mine = [reported[c]["counted"] for c, (unit, a) in PROJECTS.items() if unit == "31TTKC" and a == activity]
        for what, letters in columns.items():
            for source, letter in zip(("local", "national"), letters):
                printed = amount(file, sheet, f"{letter}{9 + activity}", TRIEU)
                if printed != sum((m[what][source] or Decimal(0) for m in mine), Decimal(0)):
                    raise SystemExit(f"the Centre's forms disagree on activity {activity}, {what}.{source}")


def indicator_lines(reported):
    """Every reported result of a programme line: (unit, indicator, plan, quarter, year)."""
    out = []
    for code, project in reported.items():
        out += [(PROJECTS[code][0], r["indicator"], r["planned"], r["period"], r["cumulative"]) for r in project["results"] if r["indicator"]]
    for unit, (file, sheet, rows) in RESULT_FORMS.items():
        out += [(unit, indicator, *(Decimal(str(cell(file, sheet, f"{c}{row}"))) for c in "DEF")) for indicator, row in rows]
    return out


def legacy_cells():
    """Cells of kien-thuy.xls that read otherwise in TCVN3, by column (R010 says them a column at a time). "Trong quý"
    does not: ý has the same place in TCVN3 and in Latin-1."""
    cell(KIEN_THUY, "Bieu 01", "A1")
    out = {}
    for (row, col), value in sorted(_books[KIEN_THUY]["Bieu 01"].items(), key=lambda c: (c[0][1], c[0][0])):
        if isinstance(value, str) and any(0xA0 < ord(ch) < 0x100 and ch != "ý" for ch in value):
            name = chr(65 + col) if col < 26 else "A" + chr(65 + col - 26)
            out.setdefault(name, []).append(f"{name}{row + 1}")
    return out


def money_text(money):
    return {"total": text(money.get("total")), "support": None, **{s: text(money.get(s)) for s in SOURCES}}


def build():
    approved, reported = approvals(), submissions()
    check_activity_form(reported)
    every = sorted(PROJECTS)
    by_content = sorted(every, key=lambda c: (CONTENTS.index(CONTENT[PROJECTS[c][1]]), PROJECTS[c][1], c))

    bieu1 = []
    for content in CONTENTS:
        bieu1.append({"content": content, "activity": None, **line([c for c in every if CONTENT[PROJECTS[c][1]] == content], approved, reported)})
        bieu1 += [{"content": content, "activity": str(a), **line([c for c in every if PROJECTS[c][1] == a], approved, reported)}
                  for a in range(1, 25) if CONTENT[a] == content]

    lines = indicator_lines(reported)
    bieu2 = []
    for indicator in INDICATORS:
        mine = [r[2:] for r in lines if r[1] == indicator]
        bieu2.append({"indicator": indicator, "units": sorted({r[0] for r in lines if r[1] == indicator}),
                      **{k: text(sum(col)) if mine else None for k, col in zip(("planned", "period", "cumulative"), zip(*mine) if mine else ((), (), ()))}})

    bieu3, projects = [], []
    for code in by_content:
        unit, activity = PROJECTS[code]
        seen = reported[code]
        decision = DECISIONS[APPROVED[code][0]]
        results = [{k: text(v) if isinstance(v, Decimal) else v for k, v in r.items()} for r in seen["results"]]
        row = {"project": code, "unit": unit, "activity": str(activity), "content": CONTENT[activity]}
        bieu3.append({**row, "plan": shown(plus(zero(), approved[code])), "spent": shown(plus(zero(), seen["counted"]["spent"])),
                      "cumulative": shown(plus(zero(), seen["counted"]["cumulative"])), "unreadable": seen["unreadable"], "results": results})
        projects.append({**row, "file": seen["file"], "sheet": seen["sheet"], "row": seen["row"], "decision": decision[0], "decided": decision[1],
                         "plan": {"total": text(sum(v for v in approved[code].values() if v)), "support": None, **{s: text(approved[code].get(s)) for s in SOURCES}},
                         **{what: money_text(seen["counted"][what]) for what in ("approved", "spent", "cumulative")},
                         "printed_total": {what: text(seen["printed"][what]["total"]) for what in ("approved", "spent", "cumulative")},
                         "unreadable": seen["unreadable"], "results": results})

    bieu4 = [{"unit": unit, "unit_name": name, **line([c for c in every if PROJECTS[c][0] == unit], approved, reported)} for unit, name in UNITS.items()]

    bieu5 = []
    for code in every:
        plan = sum(v for v in approved[code].values() if v)
        printed, done = reported[code]["counted"]["approved"]["total"], reported[code]["counted"]["cumulative"]["total"]
        bieu5.append({"project": code, "unit": PROJECTS[code][0], "approved": text(plan), "reported_approved": text(printed), "cumulative": text(done),
                      "approved_difference": text(printed - plan), "remaining": text(plan - done)})

    register = {cell("so-nhan.xlsx", "Sổ nhận", f"A{r}"): cell("so-nhan.xlsx", "Sổ nhận", f"C{r}").date().isoformat() for r in REGISTER_ROWS}
    bieu6 = []
    for unit, name in UNITS.items():
        file = SUBMITTED.get(unit)
        bieu6.append({"unit": unit, "unit_name": name, "files": [file] if file else [], "attachments": [SCAN] if unit == "317" else [],
                      "received": register[file.rsplit("/", 1)[-1]] if file else None, "late": False if file else None,
                      "status": "missing" if not file else "empty form" if unit in EMPTY_FORMS else "submitted",
                      "errors": sum(f["unit"] == unit for f in FINDINGS)})

    classes = [r for code in every for r in reported[code]["results"] if r["indicator"] is None]
    total = line(every, approved, reported)
    return {
        "period": "2017-Q3",
        "published": {"projects": len(every), "promotion_plan": total["plan"]["promotion"],
                      "classes": text(sum(r["cumulative"] for r in classes)), "classes_planned": text(sum(r["planned"] for r in classes)),
                      "consultancy_projects": sum(a == 17 for _, a in PROJECTS.values()),
                      **{name: next(b["cumulative"] for b in bieu2 if b["indicator"] == i) for name, i in {
                          "new_workers": "1", "startup_trainees": "3", "study_trips": "6", "models": "9", "establishments_equipped": "10",
                          "products_voted": "12", "fairs": "13", "booths": "13a", "establishments_at_fairs": "14", "establishments_advised": "16"}.items()}},
        "approved_total": total["plan"], "projects": projects,
        "bieu1": {"total": total, "rows": bieu1}, "bieu2": bieu2, "bieu3": bieu3, "bieu4": bieu4, "bieu5": bieu5, "bieu6": bieu6,
        "findings": [{"severity": "error", **f} for f in FINDINGS],
        "infos": [{"code": "R009", "file": THUY_NGUYEN, "sheet": "Q3-2017", "column": "F", "cells": ["F13", "F14", "F15"]},
                  *({"code": "R010", "file": KIEN_THUY, "sheet": "Bieu 01", "column": c, "cells": cells} for c, cells in legacy_cells().items())],
        # A201, A203, A207: the amount that is no number (R007); B306: activities without a ceiling, a model of a kind that
        # no form tells; C: there is no period before; O502: a quarter.
        "not_checked": ["A201", "A203", "A207", "B306", "C401", "C402", "C403", "O502"],
        "counts": {"error": len(FINDINGS), "warning": 0}, "units_missing": ["318"], "exit_code": 1,
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--check", action="store_true", help="compare with expected.json, write nothing")
    made = json.dumps(build(), ensure_ascii=False, indent=1) + "\n"
    target = HERE / "expected.json"
    if arguments.parse_args().check:
        same = target.read_text(encoding="utf-8") == made
        if not same:
            print("expected.json differs from the workbooks", file=sys.stderr)
        return 0 if same else 1
    target.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
