"""The sheets of the official report as data: columns, widths in mm, model rows, notes; the last one has the charts.

A column's `key` is the dotted field its cells take; a model row's `cells` say what stands under a key.
The widths of a sheet add up to 252 mm. draw_report.py draws them.
"""

SOURCES = {
    "total": "Tổng số",
    "national": "KCQG",
    "local": "KCĐP",
    "district": "NS cấp huyện",
    "counterpart": "Vốn đối ứng",
    "other": "Khác",
    "unallocated": "Chưa phân nguồn",
}
GROUPS = {
    "approved": "Kế hoạch năm {{period.year}} được duyệt",
    "spent": "{{period.spent_label}}",
    "cumulative": "{{period.cumulative_label}}",
}
ABBREVIATIONS = (
    "KCQG: kinh phí khuyến công quốc gia; KCĐP: kinh phí khuyến công địa phương (ngân sách cấp tỉnh); "
    "NS cấp huyện: ngân sách của đơn vị; Vốn đối ứng: vốn của đơn vị thụ hưởng."
)
SUBSET = "Cột “Trong đó” chỉ nêu các nguồn chính; đủ các nguồn xem Biểu 1."


def column(key, heading, mm, kind="text", groups=()):
    """A column; `groups` are the headings above its own, the outermost first."""
    return {"key": key, "path": (*groups, heading), "mm": mm, "kind": kind}


def money(phase, widths):
    """The columns of one phase; `widths` names its sources and gives each its width. Where it names only some
    of them they stand under “Trong đó”, since they do not add up to the total."""
    whole = len(widths) == len(SOURCES)
    columns = []
    for source, mm in widths.items():
        groups = (GROUPS[phase],) if whole or source == "total" else (GROUPS[phase], "Trong đó")
        columns.append(column(f"{phase}.{source}", SOURCES[source], mm, "money", groups))
    return columns


def row(prefix, columns, emphasis="", fixed=None, rename=None, only=None, kinds=None):
    """A model row: every column takes {{prefix.key}}, but for what `fixed` or `rename` say; `only` limits."""
    cells = {}
    for entry in columns:
        key = entry["key"]
        if only is None or key in only or key.split(".")[0] in only:
            cells[key] = "{{" + f"{prefix}.{(rename or {}).get(key, key)}" + "}}"
    cells.update(fixed or {})
    cells = {key: value for key, value in cells.items() if value is not None}
    return {"cells": cells, "emphasis": emphasis, "kinds": kinds or {}}


PHASES = ("approved", "spent", "cumulative")
RATIO = ("cumulative.total", "approved.total")

# Biểu 1 ------------------------------------------------------------------------------------------
# As narrow as the amounts of a city allow: every millimetre goes to the names, which else run over three or four lines
# and push the last rows to a page of their own.
EACH = {
    "total": 11,
    "national": 9.6,
    "local": 9.6,
    "district": 8,
    "counterpart": 9.2,
    "other": 7,
    "unallocated": 8.2,
}
money_columns = [
    column("number", "Số TT", 7, "centre"),
    column("name", "Nội dung hoạt động", 47.2),
    *money("approved", EACH),
    *money("spent", EACH),
    *money("cumulative", EACH),
    column("percent", "Tỷ lệ lũy kế so với kế hoạch", 10, "percent"),
]
ratio = {"percent": "=ratio"}
MONEY = {
    "name": "Biểu 1",
    "title": "TỔNG HỢP KINH PHÍ KHUYẾN CÔNG THEO NỘI DUNG HOẠT ĐỘNG",
    "heading": True,
    "money": True,
    "size": 8,
    "header_heights": (15, 34),
    "number_height": 21,
    "columns": money_columns,
    "ratio": RATIO,
    "rows": [
        row("total", money_columns, "bold", {**ratio, "name": "TỔNG SỐ"}, only=PHASES),
        row("content", money_columns, "bold", ratio),
        row("activity", money_columns, "", ratio),
        row("outside", money_columns, "italic", {"percent": None}),
    ],
    "names": {
        "Tong_ke_hoach": "approved.total",
        "Tong_trong_ky": "spent.total",
        "Tong_luy_ke": "cumulative.total",
        "Ty_le_thuc_hien": "percent",
    },
    "notes": [(f"Ghi chú: {ABBREVIATIONS} Kinh phí ngoài kế hoạch được duyệt (in nghiêng) không tính vào Tổng số.", 2)],
}

