"""Four ways to save one grid: .xlsx, .xls, .ods and .xlsb, as the offices of 2017 did.

A sheet is described once (cells, merges, widths) and written by the library of its format:
XlsxWriter, xlwt, odfpy, pyxlsbwriter. Every date, author and ZIP time is fixed, so that
rebuilding gives the same bytes. Used by rebuild.py only.
"""

import datetime
import pathlib
import struct
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
CREATED = datetime.datetime(2017, 9, 15, 8, 0, 0)

# name: (size, bold, italic, horizontal, wrap, border, is a number)
STYLES = {
    "org": (12, False, False, "center", False, False, False),
    "orgb": (12, True, False, "center", False, False, False),
    "title": (14, True, False, "center", True, False, False),
    "sub": (12, False, True, "center", True, False, False),
    "unit": (11, False, True, "right", False, False, False),
    "head": (10, True, False, "center", True, True, False),
    "nums": (9, False, True, "center", False, True, False),
    "text": (10, False, False, "left", True, True, False),
    "mid": (10, False, False, "center", True, True, False),
    "money": (10, False, False, "right", False, True, True),
    "gtext": (10, True, False, "left", True, True, False),
    "gmid": (10, True, False, "center", True, True, False),
    "gmoney": (10, True, False, "right", False, True, True),
    "itext": (10, False, True, "left", True, True, False),
    "imoney": (10, False, True, "right", False, True, True),
    "note": (10, False, True, "left", False, False, False),
    "sign": (11, True, False, "center", False, False, False),
    "signi": (11, False, True, "center", False, False, False),
}
HEADLINES = ("org", "orgb", "title", "sign")
FORMATS = {"plain": "#,##0", "tenth": "#,##0.0", "paren": "0_);\\(0\\)", "percent": "0.0%", "date": "dd/mm/yyyy"}


def column(letters):
    """A -> 0, AA -> 26."""
    n = 0
    for ch in letters:
        n = n * 26 + ord(ch) - 64
    return n - 1


def letters(index):
    """0 -> A, 26 -> AA."""
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


class Sheet:
    """Cells by address: value, style, number format and, if it is one, the formula whose result the value is."""

    def __init__(self, name, widths=None, landscape=True):
        self.name, self.cells, self.merges = name, {}, []
        self.widths, self.heights, self.landscape = widths or {}, {}, landscape

    def put(self, address, value, style="text", fmt=None, formula=None):
        col = "".join(c for c in address if c.isalpha())
        row = int(address[len(col):]) - 1
        self.cells[(row, column(col))] = (value, style, fmt, formula)

    def merge(self, area, value, style="head"):
        first, last = area.split(":")
        a = (int("".join(c for c in first if c.isdigit())) - 1, column("".join(c for c in first if c.isalpha())))
        b = (int("".join(c for c in last if c.isdigit())) - 1, column("".join(c for c in last if c.isalpha())))
        for row in range(a[0], b[0] + 1):
            for col in range(a[1], b[1] + 1):
                self.cells[(row, col)] = (None, style, None, None)
        self.cells[a] = (value, style, None, None)
        if a != b:
            self.merges.append((a, b))


