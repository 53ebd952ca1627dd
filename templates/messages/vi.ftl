# Lời của từng quy tắc, bằng tiếng Việt (Fluent, projectfluent.org).
#
# Mã quy tắc (B301) là câu chính; B301-near là cách nói khác của cùng quy tắc. Phần thêm của mỗi câu:
#   .hint việc cần làm · .title tên · .what khi nào báo · .why vì sao quan trọng · .todo xử lý · .example ví dụ
#   .expected, .found là nội dung hai cột "cần có" và "đang có".
# Giá trị dùng được trong mọi câu: $line (Đề án KC17-03), $project, $name, $unit, $field, $file, $sheet, $cell, $cells, $at,
#   $expected, $found, $difference, $apart (nhiều hơn 75 triệu đồng), $text, $related, $cause.
# Đặt tệp cùng tên trong templates/messages/ của thư mục kỳ để thay từng câu; câu không thay vẫn như ở đây.

## Từ dùng chung

severity-error = Lỗi
severity-warning = Cảnh báo
severity-info = Lưu ý

form-project-list = Danh mục đề án
form-money-by-activity = Kinh phí theo nội dung hoạt động
form-results-by-indicator = Kết quả theo chỉ tiêu
form-approval = Phụ lục quyết định phê duyệt
form-none = Không nhận ra biểu

money-dong = đồng
money-thousand = nghìn đồng
money-million = triệu đồng
money-billion = tỷ đồng

line-project = Đề án { $project }
line-activity = Hoạt động { $number } (biểu kinh phí)
line-indicator = Chỉ tiêu { $number } (biểu kết quả)
line-sheet = Trang “{ $sheet }”
line-file = Tệp { $file }

place-cell = ô { $cell }
place-cell-sheet = ô { $cell }, trang “{ $sheet }”
place-sheet = trang “{ $sheet }”
place-file = tệp { $file }
place-unknown = chưa rõ vị trí
unit-unknown = Đơn vị chưa xác định
and-more = { $list } và { $count } ô khác
or = { $first } hoặc { $second }
detail = (chi tiết kỹ thuật: { $text })
apart-more = nhiều hơn { $amount }
apart-less = ít hơn { $amount }

note-read-as = Số này được hiểu theo { $read_as }, vì đơn vị tiền ghi trên trang có lẽ sai.

cause-right-approved = số được duyệt
cause-right-other-form = số cộng từ biểu kia
cause-right-sum = tổng đúng
cause-right-figure = số cần có
cause-right-times = { $right } × { $factor }
cause-right-part = { $right } chia { $factor }
cause-unit-slip-exact = Bằng { $equation }: cột này có lẽ ghi theo { $likely }, trong khi biểu ghi đơn vị { $declared }.
cause-unit-slip-equation = Bằng { $equation }: có lẽ nhầm đơn vị tiền.
cause-unit-slip-large = Có thể nhầm đơn vị tiền { $factor } lần: số này dường như ghi theo { $likely }, trong khi biểu ghi đơn vị { $declared }.
cause-unit-slip-small = Có thể nhầm đơn vị tiền { $factor } lần: số này dường như ghi theo { $likely }, trong khi biểu ghi đơn vị { $declared }.
cause-unit-slip-times = Có thể nhầm đơn vị tiền: số này lớn gấp khoảng { $factor } lần số cần có.
cause-unit-slip-part = Có thể nhầm đơn vị tiền: số này chỉ bằng khoảng một phần { $factor } số cần có.
cause-unit-slip-unknown = Có thể nhầm đơn vị tiền.
cause-sign = Có thể ghi nhầm dấu: hai số chỉ khác nhau ở dấu cộng, trừ.
cause-digits-swapped = Có thể gõ đảo vị trí hai chữ số.
cause-source-left-out = Có thể bỏ sót một nguồn vốn khi cộng: phần chênh lệch bằng đúng số của một nguồn.
cause-source-counted-twice = Có thể cộng một nguồn vốn hai lần: phần chênh lệch bằng đúng số của một nguồn.
cause-row-left-out = Có thể bỏ sót một dòng khi cộng: phần chênh lệch bằng đúng số của một dòng.
cause-row-counted-twice = Có thể cộng một dòng hai lần: phần chênh lệch bằng đúng số của một dòng.
cause-subtotal-added = Có thể cộng cả dòng tổng nhóm vào tổng: phần chênh lệch bằng đúng số của một dòng tổng nhóm.
cause-stale-formula = Có thể công thức chưa được tính lại sau khi sửa số liệu.
cause-text-number-left-out = Có thể do ô ghi số dưới dạng chữ nên Excel không cộng.
cause-rounding = Có thể chỉ do làm tròn số.

field-seq = Số thứ tự
field-label = Tên dòng (hoạt động hoặc chỉ tiêu)
field-name = Tên đề án
field-project = Mã đề án
field-code = Mã đề án
field-activity = Hoạt động
field-content = Nội dung khuyến công
field-unit = Đơn vị
field-money-unit = Đơn vị tiền
field-beneficiary = Đơn vị thụ hưởng
field-location = Địa điểm
field-executor = Đơn vị thực hiện
field-received-at = Ngày nhận
field-start = Ngày bắt đầu
field-end = Ngày kết thúc
field-dates = Thời gian thực hiện
field-time = Thời gian thực hiện
field-period = Trong kỳ
field-note = Ghi chú
field-text = Thông tin thêm
field-ignored = Chỉ xem, không lấy số
field-measure = Đơn vị tính
field-source = Nguồn vốn
field-result-name = Tên chỉ tiêu
field-revision = Lần gửi
field-received = Ngày nhận
field-file-mib = dung lượng tệp, MiB (file_mib)
field-unpacked-mib = dung lượng sau giải nén, MiB (unpacked_mib)
field-ratio = tỷ lệ nén (ratio)
field-cells = số ô có dữ liệu (cells)
field-sheets = số trang tính (sheets)
field-seconds = thời gian đọc, giây (seconds)
field-memory-mib = bộ nhớ để đọc, MiB (memory_mib)
field-indicator = Chỉ tiêu
field-percentage = Tỷ lệ (%)
field-results = Kết quả
field-results-planned = Kết quả – Kế hoạch
field-results-period = Kết quả – Trong kỳ
field-results-cumulative = Kết quả – Lũy kế
field-results-national-planned = Kết quả KCQG – Kế hoạch
field-results-national-period = Kết quả KCQG – Trong kỳ
field-results-national-cumulative = Kết quả KCQG – Lũy kế
field-results-local-planned = Kết quả KCĐP – Kế hoạch
field-results-local-period = Kết quả KCĐP – Trong kỳ
field-results-local-cumulative = Kết quả KCĐP – Lũy kế
field-result-of = Kết quả, chỉ tiêu { $number } – { $phase }
field-result-other = Kết quả khác – { $phase }
field-planned = Kế hoạch
field-approved = Được duyệt
field-spent = Trong kỳ
field-cumulative = Lũy kế
field-approved-total = Được duyệt – Tổng số
field-approved-support = Được duyệt – Kinh phí khuyến công
field-approved-national = Được duyệt – KCQG
field-approved-local = Được duyệt – KCĐP
field-approved-district = Được duyệt – Ngân sách đơn vị
field-approved-counterpart = Được duyệt – Vốn đối ứng
field-approved-other = Được duyệt – Nguồn khác
field-spent-total = Trong kỳ – Tổng số
field-spent-support = Trong kỳ – Kinh phí khuyến công
field-spent-national = Trong kỳ – KCQG
field-spent-local = Trong kỳ – KCĐP
field-spent-district = Trong kỳ – Ngân sách đơn vị
field-spent-counterpart = Trong kỳ – Vốn đối ứng
field-spent-other = Trong kỳ – Nguồn khác
field-cumulative-total = Lũy kế – Tổng số
field-cumulative-support = Lũy kế – Kinh phí khuyến công
field-cumulative-national = Lũy kế – KCQG
field-cumulative-local = Lũy kế – KCĐP
field-cumulative-district = Lũy kế – Ngân sách đơn vị
field-cumulative-counterpart = Lũy kế – Vốn đối ứng
field-cumulative-other = Lũy kế – Nguồn khác
field-approved-unallocated = Được duyệt – Chưa phân nguồn
field-spent-unallocated = Trong kỳ – Chưa phân nguồn
field-cumulative-unallocated = Lũy kế – Chưa phân nguồn
field-planned-national = Kế hoạch – KCQG
field-planned-local = Kế hoạch – KCĐP
field-planned-unallocated = Kế hoạch – Chưa phân nguồn
field-period-national = Trong kỳ – KCQG
field-period-local = Trong kỳ – KCĐP
field-period-unallocated = Trong kỳ – Chưa phân nguồn
field-percent = Tỷ lệ
field-index = Số thứ tự
field-number = Số thứ tự
field-projects = Số đề án
field-projects-approved = Số đề án được duyệt
field-projects-reported = Số đề án đã báo cáo
field-errors = Số lỗi
field-warnings = Số cảnh báo
field-decided-total = Số được duyệt theo quyết định
field-reported-total = Số được duyệt theo báo cáo của đơn vị
field-reported-difference = Chênh lệch giữa báo cáo và quyết định
field-remaining = Còn lại
field-expected = Giá trị cần có
field-found = Giá trị trong báo cáo
field-difference = Chênh lệch

source-total = tổng các nguồn
source-support = kinh phí khuyến công
source-national = KCQG
source-local = KCĐP
source-district = ngân sách đơn vị
source-counterpart = vốn đối ứng
source-other = nguồn khác

status-counted = Đã tổng hợp
status-missing = Chưa gửi báo cáo
status-unreadable = Đã gửi, tệp không đọc được
status-other-period = Đã gửi, nhưng là báo cáo kỳ khác
status-undecided = Đã gửi nhiều bản, chưa rõ bản nào là bản chính thức
status-superseded = Đã có bản gửi sau thay thế
status-identical = Trùng với tệp đã gửi
status-empty = Đã gửi, không có phát sinh trong kỳ
status-attachment = Tệp đính kèm
status-no-form = Đã gửi, không nhận ra biểu mẫu
status-unknown-unit = Chưa xác định được đơn vị gửi

not-checked-no-approvals = chưa có quyết định phê duyệt nào để so sánh
not-checked-no-approval-of-project = không có quyết định phê duyệt của đề án để so sánh
not-checked-no-list = đơn vị không gửi danh mục đề án, hoặc quyết định không ghi đơn vị thực hiện
not-checked-no-deadline = chưa biết hạn nộp báo cáo (khóa deadline trong ky.toml)
not-checked-no-period = chưa biết kỳ báo cáo (không có tệp ky.toml)
not-checked-no-previous = chưa có số liệu kỳ trước (tệp ky-truoc/records.jsonl)
not-checked-previous-other-period = ky-truoc/records.jsonl không phải của kỳ kết thúc ngay trước kỳ này trong cùng năm
not-checked-previous-blank = kỳ trước không ghi lũy kế của đề án, hoặc các nguồn kinh phí không cộng được với nhau
not-checked-not-in-previous = số liệu kỳ trước không có đề án này của đơn vị này
not-checked-from-january = kỳ báo cáo bắt đầu từ ngày 01/01 nên không có kỳ trước trong năm
not-checked-several-lines = đề án nằm trên nhiều dòng, không rõ dòng nào nối tiếp dòng nào của kỳ trước
not-checked-unit-split = đơn vị của kỳ trước đã tách hoặc sáp nhập, không rõ đơn vị mới nào nối tiếp phần nào
not-checked-no-cumulative = biểu không ghi lũy kế
not-checked-no-spent = biểu không ghi số thực hiện trong kỳ
not-checked-blank-amounts = một trong các số cần so sánh để trống
not-checked-no-ceiling = không có mức trần cho hoạt động này vào ngày quyết định (templates/ceilings.toml)
not-checked-no-support = không rõ phần kinh phí khuyến công hỗ trợ của đề án
not-checked-no-whole-cost = không rõ tổng kinh phí của đề án, kể cả vốn đối ứng
not-checked-number-of-establishments = biểu không cho biết hỗ trợ mấy cơ sở, mấy mô hình, mà mức trần tính cho từng cơ sở, mô hình
not-checked-ceiling-variant = biểu không cho biết đề án thuộc mức trần nào (mô hình mới hay nhân rộng, máy móc hay dây chuyền)
not-checked-no-dates = quyết định không ghi thời gian thực hiện
not-checked-percentage-basis = không rõ tỷ lệ được tính từ hai số nào của biểu
not-checked-no-plan = biểu không ghi kế hoạch của kết quả
not-checked-not-full-year = chỉ kiểm tra ở báo cáo cả năm
not-checked-no-results = biểu không có cột kết quả
not-checked-sources-differ = các nguồn kinh phí của hai bên không so sánh được với nhau
not-checked-no-register = chưa biết ngày nhận: không có sổ nhận báo cáo (so-nhan.xlsx), hoặc sổ không ghi tệp này
not-checked-joint-amounts = quyết định giao chung cho nhiều đơn vị mà không ghi kinh phí của từng đơn vị
not-checked-formula-not-computed = công thức không tính lại được (lấy số từ tệp khác, hoặc dùng hàm chương trình không có)
not-checked-off = quy tắc đã được tắt trong mục [rules] của ky.toml
not-checked-too-many-sums = trang tính có quá nhiều dòng cộng nên không kiểm tra hết (chỉ kiểm tra đến khi đã cộng bốn triệu số)
not-checked-unreadable = một trong các số cần so sánh không đọc được

