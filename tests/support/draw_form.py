#!/usr/bin/env python3
"""Draw the blank form that units fill in, templates/forms/bieu-bao-cao/form.xlsx.

    python3 tests/support/draw_form.py            draw the form again
    python3 tests/support/draw_form.py --check    exit 1 if the stored form is not what this script draws

Needs XlsxWriter (drawn with 3.3). Yellow cells are for the unit, all others are filled by the program or computed.
Amounts stand in đồng: nothing is rounded on the way.
"""

import datetime
import io
import pathlib
import sys
import zipfile

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

FORM = pathlib.Path(__file__).resolve().parents[2] / "templates/forms/bieu-bao-cao/form.xlsx"
FONT = "Times New Roman"
AMOUNT = "[$-42A]#,##0;[$-42A]-#,##0;[$-42A]0"
# A sum of nothing shows nothing.
SUM = "[$-42A]#,##0;[$-42A]-#,##0;"
YELLOW = "#FFF9DB"
SOURCES = (("national", "KCQG"), ("local", "KCĐP"), ("district", "Ngân sách cấp huyện"), ("counterpart", "Vốn đối ứng"))
PHASES = (
    ("approved", "Kinh phí được duyệt"),
    ("spent", "{{period.spent_label}}"),
    ("cumulative", "{{period.cumulative_label}}"),
)
FIELDS = (
    ("index", "STT", 5),
    ("code", "Mã đề án", 9),
    ("name", "Tên đề án", 28),
    ("activity_name", "Hoạt động khuyến công", 20),
    ("beneficiary", "Đơn vị thụ hưởng", 15),
    ("location", "Địa điểm", 13),
)
RESULTS = (
    ("number", "STT", 7),
    ("name", "Chỉ tiêu", 62),
    ("unit", "Đơn vị tính", 18),
    ("planned", "Kế hoạch năm", 16),
    ("period", "{{period.spent_label}}", 16),
    ("cumulative", "{{period.cumulative_label}}", 16),
)
GUIDE = (
    "Ghi chú: chỉ điền các ô nền vàng{unit}, chỉ ghi số; không có phát sinh thì để trống. Các ô nền trắng do cơ quan tổng hợp ghi sẵn theo "
    "quyết định phê duyệt hoặc tự cộng, đề nghị không sửa, không xóa cột, không đổi tên trang."
)