# Biểu 2 ------------------------------------------------------------------------------------------
result_columns = [
    column("number", "Số TT", 11, "centre"),
    column("name", "Chỉ tiêu", 97),
    column("unit", "Đơn vị tính", 29, "centre"),
    column("planned", "Kế hoạch năm {{period.year}}", 23, "money"),
    column("period", "{{period.spent_label}}", 23, "money"),
    column("cumulative", "{{period.cumulative_label}}", 23, "money"),
    column("percent", "Tỷ lệ lũy kế so với kế hoạch", 22, "percent"),
    column("note", "Ghi chú", 24),
]
RESULTS = {
    "name": "Biểu 2",
    "title": "TỔNG HỢP KẾT QUẢ CÔNG TÁC KHUYẾN CÔNG",
    "size": 10,
    "header_heights": (44,),
    "columns": result_columns,
    "ratio": ("cumulative", "planned"),
    "rows": [
        row("indicator", result_columns),
        row("of_which", result_columns, "italic"),
    ],
    "notes": [
        (
            "Ghi chú: Các chỉ tiêu khác đơn vị tính nên không cộng dọc. Chỉ tiêu về số cán bộ là số có đến cuối kỳ, "
            "không cộng dồn giữa các kỳ. Dòng in nghiêng đã nằm trong chỉ tiêu đứng trên.",
            2,
        )
    ],
}

# Biểu 3 ------------------------------------------------------------------------------------------
MAIN = {"total": 11.5, "national": 10.2, "local": 10, "counterpart": 9.8}
project_columns = [
    column("index", "Số TT", 7, "centre"),
    column("code", "Mã đề án", 13, "centre"),
    column("name", "Tên đề án, nhiệm vụ", 30),
    column("unit_name", "Đơn vị thực hiện", 17),
    column("beneficiary", "Đơn vị thụ hưởng", 18),
    column("location", "Địa điểm", 14),
    column("time", "Thời gian thực hiện", 13, "centre"),
    *money("approved", MAIN),
    column("spent.total", GROUPS["spent"], 11.5, "money"),
    *money("cumulative", MAIN),
    column("percent", "Tỷ lệ so với kế hoạch", 10, "percent"),
    column("results", "Kết quả thực hiện", 25),
    column("note", "Ghi chú", 10.5),
]
GROUP_FIELDS = {"index", "name", "approved", "spent", "cumulative", "results"}
number = {"index": "number"}
PROJECTS = {
    "name": "Biểu 3",
    "title": "DANH MỤC ĐỀ ÁN, NHIỆM VỤ KHUYẾN CÔNG VÀ TÌNH HÌNH THỰC HIỆN",
    "money": True,
    "size": 8,
    "header_heights": (18, 14, 26),
    "number_height": 22,
    "columns": project_columns,
    "ratio": RATIO,
    "rows": [
        row("total", project_columns, "bold", {**ratio, "name": "TỔNG SỐ ({{total.projects}} đề án)"}, only=PHASES),
        row("content", project_columns, "bold", ratio, number, GROUP_FIELDS),
        row("activity", project_columns, "both", ratio, number, GROUP_FIELDS),
        row("project", project_columns),
        row("outside", project_columns, "both", None, number, GROUP_FIELDS),
    ],
    "notes": [(f"Ghi chú: {ABBREVIATIONS} {SUBSET} Đề án ngoài kế hoạch được duyệt không tính vào Tổng số.", 2)],
}

# Biểu 4 ------------------------------------------------------------------------------------------
FIVE = {"total": 12, "national": 10, "local": 10.4, "district": 10.6, "counterpart": 11}
unit_columns = [
    column("index", "Số TT", 7, "centre"),
    column("code", "Mã đơn vị", 12.5, "centre"),
    column("name", "Đơn vị thực hiện", 33.7),
    column("projects_approved", "Được duyệt", 10, "count", ("Số đề án",)),
    column("projects_reported", "Có báo cáo", 10, "count", ("Số đề án",)),
    *money("approved", FIVE),
    column("spent.total", GROUPS["spent"], 12.6, "money"),
    *money("cumulative", FIVE),
    column("percent", "Tỷ lệ so với kế hoạch", 12, "percent"),
    column("errors", "Lỗi", 8, "count", ("Số phát hiện",)),
    column("warnings", "Cảnh báo", 9.4, "count", ("Số phát hiện",)),
    column("status", "Tình trạng báo cáo", 28.8),
]
COUNTS = {"projects_approved", "projects_reported", "errors", "warnings"}
UNITS = {
    "name": "Biểu 4",
    "title": "TỔNG HỢP TÌNH HÌNH THỰC HIỆN THEO ĐƠN VỊ",
    "money": True,
    "size": 9,
    "header_heights": (18, 15, 26),
    "number_height": 24,
    "columns": unit_columns,
    "ratio": RATIO,
    "rows": [
        row("unit", unit_columns, "", ratio),
        row("total", unit_columns, "bold", {**ratio, "name": "TỔNG SỐ"}, only={*PHASES, *COUNTS}),
    ],
    "notes": [(f"Ghi chú: {ABBREVIATIONS} {SUBSET}", 2)],
}