receipts-sheet = Sổ nhận
receipts-how = Ghi ngày nhận (cả giờ nhận, nếu trong ngày đơn vị gửi nhiều lần) và lần gửi của từng tệp, rồi chép tệp này vào thư mục của kỳ (cạnh ky.toml): chương trình chỉ đọc sổ nhận ở đó.
receipts-col-file = Tệp
receipts-col-unit = Đơn vị
receipts-col-received = Ngày nhận
receipts-col-revision = Lần gửi
receipts-wrong-revision = Lần gửi là số nguyên từ 1.
register-sheet-findings = Sai lệch
register-sheet-units = Theo đơn vị
register-sheet-rules = Theo quy tắc
register-sheet-reminders = Đôn đốc
register-sheet-changes = Thay đổi giữa các bản
register-none-changes = Không có biểu nào được gửi lại.
register-col-old-file = Bản trước
register-col-new-file = Bản được tính
register-col-form = Biểu
register-col-change = Thay đổi
register-col-line = Dòng
register-col-old = Số cũ
register-col-new = Số mới
register-col-old-cell = Ô ở bản trước
register-col-new-cell = Ô ở bản được tính
change-changed = Sửa số
change-added = Dòng thêm
change-removed = Dòng không còn
change-total = Tổng của biểu
change-none = Không đổi số nào
register-sheet-corrections = Đính chính
register-col-reported = Số đơn vị báo cáo (đồng)
register-col-agreed = Số đã thống nhất (đồng)
register-col-agreed-by = Người đính chính
register-col-agreed-on = Ngày
register-col-agreed-how = Hình thức
register-sheet-not-checked = Phạm vi kiểm tra
register-col-number = TT
register-col-severity = Mức độ
register-col-message = Nội dung sai lệch
register-col-hint = Đề nghị xử lý
register-col-unit-code = Mã đơn vị
register-col-unit = Đơn vị
register-col-project = Đề án
register-col-field = Chỉ tiêu, cột
register-col-expected = Số cần có (tiền: đồng)
register-col-found = Số trong báo cáo (tiền: đồng)
register-col-difference = Chênh lệch (tiền: đồng)
register-col-text = Ghi trong ô
register-col-money-unit = Đơn vị tiền của ô
register-col-file = Tệp
register-col-sheet = Trang
register-col-cells = Ô
register-col-open = Mở tệp gốc
register-col-marked = Mở bản đánh dấu
register-col-related = Đối chiếu với
register-col-state = Tình trạng
register-col-explanation = Giải trình
register-col-code = Mã quy tắc
register-col-rule = Quy tắc
register-col-rule-what = Nội dung quy tắc
register-col-units = Số đơn vị
register-col-weight = Tổng chênh lệch đang mở (đồng)
register-col-id = Mã phát hiện
register-col-reason = Lý do
register-col-errors = Số lỗi
register-col-warnings = Số cảnh báo
register-col-infos = Số lưu ý
register-col-consequences = Số hệ quả
register-col-waived = Đã chấp nhận giải trình
register-col-reminder = Nội dung đôn đốc (sao chép để gửi)
register-col-seen = Số dòng đã xem
register-col-lines = Trong đó chưa kiểm tra được
register-col-why = Vì sao chưa kiểm tra
register-open-link = Mở
register-no-link = Xem cột Tệp, Trang, Ô (Excel chỉ cho 65.530 liên kết trên một trang)
register-state-open = Chưa xử lý
register-state-waived = Đã chấp nhận giải trình
register-state-consequence = Hệ quả của { $id }
register-no-unit = Chưa rõ đơn vị
register-none = Không có sai lệch nào.
register-none-reminders = Không có đơn vị nào cần đôn đốc.
register-none-not-checked = Không có quy tắc nào bị bỏ qua.
register-footer = Trang &P/&N
register-continued = Danh sách còn tiếp ở trang “{ $sheet }”.

remind-missing = Đề nghị { $unit } gửi báo cáo { $period }; đến nay chưa nhận được báo cáo của đơn vị.
remind-missing-deadline = Đề nghị { $unit } gửi báo cáo { $period }; thời hạn là ngày { $deadline }, đến nay chưa nhận được báo cáo của đơn vị.
remind-unreadable = Đề nghị { $unit } gửi lại báo cáo { $period }: tệp đã gửi không đọc được.
remind-other-period = Đề nghị { $unit } gửi báo cáo { $period }: tệp đã gửi là báo cáo của kỳ khác.
remind-undecided = Đề nghị { $unit } cho biết bản nào là báo cáo chính thức { $period }: đơn vị đã gửi nhiều bản khác nhau.
remind-no-form = Đề nghị { $unit } gửi lại báo cáo { $period } theo đúng biểu mẫu: tệp đã gửi không nhận ra được biểu nào.
remind-errors = Đề nghị { $unit } rà soát, chỉnh sửa và gửi lại báo cáo { $period }: còn { $count } lỗi chưa xử lý, chi tiết trong phiếu đề nghị gửi kèm.
remind-errors-deadline = Đề nghị { $unit } rà soát, chỉnh sửa và gửi lại báo cáo { $period } chậm nhất là ngày { $deadline }: còn { $count } lỗi chưa xử lý, chi tiết trong phiếu đề nghị gửi kèm.

feedback-sheet = Phiếu đề nghị
feedback-sheet-confirmation = Xác nhận
feedback-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
feedback-motto = Độc lập - Tự do - Hạnh phúc
feedback-number = Số: ……………
feedback-date = ngày … tháng … năm …
feedback-place-date = { $place }, ngày … tháng … năm …
feedback-title = PHIẾU ĐỀ NGHỊ RÀ SOÁT, CHỈNH SỬA SỐ LIỆU
feedback-title-confirmation = PHIẾU XÁC NHẬN ĐÃ NHẬN BÁO CÁO
feedback-subject = (Báo cáo kết quả công tác khuyến công { $period })
feedback-to = Kính gửi: { $unit }
feedback-committee = Ủy ban nhân dân { $place }
feedback-opening = Cơ quan tổng hợp đã nhận được báo cáo { $period } của đơn vị. Qua đối chiếu với các quyết định phê duyệt kinh phí và giữa các số liệu trong báo cáo, có { $points }. Đề nghị đơn vị rà soát, chỉnh sửa và gửi lại báo cáo trong thời gian sớm nhất.
feedback-opening-deadline = Cơ quan tổng hợp đã nhận được báo cáo { $period } của đơn vị. Qua đối chiếu với các quyết định phê duyệt kinh phí và giữa các số liệu trong báo cáo, có { $points }. Đề nghị đơn vị rà soát, chỉnh sửa và gửi lại báo cáo chậm nhất là ngày { $deadline }.
feedback-count-correct = { $count } nội dung cần chỉnh sửa
feedback-count-review = { $count } nội dung cần xem lại hoặc giải trình
feedback-opening-notes = Cơ quan tổng hợp đã nhận được báo cáo { $period } của đơn vị. Số liệu không có nội dung nào bắt buộc phải chỉnh sửa; đề nghị đơn vị xem các lưu ý dưới đây cho những lần báo cáo sau.
feedback-opening-confirmation = Cơ quan tổng hợp xác nhận đã nhận được báo cáo { $period } của đơn vị. Qua kiểm tra, chưa phát hiện nội dung nào cần chỉnh sửa.
feedback-opening-several = Phiếu này là phiếu số { $number } trong { $of } phiếu gửi đơn vị, kèm theo bản đánh dấu của tệp { $file }.
feedback-col-number = TT
feedback-col-place = Trang, ô (bấm để mở)
feedback-col-message = Nội dung
feedback-col-found = Ghi trong báo cáo
feedback-col-expected = Số cần có
feedback-col-hint = Đề nghị đơn vị
feedback-part-correct = NỘI DUNG CẦN CHỈNH SỬA
feedback-part-review = NỘI DUNG CẦN XEM LẠI HOẶC GIẢI TRÌNH
feedback-part-note = LƯU Ý (KHÔNG BẮT BUỘC CHỈNH SỬA)
feedback-place-file = Cả báo cáo
feedback-place-sheet = “{ $sheet }”
feedback-place-cell = “{ $sheet }”, ô { $cell }
feedback-place-cells = “{ $sheet }”, ô { $cell } (+{ $count } ô)
feedback-waived = (Đã chấp nhận giải trình.)
feedback-consequence = (Hệ quả của một nội dung khác; sẽ tự hết khi nội dung đó được sửa.)
feedback-again = Lặp lại ở { $count } ô khác: { $cells }.
feedback-mark-correct = Mục { $number } – Cần chỉnh sửa
feedback-mark-review = Mục { $number } – Cần xem lại
feedback-mark-note = Mục { $number } – Lưu ý
feedback-note-expected = Cần có: { $expected }
feedback-note-hint = Đề nghị: { $hint }
feedback-note-code = Quy tắc: { $code }
feedback-how-heading = Hướng dẫn
feedback-how = Các ô nêu trên được tô màu (cam: cần chỉnh sửa; vàng: cần xem lại; xanh: lưu ý) và có ghi chú. Đơn vị sửa ngay tại ô rồi lưu và gửi lại tệp; không phải xóa phiếu này, màu hay ghi chú: khi tổng hợp, những phần đó được bỏ qua.
feedback-remark-notes = Có trang quá nhiều ô được đánh dấu nên chỉ những ô đầu có ghi chú; các ô còn lại chỉ được tô màu.
feedback-remark-macros = Macro trong tệp của đơn vị không có trong bản này.
feedback-remark-signature = Chữ ký số trong tệp của đơn vị không có trong bản này.
feedback-remark-threads = Có ô đang có trao đổi (bình luận theo luồng): Excel hiện trao đổi đó thay cho ghi chú; nội dung ghi chú xem trong danh sách trên.
feedback-remark-rebuilt = Bản này là bản đánh dấu, được dựng lại từ tệp { $format } của đơn vị với cùng giá trị ở cùng địa chỉ ô; công thức, phông, màu và khung không được giữ. Đề nghị đơn vị chỉnh sửa trên tệp gốc của mình.
feedback-remark-odd = Tệp { $format } của đơn vị được lưu theo cách không đánh dấu trực tiếp được, nên bản này là bản đánh dấu được dựng lại với cùng giá trị ở cùng địa chỉ ô; công thức, phông, màu và khung không được giữ. Đề nghị đơn vị chỉnh sửa trên tệp gốc của mình.
feedback-remark-large = Tệp của đơn vị quá lớn nên không kèm bản đánh dấu; đề nghị đơn vị xem các ô nêu trên trong tệp của mình.
feedback-remark-nothing = Tệp của đơn vị không đọc được nên không kèm bản đánh dấu.
feedback-receipt-heading = Xác nhận đã nhận
feedback-col-file = Tệp đã nhận
feedback-col-received = Ngày nhận
feedback-col-revision = Lần gửi
feedback-col-status = Tình trạng
received-at = { $time } ngày { $day }
share = { $unit } { $amount } (ô { $cell }, tệp { $file })
feedback-not-registered = không ghi trong sổ nhận
feedback-this-file = (tệp của phiếu này)
feedback-hash = Mã băm của tệp: { $hash }
feedback-closing = Trân trọng cảm ơn sự phối hợp của đơn vị./.
feedback-copies-heading = Nơi nhận:
feedback-copies = - Như trên;
feedback-copies-file = - Lưu: VT.
feedback-mark = Mã phiếu (xin giữ nguyên): { $mark }
feedback-continued = Danh sách còn tiếp ở trang “{ $sheet }”.
feedback-changed = Tệp { $file } bị thay đổi trong khi đang tổng hợp; hãy chạy lại

