"""Compares a filled form of tests/fixtures/forms with the empty one, feature by feature.

    python3 compare.py EMPTY FILLED      prints every difference; exit 1 if there is one
    python3 compare.py --formulas FILLED only holds the stored results against those that LibreOffice finds

Where everything has to be is worked out here anew: rows above the model row and the model row itself stay, rows below
move down by the rows that were added, what ends on the model row grows. Needs openpyxl, LibreOffice (soffice) and
openxml-audit.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter

import openpyxl
from openpyxl.utils import range_boundaries, get_column_letter

warnings.simplefilter("ignore")
MODELS = {"Biểu 1": 7, "Bảng": 2}
FAULTS = []


def same(what, expected, found):
    if expected != found:
        FAULTS.append(f"{what}: expected {expected!r}, found {found!r}")


class Rows:
    """Where the rows of a sheet go."""

    def __init__(self, model, count):
        self.model, self.added = model, count - 1
        self.last = model + self.added if model else 0

    def row(self, old):
        return old + self.added if self.model and old > self.model else old

    def end(self, old):
        return self.last if self.model and old == self.model else self.row(old)

    def area(self, text):
        """One area: `A7:H8`, `$A$7`, `5:5`; the whole sheet stays."""
        def moved(match, end):
            return f"{match[1]}{(self.end if end else self.row)(int(match[2]))}"

        ends = text.split(":")
        parts = [re.sub(r"^(\$?[A-Z]*\$?)(\d+)$", lambda m, e=at == len(ends) - 1: moved(m, e), end) for at, end in enumerate(ends)]
        return ":".join(parts)

    def areas(self, text):
        """Several areas; a cell of the model row is the list that it is the model of."""
        def one(area):
            cell = re.fullmatch(r"[A-Z]+(\d+)", area)
            return self.area(f"{area}:{area}" if cell and int(cell[1]) == self.model else area)

        return " ".join(sorted(one(area) for area in str(text).split()))


def grown(area):
    """`E7` of a series or a name that means the list, as the form holds it."""
    return area if ":" in area else f"{area}:{area}"


def counts(book):
    """How many rows the lists got, by what stands below them."""
    form = book["Biểu 1"]
    total = [row for row in range(7, form.max_row + 1) if form.cell(row, 1).value == "Cộng"]
    table = book["Bảng"]
    below = [row for row in range(2, table.max_row + 1) if "SUM" in str(table.cell(row, 3).value)]
    return {"Biểu 1": total[0] - 7, "Bảng": below[0] - 3}


def look(cell):
    font, fill, side = cell.font, cell.fill, cell.border
    return (
        font.name, font.sz, font.b, font.i, str(font.color and font.color.rgb), fill.fill_type, str(fill.fgColor.rgb),
        *(getattr(side, edge).style for edge in ("left", "right", "top", "bottom")),
        cell.number_format, cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text,
        cell.protection.locked,
    )


def sheets(empty, filled, rows):
    same("sheets", empty.sheetnames, filled.sheetnames)
    for sheet in empty.worksheets:
        new, go, name = filled[sheet.title], rows[sheet.title], sheet.title
        same(f"{name} state", sheet.sheet_state, new.sheet_state)
        same(f"{name} tab", str(sheet.sheet_properties.tabColor), str(new.sheet_properties.tabColor))
        same(f"{name} merges", sorted(merges(sheet, go)), sorted(str(area) for area in new.merged_cells.ranges))
        widths = lambda s: {k: (d.width, d.hidden, d.outlineLevel) for k, d in s.column_dimensions.items()}
        same(f"{name} widths", widths(sheet), widths(new))
        for row, size in sheet.row_dimensions.items():
            for copy in range(go.row(row), go.end(row) + 1):
                own = new.row_dimensions[copy]
                same(f"{name} row {copy}", (size.hidden, size.outlineLevel), (own.hidden, own.outlineLevel))
                # A model row without a height of its own is fitted to its texts.
                if size.height is not None and row != go.model:
                    same(f"{name} height {copy}", size.height, own.height)
        for line in sheet.iter_rows():
            for cell in line:
                for copy in range(go.row(cell.row), go.end(cell.row) + 1):
                    same(f"{name} {get_column_letter(cell.column)}{copy} look", look(cell), look(new.cell(copy, cell.column)))
        same(f"{name} frozen", sheet.freeze_panes, new.freeze_panes)
        same(f"{name} zoom", sheet.sheet_view.zoomScale, new.sheet_view.zoomScale)
        same(f"{name} filter", go.areas(sheet.auto_filter.ref or ""), new.auto_filter.ref or "")
        printed = lambda s: (s.print_title_rows, s.print_title_cols)
        same(f"{name} titles", printed(sheet), printed(new))
        area = [go.area(part.split("!")[-1]) for part in str(sheet.print_area or "").split(",")]
        same(f"{name} print area", area, [part.split("!")[-1] for part in str(new.print_area or "").split(",")])
        for part in ("page_setup", "page_margins", "print_options", "protection"):
            same(f"{name} {part}", repr(getattr(sheet, part)), repr(getattr(new, part)))
        for head in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            text = lambda s: [getattr(getattr(s, head), side).text for side in ("left", "center", "right")]
            same(f"{name} {head}", text(sheet), text(new))
        flags = lambda s: (s.HeaderFooter.differentFirst, s.HeaderFooter.differentOddEven)
        same(f"{name} heads", flags(sheet), flags(new))
        same(f"{name} breaks", [go.row(b.id) for b in sheet.row_breaks.brk], [b.id for b in new.row_breaks.brk])
        conditions = lambda s, where: sorted(
            (where(str(c.sqref)), [r.type for r in c.rules]) for c in s.conditional_formatting
        )
        same(f"{name} conditions", conditions(sheet, go.areas), conditions(new, str))
        choices = lambda s, where: sorted(
            (where(str(v.sqref)), v.type, v.operator, v.formula1) for v in s.data_validations.dataValidation
        )
        same(f"{name} validations", choices(sheet, go.areas), choices(new, str))
        notes = lambda s, where: {where(c.coordinate): c.comment.text for l in s.iter_rows() for c in l if c.comment}
        same(f"{name} notes", notes(sheet, go.area), notes(new, str))
        links = lambda s, where: {
            where(c.coordinate): (c.hyperlink.target, where((c.hyperlink.location or "").split("!")[-1]))
            for l in s.iter_rows() for c in l if c.hyperlink
        }
        same(f"{name} links", links(sheet, go.area), links(new, str))
        tables = lambda s, where: {t.displayName: (where(t.ref), where(t.autoFilter.ref) if t.autoFilter else None) for t in s.tables.values()}
        same(f"{name} tables", tables(sheet, go.area), tables(new, str))
    names(empty.defined_names, filled.defined_names, rows, "book")
    for sheet in empty.worksheets:
        names(sheet.defined_names, filled[sheet.title].defined_names, rows, sheet.title)
    same("locked", repr(empty.security), repr(filled.security))


def merges(sheet, go):
    for area in sheet.merged_cells.ranges:
        if go.model and area.min_row == area.max_row == go.model:
            left, right = get_column_letter(area.min_col), get_column_letter(area.max_col)
            yield from (f"{left}{row}:{right}{row}" for row in range(go.model, go.last + 1))
        else:
            yield go.area(str(area))


def names(before, after, rows, where):
    same(f"{where} names", sorted(before), sorted(after))
    for name, value in before.items():
        sheet, _, area = value.attr_text.rpartition("!")
        go = rows[sheet.strip("'$")]
        found = after[name].attr_text
        same(f"{where} name {name}", f"{sheet}!{go.area(area)}", found)


FORMULAS = {  # l: last row of the list, t: the total row below it, d: the rows that were added
    "Biểu 1": {
        "D6": "=SUM(D7:D{l})", "E6": "=E{t}", "F7": '=IF(D7=0,"",E7/D7)', "F{l}": '=IF(D{l}=0,"",E{l}/D{l})',
        "H7": "=SUM(E$7:E7)", "H{l}": "=SUM(E$7:E{l})", "D{t}": "=SUM(D7:D{l})", "E{t}": "=SUBTOTAL(9,E7:E{l})",
        "F{t}": "=E{t}/D{t}", "D{a}": "=AVERAGE(D7:D{l})", "E{a}": "=COUNT(E7:E{t})",
    },
    "Tổng hợp": {
        "A1": "='Biểu 1'!E{t}", "A2": "=SUM('Biểu 1'!D7:D{l})", "A3": "=TONG*2", "A4": "='Biểu 1'!E7",
        "A5": '="\'Biểu 1\'!E8 là "&\'Biểu 1\'!A{t}', "A6": "=SUMIF('Biểu 1'!D7:D{t},\">0\",'Biểu 1'!E7:E{t})",
        "A7": "=VLOOKUP(1,'Biểu 1'!A7:E{t},4,FALSE())",
    },
    "Ẩn": {"A1": "='Biểu 1'!D{t}"},
}


def plain(formula):
    """Producers differ in quotes and in FALSE."""
    return str(formula).replace("FALSE()", "FALSE").replace("$'", "'").replace(" ", "")


def formulas(filled, rows):
    go = rows["Biểu 1"]
    values = {"l": go.last, "t": go.row(8), "a": go.row(10), "d": go.added}
    for sheet, wanted in FORMULAS.items():
        for cell, formula in wanted.items():
            cell, formula = cell.format(**values), formula.format(**values)
            same(f"{sheet} {cell} formula", plain(formula), plain(filled[sheet][cell].value))
    array = filled["Biểu 1"].cell(go.row(9), 5).value
    same("array", (f"E{go.row(9)}", f"=SUM(D7:D{go.last}*1)"), (array.ref.split(":")[0], plain(array.text)))


def text_of(path, part):
    with zipfile.ZipFile(path) as book:
        return book.read(part).decode() if part in book.namelist() else ""


def inside(empty, filled, rows):
    """What openpyxl does not read: drawings, charts, sparklines and other extensions, parts that stay as they are."""
    go = rows["Biểu 1"]
    with zipfile.ZipFile(empty) as a, zipfile.ZipFile(filled) as b:
        before, after = ({n: z.read(n) for n in z.namelist()} for z in (a, b))
    dropped = {n for n in before if n.endswith("calcChain.xml")}
    same("parts", [n for n in before if n not in dropped], list(after))
    mapped = re.compile(
        r"xl/(worksheets/sheet\d+|workbook|tables/|comments|charts/|drawings/)|\[Content_Types\]|xl/_rels/workbook"
    )
    for part in sorted(before.keys() & after.keys()):
        if not mapped.match(part) or "/media/" in part:
            same(f"{part} bytes", True, before[part] == after[part])
    sheet = lambda parts: parts["xl/worksheets/sheet1.xml"].decode()
    still = re.compile(r"xl/worksheets/(sheet4\.xml|_rels)")
    for part in filter(still.match, before):
        same(f"{part} bytes", True, before[part] == after[part])
    # Sparklines: one for each row; the one of the total moves.
    sparks = lambda xml: sorted(re.findall(r"<xm:f>([^<]*)</xm:f>\s*<xm:sqref>(H\d+)</xm:sqref>", xml))
    wanted = []
    for area, at in sparks(sheet(before)):
        name, _, cells = area.rpartition("!")
        if at == "H7":
            for row in range(7, go.last + 1):
                wanted.append((f"{name}!" + re.sub(r"\d+", str(row), cells), f"H{row}"))
        else:
            wanted.append((f"{name}!{go.area(cells)}", go.area(at)))
    same("sparklines", sorted(wanted), sparks(sheet(after)))
    ranges = lambda xml, where: sorted(where(a) for a in re.findall(r"<xm:sqref>([A-G]\d[^<]*)</xm:sqref>", xml))
    same("x14 ranges", ranges(sheet(before), go.areas), ranges(sheet(after), str))
    limits = lambda xml, where: [where(a) for a in re.findall(r"<xm:f>(\$[A-Z]+\$\d+)</xm:f>", xml)]
    same("x14 formulas", limits(sheet(before), go.area), limits(sheet(after), str))
    others = lambda xml, tag, where: sorted(where(a) for e in re.findall(rf"<(?:\w+:)?{tag} [^>]*>", xml) for a in re.findall(r'sqref="([^"]*)"', e))
    for tag in ("protectedRange", "ignoredError"):
        same(tag, others(sheet(before), tag, go.areas), others(sheet(after), tag, str))
    # Charts: the series grow, and what they show is stored with them.
    for part in (p for p in before if re.match(r"xl/charts/chart\d+\.xml", p)):
        refs = lambda parts: [r.replace("$'", "'") for r in re.findall(r"<(?:c:)?f>([^<]*)</(?:c:)?f>", parts[part].decode().replace("&apos;", "'"))]
        wanted = []
        for ref in refs(before):
            name, _, area = ref.rpartition("!")
            bare = area.replace("$", "")
            wanted.append(f"{name}!{go.area(grown(area)) if '7' in bare else area}")
        same(f"{part} series", wanted, refs(after))
        stored = re.findall(r"<(?:c:)?numCache>.*?</(?:c:)?numCache>", after[part].decode(), re.S)
        for cache in stored:
            same(f"{part} points", go.added + 1, int(re.search(r'ptCount val="(\d+)"', cache)[1]))
    # Anchors: what hangs below the list moves with the rows, what stands above stays.
    for part in (p for p in before if re.match(r"xl/drawings/drawing\d+\.xml", p)):
        anchors = lambda parts, where: [
            tuple(where(int(r) + 1) - 1 for r in re.findall(r"<(?:xdr:)?row>(\d+)</(?:xdr:)?row>", a))
            for a in re.findall(r"<(?:xdr:)?\w+Anchor[ >].*?</(?:xdr:)?\w+Anchor>", parts[part].decode(), re.S)
        ]
        expected, found = anchors(before, go.row), anchors(after, lambda row: row)
        if part.endswith("drawing1.xml"):
            same(f"{part} anchors", expected, found)
    vml = [p for p in before if p.endswith(".vml")]
    notes = lambda parts, where: sorted(where(int(r) + 1) for p in vml for r in re.findall(r"<x:Row>(\d+)</x:Row>", parts.get(p, b"").decode()))
    same("note drawings", notes(before, go.row), notes(after, lambda row: row))


# `DonVi[[#All],[Kế hoạch]]`, `[[#This Row],[Kế hoạch]]`; `'` takes the next sign as it is.
PART = re.compile(r"(\w*)\[((?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]")


def as_cells(formula, sheet, row, tables):
    """Parts of tables that LibreOffice (7.4) does not know, as the cells that they are."""
    def cells(match):
        name, inside = match[1], match[2]
        if name and not re.search("#(All|Data|Totals)", inside):
            return match[0]
        home, table = tables[name] if name else next(t for t in tables.values() if t[0] == sheet)
        left, top, right, bottom = range_boundaries(table.ref)
        heads = [column.name for column in table.tableColumns]
        words = re.findall(r"\[((?:[^\[\]']|'.)*)\]", inside) or [inside]
        words = [re.sub(r"'(.)", r"\1", word) for word in words]
        cols = [left + heads.index(word) for word in words if word in heads] or [left, right]
        first, last = top + 1, bottom - (table.totalsRowCount or 0)
        spans = {"#All": (top, bottom), "#Headers": (top, top), "#Data": (first, last), "#Totals": (last + 1, bottom), "#This Row": (row, row)}
        rows = [spans[word] for word in words if word in spans] or [(first, last)]
        ends = [f"${get_column_letter(c)}${r}" for c, r in ((cols[0], min(rows)[0]), (cols[-1], max(rows)[1]))]
        return f"'{home}'!{':'.join(ends)}"

    return PART.sub(cells, formula)


def bare_copy(filled, path):
    """A copy without results."""
    book = openpyxl.load_workbook(filled)
    tables = {t.displayName: (sheet.title, t) for sheet in book.worksheets for t in sheet.tables.values()}
    for sheet in book.worksheets:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            if isinstance(cell.value, str) and "[" in cell.value:
                cell.value = as_cells(cell.value, sheet.title, cell.row, tables)
    book.save(path)


def recomputed(filled):
    """LibreOffice computes every formula anew, from a copy without results: it finds what is stored."""
    with tempfile.TemporaryDirectory() as folder:
        bare, profile = os.path.join(folder, "bare.xlsx"), f"-env:UserInstallation=file://{folder}/profile"
        bare_copy(filled, bare)
        for source, kind, target in ((bare, "xlsx:Calc MS Excel 2007 XML", "new"), (filled, "pdf", "pdf")):
            out = os.path.join(folder, target)
            run = subprocess.run(
                ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", out, source],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            if not os.path.isdir(out) or not os.listdir(out):
                FAULTS.append(f"LibreOffice does not open it as {kind}: {run.stdout}")
                return
        new = openpyxl.load_workbook(os.path.join(folder, "new", "bare.xlsx"), data_only=True)
    stored, written = openpyxl.load_workbook(filled, data_only=True), openpyxl.load_workbook(filled)
    checked = 0
    for sheet in written.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                one, two = (b[sheet.title][cell.coordinate].value for b in (stored, new))
                checked += 1
                close = isinstance(one, (int, float)) and isinstance(two, (int, float)) and abs(one - two) <= 1e-9 * max(1, abs(two))
                if not close and (one or "") != (two or ""):
                    FAULTS.append(f"{sheet.title} {cell.coordinate} {cell.value}: stored {one!r}, LibreOffice finds {two!r}")
    same("formulas were computed", True, checked > 5)


def audited(empty, filled):
    """openxml-audit finds no more than in the empty form."""
    def faults(path):
        run = subprocess.run(["openxml-audit", "-o", "json", "-m", "0", path], stdout=subprocess.PIPE, text=True)
        told = json.loads(run.stdout)
        told = told if isinstance(told, dict) else told[0]
        return Counter(re.sub(r"\d+", "#", fault["description"]) for fault in told["errors"])

    for fault, count in (faults(filled) - faults(empty)).items():
        FAULTS.append(f"openxml-audit, {count} times more than before: {fault}")


def main(empty, filled):
    if empty == "--formulas":
        recomputed(filled)
        for fault in FAULTS:
            print(fault)
        return 1 if FAULTS else 0
    # Formulas of both, texts as rich runs where they are such.
    before, after = (openpyxl.load_workbook(path, rich_text=True) for path in (empty, filled))
    found = counts(after)
    rows = {sheet.title: Rows(MODELS.get(sheet.title), found.get(sheet.title, 1)) for sheet in before.worksheets}
    same("more rows than the form has", True, all(count > 3 for count in found.values()))
    sheets(before, after, rows)
    formulas(after, rows)
    rich = after["Biểu 1"]["A2"].value
    same("rich runs", True, "Quý" in str(rich) and not isinstance(rich, str))
    inside(empty, filled, rows)
    recomputed(filled)
    audited(empty, filled)
    for fault in FAULTS:
        print(fault)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
