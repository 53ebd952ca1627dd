"""Rebuild every workbook of this sample from the one table below: python3 samples/2017-q3/rebuild.py [--check]

Needs XlsxWriter, xlwt, odfpy and pyxlsbwriter (PyPI); no LibreOffice. The bytes depend on this file, on
writers.py and on the versions of those libraries only. `--check` rebuilds into a temporary folder and
compares the contents, writing nothing here.

The programme is the one published on 15/09/2017; its split into amounts, the beneficiaries other than
Hoàng Cường, and the offices' habits are invented (README.md).
"""

import argparse
import datetime
import filecmp
import pathlib
import sys
import tempfile

from writers import Sheet, letters, column, save_ods, save_pdf, save_xls, save_xlsb, save_xlsx

HERE = pathlib.Path(__file__).resolve().parent
CENTRE = "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"

# ------------------------------------------------------------------ the data table
# Thousands of đồng: (KCQG, KCĐP, district budget, counterpart); 0 = none. a approved, s spent in Q3, c since 1 January.
# Results: (name, unit, year's plan, in the quarter, since 1 January).
SEWING, CLASSES = ("Số lao động mới được đào tạo", "người"), ("Số lớp", "lớp")
EQUIPMENT = ("Số cơ sở CNNT được tiếp nhận chuyển giao công nghệ, ứng dụng máy móc, thiết bị tiên tiến và tiến bộ KHKT", "cơ sở")
ADVICE = ("Số cơ sở CNNT được hỗ trợ thuê tư vấn", "cơ sở")
PROJECTS = {
    "KC17-01": dict(unit="UBND huyện Kiến Thụy", name="Đào tạo nghề may công nghiệp cho lao động mới tại huyện Kiến Thụy",
                    who="Công ty TNHH May Ngũ Đoan", where="Xã Ngũ Đoan, huyện Kiến Thụy", when="Từ 3 - 9/2017",
                    a=(420000, 210000, 52500, 105000), s=(162000, 81000, 22500, 45000), c=(378000, 189000, 45000, 105000),
                    results=[(*SEWING, 175, 75, 175), (*CLASSES, 7, 3, 7)]),
    "KC17-02": dict(unit="UBND huyện Vĩnh Bảo", name="Đào tạo nghề may công nghiệp cho lao động mới tại huyện Vĩnh Bảo",
                    who="Công ty CP May Tân Liên", where="Xã Tân Liên, huyện Vĩnh Bảo", when="Từ 3 - 9/2017",
                    a=(300000, 150000, 37500, 75000), s=(120000, 82500, 15000, 30000), c=(270000, 165000, 37500, 60000),
                    results=[(*SEWING, 125, 50, 125), (*CLASSES, 5, 2, 5)]),
    "KC17-03": dict(unit=CENTRE, name="Tổ chức đào tạo khởi sự doanh nghiệp năm 2017",
                    who="180 học viên", where="Thành phố Hải Phòng", when="Từ 4 - 9/2017",
                    a=(0, 216000, 0, 0), s=(0, 72000, 0, 0), c=(0, 216000, 0, 0)),
    "KC17-04": dict(unit=CENTRE, name="Tổ chức đoàn tham quan khảo sát trong nước về chế biến thủy sản tại Bình Thuận và Khánh Hòa",
                    who="Các cơ sở chế biến thủy sản", where="Tỉnh Bình Thuận, tỉnh Khánh Hòa", when="Quý III/2017",
                    a=(0, 187500, 0, 0), s=(0, 183200, 0, 0), c=(0, 183200, 0, 0)),
    "KC17-05": dict(unit="UBND huyện An Dương", name="Hỗ trợ thuê tư vấn lập dự án đầu tư cho cơ sở sản xuất bánh đa",
                    who="HTX Bánh đa Tân Tiến", where="Xã Tân Tiến, huyện An Dương", when="Từ 5 - 9/2017",
                    a=(0, 30000, 0, 35000), s=(0, 30000, 0, 35000), c=(0, 30000, 0, 35000),
                    results=[(*ADVICE, 1, 1, 1)]),
    "KC17-06": dict(unit="UBND huyện An Lão", name="Hỗ trợ thuê tư vấn marketing cho cơ sở mây tre đan",
                    who="HTX Mây tre đan Tiên Cầm", where="Xã An Thái, huyện An Lão", when="Từ 6 - 9/2017",
                    a=(0, 28000, 0, 30000), s=(0, 28000, 0, "chờ quyết toán"), c=(0, 28000, 0, 15000),
                    results=[(*ADVICE, 1, 0, 1)]),
    "KC17-07": dict(unit="UBND huyện Tiên Lãng", name="Hỗ trợ thuê tư vấn lập dự án đầu tư cho cơ sở dệt chiếu cói",
                    who="Cơ sở dệt chiếu Lật Dương", where="Xã Quang Phục, huyện Tiên Lãng", when="Từ 5 - 9/2017",
                    a=(0, 32500, 0, 35000), s=(0, 20000, 0, 15000), c=(0, 32500, 0, 35000),
                    results=[(*ADVICE, 1, 1, 1)]),
    "KC17-08": dict(unit=CENTRE, name="Tổ chức bình chọn sản phẩm công nghiệp nông thôn tiêu biểu cấp thành phố lần thứ ba",
                    who="Các cơ sở công nghiệp nông thôn", where="Thành phố Hải Phòng", when="Từ 4 - 8/2017",
                    a=(0, 98500, 0, 0), s=(0, 60500, 0, 0), c=(0, 98500, 0, 0)),
    "KC17-09": dict(unit=CENTRE, name="Tổ chức hội chợ, triển lãm hàng công nghiệp nông thôn tiêu biểu quy mô 120 gian hàng tiêu chuẩn",
                    who="Các cơ sở công nghiệp nông thôn", where="Quận Lê Chân", when="Năm 2017",
                    a=(650000, 824000, 0, 240000), s=(400000, 524000, 0, 200000), c=(650000, 806500, 0, 240000)),
    "KC17-10": dict(unit="UBND huyện Cát Hải", name="Hỗ trợ các cơ sở công nghiệp nông thôn tham gia hội chợ, triển lãm",
                    who="16 cơ sở chế biến nước mắm, thủy sản", where="Thị trấn Cát Hải, huyện Cát Hải", when="Từ 3 - 9/2017",
                    a=(0, 144000, 16000, 60000), s=(0, 90000, 10000, 36000), c=(0, 132000, 16000, 54000),
                    results=[("Số cơ sở CNNT được hỗ trợ tham gia hội chợ triển lãm", "cơ sở", 16, 9, 16)]),
    "KC17-11": dict(unit="UBND huyện Thủy Nguyên", name="Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến trong đúc kim loại",
                    who="Cơ sở đúc Hoàng Cường", where="Xã Mỹ Đồng, huyện Thủy Nguyên", when="Từ 4 - 9/2017",
                    a=(0, 150000, 0, 350000), s=(0, 150000, 0, 200000), c=(0, 150000, 0, 350000),
                    results=[(*EQUIPMENT, 1, 1, 1)]),
    "KC17-12": dict(unit="UBND huyện Thủy Nguyên", name="Hỗ trợ ứng dụng máy móc, thiết bị tiên tiến trong sản xuất đá mỹ nghệ",
                    who="Cơ sở đá mỹ nghệ Tràng Kênh", where="Thị trấn Minh Đức, huyện Thủy Nguyên", when="Từ 4 - 9/2017",
                    a=(0, 125000, 0, 300000), s=(0, 75000, 0, 180000), c=(0, 125000, 0, 300000),
                    results=[(*EQUIPMENT, 1, 0, 1)]),
    "KC17-13": dict(unit="UBND huyện An Dương", name="Xây dựng mô hình trình diễn kỹ thuật sản xuất bao bì giấy",
                    who="Công ty CP Bao bì An Đồng", where="Xã An Đồng, huyện An Dương", when="Từ 5 - 9/2017",
                    a=(300000, 0, 0, 800000), s=(180000, 0, 0, 450000), c=(300000, 0, 0, 720000),
                    results=[("Số mô hình trình diễn kỹ thuật được xây dựng", "Mô hình", 1, 1, 1)]),
}
# The Centre reports its results by indicator: line → (plan, in the quarter, since 1 January); the other lines are 0.
CENTRE_RESULTS = {"3": (180, 60, 180), "6": (1, 1, 1), "6a": (25, 25, 25), "12": (30, 30, 30), "13": (1, 1, 1), "13a": (120, 120, 120)}
OF_WHICH = dict(name="Trong đó: thuê mặt bằng, dựng gian hàng", a=(0, 540000, 0, 0), s=(0, 324000, 0, 0), c=(0, 532000, 0, 0))