note-placeholder = { $file }, trang “{ $sheet }”, ô { $cell }: không có số liệu nào tên là { $name } nên chỗ này được để trống.
note-placeholder-near = { $file }, trang “{ $sheet }”, ô { $cell }: không có số liệu nào tên là { $name } nên chỗ này được để trống; có phải là { $nearest }?
note-placeholder-outside = { $file }, { $place }: { $name } không được điền ở đây và sẽ in ra như đã gõ. Chuyển tên này vào một ô của trang tính.
note-placeholder-outside-unknown = { $file }, { $place }: không có số liệu nào tên là { $name } nên chỗ này được để trống.
note-placeholder-outside-near = { $file }, { $place }: không có số liệu nào tên là { $name } nên chỗ này được để trống; có phải là { $nearest }?
note-formula-unsaved = { $file }, trang “{ $sheet }”, ô { $cell }: công thức { $text } dùng hàm hoặc tham chiếu mà chương trình không tính, nên kết quả chưa được lưu sẵn. Excel tính khi mở tệp; điện thoại và bản xem trước trong thư để trống ô này.
place-page-head = đầu trang hoặc chân trang
place-note = ghi chú của ô { $cell }, trang “{ $sheet }”
place-drawing = hình vẽ hoặc khung chữ
place-chart = biểu đồ
place-name = tên vùng
place-sheet-name = tên trang tính
place-prompt = lời nhắc khi nhập số liệu (Data Validation) hoặc chú thích của liên kết
page-title = Tiến độ khuyến công: { $period }
page-skip = Đến nội dung chính
page-draft = SỐ LIỆU TẠM TÍNH: còn { $missing } đơn vị chưa nộp, { $errors } lỗi chưa sửa.
page-dong = { $amount } đồng
page-tile-units = đơn vị đã nộp
page-tile-approved = được duyệt cả năm
page-tile-spent = thực hiện trong kỳ
page-tile-cumulative = lũy kế từ đầu năm
page-tile-percent = lũy kế so với số được duyệt
page-tile-findings = lỗi / cảnh báo chưa xử lý
page-tiles-from = Các số tiền trên là tổng các dòng ở mục Kinh phí theo hoạt động; ở đó có nguồn của từng số.
page-by-unit = Kinh phí theo đơn vị
page-by-activity = Kinh phí theo hoạt động
page-key-plan = được duyệt
page-key-spent = lũy kế thực hiện
page-bar = được duyệt { $plan }, lũy kế { $spent } ({ $percent })
page-sources = Nguồn số liệu
page-col-project = Đề án, hoạt động
page-col-approved = Được duyệt (đồng)
page-col-spent = Trong kỳ (đồng)
page-col-cumulative = Lũy kế (đồng)
page-col-place = Tệp · trang · ô
page-results = Kết quả so với kế hoạch
page-col-indicator = Chỉ tiêu
page-col-unit = Đơn vị tính
page-col-planned = Kế hoạch
page-col-reached = Lũy kế
page-col-percent = Đạt
page-missing = Đơn vị chưa nộp báo cáo
page-missing-none = Mọi đơn vị phải nộp đều đã nộp.
page-worst = Những sai lệch lớn nhất về tiền (nhiều nhất mười)
page-worst-none = Không còn sai lệch nào về tiền.
page-foot = Lập từ các tệp đơn vị gửi; danh sách đầy đủ ở sai-lech.xlsx, từng dòng số liệu ở records.jsonl.
page-foot-sources = Quá nhiều dòng số liệu để nêu ô nguồn ngay tại đây.

answers-sheet = Giải trình
answers-id = Mã phát hiện
answers-unit = Đơn vị
answers-project = Đề án
answers-content = Nội dung
answers-expected = Giá trị cần có
answers-found = Giá trị trong báo cáo
answers-text = Giải trình
answers-by = Người giải trình
answers-date = Ngày
answers-form = Hình thức
answers-decision = Quyết định
answers-choice = Chọn “chấp nhận” hoặc “không chấp nhận”, hoặc để trống.

sent-waived = Đã chấp nhận giải trình { $count } sai lệch
sarif-base = Thư mục của kỳ báo cáo: nơi có tệp ky.toml.
note-set-aside = Trong thư mục kết quả đã có { $file } không do chương trình ghi; tệp đó được giữ lại với tên { $other }.
note-pdf-absent = Máy này không có LibreOffice nên không in được bao-cao.pdf; các tệp khác vẫn được ghi. Cài LibreOffice, hoặc mở bao-cao.xlsx rồi chọn Save As (Lưu thành) → PDF.
note-pdf-refused = LibreOffice không in được bao-cao.pdf; các tệp khác vẫn được ghi. Mở bao-cao.xlsx rồi chọn Save As (Lưu thành) → PDF.
note-pdf-endless = LibreOffice in quá lâu nên bị dừng, không có bao-cao.pdf; các tệp khác vẫn được ghi. Mở bao-cao.xlsx rồi chọn Save As (Lưu thành) → PDF.
note-pdf-fault = Không in được bao-cao.pdf ({ $why }); các tệp khác vẫn được ghi.

publish-locked = Đóng tệp { $file } đang mở rồi chạy lại. Kết quả của lần chạy trước vẫn còn nguyên.

## R: đọc tệp

R001 = Không đọc được tệp { $file }{ $detail }.
    .hint = Mở tệp bằng Excel, chọn Save As (Lưu thành) → “Excel Workbook (*.xlsx)” rồi gửi lại; nếu Excel cũng không mở được, đề nghị đơn vị gửi bản khác.
    .title = Tệp không đọc được
    .what = Tệp mang tên tệp bảng tính nhưng rỗng, bị cắt cụt, hỏng, quá cũ hoặc không phải bảng tính.
    .why = Không số liệu nào trong tệp được tổng hợp; đơn vị bị coi như chưa gửi báo cáo.
    .todo = Mở tệp bằng Excel, lưu lại dưới dạng .xlsx rồi gửi lại; nếu không mở được thì đề nghị đơn vị gửi bản khác.
    .example = Tệp kien-thuy.xls thực ra là trang web được lưu với đuôi .xls.
    .expected = để trống
    .found = tệp đó thực ra là gì
R001-empty = Tệp { $file } rỗng, không có nội dung nào bên trong.
    .hint = Tệp có thể bị lỗi khi sao chép hoặc gửi thư; đề nghị đơn vị gửi lại.
R001-cut-off = Tệp { $file } bị cắt cụt: thiếu phần cuối của tệp.
    .hint = Tệp chưa tải về hoặc chưa sao chép xong; tải lại hoặc đề nghị đơn vị gửi lại.
R001-damaged = Tệp { $file } bị hỏng, không đọc được nội dung{ $detail }.
    .hint = Mở bằng Excel (File → Open → “Open and Repair”), lưu lại dưới dạng .xlsx rồi gửi lại; nếu không được, đề nghị đơn vị gửi bản khác.
R001-too-old = Tệp { $file } được lưu bằng phiên bản Excel quá cũ (Excel 4.0 hoặc trước đó).
    .hint = Mở tệp bằng Excel hoặc LibreOffice, chọn Save As (Lưu thành) → “Excel Workbook (*.xlsx)” rồi gửi lại.
R001-macro-sheets = Tệp { $file } có trang macro kiểu cũ (Excel 4.0), dạng mà chính Excel cũng chặn vì lý do an toàn.
    .hint = Sao chép các biểu báo cáo sang một sổ tính mới (Paste Special → Values), lưu dưới dạng .xlsx rồi gửi lại.
R001-html = Tệp { $file } thực ra là trang web (HTML) mang tên tệp Excel.
    .hint = Mở tệp bằng Excel, chọn Save As (Lưu thành) → “Excel Workbook (*.xlsx)” rồi gửi lại; không đổi tên đuôi tệp bằng tay.
R001-xml-2003 = Tệp { $file } được lưu dạng “XML Spreadsheet 2003”, không phải sổ tính Excel thông thường.
    .hint = Mở tệp bằng Excel, chọn Save As (Lưu thành) → “Excel Workbook (*.xlsx)” rồi gửi lại.
R001-xml = Tệp { $file } thực ra là tệp XML mang tên tệp Excel.
    .hint = Mở bằng chương trình đã xuất ra tệp, xuất lại dưới dạng “Excel Workbook (*.xlsx)” rồi gửi lại.
R001-csv = Tệp { $file } thực ra là tệp văn bản (như CSV) mang tên tệp Excel.
    .hint = Mở tệp bằng Excel, chọn Save As (Lưu thành) → “Excel Workbook (*.xlsx)” rồi gửi lại; không đổi tên đuôi tệp bằng tay.
R001-pdf = Tệp { $file } thực ra là tệp PDF mang tên tệp Excel.
    .hint = Đề nghị đơn vị gửi bảng tính Excel gốc; bản PDF chỉ dùng làm tài liệu kèm theo.
R001-docx = Tệp { $file } thực ra là văn bản Word mang tên tệp Excel.
    .hint = Đề nghị đơn vị nhập số liệu vào biểu mẫu Excel và gửi lại.
R001-other-office = Tệp { $file } là tài liệu văn phòng loại khác (trình chiếu, văn bản …), không phải bảng tính{ $detail }.
    .hint = Đề nghị đơn vị nhập số liệu vào biểu mẫu Excel và gửi lại.
R001-zip = Tệp { $file } thực ra là tệp nén (ZIP) mang tên tệp Excel.
    .hint = Giải nén và đặt các bảng tính bên trong vào thư mục da-nop/.
R001-empty-zip = Tệp { $file } là tệp nén (ZIP) rỗng, bên trong không có gì.
    .hint = Tệp có thể bị lỗi khi lưu hoặc gửi thư; đề nghị đơn vị gửi lại bảng tính gốc.
R001-archive = Tệp { $file } thực ra là tệp nén (RAR, 7z hoặc GZ) mang tên tệp Excel.
    .hint = Giải nén và đặt các bảng tính bên trong vào thư mục da-nop/.
R001-picture = Tệp { $file } thực ra là tệp ảnh mang tên tệp Excel.
    .hint = Đề nghị đơn vị gửi bảng tính Excel gốc; ảnh chụp hoặc bản quét chỉ dùng làm tài liệu kèm theo.
R001-old-office = Tệp { $file } là tệp Office đời cũ nhưng không phải bảng tính{ $detail }.
    .hint = Đề nghị đơn vị nhập số liệu vào biểu mẫu Excel và gửi lại.
R001-not-a-file = { $file } không phải là tệp thông thường{ $detail } nên không được đọc.
    .hint = Đặt chính tệp bảng tính (không phải lối tắt hay liên kết) vào thư mục da-nop/.
R001-unknown = Tệp { $file } mang tên tệp Excel nhưng nội dung không phải bảng tính{ $detail }.
    .hint = Mở tệp bằng chương trình đã tạo ra nó, lưu dưới dạng .xlsx rồi gửi lại.
R001-sheet = Trang “{ $sheet }” của tệp { $file } không đọc được{ $detail }; các trang khác vẫn được đọc.
    .hint = Mở tệp bằng Excel, sao chép nội dung trang này sang trang mới (Paste Special → Values), lưu lại rồi gửi lại.

R002 = Tệp { $file } được bảo vệ bằng mật khẩu nên không đọc được.
    .hint = Mở tệp, bỏ mật khẩu (File → Info → Protect Workbook → Encrypt with Password, xóa trống), lưu lại rồi gửi lại.
    .title = Tệp có mật khẩu
    .what = Tệp bảng tính được mã hóa, cần mật khẩu mới mở được.
    .why = Không số liệu nào trong tệp được tổng hợp; đơn vị bị coi như chưa gửi báo cáo.
    .todo = Đề nghị đơn vị bỏ mật khẩu và gửi lại, hoặc tự mở bằng mật khẩu đã biết rồi lưu bản không mật khẩu.
    .example = an-lao.xlsx khi mở hỏi mật khẩu.
    .expected = để trống
    .found = để trống

