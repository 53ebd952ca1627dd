#!/usr/bin/env python3
"""Draw the official report form, templates/reports/bao-cao/report.xlsx.

The form is a drawing, not code: an office may open it in Excel and change it. This script is how the
project itself draws it, so that a change of a heading or a width can be reviewed as text.

    python3 tests/support/draw_report.py            draw the form again
    python3 tests/support/draw_report.py --check    exit 1 if the stored form is not what this script draws

Needs XlsxWriter (drawn with 3.3). Nothing here depends on the clock or the machine: the creation date
is fixed and --check compares the parts of the file, since two zlib versions may compress differently.

Look and sizes follow Phụ lục I of Nghị định 30/2020/NĐ-CP. The columns of a sheet add up to the width
between the margins (252 mm), so that "one page wide" prints at full size and 13 pt stays 13 pt.
"""

import datetime
import io
import pathlib
import sys
import zipfile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from draw_report_sheets import SHEETS

FORM = pathlib.Path(__file__).resolve().parents[2] / "templates/reports/bao-cao/report.xlsx"
FONT = "Times New Roman"
BODY_MM = 252.0  # A4 landscape, 297 mm, less margins of 30 and 15 mm
PIXEL_MM = 25.4 / 96

# Separators of vi-VN also where the program that prints runs in another language (Excel ignores the
# tag, LibreOffice obeys it). A fraction shows up to a thousand đồng; a whole number would end in a
# bare comma with "#,##0.###" and so gets its own format by a condition. Should a viewer not know the
# condition, it shows 250,0: longer, never wrong.
VI = "[$-42A]"
FRACTION = f"{VI}#,##0.0##;{VI}-#,##0.0##;{VI}0"
WHOLE = f"{VI}#,##0;{VI}-#,##0;{VI}0"
KINDS = {
    "text": {"align": "left", "text_wrap": True},
    "centre": {"align": "center", "text_wrap": True},
    # Shrunk rather than shown as "###" when an amount is longer than the column.
    "money": {"align": "right", "num_format": FRACTION, "shrink": True},
    "count": {"align": "right", "num_format": WHOLE, "shrink": True},
    "percent": {"align": "right", "num_format": f"{VI}0.0%", "shrink": True},
    "date": {"align": "center", "text_wrap": True, "num_format": "dd/mm/yyyy"},
}
EMPHASIS = {"bold": {"bold": True}, "italic": {"italic": True}, "both": {"bold": True, "italic": True}, "": {}}

SIGNER = "{{report.signer_prefix}}\n{{report.signer_title}}" + "\n" * 5 + "{{report.signer}}"
PREPARER = "NGƯỜI LẬP BIỂU" + "\n" * 6 + "{{report.prepared_by}}"


class Pen:
    """One sheet while it is drawn; rows and columns count from 0 as XlsxWriter's do."""

    def __init__(self, book, formats, spec):
        self.book, self.formats, self.spec = book, formats, spec
        self.sheet = book.add_worksheet(spec["name"])
        self.columns = spec["columns"]
        self.last = len(self.columns) - 1
        self.row = 0
        self.at = {column["key"]: index for index, column in enumerate(self.columns)}
        self.edges = [0.0]
        for column in self.columns:
            self.edges.append(self.edges[-1] + column["mm"])
        assert abs(self.edges[-1] - BODY_MM) < 0.5, f"{spec['name']}: {self.edges[-1]} mm"

    def format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": FONT, "valign": "vcenter", **properties})
        return self.formats[key]

    def across(self, text, first, last, **properties):
        """One text over several columns of this row."""
        self.sheet.merge_range(self.row, first, self.row, last, text, self.format(**properties))

    def next(self, height=None):
        if height is not None:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def middle(self, share):
        """The column whose left edge is nearest to that share of the width."""
        return min(range(1, self.last), key=lambda i: abs(self.edges[i] - share * BODY_MM))

    def rule(self, first, last, length):
        """A line `length` mm long, centred under the columns first..last: top border of this row."""
        centre = (self.edges[first] + self.edges[last + 1]) / 2
        start = min(range(first, last + 1), key=lambda i: abs(self.edges[i] - (centre - length / 2)))
        stop = min(range(start + 1, last + 2), key=lambda i: abs(self.edges[i] - (centre + length / 2)))
        for column in range(start, stop):
            self.sheet.write_blank(self.row, column, None, self.format(top=1))