INDICATORS = [line.split("|") for line in """1|Số lao động mới được đào tạo|Lao động
1a|- Trong đó số lao động có việc làm sau đào tạo|Lao động
2|Số lao động được đào tạo nâng cao tay nghề|Lao động
3|Số học viên được đào tạo khởi sự doanh nghiệp|Học viên
4|Số học viên được đào tạo nâng cao năng lực quản lý|Học viên
5|Số hội thảo, tập huấn kỹ thuật chuyên đề được tổ chức|Hội nghị
6|Số đoàn tham quan khảo sát trong nước được tổ chức|Đoàn
6a|- Số lượt người được hỗ trợ tham quan khảo sát trong nước|Lượt người
7|Số đoàn tham quan khảo sát ngoài nước được tổ chức|Đoàn
7a|- Số lượt người được hỗ trợ tham quan khảo sát ngoài nước|Lượt người
8|Số cơ sở công nghiệp nông thôn (CNNT) được hỗ trợ thành lập|Cơ sở
9|Số mô hình trình diễn kỹ thuật được xây dựng|Mô hình
9a|- Tổng số vốn đầu tư thu hút được|Tr. Đồng
10|Số cơ sở CNNT được tiếp nhận chuyển giao công nghệ, ứng dụng máy móc, thiết bị tiên tiến và tiến bộ KHKT|Cơ sở
10a|- Tổng vốn đầu tư thu hút được|Tr. Đồng
11|Số mô hình thí điểm về sản xuất sạch hơn được xây dựng|Mô hình
12|Số sản phẩm CNNT tiêu biểu được bình chọn có hỗ trợ từ nguồn kinh phí khuyến công|Sản phẩm
13|Số hội chợ, triển lãm hàng CNNT tiêu biểu được tổ chức|Hội chợ
13a|- Tổng số gian hàng|Gian hàng
14|Số cơ sở CNNT được hỗ trợ tham gia hội chợ triển lãm|Cơ sở
15|Số cơ sở CNNT được hỗ trợ xây dựng, đăng ký thương hiệu|Cơ sở
16|Số cơ sở CNNT được hỗ trợ thuê tư vấn (đầu tư, marketing…)|Cơ sở
17|Số bản in/ấn phẩm được xuất bản|Bản tin/ấn phẩm
18|Số chương trình truyền hình, truyền thanh được xây dựng|Chương trình
19|Số hiệp hội ngành nghề được thành lập|Hiệp hội
20|Số cụm công nghiệp được hỗ trợ lập quy hoạch chi tiết|Cụm
21|Số cụm công nghiệp được hỗ trợ đầu tư xây dựng kết cấu hạ tầng|Cụm
22|Số lớp đào tạo về khuyến công được tổ chức|Lớp
22a|- Số lượt người làm công tác khuyến công được đào tạo|Lượt người
23|Số cán bộ làm việc tại các trung tâm khuyến công và TVPTCN của tỉnh|Cán bộ""".split("\n")]
ACTIVITIES = """Hỗ trợ đào tạo nghề cho lao động mới
Hỗ trợ đào tạo nâng cao tay nghề
Hỗ trợ đào tạo khởi sự doanh nghiệp
Hỗ trợ đào tạo nâng cao năng lực quản lý
Hỗ trợ tổ chức hội thảo, tập huấn kỹ thuật chuyên đề
Hỗ trợ tham quan khảo sát trong nước
Hỗ trợ tham quan khảo sát ngoài nước
Hỗ trợ thành lập cơ sở công nghiệp nông thôn (CNNT)
Hỗ trợ xây dựng mô hình trình diễn kỹ thuật
Hỗ trợ chuyển giao công nghệ, ứng dụng máy móc, thiết bị tiên tiến và tiến bộ KHKT
Hỗ trợ xây dựng mô hình thí điểm về áp dụng sản xuất sạch hơn
Hỗ trợ tổ chức bình chọn sản phẩm CNNT tiêu biểu
Hỗ trợ tổ chức hội chợ, triển lãm hàng CNNT tiêu biểu
Hỗ trợ cơ sở CNNT tham gia hội chợ triển lãm
Hỗ trợ cơ sở CNNT xây dựng đăng ký thương hiệu
Hỗ trợ làng nghề xây dựng, đăng ký thương hiệu
Hỗ trợ thuê tư vấn lập dự án đầu tư, marketing…
Hỗ trợ xuất bản bản tin/ấn phẩm
Hỗ trợ xây dựng chương trình truyền hình, truyền thanh
Hỗ trợ thành lập hiệp hội ngành nghề
Hỗ trợ lập qui hoạch chi tiết cụm công nghiệp
Hỗ trợ đầu tư xây dựng kết cấu hạ tầng cụm công nghiệp
Chi nâng cao năng lực quản lý và tổ chức thực hiện hoạt động khuyến công
Chi nội dung khác""".split("\n")
CONTENT = {
    "I": "Tổ chức đào tạo nghề, truyền nghề",
    "II": "Hỗ trợ nâng cao năng lực quản lý",
    "III": "Hỗ trợ xây dựng mô hình trình diễn kỹ thuật; chuyển giao công nghệ và ứng dụng máy móc tiên tiến",
    "IV": "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu",
    "V": "Tư vấn, trợ giúp các cơ sở công nghiệp nông thôn",
}
# The annex of the first decision: content → (activity, projects). KC17-13 came with the second.
ANNEX = {"I": [(1, ["KC17-01", "KC17-02"])], "II": [(3, ["KC17-03"]), (6, ["KC17-04"])], "III": [(10, ["KC17-11", "KC17-12"])],
         "IV": [(12, ["KC17-08"]), (13, ["KC17-09"]), (14, ["KC17-10"])], "V": [(17, ["KC17-05", "KC17-06", "KC17-07"])]}

SOURCES = {"KCQG": 0, "KCĐP": 1, "NS huyện": 2, "Đối ứng": 3}
DONG, TRIEU = 1000, 0.001  # times thousands of đồng