R003 = Tệp { $file } vượt giới hạn về { $limit }: cho phép { $allowed }, tệp có { $value }.
    .hint = Xóa các trang, hình ảnh và vùng định dạng thừa rồi gửi lại; nếu tệp lớn là đúng, tăng giới hạn này trong mục [limits] của ky.toml.
    .title = Tệp vượt giới hạn
    .what = Tệp lớn hơn một giới hạn: dung lượng, dung lượng sau giải nén, số ô, số trang, thời gian hoặc bộ nhớ để đọc.
    .why = Tệp quá lớn hoặc cố ý gây hại có thể làm treo máy; tệp không được đọc và không được tổng hợp.
    .todo = Đề nghị đơn vị gửi tệp chỉ gồm biểu báo cáo, hoặc tăng giới hạn trong mục [limits] của ky.toml.
    .example = Tệp 120 MB do chèn ảnh, trong khi giới hạn là 64 MB.
    .expected = giới hạn
    .found = giá trị của tệp

R004 = Tệp { $file } không có trang nào là biểu báo cáo; gần giống nhất là biểu “{ $nearest }” nhưng thiếu cột: { $lacking }.
    .hint = Giữ nguyên dòng tiêu đề của biểu mẫu (ghi đủ các cột: { $lacking }) rồi gửi lại; hoặc thêm cách gọi tên cột của đơn vị vào templates/layouts/.
    .title = Không nhận ra biểu mẫu
    .what = Không trang nào có cột đề án, hoạt động hoặc chỉ tiêu cùng với ít nhất một cột số liệu.
    .why = Không biết số nào là số gì nên không tổng hợp được; đơn vị bị coi như chưa gửi báo cáo.
    .todo = Dùng đúng biểu mẫu; nếu đơn vị đặt tên cột khác, khai báo tên đó trong templates/layouts/.
    .example = Biểu có cột “Tên đề án” nhưng không có cột kinh phí nào.
    .expected = biểu gần giống nhất
    .found = các tiêu đề còn thiếu
R004-decision = Tệp { $file } là phụ lục quyết định phê duyệt, không phải báo cáo của đơn vị.
    .hint = Chuyển tệp này vào phe-duyet/ nếu là quyết định chưa có ở đó; đề nghị đơn vị gửi báo cáo theo biểu mẫu.
R004-no-lines = Trang “{ $sheet }” của tệp quyết định { $file } có bảng nhưng từ ô { $cell } trở xuống không đọc được dòng đề án nào; không có số được duyệt để đối chiếu.
    .hint = Mỗi đề án một dòng dưới tiêu đề, tên ghi ở cột “{ $heading }”, số tiền ở các cột kinh phí; xem chương trình hiểu từng dòng thế nào bằng tonghop inspect, sửa tệp rồi chạy lại.
R004-no-form-in-words = Tệp { $file } có quá nhiều tiêu đề và nhãn khác nhau nên chỉ một phần được đối chiếu với biểu mẫu; trong phần đó không có trang nào là biểu báo cáo.
    .hint = Bỏ các trang, các dòng không thuộc báo cáo khỏi tệp rồi gửi lại.
R004-words = Tệp { $file } có quá nhiều tiêu đề và nhãn khác nhau nên chỉ một phần được đối chiếu với biểu mẫu; phần còn lại có thể chưa được nhận ra.
    .hint = Bỏ các trang, các dòng không thuộc báo cáo khỏi tệp rồi gửi lại.
R004-no-table = Tệp { $file } không có bảng số liệu nào trông giống biểu báo cáo.
    .hint = Nhập số liệu vào biểu mẫu được gửi kèm công văn rồi gửi lại.

R005 = { $line }: ô { $cell } ({ $field }) có công thức { $text } nhưng chưa có kết quả.
    .hint = Mở tệp bằng Excel, nhấn Ctrl+Alt+F9 để tính lại, lưu và gửi lại.
    .title = Công thức chưa có kết quả
    .what = Ô cần đọc chứa công thức mà kết quả chưa được lưu và không tính được.
    .why = Số này không được cộng vào tổng; tổng vì thế bị thiếu.
    .todo = Mở tệp bằng Excel để tính lại rồi lưu, hoặc nhập số thay cho công thức.
    .example = Ô S14 là =SUM(S9:S13), tệp do phần mềm khác tạo và chưa từng mở bằng Excel.
    .expected = để trống
    .found = công thức

R006 = { $line }: ô { $cell } ({ $field }) báo lỗi { $text } của Excel thay cho một con số.
    .hint = Sửa công thức ở ô { $cell } (thường do dòng hoặc trang mà công thức dùng đã bị xóa), lưu và gửi lại.
    .title = Ô báo lỗi Excel
    .what = Ô cần đọc chứa #REF!, #DIV/0!, #VALUE!, #N/A … thay cho số.
    .why = Số này không được cộng vào tổng; mọi tổng có ô này đều không dùng được.
    .todo = Sửa công thức hoặc nhập số đúng.
    .example = Ô L14 hiện #REF! vì cột nguồn đã bị xóa.
    .expected = để trống
    .found = lỗi Excel

R007 = { $line }: ô { $cell } ({ $field }) ghi “{ $text }”, không đọc được thành số.
    .hint = Ghi lại ô { $cell } bằng số (ví dụ 250 hoặc 1.250,5); chú thích bằng chữ thì ghi ở cột Ghi chú.
    .title = Không đọc được số
    .what = Ô số liệu chứa chữ mà không cách đọc nào cho ra một con số (“x” và “-” được coi là để trống).
    .why = Số này không được cộng vào tổng; tổng vì thế bị thiếu.
    .todo = Nhập số vào ô, chuyển lời chú thích sang cột Ghi chú.
    .example = Ô kinh phí ghi “chưa quyết toán”.
    .expected = để trống
    .found = chữ trong ô

R008 = { $line }: ô { $cell } ({ $field }) ghi “{ $text }”, có thể hiểu là { $thousands } hoặc { $decimal }.
    .hint = Ghi lại ô { $cell } dưới dạng số, không ghi dưới dạng chữ; nếu là phần lẻ thì dùng dấu phẩy.
    .title = Số đọc được hai cách
    .what = Số ghi dạng chữ như 1.250 có thể là 1250 hoặc 1,25 và không ô nào trong cột hay trang cho biết cách nào đúng.
    .why = Hai cách đọc khác nhau một nghìn lần.
    .todo = Nhập lại ô dưới dạng số.
    .example = Ô ghi chữ “1.250” trong biểu đơn vị triệu đồng.
    .expected = cả hai cách đọc
    .found = chữ trong ô

R009 = Trang “{ $sheet }” có { $count } ô ghi số dưới dạng chữ ({ $cells }); các số này vẫn được đọc đúng.
    .hint = Không bắt buộc sửa; để Excel cộng được các ô này, chọn chúng rồi bấm “Convert to Number”.
    .title = Số ghi dạng chữ
    .what = Số được lưu dưới dạng chữ trong ô nhưng đọc được chắc chắn.
    .why = Hàm SUM của Excel bỏ qua các ô này nên tổng trong tệp của đơn vị có thể thiếu.
    .todo = Đổi các ô sang dạng số.
    .example = Ô ghi '250 (có dấu nháy đơn phía trước).
    .expected = số đã đọc
    .found = chữ trong ô

R010 = Trang “{ $sheet }” dùng bảng mã cũ { $encoding }; { $count } ô ({ $cells }) đã được chuyển sang Unicode.
    .hint = Không bắt buộc sửa; lần sau nên dùng phông Unicode (Times New Roman) thay cho .VnTime, VNI-Times và các phông cùng loại.
    .title = Bảng mã cũ
    .what = Chữ trong trang dùng bảng mã TCVN3 (ABC) hoặc VNI và đã được chuyển sang Unicode.
    .why = Cho biết chữ trong báo cáo tổng hợp đã được chuyển mã; nên kiểm tra tên riêng.
    .todo = Dùng phông Unicode.
    .example = Tên đề án ghi bằng phông .VnTime.
    .expected = để trống
    .found = bảng mã

R011 = Trang “{ $sheet }” có số liệu ở dòng bị ẩn: { $ranges }.
    .hint = Bỏ ẩn (Unhide) các dòng này để kiểm tra; xóa dòng không thuộc báo cáo rồi gửi lại.
    .title = Số liệu bị ẩn
    .what = Dòng, cột hoặc trang bị ẩn có số liệu (khác 0) của biểu; dòng bị ẩn do lọc hoặc do thu gọn nhóm cũng là dòng bị ẩn.
    .why = Số bị ẩn vẫn được cộng vào tổng mà người đọc bản in không thấy.
    .todo = Bỏ ẩn, kiểm tra và xóa phần thừa.
    .example = Dòng 20 đến 22 bị ẩn, chứa đề án của năm trước.
    .expected = để trống
    .found = các vùng bị ẩn

R011-column = Trang “{ $sheet }” có số liệu ở cột { $ranges } ({ $field }) bị ẩn.
    .hint = Bỏ ẩn (Unhide) cột này để kiểm tra; xóa cột không thuộc báo cáo rồi gửi lại.

R011-sheet = Trang “{ $sheet }” bị ẩn nhưng là một biểu có số liệu ({ $ranges }).
    .hint = Bỏ ẩn (Unhide) trang này để kiểm tra; xóa trang không thuộc báo cáo rồi gửi lại.

R012 = Trang “{ $sheet }” không ghi đơn vị tiền; căn cứ độ lớn của các số, đang hiểu là { $expected }.
    .hint = Ghi rõ “Đơn vị tính: … đồng” ở góc trên bên phải của bảng rồi gửi lại.
    .title = Không rõ đơn vị tiền
    .what = Biểu không ghi đơn vị tiền nên phải suy ra, hoặc ghi hai đơn vị trái nhau.
    .why = Hiểu sai đơn vị làm số liệu lệch một nghìn hoặc một triệu lần.
    .todo = Ghi đơn vị tính trên biểu.
    .example = Biểu ghi 250 mà không có dòng “Đơn vị tính: triệu đồng”.
    .expected = đơn vị tiền đang dùng
    .found = căn cứ để suy ra

R012-sister = Trang “{ $sheet }” không ghi đơn vị tiền; trang “{ $evidence }” của cùng tệp ghi { $expected } và độ lớn của các số phù hợp, đang hiểu là { $expected }.
    .hint = Ghi rõ “Đơn vị tính: … đồng” ở góc trên bên phải của bảng rồi gửi lại.

R012-approvals = Trang “{ $sheet }” không ghi đơn vị tiền; chỉ theo { $expected } thì số liệu của { $evidence } đề án đã đối chiếu được mới tương xứng với kinh phí được duyệt, đang hiểu là { $expected }.
    .hint = Ghi rõ “Đơn vị tính: … đồng” ở góc trên bên phải của bảng rồi gửi lại.

R012-words = Trang “{ $sheet }” không ghi đơn vị tiền; căn cứ số tiền ghi kèm đơn vị ở ô { $evidence }, đang hiểu là { $expected }.
    .hint = Ghi rõ “Đơn vị tính: … đồng” ở góc trên bên phải của bảng rồi gửi lại.

R012-conflict = Trang “{ $sheet }” ghi hai đơn vị tiền khác nhau: { $found }; đang hiểu là { $expected }.
    .hint = Giữ một dòng “Đơn vị tính” đúng với số liệu, sửa hoặc xóa dòng kia rồi gửi lại.

R013 = Chưa xác định được đơn vị gửi tệp { $file }.
    .hint = Ghi tên đơn vị ở đầu biểu, hoặc đặt tệp vào thư mục mang tên đơn vị, hoặc ghi tệp vào sổ nhận so-nhan.xlsx.
    .title = Chưa rõ đơn vị gửi
    .what = Không biết đơn vị nào gửi tệp, hoặc tên trong biểu, tên thư mục và sổ nhận không khớp nhau.
    .why = Số liệu chưa được tổng hợp vì không biết tính cho đơn vị nào.
    .todo = Ghi tệp và đơn vị vào sổ nhận so-nhan.xlsx, hoặc đặt tệp vào thư mục của đơn vị.
    .example = Tệp bao-cao-q3.xlsx không ghi tên huyện ở đâu cả.
    .expected = để trống
    .found = các đơn vị có thể