def national_heading(pen):
    """Agency at the left, Quốc hiệu and Tiêu ngữ at the right, number and date on one line (NĐ 30, I and II)."""
    # The two blocks are chosen so that columns of the table lie evenly about their middles: the lines
    # below are borders of those columns, which no program that keeps a table can lose.
    left, right = (0, pen.middle(0.361) - 1), (pen.middle(0.5135), pen.last)
    centred = {"align": "center", "shrink": True}
    pen.across("{{report.parent_agency}}", *left, font_size=12, **centred)
    pen.across("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *right, font_size=12, bold=True, **centred)
    pen.next(17)
    pen.across("{{report.agency}}", *left, font_size=12, bold=True, **centred)
    pen.across("Độc lập - Tự do - Hạnh phúc", *right, font_size=13, bold=True, **centred)
    pen.next(18)
    pen.rule(*left, 12)
    pen.rule(*right, 50)
    pen.next(6)
    pen.across("Số: {{report.number}}", *left, font_size=13, **centred)
    pen.across("{{report.date_line}}", *right, font_size=13, italic=True, **centred)
    pen.next(20)
    pen.next(5)


def titles(pen):
    """Number of the form, title, period, "(Kèm theo …)", provisional mark, money unit."""
    annex = not pen.spec.get("heading")
    lines = [(pen.spec["name"], 19, {"font_size": 14, "bold": True})]
    lines.append((pen.spec["title"], 19, {"font_size": 14, "bold": True}))
    lines.append(("{{period.label}}", 18, {"font_size": 13, "bold": True}))
    if annex:
        lines.append(("{{report.annex_line}}", 18, {"font_size": 13, "italic": True}))
    lines.append(("{{report.status}}", 18, {"font_size": 12, "bold": True, "font_color": "#C00000"}))
    for text, height, properties in lines:
        pen.across(text, 0, pen.last, align="center", shrink=True, **properties)
        pen.next(height)
    if pen.spec.get("money"):
        pen.across("Đơn vị tính: triệu đồng", 0, pen.last, font_size=11, italic=True, align="right")
    pen.next(16)


def headings(pen, style, top, bottom, first, last, level=0):
    """The headings of columns first..last from `level` of their paths on; a short path reaches down to the bottom."""
    index = first
    while index <= last:
        path, end = pen.columns[index]["path"], index
        leaf = len(path) == level + 1
        while not leaf and end < last and pen.columns[end + 1]["path"][: level + 1] == path[: level + 1]:
            end += 1
        low = bottom if leaf else top + level
        if (top + level, index) == (low, end):
            pen.sheet.write_string(low, end, path[level], style)
        else:
            pen.sheet.merge_range(top + level, index, low, end, path[level], style)
        if not leaf:
            headings(pen, style, top, bottom, index, end, level + 1)
        index = end + 1


def header_row(pen):
    size = pen.spec["size"] - 0.5
    style = pen.format(font_size=size, bold=True, align="center", text_wrap=True, border=1)
    top, heights = pen.row, pen.spec["header_heights"]
    headings(pen, style, top, top + len(heights) - 1, 0, pen.last)
    for height in heights:
        pen.next(height)
    return top


def header(pen):
    """Heading rows and the row of column numbers, which is text: (1) typed in Excel would become −1."""
    size = pen.spec["size"] - 0.5
    top = header_row(pen)
    small = pen.format(font_size=size, italic=True, align="center", text_wrap=True, border=1)
    for index, column in enumerate(pen.columns):
        number = f"({index + 1})"
        if column["key"] == "percent":
            parts = [pen.at[key] + 1 for key in pen.spec["ratio"]]
            number += f"= ({parts[0]}):({parts[1]})"
        pen.sheet.write_string(pen.row, index, number, small)
    pen.next(pen.spec.get("number_height"))
    pen.sheet.repeat_rows(top, pen.row - 1)
    pen.sheet.freeze_panes(pen.row, pen.at["name"] + 1 if "name" in pen.at else 2)


def body(pen):
    """The model rows and the total row. None has a height of its own: Excel fits it to the longest text."""
    first = pen.row
    for line in pen.spec["rows"]:
        model_row(pen, line)
        pen.next()
    conditions(pen, first - 1, pen.row - 1)


def model_row(pen, line):
    """One model row, or the total row; the pen stays on it."""
    cells = line["cells"]
    for index, column in enumerate(pen.columns):
        kind = line.get("kinds", {}).get(column["key"], column["kind"])
        style = pen.format(
            font_size=pen.spec["size"], border=1, **KINDS[kind], **EMPHASIS[line.get("emphasis", "")]
        )
        value = cells.get(column["key"])
        if value is None:
            pen.sheet.write_blank(pen.row, index, None, style)
        elif value == "=ratio":
            part, whole = (xl_rowcol_to_cell(pen.row, pen.at[key]) for key in pen.spec["ratio"])
            pen.sheet.write_formula(pen.row, index, f'=IF({whole}=0,"",{part}/{whole})', style, "")
        elif value == "=sum":
            model = xl_rowcol_to_cell(pen.row - 1, index)
            pen.sheet.write_formula(pen.row, index, f"=SUM({model}:{model})", style, 0)
        else:
            pen.sheet.write_string(pen.row, index, value, style)


def whole_amounts(pen, top, bottom):
    """Whole amounts without decimals. The range begins above the model rows, so that the cell its formula names stays
    where it is when rows are added."""
    whole = pen.book.add_format({"num_format": WHOLE})
    amounts = [i for i, column in enumerate(pen.columns) if column["kind"] == "money"]
    if amounts:
        first, last = amounts[0], amounts[-1]
        cell = xl_rowcol_to_cell(top, first)
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))", "format": whole}
        pen.sheet.conditional_format(top, first, bottom, last, rule)