class Book:
    def __init__(self, file):
        self.book = xlsxwriter.Workbook(file, {"in_memory": True})
        self.book.set_properties({"created": datetime.datetime(2017, 1, 1)})
        self.formats = {}

    def look(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            all_of_it = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
            self.formats[key] = self.book.add_format(all_of_it)
        return self.formats[key]

    def sheet(self, name, widths, paper=9):
        sheet = self.book.add_worksheet(name)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        return sheet

    def head(self, sheet, last, title, unit_line):
        sheet.merge_range(0, 0, 0, last, "{{unit.name}}", self.look(bold=True, font_size=12))
        centred = {"align": "center"}
        sheet.merge_range(1, 0, 1, last, title, self.look(bold=True, font_size=14, **centred))
        sheet.merge_range(2, 0, 2, last, "Kỳ báo cáo: {{period.label}}", self.look(bold=True, font_size=12, **centred))
        sheet.merge_range(3, 0, 3, last, unit_line, self.look(italic=True, align="right"))

    def foot(self, sheet, row, last, unit):
        sheet.merge_range(row, 0, row, last, GUIDE.format(unit=unit), self.look(italic=True, text_wrap=True))
        sheet.set_row(row, 30)
        middle = last // 2
        block = {"bold": True, "font_size": 12, "align": "center", "valign": "top", "text_wrap": True}
        sheet.merge_range(row + 1, 0, row + 1, middle, "NGƯỜI LẬP BIỂU" + "\n" * 6, self.look(**block))
        sheet.merge_range(row + 1, middle + 1, row + 1, last, "THỦ TRƯỞNG ĐƠN VỊ" + "\n" * 6, self.look(**block))
        sheet.set_row(row + 1, 120)


def projects(book):
    widths = [width for _, _, width in FIELDS] + [11.5] * 15 + [14]
    # 22 columns: on A3 they can be read.
    sheet = book.sheet("Biểu 01", widths, paper=8)
    last = len(widths) - 1
    book.head(sheet, last, "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG", "Đơn vị tính: đồng")
    heading = book.look(bold=True, align="center", text_wrap=True, border=1)
    number = book.look(italic=True, align="center", border=1)
    text = book.look(border=1, text_wrap=True)
    centre = book.look(border=1, align="center")
    amount = book.look(border=1, num_format=AMOUNT, shrink=True)
    own = book.look(border=1, num_format=AMOUNT, shrink=True, bg_color=YELLOW)
    note = book.look(border=1, text_wrap=True, bg_color=YELLOW)
    total = book.look(border=1, num_format=SUM, shrink=True, bold=True)
    model, sums = 7, 8
    for column, (key, words, _) in enumerate(FIELDS):
        sheet.merge_range(4, column, 5, column, words, heading)
        sheet.write_string(model, column, "{{approval." + key + "}}", centre if key in ("index", "code") else text)
        sheet.write_string(sums, column, "TỔNG CỘNG" if key == "name" else "", book.look(border=1, bold=True))
    column = len(FIELDS)
    for phase, words in PHASES:
        sheet.merge_range(4, column, 4, column + 4, words, heading)
        for at, (source, label) in enumerate((("total", "Tổng số"), *SOURCES)):
            here = column + at
            sheet.write_string(5, here, label, heading)
            if phase == "approved":
                sheet.write_string(model, here, "{{approval.approved." + source + "}}", amount)
            elif source == "total":
                parts = f"{xl_rowcol_to_cell(model, here + 1)}:{xl_rowcol_to_cell(model, here + 4)}"
                # Nothing reported is blank, not zero.
                sheet.write_formula(model, here, f'=IF(COUNT({parts})=0,"",SUM({parts}))', amount, "")
            else:
                sheet.write_blank(model, here, None, own)
                sheet.data_validation(model, here, model, here, {
                    "validate": "decimal", "criteria": ">=", "value": 0, "error_title": "Số tiền",
                    "error_message": "Ghi số tiền bằng đồng, không âm; không có thì để trống.",
                })
            column_of = xl_rowcol_to_cell(model, here)
            sheet.write_formula(sums, here, f"=SUM({column_of}:{column_of})", total, 0)
        column += 5
    sheet.merge_range(4, column, 5, column, "Ghi chú", heading)
    sheet.write_blank(model, column, None, note)
    sheet.write_blank(sums, column, None, text)
    for index in range(last + 1):
        sheet.write_string(6, index, f"({index + 1})", number)
    sheet.set_row(4, 18)
    sheet.set_row(5, 32)
    book.foot(sheet, sums + 1, last, ", bằng đồng")
    sheet.repeat_rows(4, 6)
    sheet.freeze_panes(7, 3)


def results(book):
    sheet = book.sheet("Biểu 02", [width for _, _, width in RESULTS])
    last = len(RESULTS) - 1
    book.head(sheet, last, "BÁO CÁO KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG", "")
    heading = book.look(bold=True, align="center", text_wrap=True, border=1)
    number = book.look(italic=True, align="center", border=1)
    for column, (key, words, _) in enumerate(RESULTS):
        sheet.write_string(4, column, words, heading)
        sheet.write_string(5, column, f"({column + 1})", number)
        for row, level in ((6, "indicator"), (7, "of_which")):
            if key in ("planned", "period", "cumulative"):
                sheet.write_blank(row, column, None, book.look(border=1, num_format=AMOUNT, bg_color=YELLOW))
            else:
                centred = {"align": "center"} if key != "name" else {"text_wrap": True}
                sheet.write_string(row, column, "{{" + f"{level}.{key}" + "}}", book.look(border=1, **centred))
    sheet.set_row(4, 32)
    book.foot(sheet, 8, last, "")
    sheet.repeat_rows(4, 5)
    sheet.freeze_panes(6, 2)


def draw():
    file = io.BytesIO()
    book = Book(file)
    projects(book)
    results(book)
    book.book.close()
    return file.getvalue()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main():
    drawn = draw()
    if "--check" in sys.argv[1:]:
        if parts(drawn) != parts(FORM.read_bytes()):
            sys.exit(f"{FORM} is not what this script draws")
        return
    FORM.parent.mkdir(parents=True, exist_ok=True)
    FORM.write_bytes(drawn)


main()