R013-unknown = Chưa xác định được đơn vị gửi tệp { $file }: trong biểu, tên tệp, thư mục và sổ nhận đều không có tên đơn vị nào.
    .hint = Ghi tên đơn vị ở đầu biểu, hoặc đặt tệp vào thư mục mang tên đơn vị, hoặc ghi tệp vào sổ nhận so-nhan.xlsx.
R013-several = Chưa xác định được đơn vị gửi tệp { $file }: có thể là { $candidates }.
    .hint = Ghi tệp này và đúng đơn vị gửi vào sổ nhận so-nhan.xlsx, hoặc đặt tệp vào thư mục mang tên đơn vị.
R013-conflict = Tệp { $file } có đơn vị gửi không khớp nhau: trong biểu là “{ $stated }”, thư mục là “{ $folder }”, sổ nhận là “{ $register }”.
    .hint = Kiểm tra đơn vị nào thực sự gửi tệp, sửa tên trong biểu, thư mục hoặc sổ nhận cho thống nhất.

R014 = { $line }: ô { $cell } ({ $field }) lấy số từ tệp khác ({ $text }) mà tệp đó không có ở đây.
    .hint = Dán giá trị thay cho công thức (Copy → Paste Special → Values) rồi gửi lại.
    .title = Liên kết ra tệp khác
    .what = Ô cần đọc lấy số từ một bảng tính khác.
    .why = Số có thể đã cũ và không kiểm tra lại được.
    .todo = Thay công thức bằng giá trị.
    .example = Ô L14 là ='[tong-hop.xlsx]Sheet1'!C5.
    .expected = để trống
    .found = liên kết

## S: cấu trúc biểu

S101 = Trang “{ $sheet }” thiếu cột “{ $field }” của biểu; tiêu đề gần giống nhất là “{ $nearest }”.
    .hint = Ghi lại tiêu đề cột theo biểu mẫu (“{ $field }”) rồi gửi lại.
    .title = Thiếu cột
    .what = Đã nhận ra biểu nhưng một cột bắt buộc không có.
    .why = Phần số liệu của cột đó không được tổng hợp.
    .todo = Bổ sung cột hoặc sửa tiêu đề theo biểu mẫu.
    .example = Biểu không có cột “Lũy kế từ đầu năm”.
    .expected = cột bắt buộc
    .found = tiêu đề gần giống nhất

S101-alone = Trang “{ $sheet }” thiếu cột “{ $field }” của biểu.
    .hint = Bổ sung cột “{ $field }” theo biểu mẫu rồi gửi lại; nếu cột đã có dưới tên khác, khai báo tên đó trong templates/layouts/.

S102 = Trang “{ $sheet }” có cột “{ $heading }” không thuộc biểu mẫu; cột này không được tổng hợp.
    .hint = Không bắt buộc sửa; nếu cột này cần được tổng hợp, đổi tiêu đề theo biểu mẫu hoặc khai báo trong templates/layouts/.
    .title = Cột ngoài biểu mẫu
    .what = Một cột có tiêu đề không khớp với cột nào của biểu mẫu.
    .why = Cho biết số liệu nào không được dùng.
    .todo = Kiểm tra xem tiêu đề có bị viết khác biểu mẫu không.
    .example = Cột “Người theo dõi”.
    .expected = để trống
    .found = tiêu đề cột

S102-beyond = Trang “{ $sheet }” có quá nhiều cột tiêu đề; { $count } cột từ cột { $column } trở đi không được đọc và không được tổng hợp.
    .hint = Xóa các cột thừa, để các cột của biểu mẫu trong 256 cột tiêu đề đầu tiên rồi gửi lại.

S102-money = Trang “{ $sheet }”: cột “{ $heading }” đứng dưới “{ $group }” như các cột tiền khác nhưng không rõ là nguồn nào; số tiền của cột này không được tổng hợp.
    .hint = Ghi rõ nguồn ở tiêu đề cột (KCQG, KCĐP, ngân sách huyện, vốn đối ứng, nguồn khác) rồi gửi lại, hoặc khai báo tên nguồn đó trong templates/layouts/.

S102-no-source = Trang “{ $sheet }”: cột “{ $heading }” không ghi nguồn vốn, trong khi “{ $approved }” ghi rõ; số tiền này được tổng hợp vào mục chưa phân nguồn.
    .hint = Ghi nguồn vốn ở tiêu đề cột (ví dụ “KP khuyến công đã giải ngân”) rồi gửi lại; nếu đó là tổng của mọi nguồn thì không phải làm gì.

S102-so-far = Trang “{ $sheet }”: cột “{ $heading }” không ghi là của kỳ nào; vì đứng cạnh cột số thực hiện trong kỳ nên được hiểu là lũy kế từ đầu năm.
    .hint = Nếu cột này không phải là lũy kế từ đầu năm, ghi rõ kỳ ở tiêu đề cột rồi gửi lại; nếu đúng thì không phải làm gì.

S102-unnamed = Trang “{ $sheet }”: cột { $column } có số ở các dòng của bảng nhưng không có tiêu đề; số của cột này không được tổng hợp.
    .hint = Ghi tiêu đề cho cột { $column } theo biểu mẫu rồi gửi lại; nếu cột chỉ để tính toán, xóa cột hoặc để ra ngoài bảng.

S103 = Trang “{ $sheet }” có nhiều cột cùng là “{ $field }”: { $headings }.
    .hint = Chỉ giữ một cột “{ $field }”, đổi tên hoặc xóa các cột còn lại rồi gửi lại.
    .title = Trùng cột
    .what = Hai hay nhiều cột cùng được hiểu là một mục của biểu.
    .why = Không biết cột nào đúng nên không dùng được cột nào.
    .todo = Đổi tiêu đề cho rõ hoặc xóa cột thừa.
    .example = Hai cột cùng ghi “Lũy kế – KCĐP”.
    .expected = mục của biểu
    .found = các tiêu đề trùng nhau

S104 = { $line }: thiếu số liệu bắt buộc “{ $field }” ở { $at }.
    .hint = Bổ sung “{ $field }” rồi gửi lại; nếu không phát sinh thì ghi 0.
    .title = Thiếu số liệu bắt buộc
    .what = Dòng đề án không có tên, hoặc không có số nào mà biểu yêu cầu; quyết định không ghi kinh phí của từng đơn vị, hoặc chỉ ghi phần tăng, giảm của đề án chưa được duyệt.
    .why = Dòng không được tổng hợp đầy đủ.
    .todo = Điền đủ tên và số liệu.
    .example = Đề án có kinh phí được duyệt nhưng các ô thực hiện đều trống.
    .expected = mục còn thiếu
    .found = để trống
S104-joint = { $line } được giao chung cho nhiều đơn vị (“{ $text }”) mà không ghi kinh phí của từng đơn vị, nên chỉ kiểm tra được là mỗi đơn vị không vượt số chung.
    .hint = Ghi mỗi đơn vị một dòng với kinh phí riêng trong phụ lục, hoặc đề nghị đơn vị chủ trì báo cáo chung.
S104-original = Quyết định chỉ ghi phần tăng, giảm của đề án { $project } ở { $at }, nhưng không có quyết định nào trước đó duyệt đề án này nên chưa biết số được duyệt.
    .hint = Bổ sung quyết định phê duyệt ban đầu vào thư mục phe-duyet/ rồi chạy lại.
S104-name = Dòng có số liệu ở { $at } nhưng không ghi tên đề án.
    .hint = Ghi tên (và mã, nếu có) của đề án ở ô { $cell } rồi gửi lại.
S104-amounts = { $line } không có số kinh phí nào ở { $at }.
    .hint = Điền kinh phí của đề án; nếu trong kỳ không phát sinh thì ghi 0.

S105 = { $line }: ô { $cell } ({ $field }) ghi “{ $text }”, không đọc được thành ngày tháng.
    .hint = Ghi ngày theo mẫu 15/9/2017 (hoặc tháng 9/2017, quý III/2017).
    .title = Không đọc được ngày
    .what = Ô thời gian chứa chữ không đọc được thành ngày, tháng hoặc quý.
    .why = Không kiểm tra được thời gian thực hiện của đề án.
    .todo = Ghi lại ngày theo mẫu thông thường.
    .example = Ô thời gian ghi “31/9/2017”.
    .expected = để trống
    .found = chữ trong ô
S105-no-number = Trang “{ $sheet }” của tệp { $file } không ghi số quyết định; nếu có nhiều quyết định cho một đề án thì khó biết căn cứ nào đang có hiệu lực.
    .hint = Ghi dòng “(Kèm theo Quyết định số … ngày … tháng … năm …)” phía trên bảng.
S105-no-date = Trang “{ $sheet }” của tệp { $file } không ghi ngày quyết định; quyết định này được coi là có trước mọi quyết định ghi ngày.
    .hint = Ghi dòng “(Kèm theo Quyết định số … ngày … tháng … năm …)” phía trên bảng.

S106 = { $line }: chưa xác định được hoạt động khuyến công; có thể là { $expected }.
    .hint = Ghi mã hoặc tên hoạt động theo danh mục ở cột nội dung, hoặc đặt đề án dưới đúng dòng nhóm.
    .title = Chưa rõ hoạt động
    .what = Không biết đề án thuộc nội dung và hoạt động khuyến công nào (chỉ cảnh báo nếu biết nội dung mà chưa biết hoạt động).
    .why = Đề án không xếp được vào đúng dòng của báo cáo theo nội dung.
    .todo = Ghi hoạt động theo danh mục hoặc đặt đề án dưới đúng nhóm.
    .example = Đề án “Hỗ trợ khác” nằm ngoài mọi nhóm.
    .expected = các dòng có thể
    .found = tên đã ghi
S106-none = { $line }: chưa xác định được nội dung và hoạt động khuyến công từ tên “{ $text }”.
    .hint = Ghi hoạt động theo danh mục chương trình, hoặc đặt đề án dưới đúng dòng nhóm.
S106-content = { $line } thuộc nội dung { $expected } của chương trình khuyến công nhưng chưa rõ là hoạt động nào trong nội dung đó.
    .hint = Ghi hoạt động theo danh mục chương trình ở cột nội dung.

S107 = Dòng ở { $at } có số liệu nhưng không rõ là đề án, nhóm hay dòng tổng (“{ $text }”); dòng này không được tổng hợp.
    .hint = Ghi tên đề án (hoặc tên nhóm, “Tổng cộng”) vào cột tên, hoặc đưa chú thích ra ngoài bảng.
    .title = Không hiểu được dòng
    .what = Một dòng trong bảng có số liệu nhưng không thuộc loại dòng nào.
    .why = Số liệu của dòng không được tổng hợp.
    .todo = Ghi rõ tên dòng hoặc xóa số thừa.
    .example = Một dòng chỉ có số 120, không có tên.
    .expected = để trống
    .found = chữ trong dòng
S107-no-label = Dòng ở { $at } có số liệu nhưng không có chữ nào cho biết là đề án, nhóm hay dòng tổng; dòng này không được tổng hợp.
    .hint = Ghi tên đề án (hoặc tên nhóm, “Tổng cộng”) vào cột tên, hoặc xóa số liệu, công thức thừa ở dòng này.

## A: cộng số trong một báo cáo

A201 = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi cộng các nguồn ({ $parts }) là { $expected }; ghi { $apart }.
    .hint = Kiểm tra ô { $cell } và các ô nguồn cùng dòng, sửa ô sai rồi gửi lại.
    .title = Tổng của dòng không khớp
    .what = Tổng số của một dòng khác tổng các nguồn trên cùng dòng (nguồn để trống tính là 0).
    .why = Không biết số nào đúng; báo cáo tổng hợp dùng tổng các nguồn.
    .todo = Sửa tổng số hoặc nguồn ghi sai.
    .example = Tổng số ghi 250 triệu đồng, KCĐP 200 và vốn đối ứng 40.
    .expected = tổng các nguồn
    .found = tổng số đã ghi