def conditions(pen, top, bottom):
    whole_amounts(pen, top, bottom)
    texts = [i for i, column in enumerate(pen.columns) if column["key"] in ("number", "index", "code")]
    name = xl_col_to_name
    spans = " ".join(f"{name(i)}{top + 1}:{name(i)}{bottom + 1}" for i in texts)
    pen.sheet.ignore_errors({"number_stored_as_text": spans})


def foot(pen):
    """Notes, then the signatures. Preparer and signer stand in one row each from post to name, because a
    row is never cut by a page break: nobody signs a page that holds half a signature block."""
    for text, lines in pen.spec.get("notes", []):
        pen.across(text, 0, pen.last, font_size=10, italic=True, align="left", text_wrap=True)
        pen.next(14 * lines)
    cut = pen.middle(0.5)
    block = {"font_size": 13, "bold": True, "align": "center", "valign": "bottom", "text_wrap": True}
    pen.across(PREPARER, 0, cut - 1, **block)
    pen.across(SIGNER, cut, pen.last, **block)
    pen.next(16.5 * 7 + 14)  # both texts have seven lines: the gap stays above them


# Told apart by lightness too, so that they are in grey and by the colour-blind.
SERIES = (("approved.total", "#9DC3E6"), ("cumulative.total", "#1F4E79"))
CHART_POINTS = 368  # what is left of a page below the titles