# ------------------------------------------------------------------ helpers
def amount(thousands, scale):
    """An amount as the cell holds it: a whole number, or tenths of a triệu; a text stays a text."""
    if isinstance(thousands, str):
        return thousands
    value = thousands * 1000 if scale == DONG else thousands / 1000
    return int(value) if value == int(value) else value


def part(project, what, source):
    """One amount of a project in thousands of đồng; source None is the sum of the parts that are numbers."""
    parts = project[what]
    return sum(p for p in parts if not isinstance(p, str)) if source is None else parts[source]


def add(codes, what, source):
    values = [part(PROJECTS[c], what, source) for c in codes]
    return sum(v for v in values if not isinstance(v, str))


def money_row(sheet, row, columns, value_of, scale, style, zero=None):
    """columns: letter → (what, source). A part that is none is left blank, or holds `zero`."""
    fmt = "plain" if scale == DONG else "tenth"
    for letter, (what, source) in columns.items():
        thousands = value_of(what, source)
        value = zero if thousands == 0 else amount(thousands, scale)
        sheet.put(f"{letter}{row}", value, style, fmt)


def texts(sheet, row, values, style="text"):
    for letter, value in values.items():
        sheet.put(f"{letter}{row}", value, "mid" if style == "text" and letter in sheet.centred else style)


def page(name, widths, centred="", landscape=True):
    sheet = Sheet(name, widths, landscape)
    sheet.centred = centred
    return sheet


def frame(sheet, row, first, last, style="text"):
    """Give every cell of the row a border, so that the table has no holes."""
    for col in range(column(first), column(last) + 1):
        at = (row - 1, col)
        if at not in sheet.cells:
            sheet.cells[at] = (None, style, None, None)