A202 = Dòng nhóm “{ $group }”, “{ $field }” ở ô { $cell } ghi { $found }, trong khi cộng { $rows } dòng của nhóm là { $expected }; ghi { $apart }.
    .hint = Kiểm tra ô { $cell } và vùng cộng của nó; sửa công thức hoặc dòng ghi sai rồi gửi lại.
    .title = Tổng của nhóm không khớp
    .what = Số ở dòng nhóm khác tổng các dòng của nhóm (dòng “Trong đó” không cộng).
    .why = Tổng nhóm trong báo cáo của đơn vị sai; báo cáo tổng hợp cộng lại từ các dòng.
    .todo = Sửa công thức của dòng nhóm.
    .example = Nhóm I ghi 450, ba đề án của nhóm cộng lại được 400.
    .expected = tổng các dòng
    .found = số đã ghi

A203 = Dòng tổng của trang “{ $sheet }”, “{ $field }” ở ô { $cell } ghi { $found }, trong khi cộng { $rows } dòng là { $expected }; ghi { $apart }.
    .hint = Kiểm tra ô { $cell } và vùng cộng của nó; sửa công thức hoặc dòng ghi sai rồi gửi lại.
    .title = Tổng cộng không khớp
    .what = Dòng tổng cộng của trang khác tổng các dòng.
    .why = Tổng cộng trong báo cáo của đơn vị sai; báo cáo tổng hợp cộng lại từ các dòng.
    .todo = Sửa công thức của dòng tổng.
    .example = Tổng cộng ghi 1.200, các đề án cộng lại được 1.150.
    .expected = tổng các dòng
    .found = số đã ghi

A204 = Trang “{ $sheet }”, cột “{ $field }”: ô { $cells } ghi số gõ tay, trong khi phần lớn các ô khác của cột dùng công thức.
    .hint = Chép công thức của cột vào các ô này hoặc xác nhận số gõ tay là đúng.
    .title = Số gõ đè lên công thức
    .what = Một số gõ tay nằm ở cột mà ít nhất ba dòng và bốn phần năm số dòng dùng công thức.
    .why = Số gõ tay không thay đổi theo khi các số khác được sửa.
    .todo = Khôi phục công thức.
    .example = Cột tổng số dùng =SUM(H14:K14), riêng ô G17 gõ tay 300.
    .expected = công thức của cột
    .found = số gõ tay

A205 = Ô { $cell } ({ $field }) chỉ cộng { $found }, bỏ sót dòng của nhóm; cần cộng { $expected }.
    .hint = Sửa vùng cộng ở ô { $cell } thành { $expected }, lưu và gửi lại.
    .title = Vùng cộng thiếu dòng
    .what = Hàm SUM của dòng tổng bỏ sót dòng thuộc nhóm của nó.
    .why = Tổng bị thiếu, nhất là khi thêm dòng mới vào cuối nhóm.
    .todo = Mở rộng vùng cộng.
    .example = =SUM(S9:S12) trong khi nhóm có dòng 9 đến 13.
    .expected = vùng cần cộng
    .found = vùng đang cộng

A205-parts = { $line }: ô { $cell } ({ $field }) chỉ cộng { $found }, bỏ sót nguồn vốn của dòng; cần cộng { $expected }.

A206 = Ô { $cell } ({ $field }) lưu kết quả cũ { $found }; tính lại công thức được { $expected }; số đã lưu { $apart }.
    .hint = Mở tệp bằng Excel, nhấn Ctrl+Alt+F9 để tính lại, lưu và gửi lại.
    .title = Kết quả công thức đã cũ
    .what = Kết quả đã lưu của công thức khác kết quả tính lại.
    .why = Số nhìn thấy trên biểu không phải số đúng.
    .todo = Tính lại bảng tính rồi lưu.
    .example = Ô tổng lưu 400 trong khi cộng lại được 450.
    .expected = kết quả tính lại
    .found = kết quả đã lưu

A207 = { $line }: “{ $field }” ở ô { $cell } là số âm: { $found }.
    .hint = Sửa ô { $cell } thành số không âm; nếu là điều chỉnh giảm, gửi kèm quyết định điều chỉnh và ghi số sau điều chỉnh.
    .title = Số âm
    .what = Một số trong báo cáo nhỏ hơn 0 (số điều chỉnh trong quyết định thì được phép âm).
    .why = Số âm làm giảm tổng của cả thành phố.
    .todo = Kiểm tra dấu hoặc ghi số sau điều chỉnh.
    .example = Trong kỳ – KCĐP ghi -20.
    .expected = để trống
    .found = số âm

A208 = { $line }: tỷ lệ ở ô { $cell } ghi { $text } (hiểu là { $found }%), tính lại từ ô { $part_cell } ({ $part }) chia cho ô { $whole_cell } ({ $whole }) là { $expected }%.
    .hint = Sửa tỷ lệ ở ô { $cell } hoặc hai số dùng để tính.
    .title = Tỷ lệ không khớp
    .what = Tỷ lệ phần trăm khác kết quả chia hai số của nó (0,85 và 85 đều được hiểu là 85%).
    .why = Tỷ lệ sai làm hiểu sai tiến độ.
    .todo = Sửa tỷ lệ, công thức tính tỷ lệ, hoặc số ghi sai trong hai số của nó.
    .example = Lũy kế 150, được duyệt 200, tỷ lệ ghi 85%.
    .expected = tỷ lệ tính lại
    .found = tỷ lệ đã ghi

A209 = { $line }: “{ $field }” trên hai biểu của { $unit } không khớp: biểu này ghi { $found }, biểu kia ghi { $expected } ({ $related }); biểu này ghi { $apart }.
    .hint = Kiểm tra cả hai biểu, sửa biểu ghi sai rồi gửi lại cả hai.
    .title = Hai biểu không khớp nhau
    .what = Hai biểu của cùng một đơn vị ghi số khác nhau cho cùng một hoạt động và nguồn vốn, hoặc cùng một chỉ tiêu.
    .why = Không biết biểu nào đúng; báo cáo tổng hợp dùng danh mục đề án.
    .todo = Đối chiếu và sửa biểu ghi sai.
    .example = Danh mục đề án cộng hoạt động 9 được 400 triệu đồng, biểu kinh phí ghi 450.
    .expected = tổng của biểu được dùng
    .found = tổng của biểu kia
A209-money = Hoạt động “{ $activity }”, “{ $field }”: ô { $cell } trang “{ $sheet }” ghi { $found }, trong khi cộng các đề án ở trang “{ $other_sheet }” được { $expected }; ghi { $apart }.
    .hint = Đối chiếu ô { $cell } với trang “{ $other_sheet }”, sửa số sai rồi gửi lại.
A209-result = Chỉ tiêu “{ $indicator }”, “{ $field }”: ô { $cell } trang “{ $sheet }” ghi { $found }, trong khi cộng kết quả các đề án được { $expected }; ghi { $apart }.
    .hint = Đối chiếu ô { $cell } với kết quả của từng đề án, sửa số sai rồi gửi lại.

## B: đối chiếu với quyết định phê duyệt

B301 = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, vượt { $difference } so với kinh phí được duyệt là { $expected }.
    .hint = Sửa ô { $cell } nếu ghi nhầm; nếu số đúng, gửi quyết định điều chỉnh kinh phí. Căn cứ đối chiếu: { $related }.
    .title = Vượt kinh phí được duyệt
    .what = Lũy kế thực hiện lớn hơn kinh phí được duyệt, theo từng nguồn hoặc tổng số.
    .why = Chi vượt kinh phí được duyệt không được thanh toán.
    .todo = Sửa số lũy kế, hoặc bổ sung quyết định điều chỉnh vào phe-duyet/.
    .example = Lũy kế – KCĐP 275 triệu đồng, quyết định duyệt 200 triệu đồng.
    .expected = kinh phí được duyệt
    .found = lũy kế thực hiện
B301-joint = { $line }: các đơn vị được giao chung ghi “{ $field }” cộng lại là { $found }, vượt { $difference } so với kinh phí được duyệt chung là { $expected }. Gồm: { $shares }.
    .hint = Các đơn vị đối chiếu với nhau, sửa số ghi nhầm; nếu số đúng, gửi quyết định điều chỉnh kinh phí. Căn cứ đối chiếu: { $related }.

B302 = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi quyết định duyệt { $expected }; ghi { $apart }.
    .hint = Sửa ô { $cell } theo quyết định, hoặc gửi quyết định điều chỉnh. Căn cứ đối chiếu: { $related }.
    .title = Kinh phí duyệt không khớp quyết định
    .what = Kinh phí được duyệt ghi trong báo cáo khác số trong quyết định.
    .why = Tiến độ và phần kinh phí còn lại của đề án bị tính sai.
    .todo = Sửa theo quyết định, hoặc bổ sung quyết định điều chỉnh vào phe-duyet/.
    .example = Báo cáo ghi được duyệt 250 triệu đồng, quyết định duyệt 200 triệu đồng.
    .expected = số trong quyết định
    .found = số trong báo cáo
B302-unit = Trang “{ $sheet }” ghi đơn vị tiền là { $declared }, nhưng đối chiếu với quyết định thì số liệu dường như ghi theo { $likely }.
    .hint = Sửa đơn vị tiền ghi ở ô { $cells } thành { $likely }, hoặc ghi lại số liệu theo { $declared }.
B302-unit-spent = Trang “{ $sheet }” ghi đơn vị tiền là { $declared }, nhưng số thực hiện của { $count } đề án đều không tương xứng với kinh phí được duyệt (ô { $amount_cell } ghi { $amount }, trong khi quyết định duyệt { $approved } { $declared }); số liệu dường như ghi theo { $likely }.
    .hint = Sửa đơn vị tiền ghi ở ô { $cells } thành { $likely }, hoặc ghi lại số liệu theo { $declared }. Căn cứ đối chiếu: { $related }.
B302-unit-forms = Trang “{ $sheet }” ghi đơn vị tiền là { $declared }, nhưng đối chiếu với danh mục đề án ở trang “{ $other_sheet }” thì số liệu dường như ghi theo { $likely }.
    .hint = Sửa đơn vị tiền ghi ở ô { $cells } thành { $likely }, hoặc ghi lại số liệu theo { $declared }. Căn cứ đối chiếu: { $related }.
B302-version = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi quyết định đang có hiệu lực duyệt { $expected }; ghi { $apart }. Số đã ghi đúng bằng số của quyết định trước đó ({ $version }).
    .hint = Sửa ô { $cell } theo quyết định đang có hiệu lực. Căn cứ đối chiếu: { $related }.
B302-joint = { $line }: các đơn vị được giao chung ghi “{ $field }” cộng lại là { $found }, trong khi quyết định duyệt chung { $expected }; ghi { $apart }. Gồm: { $shares }.
    .hint = Các đơn vị thống nhất phần kinh phí của mình, sửa số ghi nhầm; nếu quyết định có ghi kinh phí của từng đơn vị, gửi phụ lục đó. Căn cứ đối chiếu: { $related }.

B303 = { $line }: không có quyết định nào phê duyệt đề án này cho { $unit }.
    .hint = Kiểm tra tên và mã đề án ở ô { $cell }; nếu đề án đã được duyệt, gửi quyết định và đặt phụ lục vào phe-duyet/.
    .title = Đề án không có quyết định
    .what = Không quyết định nào phê duyệt đề án này (chỉ cảnh báo nếu tên gần giống và kinh phí bằng đúng một đề án được duyệt).
    .why = Kinh phí của đề án không đối chiếu được và đứng riêng trong báo cáo.
    .todo = Sửa tên, mã theo quyết định hoặc bổ sung quyết định.
    .example = Báo cáo có KC17-99, trong khi quyết định chỉ có KC17-01 đến KC17-20.
    .expected = đề án được duyệt gần giống nhất
    .found = tên đã ghi
B303-near = { $line }: tên không đúng như trong quyết định; có tên gần giống nhất và kinh phí bằng đúng là đề án { $nearest }.
    .hint = Nếu là đề án đó, sửa tên hoặc mã ở ô { $cell } thành { $nearest }.

B303-near-code = { $line }: không có quyết định nào ghi mã này; tên và kinh phí bằng đúng là đề án { $nearest }.
    .hint = Nếu là đề án đó, sửa mã đề án trên dòng của ô { $cell } theo quyết định.