def charts(pen):
    """A chart a page, then the lists that they show. The charts stand above their lists, so that they stay where they
    are when the lists grow; a bar for each row, the first at the top."""
    places = []
    for _ in pen.spec["lists"]:
        places.append(pen.row)
        pen.next(CHART_POINTS)
    pen.sheet.set_h_pagebreaks([places[0] + 1, places[1] + 1])
    title = {"font_size": 12, "bold": True, "align": "left"}
    for (prefix, words, line), place in zip(pen.spec["lists"], places):
        pen.across(f"{words} (số liệu của biểu đồ)", 0, pen.last, **title)
        pen.next(24)
        header_row(pen)
        heads, model = pen.row - 1, pen.row
        model_row(pen, line)
        whole_amounts(pen, heads, model)
        pen.next()
        pen.next(10)
        chart = pen.book.add_chart({"type": "bar"})
        for key, colour in SERIES:
            at = pen.at[key]
            name = pen.spec["name"]
            chart.add_series(
                {
                    "name": [name, heads, at],
                    "categories": [name, model, pen.at["name"], model, pen.at["name"]],
                    "values": [name, model, at, model, at],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        font = {"name": FONT, "size": 9}
        chart.set_title({"name": f"{words} (triệu đồng)", "name_font": {"name": FONT, "size": 14, "bold": True}})
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 11}})
        chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none"})
        chart.set_x_axis(
            {"num_font": font, "num_format": f"{VI}#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
        )
        chart.set_chartarea({"border": {"none": True}})
        width = round(BODY_MM / PIXEL_MM)
        chart.set_size({"width": width - 8, "height": round(CHART_POINTS / 0.75) - 12})
        pen.sheet.insert_chart(place, 0, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2})


def page(pen):
    sheet = pen.sheet
    for index, column in enumerate(pen.columns):
        sheet.set_column_pixels(index, index, round(pen.edges[index + 1] / PIXEL_MM) - round(pen.edges[index] / PIXEL_MM))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
    sheet.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 10 / 25.4})
    sheet.set_start_page(1)  # an annex is numbered by itself
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)


def draw():
    """The form as {part name: bytes}, in the order of the file."""
    raw = io.BytesIO()
    # Widths are counted in digits of the default font: with the font of the form itself, 11 pt and 7 pixels
    # a digit, a column is as wide where Calibri is not installed.
    normal = {"font_name": FONT, "font_size": 11}
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "default_format_properties": normal})
    book.set_properties({"title": "Biểu tổng hợp khuyến công", "created": datetime.datetime(2020, 3, 5)})
    book.set_size(24000, 13000)
    formats = {}
    for spec in SHEETS:
        pen = Pen(book, formats, spec)
        page(pen)
        if spec.get("heading"):
            national_heading(pen)
        titles(pen)
        if "lists" in spec:
            charts(pen)
            continue
        header(pen)
        for name, key in spec.get("names", {}).items():
            cell = xl_rowcol_to_cell(pen.row, pen.at[key], row_abs=True, col_abs=True)
            book.define_name(name, f"='{spec['name']}'!{cell}")
        body(pen)
        foot(pen)
    book.close()
    with zipfile.ZipFile(raw) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    # Nghị định 30: no number on the first page. XlsxWriter has no word for it.
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = parts[name].replace(b"<headerFooter>", b'<headerFooter differentFirst="1">')
        assert b'differentFirst="1"' in parts[name], name
    # A font that is also the theme's "minor" one would turn into the theme's Calibri.
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b'<scheme val="minor"/>', b"")
    assert b"Calibri" not in styles
    return parts


def main(arguments):
    parts = draw()
    if arguments == ["--check"]:
        with zipfile.ZipFile(FORM) as stored:
            kept = {info.filename: stored.read(info) for info in stored.infolist()}
        changed = sorted(n for n in parts.keys() | kept.keys() if parts.get(n) != kept.get(n))
        for name in changed:
            print(f"{FORM.name}: {name} is not what draw_report.py draws", file=sys.stderr)
        return 1 if changed else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    with zipfile.ZipFile(FORM, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(info, content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