def fixed_zip(path):
    """Pack the archive anew with one time for every member (mimetype stays first, as .ods wants)."""
    with zipfile.ZipFile(path) as old:
        parts = [(i.filename, i.compress_type, old.read(i)) for i in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, kind, data in parts:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = kind, 0o600 << 16
            new.writestr(info, data)


# ---------------------------------------------------------------- .xlsx

def save_xlsx(path, sheets, author, font="Times New Roman"):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": author, "created": CREATED})
    cache = {}

    def style(name, fmt):
        if (name, fmt) not in cache:
            size, bold, italic, horizontal, wrap, border, number = STYLES[name]
            look = {"font_name": font, "font_size": size, "bold": bold, "italic": italic,
                    "align": horizontal, "valign": "vcenter", "text_wrap": wrap, "border": int(border)}
            if number or fmt:
                look["num_format"] = FORMATS[fmt or "plain"]
            cache[(name, fmt)] = book.add_format(look)
        return cache[(name, fmt)]

    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if sheet.landscape:
            page.set_landscape()
        for name, width in sheet.widths.items():
            page.set_column(f"{name}:{name}" if ":" not in name else name, width)
        for row, height in sheet.heights.items():
            page.set_row(row - 1, height)
        for (r1, c1), (r2, c2) in sheet.merges:
            page.merge_range(r1, c1, r2, c2, "", style(sheet.cells[(r1, c1)][1], None))
        for (row, col), (value, name, fmt, formula) in sorted(sheet.cells.items()):
            look = style(name, fmt)
            if formula:
                page.write_formula(row, col, formula, look, float(value))
            elif value is None:
                page.write_blank(row, col, None, look)
            elif isinstance(value, str):
                page.write_string(row, col, value, look)
            elif isinstance(value, datetime.date):
                page.write_datetime(row, col, value, look)
            else:
                page.write_number(row, col, value, look)
    book.close()


# ---------------------------------------------------------------- .xls

def save_xls(path, sheets, font="Times New Roman", capitals=None, encode=lambda text: text):
    """`encode` turns the text into a legacy look-alike; `capitals` is the font that draws lower case as capitals."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    cache = {}

    def style(name, fmt, upper):
        if (name, fmt, upper) not in cache:
            size, bold, italic, horizontal, wrap, border, number = STYLES[name]
            look = xlwt.XFStyle()
            look.font.name = capitals if upper else font
            look.font.height, look.font.bold, look.font.italic = size * 20, bold, italic
            look.alignment.horz = {"left": 1, "center": 2, "right": 3}[horizontal]
            look.alignment.vert, look.alignment.wrap = 1, int(wrap)
            if border:
                look.borders.left = look.borders.right = look.borders.top = look.borders.bottom = 1
            if number or fmt:
                look.num_format_str = FORMATS[fmt or "plain"]
            cache[(name, fmt, upper)] = look
        return cache[(name, fmt, upper)]

    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        page.portrait, page.paper_size_code, page.fit_num_pages = not sheet.landscape, 9, 1
        page.fit_width_to_pages, page.fit_height_to_pages = 1, 0
        for name, width in sheet.widths.items():
            ends = name.split(":")
            for col in range(column(ends[0]), column(ends[-1]) + 1):
                page.col(col).width = int(width * 256)
        for row, height in sheet.heights.items():
            page.row(row - 1).height_mismatch = True
            page.row(row - 1).height = int(height * 20)
        covered = set()
        for (r1, c1), (r2, c2) in sheet.merges:
            value, name, fmt, _ = sheet.cells[(r1, c1)]
            upper = capitals is not None and name in HEADLINES and isinstance(value, str) and value.isupper()
            text = encode(value.lower() if upper else value) if value else ""
            page.write_merge(r1, r2, c1, c2, text, style(name, fmt, upper))
            covered |= {(r, c) for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)}
        for (row, col), (value, name, fmt, _) in sorted(sheet.cells.items()):
            if (row, col) in covered:
                continue
            upper = capitals is not None and name in HEADLINES and isinstance(value, str) and value.isupper()
            look = style(name, fmt, upper)
            if isinstance(value, str):
                page.write(row, col, encode(value.lower() if upper else value), look)
            else:
                page.write(row, col, "" if value is None else value, look)
    book.save(str(path))


# ---------------------------------------------------------------- .ods

def save_ods(path, sheets, font="Liberation Serif"):
    from odf import number, style, table, text
    from odf.opendocument import OpenDocumentSpreadsheet

    book = OpenDocumentSpreadsheet()
    for name, places in (("N0", 0), ("N1", 1)):
        form = number.NumberStyle(name=name)
        form.addElement(number.Number(decimalplaces=places, minintegerdigits=1, grouping="true"))
        book.automaticstyles.addElement(form)
    cache, widths = {}, {}

    def look(name, fmt):
        key = f"c-{name}-{fmt or 'none'}"
        if key not in cache:
            size, bold, italic, horizontal, wrap, border, is_number = STYLES[name]
            made = style.Style(name=key, family="table-cell",
                               datastylename=("N1" if fmt == "tenth" else "N0") if is_number else None)
            made.addElement(style.TableCellProperties(
                border="0.5pt solid #000000" if border else "none", verticalalign="middle",
                wrapoption="wrap" if wrap else "no-wrap"))
            made.addElement(style.ParagraphProperties(
                textalign={"left": "start", "center": "center", "right": "end"}[horizontal]))
            made.addElement(style.TextProperties(
                fontname=font, fontfamily=font, fontsize=f"{size}pt",
                fontweight="bold" if bold else "normal", fontstyle="italic" if italic else "normal"))
            book.automaticstyles.addElement(made)
            cache[key] = made
        return cache[key]

    def wide(width):
        if width not in widths:
            made = style.Style(name=f"w-{len(widths)}", family="table-column")
            made.addElement(style.TableColumnProperties(columnwidth=f"{width * 0.19:.2f}cm"))
            book.automaticstyles.addElement(made)
            widths[width] = made
        return widths[width]

    def shown(value, fmt):
        out = f"{value:,.1f}" if fmt == "tenth" else f"{value:,.0f}"
        return out.replace(",", "_").replace(".", ",").replace("_", ".")

    def high(points):
        if ("h", points) not in widths:
            made = style.Style(name=f"h-{len(widths)}", family="table-row")
            made.addElement(style.TableRowProperties(rowheight=f"{points}pt", useoptimalrowheight="false"))
            book.automaticstyles.addElement(made)
            widths[("h", points)] = made
        return widths[("h", points)]

    layout = style.PageLayout(name="landscape")
    page_properties = style.PageLayoutProperties(pagewidth="29.7cm", pageheight="21cm", printorientation="landscape", scaletopages="1")
    layout.addElement(page_properties)
    book.automaticstyles.addElement(layout)
    book.masterstyles.addElement(style.MasterPage(name="Default", pagelayoutname=layout))
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        spans = {a: (b[0] - a[0] + 1, b[1] - a[1] + 1) for a, b in sheet.merges}
        hidden = {(r, c) for a, b in sheet.merges for r in range(a[0], b[0] + 1)
                  for c in range(a[1], b[1] + 1)} - set(spans)
        last_row = max(r for r, _ in sheet.cells)
        last_col = max(c for _, c in sheet.cells)
        by_col = {column(n): w for n, w in sheet.widths.items()}
        for col in range(last_col + 1):
            page.addElement(table.TableColumn(stylename=wide(by_col.get(col, 10))))
        for row in range(last_row + 1):
            height = sheet.heights.get(row + 1)
            line = table.TableRow(stylename=high(height)) if height else table.TableRow()
            for col in range(last_col + 1):
                value, name, fmt, _ = sheet.cells.get((row, col), (None, None, None, None))
                options = {"stylename": look(name, fmt)} if name else {}
                if (row, col) in spans:
                    options["numberrowsspanned"], options["numbercolumnsspanned"] = map(str, spans[(row, col)])
                if (row, col) in hidden:
                    line.addElement(table.CoveredTableCell(**options))
                    continue
                if isinstance(value, str):
                    cell = table.TableCell(valuetype="string", **options)
                    for part in value.split("\n"):
                        cell.addElement(text.P(text=part))
                elif value is None:
                    cell = table.TableCell(**options)
                else:
                    cell = table.TableCell(valuetype="float", value=repr(value), **options)
                    cell.addElement(text.P(text=shown(value, fmt)))
                line.addElement(cell)
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))
    fixed_zip(path)


# ---------------------------------------------------------------- .xlsb

def save_xlsb(path, sheets, font="Times New Roman"):
    """pyxlsbwriter packs the workbook; its sheets know neither merged cells nor borders, so both parts are written here."""
    import pyxlsbwriter

    names = list(STYLES)

    def record(kind, body=b""):
        head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, out = len(body), b""
        while True:
            size, low = size >> 7, size & 0x7F
            out += bytes([low | (0x80 if size else 0)])
            if not size:
                return head + out + body

    def wide_text(text):
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def styles():
        black = b"\x01" + bytes(7)
        fonts = [(11, False, False)] + [STYLES[n][:3] for n in names]
        out = record(278) + record(615, struct.pack("<I", 1))
        out += record(44, struct.pack("<H", 164) + wide_text("#,##0.0")) + record(616)
        out += record(611, struct.pack("<I", len(fonts)))
        for size, bold, italic in fonts:
            out += record(43, struct.pack("<HHHHBBBB", size * 20, 2 if italic else 0, 700 if bold else 400, 0, 0, 1, 163, 0)
                          + b"\x01\x00\x00\x00\x00\x00\x00\xff" + b"\x00" + wide_text(font))
        out += record(612) + record(603, struct.pack("<I", 2))
        for pattern in (0, 17):
            out += record(45, struct.pack("<I", pattern) + b"\x03\x40\x00\x00\x00\x00\x00\xff\x03\x41\x00\x00\xff\xff\xff\xff" + bytes(48))
        out += record(604) + record(613, struct.pack("<I", 2))
        for line in (0, 1):
            side = struct.pack("<H", line) + black
            out += record(46, b"\x00" + side * 4 + struct.pack("<H", 0) + black)
        out += record(614) + record(626, struct.pack("<I", 1))
        out += record(47, struct.pack("<HHHHHBBI", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x1010)) + record(627)
        out += record(617, struct.pack("<I", 1 + 2 * len(names)))
        out += record(47, struct.pack("<HHHHHBBI", 0, 0, 0, 0, 0, 0, 0, 0x1010))
        for fmt in (3, 164):
            for at, name in enumerate(names):
                _, _, _, horizontal, wrap, border, is_number = STYLES[name]
                flags = {"left": 1, "center": 2, "right": 3}[horizontal] | 1 << 3 | int(wrap) << 6 | 1 << 12 | 0x3F << 16
                out += record(47, struct.pack("<HHHHHBBI", 0, fmt if is_number else 0, at + 1, 0, int(border), 0, 0, flags))
        out += record(618) + record(619, struct.pack("<I", 1))
        out += record(48, struct.pack("<IHBB", 0, 1, 0, 0xFF) + wide_text("Normal")) + record(620)
        return out + record(505, struct.pack("<I", 0)) + record(506) + record(279)

    def style_index(name, fmt):
        return 1 + names.index(name) + (len(names) if fmt == "tenth" else 0)

    class Writer(pyxlsbwriter.XlsbWriter):
        _stylesBin = styles()

        def _write_worksheet_bin(self, out, sheet, index):
            rows = sorted({r for r, _ in sheet.cells})
            last_col = max(c for _, c in sheet.cells)
            fit = struct.pack("<I", 0x205CB)[:3] + b"\x00\x40" + bytes(6) + b"\xff" * 8 + bytes(4)
            data = record(129) + record(147, fit) + record(148, struct.pack("<IIII", rows[0], rows[-1], 0, last_col))
            data += record(133) + record(137, struct.pack("<HIIIBBHHHHHI", 0x39C if index else 0x3DC, 0, 0, 0, 64, 0, 0, 100, 0, 0, 0, 0))
            data += record(138) + record(134)
            data += record(390)
            by_col = {column(n): w for n, w in sheet.widths.items()}
            for col in range(last_col + 1):
                data += record(60, struct.pack("<IIIIH", col, col, int(by_col.get(col, 9) * 256), 0, 2))
            data += record(391) + record(145)
            for row in rows:
                height = sheet.heights.get(row + 1)
                here = sorted(c for r, c in sheet.cells if r == row)
                data += record(0, struct.pack("<IIHBBBIII", row, 0, int((height or 15) * 20), 0, 0x20 if height else 0, 0, 1, here[0], here[-1]))
                for col in here:
                    value, name, fmt, _ = sheet.cells[(row, col)]
                    head = struct.pack("<II", col, style_index(name, fmt))
                    if value is None:
                        data += record(1, head)
                    elif isinstance(value, str):
                        if value not in self._shared_strings_dict:
                            self._shared_strings_dict[value] = self._sst_unique_count
                            self._shared_strings.append(value)
                            self._sst_unique_count += 1
                        self._sst_all_count += 1
                        data += record(7, head + struct.pack("<I", self._shared_strings_dict[value]))
                    else:
                        data += record(5, head + struct.pack("<d", value))
            data += record(146) + record(177, struct.pack("<I", len(sheet.merges)))
            for (r1, c1), (r2, c2) in sheet.merges:
                data += record(176, struct.pack("<IIII", r1, r2, c1, c2))
            data += record(178) + record(476, struct.pack("<6d", 0.7, 0.7, 0.75, 0.75, 0.3, 0.3))
            setup = struct.pack("<IIIIIiIIHI", 9, 100, 600, 600, 1, 1, 1, 0, 2 * sheet.landscape, 0xFFFFFFFF)
            out.write(data + record(478, setup) + record(130))

    with Writer(str(path)) as book:
        for sheet in sheets:
            book.add_sheet(sheet.name)
            book.write_sheet(sheet)
    fixed_zip(path)


# ---------------------------------------------------------------- .pdf

def save_pdf(path, lines):
    """A one-page PDF of plain ASCII lines: the place-holder of a scanned letter."""
    page = "BT /F1 12 Tf 72 760 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"]
    out, places = "%PDF-1.4\n", []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    pathlib.Path(path).write_bytes(out.encode("ascii"))