B303-similar-code = { $line }: không có quyết định nào ghi mã này cho { $unit }; tên thì đúng là của đề án { $nearest }.
    .hint = Nếu là đề án đó, sửa mã đề án trên dòng của ô { $cell } và đối chiếu kinh phí được duyệt; nếu là đề án khác đã được duyệt, gửi quyết định và đặt phụ lục vào phe-duyet/.

B303-unsought = { $line }: không có quyết định nào phê duyệt đề án này cho { $unit }. Tên gần giống không được tìm: biểu có quá nhiều tên, hoặc tên quá dài, để so sánh hết.
    .hint = Đối chiếu tên và mã đề án ở ô { $cell } với quyết định; nếu đề án đã được duyệt, gửi quyết định và đặt phụ lục vào phe-duyet/.

B303-withdrawn = { $line }: kinh phí đã duyệt cho đề án này đã bị thu hồi toàn bộ (quyết định { $decision }), nên không còn quyết định nào phê duyệt cho { $unit }.
    .hint = Bỏ dòng này, hoặc giải trình vì sao vẫn báo cáo; nếu sau đó đề án được duyệt lại, gửi quyết định và đặt phụ lục vào phe-duyet/. Quyết định thu hồi: { $related }.

B303-similar = { $line }: không có quyết định nào phê duyệt đề án này cho { $unit }; tên gần giống nhất trong các quyết định là { $nearest }.
    .hint = Nếu là đề án đó, sửa tên hoặc mã ở ô { $cell }; nếu là đề án khác đã được duyệt, gửi quyết định và đặt phụ lục vào phe-duyet/.

B304 = { $line } đã được duyệt cho { $unit } nhưng không có trong báo cáo của đơn vị.
    .hint = Bổ sung đề án vào báo cáo; nếu trong kỳ chưa phát sinh thì vẫn ghi tên đề án và số 0. Căn cứ: { $related }.
    .title = Thiếu đề án đã duyệt
    .what = Đề án của đơn vị được duyệt trước khi kết thúc kỳ mà báo cáo không nêu.
    .why = Không biết đề án chưa làm hay bị bỏ sót; tổng của thành phố có thể thiếu.
    .todo = Bổ sung đề án vào báo cáo, kể cả khi chưa phát sinh.
    .example = Quyết định giao KC17-05 cho huyện, báo cáo không có dòng nào về đề án này.
    .expected = đề án đã duyệt
    .found = để trống

B305 = { $line } được duyệt cho { $units }, không phải cho { $unit }.
    .hint = Kiểm tra mã đề án ở ô { $cell }; nếu đề án đã chuyển đơn vị, gửi quyết định điều chỉnh.
    .title = Đề án của đơn vị khác
    .what = Đề án đã được duyệt nhưng chỉ giao cho đơn vị khác.
    .why = Kinh phí có thể bị tính hai lần hoặc tính nhầm đơn vị.
    .todo = Sửa mã đề án, hoặc bổ sung quyết định điều chỉnh.
    .example = Kiến Thuỵ báo cáo KC17-08, quyết định giao đề án này cho An Lão.
    .expected = đơn vị được giao
    .found = đơn vị báo cáo

B306 = { $line }: kinh phí hỗ trợ { $found } ở ô { $cell } vượt { $difference } so với mức trần { $expected } ({ $ceiling }; { $instrument }).
    .hint = Kiểm tra căn cứ của mức hỗ trợ; mức trần nằm trong templates/ceilings.toml và có thể sửa theo quy định của thành phố.
    .title = Vượt mức hỗ trợ tối đa
    .what = Kinh phí hỗ trợ lớn hơn mức trần của hoạt động vào ngày ra quyết định.
    .why = Phần vượt có thể không được quyết toán.
    .todo = Kiểm tra căn cứ hoặc giải trình.
    .example = Hỗ trợ máy móc 350 triệu đồng, mức trần 300 triệu đồng.
    .expected = mức trần
    .found = mức hỗ trợ

B307 = { $line }: “{ $field }” ở ô { $cell } ghi có chi { $amount }, ngoài thời gian thực hiện được duyệt (từ { $start } đến { $end }).
    .hint = Kiểm tra thời gian thực hiện và kỳ chi; nếu được gia hạn, gửi quyết định gia hạn.
    .title = Chi ngoài thời gian thực hiện
    .what = Có chi trước ngày bắt đầu được duyệt hoặc sau ngày kết thúc hơn 90 ngày.
    .why = Khoản chi có thể không hợp lệ.
    .todo = Kiểm tra hoặc gửi quyết định gia hạn.
    .example = Đề án kết thúc ngày 31/3/2017, quý III vẫn ghi chi 50 triệu đồng.
    .expected = thời gian được duyệt
    .found = kỳ báo cáo
B307-before = { $line }: “{ $field }” ở ô { $cell } ghi có chi { $amount }, trong khi đề án được duyệt thực hiện từ ngày { $start }, sau khi kỳ báo cáo kết thúc.
    .hint = Kiểm tra số chi và thời gian bắt đầu; nếu được làm sớm hơn, gửi quyết định điều chỉnh. Căn cứ đối chiếu: { $related }.
B307-after = { $line }: “{ $field }” ở ô { $cell } ghi có chi { $amount }, trong khi đề án được duyệt kết thúc ngày { $end }, trước kỳ báo cáo hơn 90 ngày.
    .hint = Kiểm tra số chi và thời gian kết thúc; nếu được gia hạn, gửi quyết định gia hạn. Căn cứ đối chiếu: { $related }.

B308 = { $line } có thể là một trong nhiều đề án được duyệt: { $candidates }.
    .hint = Ghi mã đề án theo quyết định ở ô { $cell } rồi gửi lại.
    .title = Không rõ là đề án nào
    .what = Nhiều đề án được duyệt cùng phù hợp và không có gì để phân biệt.
    .why = Không đối chiếu được với quyết định.
    .todo = Ghi mã đề án.
    .example = Hai đề án cùng tên “Đào tạo nghề may” ở một huyện, kinh phí như nhau.
    .expected = các đề án có thể
    .found = tên đã ghi

## C: so với kỳ trước

C401 = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi lũy kế kỳ trước cộng thực hiện kỳ này là { $expected }; ghi { $apart }.
    .hint = Sửa lũy kế ở ô { $cell } hoặc số thực hiện trong kỳ. Số kỳ trước: { $former_file }{ $former_sheet }{ $former_cell }; nếu kỳ trước ghi sai, giải trình và nêu số đúng.
    .title = Lũy kế không khớp
    .what = Lũy kế khác lũy kế kỳ trước cộng thực hiện kỳ này.
    .why = Hoặc số kỳ trước, hoặc số kỳ này đã thay đổi mà không giải thích.
    .todo = Sửa số sai hoặc giải trình.
    .example = Quý II lũy kế 100, quý III thực hiện 50, lũy kế ghi 170.
    .expected = kỳ trước cộng kỳ này
    .found = lũy kế đã ghi
C401-january = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi kỳ báo cáo bắt đầu từ ngày 01/01 nên lũy kế phải bằng số thực hiện trong kỳ là { $expected }; ghi { $apart }.
    .hint = Sửa lũy kế ở ô { $cell } hoặc số thực hiện trong kỳ.
C401-new = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, trong khi đề án mới được duyệt trong kỳ này nên lũy kế phải bằng số thực hiện trong kỳ là { $expected }; ghi { $apart }.
    .hint = Sửa lũy kế ở ô { $cell } hoặc số thực hiện trong kỳ; nếu đề án đã chi từ trước, gửi quyết định phê duyệt trước đó.

C402 = { $line }: “{ $field }” ở ô { $cell } ghi { $found }, thấp hơn lũy kế kỳ trước { $expected }.
    .hint = Sửa lũy kế ở ô { $cell }, hoặc giải trình vì sao lũy kế giảm. Số kỳ trước: { $former_file }{ $former_sheet }{ $former_cell }.
    .title = Lũy kế giảm
    .what = Lũy kế kỳ này nhỏ hơn lũy kế kỳ trước.
    .why = Lũy kế từ đầu năm không thể giảm nếu không có điều chỉnh.
    .todo = Sửa lũy kế hoặc giải trình.
    .example = Quý II lũy kế 100, quý III lũy kế ghi 80.
    .expected = lũy kế kỳ trước
    .found = lũy kế kỳ này

C403 = { $line } có trong báo cáo kỳ trước của { $unit } nhưng kỳ này không còn.
    .hint = Bổ sung đề án vào báo cáo kỳ này, hoặc gửi quyết định dừng đề án. Kỳ trước đề án nằm ở: { $former_file }{ $former_sheet }.
    .title = Đề án không còn trong báo cáo
    .what = Đề án đã báo cáo ở kỳ trước mà kỳ này không còn.
    .why = Lũy kế từ đầu năm bị thiếu.
    .todo = Bổ sung đề án.
    .example = Quý II có KC17-03, quý III không có.
    .expected = đề án của kỳ trước
    .found = để trống

## O: tiến độ

O501 = { $line }: “{ $result }” ở ô { $cell } đạt { $found }, vượt kế hoạch { $expected }.
    .hint = Không bắt buộc sửa; kiểm tra lại nếu vượt quá nhiều.
    .title = Vượt kế hoạch
    .what = Kết quả lớn hơn kế hoạch.
    .why = Có thể là kết quả tốt, cũng có thể là số gõ nhầm.
    .todo = Kiểm tra lại số.
    .example = Kế hoạch 150 lao động, thực hiện 1.500.
    .expected = kế hoạch
    .found = kết quả

O502 = { $line }: kinh phí và kết quả cả năm không tương ứng với nhau.
    .hint = Bổ sung kết quả hoặc kinh phí còn thiếu.
    .title = Chi và kết quả không tương ứng
    .what = Cả năm đã chi hết mà không ghi kết quả, hoặc có kết quả mà không có chi.
    .why = Báo cáo năm thiếu một trong hai phần: kinh phí hoặc kết quả.
    .todo = Bổ sung phần còn thiếu.
    .example = Đã chi 200 triệu đồng, số lớp đào tạo để trống.
    .expected = để trống
    .found = để trống
O502-no-result = { $line }: đã chi đủ kinh phí được duyệt (lũy kế { $amount } ở ô { $cell }) nhưng cả năm không ghi kết quả nào.
    .hint = Bổ sung kết quả của đề án, hoặc kiểm tra lại số đã chi.
O502-no-spending = { $line }: cả năm có kết quả “{ $result }” là { $reached } ở ô { $cell } nhưng không ghi khoản chi nào.
    .hint = Bổ sung kinh phí đã chi, hoặc kiểm tra lại kết quả.

## P: việc nộp báo cáo

P601 = { $unit } chưa gửi báo cáo nào đọc được cho kỳ này.
    .hint = Đôn đốc đơn vị gửi báo cáo; nếu trong kỳ không có phát sinh, đơn vị vẫn gửi biểu không có dòng số liệu.
    .title = Chưa gửi báo cáo
    .what = Đơn vị phải báo cáo mà không gửi tệp nào đọc được.
    .why = Báo cáo tổng hợp thiếu số liệu của đơn vị.
    .todo = Đôn đốc đơn vị.
    .example = Huyện Cát Hải không có tệp nào trong da-nop/.
    .expected = đơn vị
    .found = các tệp đính kèm đã gửi
P601-attachments = { $unit } mới gửi tệp đính kèm ({ $attachments }), chưa gửi bảng tính báo cáo.
    .hint = Đề nghị đơn vị gửi kèm bảng tính Excel theo biểu mẫu.
P601-unreadable = { $unit } đã gửi nhưng không tệp nào được tổng hợp: { $files }.
    .hint = Xem sai lệch của từng tệp để biết lý do, rồi đề nghị đơn vị gửi lại.

P602 = { $unit } gửi báo cáo ngày { $received }, sau thời hạn { $deadline }.
    .hint = Không cần sửa số liệu; nhắc đơn vị gửi đúng hạn kỳ sau.
    .title = Gửi muộn
    .what = Báo cáo nhận sau thời hạn (cần sổ nhận).
    .why = Căn cứ để đánh giá việc chấp hành chế độ báo cáo.
    .todo = Nhắc đơn vị.
    .example = Hạn 20/9/2017, nhận ngày 22/9/2017.
    .expected = thời hạn
    .found = ngày nhận