# Biểu 5 ------------------------------------------------------------------------------------------
BY = "Kinh phí được duyệt"
approval_columns = [
    column("index", "Số TT", 7, "centre"),
    column("code", "Mã đề án", 14, "centre"),
    column("name", "Tên đề án, nhiệm vụ", 41),
    column("unit_name", "Đơn vị thực hiện", 28),
    column("decision", "Quyết định phê duyệt", 24),
    column("decided.total", "Theo quyết định", 14, "money", (BY,)),
    column("reported.total", "Theo báo cáo", 14, "money", (BY,)),
    column("reported.difference", "Chênh lệch", 14, "money", (BY,)),
    column("cumulative.total", "{{period.cumulative_label}}", 14, "money"),
    column("remaining", "Còn lại so với quyết định", 14, "money"),
    column("detail", "Nguồn lệch", 22),
    column("where", "Vị trí trong báo cáo của đơn vị", 32),
    column("codes", "Mã phát hiện", 14, "centre"),
]
sums = {k: "=sum" for k in ("decided.total", "reported.total", "reported.difference", "cumulative.total", "remaining")}
APPROVALS = {
    "name": "Biểu 5",
    "title": "ĐỐI CHIẾU SỐ LIỆU BÁO CÁO VỚI QUYẾT ĐỊNH PHÊ DUYỆT",
    "money": True,
    "size": 9.5,
    "header_heights": (16, 38),
    "columns": approval_columns,
    "rows": [
        row("approval", approval_columns),
        row("total", approval_columns, "bold", {"name": "TỔNG SỐ", **sums}, only=()),
    ],
    "notes": [
        (
            "Ghi chú: Chênh lệch = số đơn vị báo cáo trừ số theo quyết định; "
            "Còn lại = số theo quyết định trừ lũy kế thực hiện (số âm là thực hiện vượt mức được duyệt).",
            1,
        )
    ],
}

# Biểu 6 ------------------------------------------------------------------------------------------
submission_columns = [
    column("index", "Số TT", 9, "centre"),
    column("unit_name", "Đơn vị báo cáo", 45),
    column("file", "Tệp báo cáo", 50),
    column("received", "Ngày nhận", 20, "date"),
    column("revision", "Lần gửi", 11, "centre"),
    column("forms", "Biểu mẫu có trong tệp", 36),
    column("status", "Kết quả xử lý", 28),
    column("errors", "Lỗi", 11, "count", ("Số phát hiện",)),
    column("warnings", "Cảnh báo", 12, "count", ("Số phát hiện",)),
    column("note", "Ghi chú", 30),
]
SUBMISSIONS = {
    "name": "Biểu 6",
    "title": "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ",
    "size": 10.5,
    "header_heights": (18, 30),
    "columns": submission_columns,
    "rows": [row("submission", submission_columns)],
}

# Biểu đồ -----------------------------------------------------------------------------------------
# Under each chart's title the lists that it shows; the charts stand on the pages before.
chart_columns = [
    column("number", "Số TT", 12, "centre"),
    column("name", "Nội dung", 120),
    column("approved.total", GROUPS["approved"], 40, "money"),
    column("cumulative.total", GROUPS["cumulative"], 40, "money"),
    column("percent", "Tỷ lệ lũy kế so với kế hoạch", 40, "percent"),
]
CHARTS = {
    "name": "Biểu đồ",
    "title": "BIỂU ĐỒ KINH PHÍ KHUYẾN CÔNG THEO ĐƠN VỊ VÀ THEO HOẠT ĐỘNG",
    "money": True,
    "size": 11,
    "header_heights": (32,),
    "columns": chart_columns,
    "ratio": RATIO,
    "lists": [
        ("unit", "Kinh phí theo đơn vị", row("unit", chart_columns, "", ratio, {"number": "index"})),
        ("activity", "Kinh phí theo hoạt động", row("activity", chart_columns, "", ratio)),
    ],
}

SHEETS = [MONEY, RESULTS, PROJECTS, UNITS, APPROVALS, SUBMISSIONS, CHARTS]