def head(sheet, left, right, upper, lower, rows=(1, 2)):
    """The two blocks above every report: the office on the left, the country's name on the right."""
    sheet.merge(f"{left[0]}{rows[0]}:{left[1]}{rows[0]}", upper, "org")
    sheet.merge(f"{left[0]}{rows[1]}:{left[1]}{rows[1]}", lower, "orgb")
    if right:
        sheet.merge(f"{right[0]}{rows[0]}:{right[1]}{rows[0]}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "orgb")
        sheet.merge(f"{right[0]}{rows[1]}:{right[1]}{rows[1]}", "Độc lập - Tự do - Hạnh phúc", "orgb")


def signature(sheet, row, left, right, place, day, who, *posts):
    sheet.merge(f"{right[0]}{row}:{right[1]}{row}", f"{place}, ngày {day} tháng 9 năm 2017", "signi")
    sheet.merge(f"{left[0]}{row + 1}:{left[1]}{row + 1}", "NGƯỜI LẬP BIỂU", "sign")
    sheet.merge(f"{right[0]}{row + 1}:{right[1]}{row + 1}", who, "sign")
    sheet.merge(f"{left[0]}{row + 2}:{left[1]}{row + 2}", "(Đã ký)", "signi")
    for at, text in enumerate(posts, 2):
        sheet.merge(f"{right[0]}{row + at}:{right[1]}{row + at}", text, "sign")
    last = row + 2 + len(posts)
    sheet.merge(f"{right[0]}{last}:{right[1]}{last}", "(Đã ký)", "signi")


def spread(first, what, sources):
    """Neighbouring columns from `first` on: letter → (what, source)."""
    return {letters(column(first) + i): (what, s) for i, s in enumerate(sources)}


def results_sheet(name, office, lower, title, period, rows, place, day, who, *posts):
    """The results form: TT | Chỉ tiêu | Đơn vị tính | plan | quarter | year; rows: (TT, name, unit, figures)."""
    sheet = page(name, {"A": 6, "B": 62, "C": 16, "D": 13, "E": 13, "F": 13}, "AC", landscape=False)
    sheet.merge("A1:B1", office, "org")
    sheet.merge("A2:B2", lower, "orgb")
    sheet.merge("A4:F4", title, "title")
    sheet.merge("A5:F5", period, "sub")
    for letter, text in zip("ABCDEF", ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện trong quý", "Lũy kế từ đầu năm")):
        sheet.put(f"{letter}7", text, "head")
    sheet.heights[7] = 32
    for row, (number, text, unit, figures) in enumerate(rows, 8):
        texts(sheet, row, {"A": number, "B": text, "C": unit})
        for letter, value in zip("DEF", figures):
            sheet.put(f"{letter}{row}", value, "money")
        sheet.heights[row] = 28 if len(text) > 62 else 16
    signature(sheet, 9 + len(rows), "AB", "CF", place, day, who, *posts)
    return sheet


# ------------------------------------------------------------------ approvals
def decision_1033():
    sheet = page("Phụ lục", {"A": 6, "B": 10, "C": 42, "D": 24, "E": 22, "F": 22, "G": 14, "H:L": 11, "M": 10}, "ABG")
    sheet.merge("A1:M1", "PHỤ LỤC", "title")
    sheet.merge("A2:M2", "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017", "title")
    sheet.merge("A3:M3", "(Ban hành kèm theo Quyết định số 1033/QĐ-UBND ngày 15/02/2017 của Ủy ban nhân dân thành phố Hải Phòng)", "sub")
    sheet.merge("K4:M4", "Đơn vị tính: triệu đồng", "unit")
    for letter, text in zip("ABCDEFG", ("STT", "Mã đề án", "Tên đề án", "Đơn vị thực hiện", "Đơn vị thụ hưởng", "Địa điểm", "Thời gian thực hiện")):
        sheet.merge(f"{letter}5:{letter}6", text)
    sheet.merge("H5:L5", "Kinh phí được duyệt")
    for letter, text in zip("HIJKL", ("Tổng số", "KCQG", "KCĐP", "Ngân sách huyện", "Đối ứng")):
        sheet.put(f"{letter}6", text, "head")
    sheet.merge("M5:M6", "Ghi chú")
    sheet.heights[6] = 30
    for at, letter in enumerate("ABCDEFGHIJKLM", 1):
        sheet.put(f"{letter}7", at, "nums")
    columns = spread("H", "a", (None, 0, 1, 2, 3))
    every = [c for groups in ANNEX.values() for _, codes in groups for c in codes]
    texts(sheet, 8, {"C": "TỔNG CỘNG"}, "gtext")
    money_row(sheet, 8, columns, lambda w, s: add(every, w, s), TRIEU, "gmoney")
    frame(sheet, 8, "A", "M")
    row = 9
    for roman, groups in ANNEX.items():
        codes = [c for _, some in groups for c in some]
        texts(sheet, row, {"A": roman}, "gmid")
        texts(sheet, row, {"C": CONTENT[roman]}, "gtext")
        money_row(sheet, row, columns, lambda w, s, codes=codes: add(codes, w, s), TRIEU, "gmoney")
        frame(sheet, row, "A", "M")
        sheet.heights[row] = 42 if len(CONTENT[roman]) > 60 else 18
        row += 1
        number = 0
        for activity, some in groups:
            texts(sheet, row, {"C": ACTIVITIES[activity - 1]}, "itext")
            frame(sheet, row, "A", "M")
            sheet.heights[row] = 30 if len(ACTIVITIES[activity - 1]) > 50 else 16
            row += 1
            for code in some:
                number += 1
                p = PROJECTS[code]
                texts(sheet, row, {"A": number, "B": code, "C": p["name"], "D": p["unit"], "E": p["who"], "F": p["where"], "G": p["when"]})
                money_row(sheet, row, columns, lambda w, s, p=p: part(p, w, s), TRIEU, "money")
                frame(sheet, row, "A", "M")
                sheet.heights[row] = 32
                row += 1
    return [sheet]


def decision_1520():
    sheet = page("PL bo sung", {"A": 6, "B": 11, "C": 40, "D": 22, "E": 26, "F": 26, "G": 14, "H:K": 16}, "ABG")
    sheet.merge("A1:K1", "PHỤ LỤC", "title")
    sheet.merge("A2:K2", "ĐỀ ÁN KHUYẾN CÔNG BỔ SUNG NĂM 2017", "title")
    sheet.merge("A3:K3", "(Kèm theo Quyết định số 1520/QĐ-UBND ngày 12/05/2017 của Ủy ban nhân dân thành phố Hải Phòng)", "sub")
    sheet.merge("I5:K5", "Đơn vị tính: đồng", "unit")
    for letter, text in zip("ABCDEFG", ("TT", "Mã đề án", "Tên đề án", "Đơn vị thực hiện", "Đơn vị thụ hưởng", "Địa điểm thực hiện", "Thời gian thực hiện")):
        sheet.merge(f"{letter}6:{letter}7", text)
    sheet.merge("H6:K6", "Kinh phí được duyệt")
    for letter, text in zip("HIJK", ("Tổng số", "KCQG", "KCĐP", "Đối ứng")):
        sheet.put(f"{letter}7", text, "head")
    columns = spread("H", "a", (None, 0, 1, 3))
    p = PROJECTS["KC17-13"]
    texts(sheet, 8, {"C": "Tổng cộng"}, "gtext")
    money_row(sheet, 8, columns, lambda w, s: part(p, w, s), DONG, "gmoney")
    texts(sheet, 9, {"C": ACTIVITIES[8]}, "itext")
    texts(sheet, 10, {"A": 1, "B": "KC17-13", "C": p["name"], "D": p["unit"], "E": p["who"], "F": p["where"], "G": p["when"]})
    money_row(sheet, 10, columns, lambda w, s: part(p, w, s), DONG, "money")
    for row in (8, 9, 10):
        frame(sheet, row, "A", "K")
    sheet.heights[10] = 32
    return [sheet]


# ------------------------------------------------------------------ submissions
def centre():
    """31TTKC: three sheets, đồng with formulas, (1)(2)… stored as -1, -2, total last, a "Trong đó" row, codes."""
    office = ("SỞ CÔNG THƯƠNG HẢI PHÒNG", "TRUNG TÂM KHUYẾN CÔNG VÀ TƯ VẤN PHÁT TRIỂN CÔNG NGHIỆP")
    sheet = page("Biểu 01", {"A": 6, "B": 10, "C": 40, "D": 20, "E": 13, "F:Q": 14, "R": 9, "S": 12}, "ABE")
    head(sheet, "AE", "KS", *office)
    sheet.merge("A4:S4", "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG", "title")
    sheet.merge("A5:S5", "Quý III năm 2017", "sub")
    sheet.merge("Q6:S6", "Đơn vị tính: đồng", "unit")
    for letter, text in zip("ABCDE", ("STT", "Mã đề án", "Tên đề án, nhiệm vụ", "Địa điểm", "Thời gian thực hiện")):
        sheet.merge(f"{letter}7:{letter}8", text)
    for area, text in (("F7:I7", "Kinh phí được duyệt"), ("J7:M7", "Thực hiện trong quý"), ("N7:Q7", "Lũy kế từ đầu năm")):
        sheet.merge(area, text)
    for at, text in enumerate(("Tổng số", "KCQG", "KCĐP", "Đối ứng") * 3):
        sheet.put(f"{letters(5 + at)}8", text, "head")
    sheet.merge("R7:R8", "Tỷ lệ giải ngân (%)")
    sheet.merge("S7:S8", "Ghi chú")
    sheet.heights[8] = 30
    for col in range(19):
        sheet.put(f"{letters(col)}9", -(col + 1), "nums", "paren")

    def line(row, value_of, style, formula):
        """The money of one row: every total and subtotal is a formula with its saved result."""
        for first, what in (("F", "a"), ("J", "s"), ("N", "c")):
            for letter, (_, source) in spread(first, what, (None, 0, 1, 3)).items():
                value = value_of(what, source) * 1000
                made = formula(letter) or (f"=SUM({letters(column(first) + 1)}{row}:{letters(column(first) + 3)}{row})" if source is None else None)
                sheet.put(f"{letter}{row}", value, style, "plain", made)
        share = value_of("c", None) / value_of("a", None)
        sheet.put(f"R{row}", share, style, "percent", f"=N{row}/F{row}")
        frame(sheet, row, "A", "S")

    for row, roman, text, codes in ((10, "I", CONTENT["II"], ["KC17-03", "KC17-04"]), (13, "II", CONTENT["IV"], ["KC17-08", "KC17-09"])):
        texts(sheet, row, {"A": roman}, "gmid")
        texts(sheet, row, {"C": text}, "gtext")
        line(row, lambda w, s, codes=codes: add(codes, w, s), "gmoney", lambda l, row=row: f"=SUM({l}{row + 1}:{l}{row + 2})")
        for number, code in enumerate(codes, 1):
            p = PROJECTS[code]
            texts(sheet, row + number, {"A": number, "B": code, "C": p["name"], "D": p["where"], "E": p["when"]})
            line(row + number, lambda w, s, p=p: part(p, w, s), "money", lambda l: None)
            sheet.heights[row + number] = 42
    texts(sheet, 16, {"C": OF_WHICH["name"]}, "itext")
    line(16, lambda w, s: part(OF_WHICH, w, s), "imoney", lambda l: None)
    every = ["KC17-03", "KC17-04", "KC17-08", "KC17-09"]
    texts(sheet, 17, {"C": "Tổng cộng"}, "gtext")
    line(17, lambda w, s: add(every, w, s), "gmoney", lambda l: f"={l}10+{l}13")
    signature(sheet, 19, "BC", "NS", "Hải Phòng", 14, "GIÁM ĐỐC")

    rows = []
    for line_number, name, unit in INDICATORS:
        rows.append((None if line_number.endswith("a") else int(line_number), name, unit, CENTRE_RESULTS.get(line_number, (0, 0, 0))))
    results = results_sheet("Kết quả", *office, "BÁO CÁO KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG", "Quý III năm 2017", rows, "Hải Phòng", 14, "GIÁM ĐỐC")

    costs = page("Kinh phí", {"A": 6, "B": 62, "C:H": 13}, "A", landscape=False)
    costs.merge("A1:B1", office[0], "org")
    costs.merge("A2:B2", office[1], "orgb")
    costs.merge("A4:H4", "BÁO CÁO KINH PHÍ KHUYẾN CÔNG", "title")
    costs.merge("A5:H5", "Quý III năm 2017", "sub")
    costs.merge("F6:H6", "Đơn vị tính: triệu đồng", "unit")
    for letter, text in zip("AB", ("TT", "Nội dung hoạt động")):
        costs.merge(f"{letter}7:{letter}8", text)
    for area, text in (("C7:D7", "Kế hoạch năm"), ("E7:F7", "Thực hiện trong quý"), ("G7:H7", "Lũy kế từ đầu năm")):
        costs.merge(area, text)
    for letter, text in zip("CDEFGH", ("KCĐP", "KCQG") * 3):
        costs.put(f"{letter}8", text, "head")
    columns = {**spread("C", "a", (1, 0)), **spread("E", "s", (1, 0)), **spread("G", "c", (1, 0))}
    by_activity = {3: "KC17-03", 6: "KC17-04", 12: "KC17-08", 13: "KC17-09"}
    texts(costs, 9, {"A": None, "B": "Tổng số kinh phí"}, "gtext")
    money_row(costs, 9, columns, lambda w, s: add(every, w, s), TRIEU, "gmoney")
    for at, text in enumerate(ACTIVITIES, 1):
        texts(costs, 9 + at, {"A": at, "B": text})
        code = by_activity.get(at)
        money_row(costs, 9 + at, columns, lambda w, s, code=code: part(PROJECTS[code], w, s) if code else 0, TRIEU, "money", zero=0)
        costs.heights[9 + at] = 28 if len(text) > 62 else 16
    signature(costs, 35, "AB", "EH", "Hải Phòng", 14, "GIÁM ĐỐC")
    return [sheet, results, costs]


def thuy_nguyen():
    """311: đồng, no codes, starts at column B, no total columns, amounts of one column kept as text. Planted: A203 at K15."""
    sheet = page("Q3-2017", {"A": 2, "B": 6, "C": 40, "D": 24, "E": 24, "F:K": 15, "L:N": 11, "O": 10}, "B")
    head(sheet, "BD", "JO", "UBND HUYỆN THỦY NGUYÊN", "PHÒNG KINH TẾ VÀ HẠ TẦNG", rows=(2, 3))
    sheet.merge("B5:O5", "BÁO CÁO TIẾN ĐỘ THỰC HIỆN CÁC ĐỀ ÁN KHUYẾN CÔNG", "title")
    sheet.merge("B6:O6", "Quý III/2017", "sub")
    sheet.merge("M8:O8", "ĐVT: đồng", "unit")
    for letter, text in zip("BCDE", ("TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa điểm")):
        sheet.merge(f"{letter}9:{letter}10", text)
    for area, text in (("F9:G9", "Kinh phí được duyệt"), ("H9:I9", "Thực hiện trong quý"), ("J9:K9", "Lũy kế từ đầu năm"), ("L9:N9", EQUIPMENT[0] + " (cơ sở)")):
        sheet.merge(area, text)
    for letter, text in zip("FGHIJKLMN", ("KCĐP", "Đối ứng") * 3 + ("Kế hoạch", "Trong quý", "Lũy kế")):
        sheet.put(f"{letter}10", text, "head")
    sheet.merge("O9:O10", "Ghi chú")
    sheet.heights[9] = 56
    for at, letter in enumerate("BCDEFGHIJKLMNO", 1):
        sheet.put(f"{letter}11", f"({at})", "nums")
    texts(sheet, 12, {"B": "I"}, "gmid")
    texts(sheet, 12, {"C": ACTIVITIES[9]}, "gtext")
    sheet.heights[12] = 30
    columns = {**spread("F", "a", (1, 3)), **spread("H", "s", (1, 3)), **spread("J", "c", (1, 3))}
    codes = ["KC17-11", "KC17-12"]
    for row, code in enumerate(codes, 13):
        p = PROJECTS[code]
        texts(sheet, row, {"B": row - 12, "C": p["name"], "D": p["who"], "E": p["where"]})
        money_row(sheet, row, columns, lambda w, s, p=p: part(p, w, s), DONG, "money")
        for letter, value in zip("LMN", p["results"][0][2:]):
            sheet.put(f"{letter}{row}", value, "money")
        sheet.heights[row] = 30
    texts(sheet, 15, {"C": "Tổng cộng"}, "gtext")
    money_row(sheet, 15, columns, lambda w, s: add(codes, w, s), DONG, "gmoney")
    for letter, at in zip("LMN", (2, 3, 4)):
        sheet.put(f"{letter}15", sum(PROJECTS[c]["results"][0][at] for c in codes), "gmoney")
    for row in (13, 14, 15):  # typed as text, with the dots
        value, style, _, _ = sheet.cells[(row - 1, 5)]
        sheet.put(f"F{row}", f"{value:,}".replace(",", "."), style)
    sheet.put("K15", 605000000, "gmoney", "plain")  # PLANTED A203: 650.000.000 with two digits swapped
    for row in range(12, 16):
        frame(sheet, row, "B", "O")
    signature(sheet, 17, "BC", "JO", "Thủy Nguyên", 13, "TM. ỦY BAN NHÂN DÂN HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


def an_duong():
    """312 (.ods): triệu, codes, total first, groups by letter, "-" for none, results on a second sheet with own numbering."""
    sheet = page("Bieu 1", {"A": 6, "B": 10, "C": 38, "D": 24, "E": 14, "F:Q": 10, "R": 9}, "ABE")
    head(sheet, "AC", "LR", "UBND HUYỆN AN DƯƠNG", "PHÒNG KINH TẾ VÀ HẠ TẦNG")
    sheet.merge("A4:R4", "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017", "title")
    sheet.merge("P6:R6", "Đơn vị: triệu đồng", "unit")
    for letter, text in zip("ABCDE", ("Số TT", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng", "Thời gian thực hiện")):
        sheet.merge(f"{letter}7:{letter}8", text)
    for area, text in (("F7:I7", "Kinh phí được duyệt"), ("J7:M7", "Thực hiện trong quý"), ("N7:Q7", "Lũy kế từ đầu năm")):
        sheet.merge(area, text)
    for at, text in enumerate(("Tổng số", "KC quốc gia", "KC địa phương", "Vốn đối ứng") * 3):
        sheet.put(f"{letters(5 + at)}8", text, "head")
    sheet.merge("R7:R8", "Ghi chú")
    sheet.heights[7], sheet.heights[8] = 18, 30
    for col in range(18):
        sheet.put(f"{letters(col)}9", col + 1, "nums")
    columns = {**spread("F", "a", (None, 0, 1, 3)), **spread("J", "s", (None, 0, 1, 3)), **spread("N", "c", (None, 0, 1, 3))}
    codes = ["KC17-13", "KC17-05"]
    texts(sheet, 10, {"C": "Tổng số"}, "gtext")
    money_row(sheet, 10, columns, lambda w, s: add(codes, w, s), TRIEU, "gmoney")
    for row, letter, text, code in ((11, "A", ACTIVITIES[8], "KC17-13"), (13, "B", "Tư vấn, trợ giúp các cơ sở công nghiệp nông thôn", "KC17-05")):
        p = PROJECTS[code]
        texts(sheet, row, {"A": letter}, "gmid")
        texts(sheet, row, {"C": text}, "gtext")
        money_row(sheet, row, columns, lambda w, s, p=p: part(p, w, s), TRIEU, "gmoney", zero="-")
        texts(sheet, row + 1, {"A": 1, "B": code, "C": p["name"], "D": p["who"], "E": p["when"]})
        money_row(sheet, row + 1, columns, lambda w, s, p=p: part(p, w, s), TRIEU, "money", zero="-")
        sheet.heights[row + 1] = 32
    for row in range(10, 15):
        frame(sheet, row, "A", "R")
    signature(sheet, 16, "AC", "LR", "An Dương", 14, "TM. ỦY BAN NHÂN DÂN HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    rows = [(1, INDICATORS[11][1], "Mô hình", PROJECTS["KC17-13"]["results"][0][2:]), (2, INDICATORS[21][1], "Cơ sở", PROJECTS["KC17-05"]["results"][0][2:])]
    results = results_sheet("Bieu 2", "UBND HUYỆN AN DƯƠNG", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "BÁO CÁO KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG", "Quý III năm 2017",
                            rows, "An Dương", 14, "TM. ỦY BAN NHÂN DÂN HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet, results]


def an_lao():
    """313 (.xlsb): triệu, no codes, no groups, results in columns. Planted: R007 at J9."""
    sheet = page("KC quy 3", {"A": 6, "B": 36, "C": 24, "D": 24, "E:P": 10, "Q": 10}, "A")
    sheet.merge("A1:C1", "UBND HUYỆN AN LÃO", "org")
    sheet.merge("A2:C2", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "orgb")
    sheet.merge("A3:Q3", "BIỂU TỔNG HỢP THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG", "title")
    sheet.merge("A4:Q4", "Kỳ báo cáo: Quý III năm 2017", "sub")
    sheet.merge("N5:Q5", "Đơn vị tính: Triệu đồng", "unit")
    for letter, text in zip("ABCD", ("TT", "Tên đề án", "Cơ sở thụ hưởng", "Địa điểm thực hiện")):
        sheet.merge(f"{letter}6:{letter}7", text)
    for area, text in (("E6:G6", "Kinh phí được duyệt"), ("H6:J6", "Thực hiện trong quý"), ("K6:M6", "Lũy kế từ đầu năm"), ("N6:P6", "Số cơ sở CNNT được hỗ trợ thuê tư vấn")):
        sheet.merge(area, text)
    for letter, text in zip("EFGHIJKLMNOP", ("Tổng số", "KCĐP", "Đối ứng") * 3 + ("Kế hoạch", "Trong quý", "Lũy kế")):
        sheet.put(f"{letter}7", text, "head")
    sheet.merge("Q6:Q7", "Ghi chú")
    sheet.heights[6], sheet.heights[7] = 30, 18
    for at, letter in enumerate("ABCDEFGHIJKLMNOPQ", 1):
        sheet.put(f"{letter}8", at, "nums")
    columns = {**spread("E", "a", (None, 1, 3)), **spread("H", "s", (None, 1, 3)), **spread("K", "c", (None, 1, 3))}
    p = PROJECTS["KC17-06"]
    texts(sheet, 9, {"A": 1, "B": p["name"], "C": p["who"], "D": p["where"]})
    money_row(sheet, 9, columns, lambda w, s: part(p, w, s), TRIEU, "money")  # PLANTED R007: J9 is a text
    texts(sheet, 10, {"B": "Tổng cộng"}, "gtext")
    money_row(sheet, 10, columns, lambda w, s: add(["KC17-06"], w, s), TRIEU, "gmoney")
    for letter, value in zip("NOP", p["results"][0][2:]):
        sheet.put(f"{letter}9", value, "money")
        sheet.put(f"{letter}10", value, "gmoney")
    sheet.heights[9] = 32
    for row in (9, 10):
        frame(sheet, row, "A", "Q")
    signature(sheet, 12, "AB", "LQ", "An Lão", 15, "TM. ỦY BAN NHÂN DÂN HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


def kien_thuy():
    """314 (.xls in TCVN3): triệu, codes, three header rows from row 8, numbering row, results in columns."""
    sheet = page("Bieu 01", {"A": 5, "B": 10, "C": 44, "D": 20, "E": 20, "F": 13, "G:U": 9, "V:AA": 8, "AB": 9}, "ABF")
    head(sheet, "AD", ("Q", "AB"), "UBND HUYỆN KIẾN THỤY", "PHÒNG KINH TẾ VÀ HẠ TẦNG")
    sheet.merge("A4:AB4", "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG", "title")
    sheet.merge("A5:AB5", "Quý III năm 2017", "sub")
    sheet.merge("Y7:AB7", "Đơn vị tính: triệu đồng", "unit")
    for letter, text in zip("ABCDEF", ("STT", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng", "Địa điểm thực hiện", "Thời gian thực hiện")):
        sheet.merge(f"{letter}8:{letter}10", text)
    columns = {}
    for first, what, text in (("G", "a", "Kinh phí được duyệt"), ("L", "s", "Thực hiện trong quý"), ("Q", "c", "Lũy kế từ đầu năm")):
        at = column(first)
        sheet.merge(f"{first}8:{letters(at + 4)}8", text)
        sheet.merge(f"{first}9:{first}10", "Tổng số")
        sheet.merge(f"{letters(at + 1)}9:{letters(at + 4)}9", "Chia theo nguồn vốn")
        for i, name in enumerate(("KCQG", "KCĐP", "NS huyện", "Đối ứng"), 1):
            sheet.put(f"{letters(at + i)}10", name, "head")
        columns.update(spread(first, what, (None, 0, 1, 2, 3)))
    sheet.merge("V8:AA8", "Kết quả thực hiện")
    for first, text in (("V", "Số lao động mới được đào tạo"), ("Y", "Số lớp")):
        at = column(first)
        sheet.merge(f"{first}9:{letters(at + 2)}9", text)
        for i, name in enumerate(("Kế hoạch", "Trong quý", "Lũy kế")):
            sheet.put(f"{letters(at + i)}10", name, "head")
    sheet.merge("AB8:AB10", "Ghi chú")
    sheet.heights[9], sheet.heights[10] = 30, 30
    for col in range(28):
        sheet.put(f"{letters(col)}11", col + 1, "nums")
    p = PROJECTS["KC17-01"]
    texts(sheet, 12, {"A": "I"}, "gmid")
    texts(sheet, 12, {"C": CONTENT["I"]}, "gtext")
    texts(sheet, 13, {"A": 1, "B": "KC17-01", "C": p["name"], "D": p["who"], "E": p["where"], "F": p["when"]})
    texts(sheet, 14, {"C": "Tổng cộng"}, "gtext")
    for row, style in ((12, "gmoney"), (13, "money"), (14, "gmoney")):
        money_row(sheet, row, columns, lambda w, s: part(p, w, s), TRIEU, style)
        for first, result in zip(("V", "Y"), p["results"]):
            for i, value in enumerate(result[2:]):
                sheet.put(f"{letters(column(first) + i)}{row}", value, style)
        frame(sheet, row, "A", "AB")
    sheet.heights[12], sheet.heights[13] = 18, 32
    signature(sheet, 16, "BC", ("Q", "AB"), "Kiến Thụy", 12, "TM. UBND HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


def tien_lang():
    """315: triệu told in the headings only, one header row, starts at column B, no codes. Planted: B302 at E8."""
    sheet = page("Sheet1", {"A": 3, "B": 6, "C": 44, "D": 26, "E:I": 16, "J": 12}, "B")
    sheet.merge("B1:D1", "UBND HUYỆN TIÊN LÃNG", "org")
    sheet.merge("B2:D2", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "orgb")
    sheet.merge("B4:J4", "BÁO CÁO CÔNG TÁC KHUYẾN CÔNG QUÝ III NĂM 2017", "title")
    headings = ("STT", "Tên đề án", "Đơn vị thụ hưởng", "Kinh phí được duyệt\n(triệu đồng)", "KCĐP thực hiện trong quý\n(triệu đồng)",
                "Đối ứng thực hiện trong quý\n(triệu đồng)", "Lũy kế KCĐP từ đầu năm\n(triệu đồng)", "Lũy kế đối ứng từ đầu năm\n(triệu đồng)", "Ghi chú")
    for letter, text in zip("BCDEFGHIJ", headings):
        sheet.put(f"{letter}7", text, "head")
    sheet.heights[7] = 48
    p = PROJECTS["KC17-07"]
    columns = {"E": ("a", None), "F": ("s", 1), "G": ("s", 3), "H": ("c", 1), "I": ("c", 3)}
    texts(sheet, 8, {"B": 1, "C": p["name"], "D": p["who"]})
    texts(sheet, 9, {"C": "Cộng"}, "gtext")
    for row, style in ((8, "money"), (9, "gmoney")):
        money_row(sheet, row, columns, lambda w, s: part(p, w, s), TRIEU, style)
        sheet.put(f"E{row}", 76.5, style, "tenth")  # PLANTED B302: the decision says 67,5
        frame(sheet, row, "B", "J")
    sheet.heights[8] = 30
    signature(sheet, 11, "BC", "GJ", "Tiên Lãng", 13, "TM. UBND HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    rows = [(16, INDICATORS[21][1], "Cơ sở", p["results"][0][2:])]
    results = results_sheet("Sheet2", "UBND HUYỆN TIÊN LÃNG", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG", "Quý III năm 2017",
                            rows, "Tiên Lãng", 13, "TM. UBND HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet, results]


def vinh_bao():
    """316: đồng with formulas, four header rows, starts at column C, total first, codes, results in columns. Planted: B301 at S12."""
    sheet = page("Bao cao", {"A": 2, "B": 2, "C": 6, "D": 11, "E": 36, "F": 22, "G:U": 14, "V:AA": 9, "AB": 10}, "CD")
    sheet.merge("C1:E1", "UBND HUYỆN VĨNH BẢO", "org")
    sheet.merge("C2:E2", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "orgb")
    sheet.merge("C3:AB3", "BÁO CÁO THỰC HIỆN KẾ HOẠCH KHUYẾN CÔNG", "title")
    sheet.merge("C4:AB4", "Quý III năm 2017", "sub")
    sheet.merge("Y5:AB5", "Đơn vị tính: đồng", "unit")
    for letter, text in zip("CDEF", ("STT", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng")):
        sheet.merge(f"{letter}6:{letter}9", text)
    sheet.merge("G6:U6", "KINH PHÍ")
    for first, text in (("G", "Kế hoạch năm 2017"), ("L", "Thực hiện trong quý III"), ("Q", "Lũy kế từ đầu năm")):
        at = column(first)
        sheet.merge(f"{first}7:{letters(at + 4)}7", text)
        sheet.merge(f"{first}8:{first}9", "Tổng số")
        sheet.merge(f"{letters(at + 1)}8:{letters(at + 4)}8", "Trong đó")
        for i, name in enumerate(("KCQG", "NS thành phố", "NS huyện", "Đối ứng"), 1):
            sheet.put(f"{letters(at + i)}9", name, "head")
    sheet.merge("V6:AA6", "KẾT QUẢ")
    for first, text in (("V", "Số lao động mới được đào tạo (người)"), ("Y", "Số lớp (lớp)")):
        at = column(first)
        sheet.merge(f"{first}7:{letters(at + 2)}8", text)
        for i, name in enumerate(("Kế hoạch", "Trong quý", "Lũy kế")):
            sheet.put(f"{letters(at + i)}9", name, "head")
    sheet.merge("AB6:AB9", "Ghi chú")
    sheet.heights[10] = sheet.heights[11] = 18
    p = PROJECTS["KC17-02"]
    texts(sheet, 10, {"E": "TỔNG CỘNG"}, "gtext")
    texts(sheet, 11, {"C": "I"}, "gmid")
    texts(sheet, 11, {"E": CONTENT["I"]}, "gtext")
    texts(sheet, 12, {"C": 1, "D": "KC17-02", "E": p["name"], "F": p["who"]})
    for row, style in ((10, "gmoney"), (11, "gmoney"), (12, "money")):
        for first, what in (("G", "a"), ("L", "s"), ("Q", "c")):
            for letter, (_, source) in spread(first, what, (None, 0, 1, 2, 3)).items():
                total = f"=SUM({letters(column(first) + 1)}12:{letters(column(first) + 4)}12)" if source is None else None
                made = {10: f"={letter}11", 11: f"=SUM({letter}12:{letter}12)", 12: total}[row]
                # PLANTED B301: S12, 165.000.000 of the city's money against 150.000.000 approved
                sheet.put(f"{letter}{row}", part(p, what, source) * 1000, style, "plain", made)
        for first, result in zip(("V", "Y"), p["results"]):
            for i, value in enumerate(result[2:]):
                letter = letters(column(first) + i)
                sheet.put(f"{letter}{row}", value, style, "plain", {10: f"={letter}11", 11: f"=SUM({letter}12:{letter}12)", 12: None}[row])
        frame(sheet, row, "C", "AB")
    sheet.heights[12] = 32
    signature(sheet, 14, "CE", ("U", "AB"), "Vĩnh Bảo", 14, "TM. UBND HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


def cat_hai():
    """317 (.xls, Unicode): triệu, no codes, results first, then year, quarter, approved; the group is a plain text row."""
    sheet = page("bieu", {"A": 5, "B": 40, "C": 26, "D": 14, "E:G": 9, "H:S": 9, "T": 9}, "AD")
    sheet.merge("A1:C1", "UBND HUYỆN CÁT HẢI", "org")
    sheet.merge("A2:C2", "PHÒNG KINH TẾ VÀ HẠ TẦNG", "orgb")
    sheet.merge("A4:T4", "BÁO CÁO TIẾN ĐỘ ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017", "title")
    sheet.merge("Q6:T6", "ĐVT: Triệu đồng", "unit")
    for letter, text in zip("ABCD", ("STT", "Tên đề án", "Đơn vị thụ hưởng", "Thời gian thực hiện")):
        sheet.merge(f"{letter}7:{letter}8", text)
    sheet.merge("E7:G7", "Số cơ sở CNNT được hỗ trợ tham gia hội chợ triển lãm")
    columns = {}
    for first, what, text in (("H", "c", "Lũy kế từ đầu năm"), ("L", "s", "Thực hiện trong quý"), ("P", "a", "Kinh phí được duyệt")):
        sheet.merge(f"{first}7:{letters(column(first) + 3)}7", text)
        columns.update(spread(first, what, (None, 1, 2, 3)))
        for i, name in enumerate(("Tổng số", "KCĐP", "Ngân sách huyện", "Đối ứng")):
            sheet.put(f"{letters(column(first) + i)}8", name, "head")
    for letter, text in zip("EFG", ("Kế hoạch", "Trong quý", "Lũy kế")):
        sheet.put(f"{letter}8", text, "head")
    sheet.merge("T7:T8", "Ghi chú")
    sheet.heights[7], sheet.heights[8] = 46, 32
    p = PROJECTS["KC17-10"]
    texts(sheet, 9, {"B": ACTIVITIES[13]}, "gtext")
    frame(sheet, 9, "A", "T")
    texts(sheet, 10, {"A": 1, "B": p["name"], "C": p["who"], "D": p["when"]})
    texts(sheet, 11, {"B": "Tổng cộng"}, "gtext")
    for row, style in ((10, "money"), (11, "gmoney")):
        money_row(sheet, row, columns, lambda w, s: part(p, w, s), TRIEU, style)
        for letter, value in zip("EFG", p["results"][0][2:]):
            sheet.put(f"{letter}{row}", value, style)
        frame(sheet, row, "A", "T")
    sheet.heights[10] = 32
    signature(sheet, 13, "AB", "MT", "Cát Hải", 18, "TM. UBND HUYỆN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


def nothing_to_report(office, place, day, rows):
    """A quận without projects: the empty form, with a total of 0 or with blank template rows."""
    sheet = page("Biểu 01", {"A": 6, "B": 10, "C": 40, "D": 24, "E:M": 11, "N": 10}, "AB")
    head(sheet, "AC", "IN", office, "PHÒNG KINH TẾ")
    sheet.merge("A4:N4", "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG", "title")
    sheet.merge("A5:N5", "Quý III năm 2017", "sub")
    sheet.merge("L6:N6", "Đơn vị tính: triệu đồng", "unit")
    for letter, text in zip("ABCD", ("STT", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng")):
        sheet.merge(f"{letter}7:{letter}8", text)
    for area, text in (("E7:G7", "Kinh phí được duyệt"), ("H7:J7", "Thực hiện trong quý"), ("K7:M7", "Lũy kế từ đầu năm")):
        sheet.merge(area, text)
    for at, text in enumerate(("Tổng số", "KCĐP", "Đối ứng") * 3):
        sheet.put(f"{letters(4 + at)}8", text, "head")
    sheet.merge("N7:N8", "Ghi chú")
    for row in range(9, 9 + rows):
        frame(sheet, row, "A", "N")
    last = 9 + rows
    texts(sheet, last, {"C": "Tổng cộng"}, "gtext")
    if not rows:
        for at in range(9):
            sheet.put(f"{letters(4 + at)}{last}", 0, "gmoney", "plain")
    frame(sheet, last, "A", "N")
    sheet.put(f"A{last + 1}", "Ghi chú: trong quý trên địa bàn quận không có đề án khuyến công.", "note")
    signature(sheet, last + 3, "AC", "IN", place, day, "TM. UBND QUẬN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return [sheet]


FILES = {  # file → unit as the register names it, day of September received
    "31TTKC/Bao cao khuyen cong quy III-2017.xlsx": (CENTRE, 14), "307 - Quan Kien An Q3.xlsx": ("Quận Kiến An", 12),
    "do-son.xlsx": ("Quận Đồ Sơn", 15), "311 - Huyen Thuy Nguyen Q3.xlsx": ("Huyện Thủy Nguyên", 13),
    "an-duong/BC quy 3 An Duong.ods": ("Huyện An Dương", 14), "an-lao-q3.xlsb": ("Huyện An Lão", 15),
    "kien-thuy.xls": ("Huyện Kiến Thụy", 12), "315_TienLang_QuyIII.xlsx": ("Huyện Tiên Lãng", 13),
    "Vinh Bao - bao cao khuyen cong Q3.xlsx": ("Huyện Vĩnh Bảo", 14), "317-cat-hai/bieu khuyen cong quy 3.xls": ("Huyện Cát Hải", 20)}


def register():
    sheet = page("Sổ nhận", {"A": 46, "B": 54, "C": 14, "D": 10}, "CD")
    for letter, text in zip("ABCD", ("Tệp", "Đơn vị", "Ngày nhận", "Lần gửi")):
        sheet.put(f"{letter}1", text, "head")
    for row, (file, (unit, day)) in enumerate(sorted(FILES.items(), key=lambda f: (f[1][1], f[0])), 2):
        texts(sheet, row, {"A": file.split("/")[-1], "B": unit})
        sheet.put(f"C{row}", datetime.date(2017, 9, day), "mid", "date")
        sheet.put(f"D{row}", 1, "mid")
    return [sheet]


def tcvn3(text):
    """Unicode to the Latin-1 look-alikes that .VnTime draws as Vietnamese (TCVN 5712:1993, ABC)."""
    plain = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    codes = ([*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), 0xCE, 0xCF, *range(0xD0, 0xD9), 0xDC, 0xDD, 0xDE, 0xDF]
             + [*range(0xE1, 0xF0), *range(0xF1, 0xFF)])
    table = dict(zip(plain, map(chr, codes)))
    out = "".join(table.get(ch, ch) for ch in text)
    left = [ch for ch in text if ch not in table and ord(ch) > 0x7E]
    if left:
        raise ValueError(f"no TCVN3 letter for {left} in {text!r}")
    return out


def build(root):
    inbox, approved = root / "da-nop", root / "phe-duyet"
    for folder in (approved, *(inbox / name for name in ("31TTKC", "an-duong", "317-cat-hai"))):
        folder.mkdir(parents=True, exist_ok=True)
    save_xlsx(approved / "qd-1033.xlsx", decision_1033(), "UBND thành phố Hải Phòng")
    save_xlsx(approved / "qd-1520-bo-sung.xlsx", decision_1520(), "UBND thành phố Hải Phòng")
    save_xlsx(inbox / "31TTKC/Bao cao khuyen cong quy III-2017.xlsx", centre(), "TTKC")
    save_xlsx(inbox / "307 - Quan Kien An Q3.xlsx", nothing_to_report("UBND QUẬN KIẾN AN", "Kiến An", 11, 0), "Kien An")
    save_xlsx(inbox / "do-son.xlsx", nothing_to_report("UBND QUẬN ĐỒ SƠN", "Đồ Sơn", 14, 3), "Do Son")
    save_xlsx(inbox / "311 - Huyen Thuy Nguyen Q3.xlsx", thuy_nguyen(), "Thuy Nguyen", font="Arial")
    save_ods(inbox / "an-duong/BC quy 3 An Duong.ods", an_duong())
    save_xlsb(inbox / "an-lao-q3.xlsb", an_lao())
    save_xls(inbox / "kien-thuy.xls", kien_thuy(), font=".VnTime", capitals=".VnTimeH", encode=tcvn3)
    save_xlsx(inbox / "315_TienLang_QuyIII.xlsx", tien_lang(), "Tien Lang", font="Calibri")
    save_xlsx(inbox / "Vinh Bao - bao cao khuyen cong Q3.xlsx", vinh_bao(), "Vinh Bao")
    save_xls(inbox / "317-cat-hai/bieu khuyen cong quy 3.xls", cat_hai())
    save_pdf(inbox / "317-cat-hai/cong van 412 (scan).pdf", ["UBND HUYEN CAT HAI", "So: 412/UBND-KTHT", "V/v bao cao cong tac khuyen cong quy III nam 2017", "(ban scan)"])
    save_xlsx(root / "so-nhan.xlsx", register(), "So Cong Thuong")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--check", action="store_true", help="compare with a fresh rebuild, write nothing here")
    if not arguments.parse_args().check:
        build(HERE)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder)
        build(fresh)
        made = sorted(p.relative_to(fresh) for p in fresh.rglob("*") if p.is_file())
        kept = sorted(p.relative_to(HERE) for top in ("da-nop", "phe-duyet") for p in (HERE / top).rglob("*") if p.is_file())
        kept = sorted([*kept, pathlib.Path("so-nhan.xlsx")])
        wrong = [p for p in made if p not in kept or not filecmp.cmp(fresh / p, HERE / p, shallow=False)] + [p for p in kept if p not in made]
    for p in wrong:
        print(f"differs: {p}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