P603 = Tệp { $file } ghi kỳ báo cáo { $stated }, không phải { $period }; tệp không được tổng hợp.
    .hint = Nếu gửi nhầm tệp, đề nghị đơn vị gửi đúng kỳ; nếu chỉ ghi sai tiêu đề, sửa tiêu đề rồi gửi lại.
    .title = Sai kỳ báo cáo
    .what = Biểu ghi kỳ khác và sổ nhận không cho biết tệp thuộc kỳ này.
    .why = Số của kỳ khác làm sai báo cáo.
    .todo = Gửi đúng kỳ hoặc sửa tiêu đề.
    .example = Tiêu đề ghi “Quý II năm 2017” trong thư mục quý III.
    .expected = kỳ của thư mục
    .found = kỳ ghi trong biểu

P604 = Tệp { $file } đã được thay bằng bản gửi sau ({ $expected }); chỉ bản sau được tổng hợp.
    .hint = Không cần làm gì.
    .title = Đã có bản thay thế
    .what = Một bản sau của cùng biểu được dùng thay bản này.
    .why = Cho biết bản nào được dùng.
    .todo = Không cần làm gì.
    .example = Lần 1 ngày 15/9, lần 2 ngày 19/9: dùng lần 2.
    .expected = bản sau
    .found = bản này

P604-marks = Tệp { $file } đã được thay bằng bản sau ({ $expected }), theo ghi chú trên tên tệp hoặc ở đầu biểu; chỉ bản sau được tổng hợp.
    .hint = Không cần làm gì nếu đúng như vậy; nếu không, ghi ngày nhận hoặc lần gửi của từng tệp vào sổ nhận so-nhan.xlsx.

P604-lines = Tệp bổ sung { $expected } ghi lại { $lines } dòng của tệp { $file } và được nhận sau; các dòng ấy được tính theo tệp sau, những dòng khác của hai tệp đều được tổng hợp.
    .hint = Không cần làm gì.

P604-version = Trong tệp { $file }, trang “{ $found }” là bản trước của trang “{ $expected }”, theo tên trang hoặc ghi chú ở đầu biểu; chỉ trang “{ $expected }” được tổng hợp.
    .hint = Không cần làm gì nếu đúng như vậy; lần sau chỉ gửi trang của bản cuối.

P604-period = Trong tệp { $file }, trang “{ $found }” ghi kỳ khác; trang “{ $expected }” đúng kỳ báo cáo được tổng hợp, trang “{ $found }” được bỏ qua.
    .hint = Không cần làm gì nếu đúng như vậy; lần sau chỉ gửi trang của kỳ báo cáo.

P604-copy = Trong tệp { $file }, trang “{ $found }” ghi lại đúng số liệu của trang “{ $expected }”; chỉ trang “{ $expected }” được tổng hợp.
    .hint = Không cần làm gì; lần sau xóa trang chép lại trước khi gửi.

P604-hidden = Trong tệp { $file }, trang bị ẩn “{ $found }” ghi số khác cho cùng những dòng của trang “{ $expected }”; trang đang hiện “{ $expected }” được tổng hợp.
    .hint = Kiểm tra xem trang bị ẩn có phải bản cũ không; nếu phải, xóa trang ấy rồi gửi lại.

P605 = Tệp { $file } có số liệu giống hệt tệp đã gửi trước ({ $expected }).
    .hint = Không cần làm gì; nếu đơn vị định gửi bản sửa, đề nghị gửi lại đúng tệp.
    .title = Gửi lại không thay đổi
    .what = Số liệu giống hệt một tệp đã gửi trước.
    .why = Đơn vị có thể đã gửi nhầm bản cũ thay cho bản sửa.
    .todo = Hỏi lại đơn vị nếu đang chờ bản sửa.
    .example = Lần 2 giống lần 1 từng số.
    .expected = tệp trước
    .found = tệp này

P605-later = Tệp { $file } được nhận sau và có số liệu giống hệt tệp đã gửi trước ({ $expected }); chỉ tệp sau được tổng hợp.
    .hint = Không cần làm gì; nếu đơn vị định gửi bản sửa, đề nghị gửi lại đúng tệp.

P605-lines = Tệp bổ sung { $file } ghi lại nguyên { $lines } dòng của tệp { $expected }; các dòng ấy chỉ được tính một lần.
    .hint = Không cần làm gì; lần sau tệp bổ sung chỉ ghi những dòng mới.

P606 = { $unit } gửi nhiều bản của cùng một biểu và không có gì cho biết bản nào gửi sau: { $files }; biểu này không được tổng hợp.
    .hint = Ghi ngày nhận hoặc lần gửi của từng tệp vào sổ nhận so-nhan.xlsx cạnh ky.toml (chưa có thì chép mẫu ghi sẵn trong thư mục kết quả), hoặc bỏ bản cũ khỏi da-nop/.
    .title = Chưa rõ bản chính thức
    .what = Hai bản của một biểu khác nhau và không có gì cho biết bản nào sau.
    .why = Nếu dùng cả hai, kinh phí bị tính hai lần; vì vậy không dùng bản nào.
    .todo = Ghi lần gửi vào sổ nhận.
    .example = kien-thuy.xlsx và kien-thuy-sua.xlsx cùng ở da-nop/, không có sổ nhận.
    .expected = để trống
    .found = các bản

P606-sheets = Tệp { $file } có hai trang cùng một biểu ghi số khác nhau cho cùng những dòng và không có gì cho biết trang nào đúng: { $sheets }; biểu này không được tổng hợp.
    .hint = Xóa trang cũ, hoặc ghi rõ kỳ báo cáo hay nguồn vốn của từng trang ở tiêu đề, rồi gửi lại.

P607 = { $line } được cả { $unit } và { $other } báo cáo, trong khi không quyết định nào giao cho cả hai.
    .hint = Xác định đơn vị thực hiện, bỏ đề án khỏi báo cáo của đơn vị kia; nếu cả hai cùng làm, gửi quyết định giao cho cả hai.
    .title = Một đề án ở hai đơn vị
    .what = Hai đơn vị cùng báo cáo một đề án mà không quyết định nào giao cho cả hai.
    .why = Kinh phí bị tính hai lần.
    .todo = Xác định một đơn vị.
    .example = KC17-03 có trong báo cáo của cả Kiến Thuỵ và An Lão.
    .expected = đơn vị này
    .found = đơn vị kia

P608 = Dòng “{ $text }” của sổ nhận ({ $at }) không khớp với tệp nào trong da-nop/.
    .hint = Kiểm tra tên tệp trong sổ nhận, hoặc đặt tệp còn thiếu vào da-nop/.
    .title = Sổ nhận có dòng không khớp tệp nào
    .what = Một dòng của sổ nhận không khớp với tệp nào.
    .why = Có thể một báo cáo đã nhận mà chưa đặt vào thư mục.
    .todo = Sửa sổ nhận hoặc bổ sung tệp.
    .example = Sổ nhận ghi an-lao-q3.xlsx, thư mục không có tệp này.
    .expected = để trống
    .found = dòng của sổ nhận

P608-several = Dòng “{ $text }” của sổ nhận ({ $at }) có thể là { $files } tệp khác nhau trong da-nop/.
    .hint = Ghi cả thư mục con của tệp trong sổ nhận, ví dụ 314/bao-cao.xlsx.

P608-unit = Dòng “{ $text }” của sổ nhận ({ $at }) không ghi tên tệp, và không rõ đó là tệp nào của đơn vị.
    .hint = Ghi tên tệp vào sổ nhận.

## W: giải trình và đính chính

W701 = Giải trình đã chấp nhận cho { $line } không còn đúng: khi đó là { $expected }, nay là { $found }; sai lệch lại được tính.
    .hint = Xem lại và ghi quyết định mới vào giai-trinh.xlsx.
    .title = Giải trình hết hiệu lực
    .what = Giá trị đã được chấp nhận nay thay đổi.
    .why = Giải trình cũ không áp dụng cho số mới.
    .todo = Xem lại giải trình.
    .example = Chấp nhận lũy kế 275, nay ghi 300.
    .expected = giá trị đã chấp nhận
    .found = giá trị hiện nay

W702 = Giải trình cho { $text } không khớp với sai lệch nào.
    .hint = Không cần làm gì; có thể xóa dòng này khỏi giai-trinh.xlsx.
    .title = Giải trình không dùng đến
    .what = Một giải trình được chấp nhận không khớp với sai lệch nào.
    .why = Sai lệch đã được sửa, hoặc mã phát hiện bị ghi sai.
    .todo = Xóa dòng hoặc sửa mã.
    .example = Giải trình cho B301-314-KC17-03-cumulative.local, sai lệch này đã được sửa.
    .expected = để trống
    .found = mã phát hiện

W702-decision = { $file }, ô { $cell }: cột Quyết định ghi “{ $text }”, không rõ có chấp nhận giải trình hay không; sai lệch vẫn được tính.
    .hint = Ghi “chấp nhận” hoặc “không chấp nhận”.
W702-no-id = { $file }, ô { $cell }: giải trình “{ $text }” không có mã phát hiện nên không dùng được.
    .hint = Chép mã phát hiện từ cột mã của sai-lech.xlsx hoặc giai-trinh.xlsx trong thư mục kết quả.
W702-headings = { $file } không có đủ các cột “Mã phát hiện”, “Giải trình”, “Quyết định” nên không dòng nào được dùng.
    .hint = Dùng lại dòng tiêu đề của giai-trinh.xlsx do chương trình ghi trong thư mục kết quả.

W703 = Có hai nội dung giải trình khác nhau cho { $text }; nội dung trong thư mục kỳ được dùng.
    .hint = Giữ một nội dung trong giai-trinh.xlsx của thư mục kỳ.
    .title = Giải trình trái nhau
    .what = Hai tệp giải trình có nội dung khác nhau cho cùng một mã.
    .why = Cần biết nội dung nào có hiệu lực.
    .todo = Thống nhất một nội dung.
    .example = giai-trinh.xlsx ở thư mục kỳ và ở ket-qua/ ghi khác nhau.
    .expected = nội dung được dùng
    .found = nội dung kia

W704 = Đính chính cho { $line }, “{ $field }” không áp dụng: giá trị cũ phải là { $expected }, nay ô ghi { $found }.
    .hint = Kiểm tra xem đơn vị đã tự sửa chưa; nếu rồi, xóa dòng này khỏi dinh-chinh.xlsx.
    .title = Đính chính không áp dụng được
    .what = Giá trị cũ ghi trong đính chính không còn ở báo cáo.
    .why = Số đã thay đổi từ khi thống nhất đính chính.
    .todo = Xóa hoặc sửa dòng đính chính.
    .example = Đính chính 275 thành 200, trong khi bản mới đã ghi 200.
    .expected = giá trị cũ theo đính chính
    .found = giá trị hiện nay
W704-new = Đính chính cho { $line }, “{ $field }” không áp dụng: giá trị mới “{ $text }” không đọc được thành một số tiền, hoặc đọc được hai cách.
    .hint = Ghi giá trị mới bằng số đồng, ví dụ 195.000.000, hoặc kèm đơn vị tiền, ví dụ 195 triệu.
W704-unit = { $file }, ô { $cell }: không rõ đơn vị nào nên đính chính cho “{ $name }” không áp dụng.
    .hint = Ghi mã đơn vị (ví dụ 314) hoặc tên đầy đủ (ví dụ Huyện Kiến Thuỵ).
W704-field = { $file }, ô { $cell }: không rõ “{ $label }” là số liệu nào nên đính chính cho “{ $name }” không áp dụng.
    .hint = Ghi như trong sai-lech.xlsx, ví dụ “Lũy kế – KCĐP”, hoặc địa chỉ ô trong báo cáo của đơn vị, ví dụ H12.
W704-project = { $file }, ô { $cell }: không có đề án “{ $name }” trong báo cáo của đơn vị nên đính chính không áp dụng.
    .hint = Ghi mã đề án, hoặc tên đúng như trong báo cáo.
W704-headings = { $file } không có đủ các cột Đơn vị, Đề án, Trường, Giá trị cũ, Giá trị mới nên không dòng nào được áp dụng.
    .hint = Đặt tên các cột: Đơn vị, Đề án, Trường, Giá trị cũ, Giá trị mới, Người đính chính, Ngày, Hình thức.
