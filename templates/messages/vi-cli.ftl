# Lời của dòng lệnh. Lời của các quy tắc nằm trong vi.ftl.

cli-error = lỗi
cli-warning = cảnh báo
cli-info = lưu ý
cli-nearest = {"; "}có phải là { $nearest }?
cli-see-help = Xem hướng dẫn: { $command }

## Trợ giúp

cli-heading-usage = Cách dùng
cli-heading-commands = Lệnh
cli-heading-arguments = Tham số
cli-heading-options = Tùy chọn
cli-heading-common = Tùy chọn chung

cli-value-path = ĐƯỜNG_DẪN
cli-value-folder = THƯ_MỤC
cli-value-file = TỆP
cli-value-old = TỆP_CŨ
cli-value-new = TỆP_MỚI
cli-value-code = MÃ
cli-value-cell = Ô
cli-value-sheet = TRANG
cli-value-period = KỲ
cli-value-shell = SHELL
cli-value-command = LỆNH

cli-about-tonghop = Tổng hợp báo cáo Excel của các đơn vị thành một báo cáo chung, kiểm tra từng số liệu và chỉ rõ ô nào sai
cli-about-run = Làm trọn một kỳ: đọc, kiểm tra, tổng hợp và ghi kết quả vào ket-qua/
cli-about-check = Kiểm tra từng tệp báo cáo trước khi gửi; không ghi gì
cli-about-compare = So sánh hai bản của một báo cáo: số nào thay đổi, dòng nào thêm, dòng nào bớt, tổng thay đổi ra sao
cli-about-inspect = Cho biết chương trình hiểu một tệp thế nào: biểu, dòng tiêu đề, cột, đơn vị tiền, loại của từng dòng
cli-about-explain = Giải thích một quy tắc: báo khi nào, vì sao quan trọng, phải làm gì, ví dụ
cli-about-rules = Liệt kê mọi quy tắc, mỗi quy tắc một dòng
cli-about-init = Tạo thư mục cho một kỳ mới, kèm tệp thiết lập ky.toml có chú thích
cli-about-forms = Lập biểu trống cho từng đơn vị, ghi sẵn các đề án được duyệt, vào ket-qua/bieu-mau/
cli-about-trace = Lần một số của bao-cao.xlsx về các dòng và ô nguồn làm nên nó, kèm tệp và mã băm
cli-about-template = Xem một biểu mẫu báo cáo (report.xlsx) được hiểu thế nào: dòng mẫu, tên đã hiểu, tên chưa biết, tên còn thiếu
cli-about-completions = In đoạn mã để shell tự điền lệnh và tùy chọn
cli-about-help = In trợ giúp của chương trình hoặc của một lệnh

cli-usage-tonghop = tonghop [TÙY_CHỌN] [LỆNH | THƯ_MỤC | TỆP…]
cli-usage-run = tonghop run [TÙY_CHỌN] [THƯ_MỤC]
cli-usage-check = tonghop check [TÙY_CHỌN] TỆP…
cli-usage-compare = tonghop compare [TÙY_CHỌN] TỆP_CŨ TỆP_MỚI
cli-usage-inspect = tonghop inspect [TÙY_CHỌN] TỆP
cli-usage-explain = tonghop explain [TÙY_CHỌN] MÃ
cli-usage-rules = tonghop rules [TÙY_CHỌN]
cli-usage-init = tonghop init [TÙY_CHỌN] THƯ_MỤC --period KỲ
cli-usage-forms = tonghop forms [TÙY_CHỌN] [THƯ_MỤC]
cli-usage-trace = tonghop trace [TÙY_CHỌN] Ô [--sheet "Biểu 1"] [THƯ_MỤC]
cli-usage-template = tonghop template check [TÙY_CHỌN] TỆP
cli-usage-completions = tonghop completions [TÙY_CHỌN] SHELL
cli-usage-help = tonghop help [TÙY_CHỌN] [LỆNH]

cli-arg-path = Thư mục của kỳ (như run) hoặc tệp báo cáo (như check); mặc định là thư mục hiện tại
cli-arg-workspace = Thư mục của kỳ, nơi có tệp ky.toml; mặc định là thư mục hiện tại
cli-arg-files = Một hay nhiều tệp báo cáo
cli-arg-file = Tệp cần xem
cli-arg-old = Bản trước
cli-arg-new = Bản sau
cli-arg-code = Mã hoặc tên của quy tắc, ví dụ B301
cli-arg-dir = Thư mục sẽ tạo
cli-arg-cell = Ô cần lần, ví dụ F12; cũng viết được "Biểu 1!F12"
cli-arg-task = Việc cần làm: check
cli-arg-form = Biểu mẫu .xlsx; tệp map.toml cùng thư mục được đọc kèm
cli-arg-shell = bash, elvish, fish, powershell hoặc zsh
cli-arg-command = Lệnh cần xem trợ giúp

cli-opt-no-feedback = Không lập phiếu phản hồi trong phan-hoi/
cli-opt-pdf = In thêm bao-cao.pdf (cần LibreOffice)
cli-opt-parquet = Ghi thêm records.parquet cho DuckDB, Polars, Power BI, Spark
cli-opt-workspace = Thư mục của kỳ, để đối chiếu với phê duyệt và kỳ báo cáo; không có thì những điều đó không được kiểm tra
cli-opt-sheet = Trang của bao-cao.xlsx; mặc định là trang đầu
cli-opt-cells = Kèm mọi ô có dữ liệu, như chương trình đã hiểu
cli-opt-period = Kỳ báo cáo: 2017-Q3 (quý), 2017-H1 (nửa năm), 2017-9M (9 tháng), 2017-FY (cả năm)
cli-opt-reopen = Làm lại cả khi kỳ đã ký và nộp (khóa closed trong ky.toml)
cli-opt-from = Thư mục của kỳ trước: lấy sang quyết định phê duyệt, thiết lập, biểu mẫu, giải trình đã chấp nhận và số liệu lũy kế
cli-opt-lang = Ngôn ngữ của thông báo: vi (mặc định) hoặc en
cli-opt-format = Dạng kết quả: text (mặc định) hoặc json (một đối tượng JSON)
cli-opt-jobs = Số tệp đọc cùng lúc; mặc định theo số bộ xử lý. Kết quả không phụ thuộc vào số này
cli-opt-color = Màu: auto (mặc định, chỉ trên màn hình), always (luôn có) hoặc never (không dùng)
cli-opt-quiet = Chỉ in lỗi; không in thanh tiến độ và phần tóm tắt
cli-opt-verbose = In thêm mọi sai lệch, kể cả sai lệch là hệ quả của sai lệch khác, và những điều chưa kiểm tra
cli-opt-help = In trợ giúp
cli-opt-version = In số phiên bản

cli-after-help =
    Mã thoát: 0 không còn lỗi; 1 có ít nhất một lỗi (kết quả vẫn được ghi); 2 không chạy được.
    Trợ giúp của một lệnh: tonghop LỆNH --help

cli-guide =
    tonghop tổng hợp báo cáo của các đơn vị trong một kỳ thành một báo cáo chung.

    Bắt đầu một kỳ mới:
      1. tonghop init 2017-q3 --period 2017-Q3
      2. Chép phụ lục các quyết định phê duyệt vào 2017-q3/phe-duyet/, báo cáo của các đơn vị vào 2017-q3/da-nop/
      3. tonghop run 2017-q3
      4. Xem kết quả trong 2017-q3/ket-qua/

    Kiểm tra một tệp trước khi gửi:         tonghop check TỆP
    Xem chương trình hiểu một tệp thế nào:  tonghop inspect TỆP
    Mọi lệnh và tùy chọn:                   tonghop --help

## Tham số sai

cli-unknown-command = không có lệnh, thư mục hay tệp nào tên “{ $word }”
cli-option-unknown = không có tùy chọn { $argument }
cli-argument-surplus = thừa tham số “{ $argument }”
cli-argument-missing = thiếu { $argument }
cli-argument-conflict = { $argument } không dùng chung được với các tùy chọn khác đã nêu
cli-argument-not-utf8 = có tham số không viết bằng bảng mã Unicode
cli-arguments-wrong = dòng lệnh không đúng
cli-value-missing = { $argument } cần một giá trị đi kèm
cli-value-too-many = { $argument } không nhận giá trị đi kèm
cli-value-invalid = giá trị “{ $value }” của { $argument } không đúng
cli-value-allowed = {"; "}được dùng: { $allowed }
cli-wanted-jobs = {"; "}cần một số nguyên từ 1 trở lên
cli-wanted-period = {"; "}kỳ viết như 2017-Q3, 2017-H1, 2017-9M hoặc 2017-FY
cli-file-missing = không có tệp { $file }
cli-file-is-folder = { $file } là thư mục; lệnh này cần một tệp. Để tổng hợp cả kỳ: tonghop run { $file }
cli-folder-missing = không có thư mục { $folder }
cli-this-folder = Thư mục hiện tại
cli-folder-no-workspace = { $folder } không phải là thư mục của một kỳ: trong đó không có tệp ky.toml.
cli-unknown-rule = không có quy tắc “{ $code }”
cli-see-rules = {"; "}xem danh sách: tonghop rules

## Không chạy được

cli-fault-settings = tệp thiết lập có { $count } chỗ sai; chưa ghi gì.
cli-fault-no-workspace = { $folder } không phải là thư mục của một kỳ: trong đó không có tệp ky.toml. Tạo kỳ mới: tonghop init THƯ_MỤC --period 2017-Q3
cli-fault-closed = kỳ báo cáo này đã ký và nộp ngày { $day } (closed trong ky.toml), nên không ghi lại gì. Thêm --reopen nếu phải làm lại.
cli-fault-locked = Đóng tệp { $file } đang mở rồi chạy lại. Kết quả cũ được giữ nguyên.
cli-fault-busy = một lần chạy khác đang ghi vào thư mục kết quả; chờ nó xong rồi chạy lại
cli-fault-name = “{ $file }” không phải là tên tệp hợp lệ trong thư mục kết quả
cli-fault-blocked = không ghi được { $file }: trên đường dẫn có một tệp hoặc liên kết, không phải thư mục
cli-fault-not-written = không ghi được { $file }: { $why ->
    [full] ổ đĩa đã đầy
    [denied] không có quyền ghi
    [read-only] ổ đĩa chỉ cho đọc
   *[other] { $cause }
}. Kết quả cũ được giữ nguyên.
cli-fault-not-written-folder = không ghi được vào thư mục kết quả: { $why ->
    [full] ổ đĩa đã đầy
    [denied] không có quyền ghi
    [read-only] ổ đĩa chỉ cho đọc
   *[other] { $cause }
}. Kết quả cũ được giữ nguyên.
cli-fault-templates = không đọc được thư mục templates: { $cause }
cli-fault-no-worker = không chạy được tiến trình đọc tệp: { $cause }
cli-fault-previous = { $file }: { $count } dòng không phải là bản ghi của tonghop; chép lại tệp records.jsonl của kỳ trước
cli-fault-table-csv = { $file }: không phải là bảng CSV (UTF-8 hoặc UTF-16); mở bằng Excel rồi lưu lại dạng “CSV UTF-8” hoặc .xlsx
cli-fault-table-empty = { $file }: tệp rỗng
cli-fault-table-broken = { $file }: không đọc được ({ $detail }); mở bằng Excel rồi lưu lại
cli-fault-table-encrypted = { $file }: tệp có mật khẩu; bỏ mật khẩu rồi lưu lại
cli-fault-table-limit = { $file }: vượt giới hạn { $limit }: { $value } > { $allowed }
cli-fault-machine = không chạy được: { $cause }
cli-fault-broken = chương trình gặp lỗi bên trong và đã dừng; dữ liệu đầu vào không bị thay đổi. Xin báo cho người phát triển dòng sau: { $detail }

## Thiết lập sai

cli-problem-at = { $file }, dòng { $number }: { $what }
cli-problem-in = { $file }: { $what }
cli-problem-not-utf8 = từ dòng này tệp không phải bảng mã UTF-8; mở bằng Notepad rồi lưu lại với bảng mã UTF-8
cli-problem-syntax = không hiểu “{ $text }”; mỗi dòng viết: khóa = giá trị, chữ đặt trong dấu ngoặc kép, ngày viết 2017-09-20
cli-problem-words-equals = “{ $text }” thiếu dấu = sau tên; mỗi câu viết: tên = câu, dòng nối tiếp phải thụt vào đầu dòng
cli-problem-words-sentence = “{ $text }” chưa có câu; viết câu sau dấu =, hoặc bỏ cả dòng để dùng câu có sẵn
cli-problem-words-braces = “{ $text }”: dấu {"{"} và {"}"} phải đủ đôi, bên trong là một tên như {"{"} $amount {"}"}; muốn in dấu ngoặc thì viết {"{"}"{"{"}"{"}"}
cli-problem-words-default = “{ $text }”: lựa chọn phải có đúng một trường hợp mặc định, viết *[other]
cli-problem-words-quotes = “{ $text }”: dấu ngoặc kép trong {"{"} {"}"} phải đủ đôi và nằm trên cùng một dòng; dấu \ viết thành \\
cli-problem-words-other = không hiểu “{ $text }”; mỗi câu viết: tên = câu, chữ thay thế đặt trong {"{"} $tên {"}"}; xem câu cùng tên trong tệp có sẵn
cli-problem-twice = { $key } đã được khai ở trên; chỉ giữ một dòng
cli-problem-unknown-key = không có khóa { $key }
cli-problem-unknown-section = không có mục [{ $key }]
cli-problem-type-text = { $key } cần chữ trong dấu ngoặc kép, đang là { $found }
cli-problem-type-whole = { $key } cần một số nguyên, không có ngoặc kép, đang là { $found }
cli-problem-type-date = { $key } cần một ngày viết như 2017-09-20, không có ngoặc kép và không có giờ, đang là { $found }
cli-problem-type-flag = { $key } cần true hoặc false, đang là { $found }
cli-problem-type-texts = { $key } cần một danh sách như ["311", "314"], đang là { $found }
cli-problem-type-section = { $key } phải là một mục [{ $key }] có các khóa riêng, đang là { $found }
cli-problem-not-one-of = { $key } không nhận { $found }; được dùng: { $allowed }
cli-problem-no-year = mục [period] thiếu năm: year = 2017
cli-problem-no-part = mục [period] chưa nói kỳ nào trong năm; thêm một trong các dòng: quarter = 3, half = 1, nine_months = true, full_year = true
cli-problem-several-parts = mục [period] chỉ được có một kỳ, đang có: { $keys }
cli-problem-corrections-before-deadline = { $key } sớm hơn hạn nộp báo cáo (deadline)
cli-problem-unknown-rule = { $key }: không có quy tắc này
cli-problem-stays-error = { $key }: tệp không đọc được thì không thể tính vào báo cáo, nên quy tắc này luôn là "error"
cli-problem-unknown-unit = { $key }: không có đơn vị mang mã này
cli-problem-missing = thiếu { $key }
cli-problem-columns = dòng này phải có các cột, cách nhau bằng dấu phẩy: { $columns }
cli-problem-day = { $key }: “{ $found }” không phải là ngày; ngày viết 2017-12-31
cli-problem-ends-before = { $key } sớm hơn ngày bắt đầu
cli-problem-limit-too-small = { $key } phải từ 1 trở lên
cli-problem-folder-empty = { $key }: tên thư mục để trống
cli-problem-folder-outside = { $key }: “{ $found }” không phải tên một thư mục nằm trong thư mục của kỳ (dùng dấu / giữa các cấp; không dùng .., đường dẫn tuyệt đối hay các ký tự \ : * ? " < > |)
cli-problem-folders-overlap = { $key } trùng với { $other }, nằm trong nó hoặc chứa nó; hai thư mục này phải tách rời nhau
cli-problem-folder-taken = { $key }: “{ $found }” là tên dành cho việc khác trong thư mục của kỳ

## Sai lệch

cli-waived = {" "}(đã giải trình)
cli-caused-by = hệ quả của { $id }
cli-not-checked = chưa kiểm tra { $codes }: { $why }
cli-check-mend = Còn lỗi: sửa những chỗ nêu trên rồi kiểm tra lại trước khi gửi.
cli-check-look = Không có lỗi; xem lại các cảnh báo trước khi gửi.
cli-check-fine = Không có lỗi: có thể gửi.

## Kỳ đã ký

cli-closed = Kỳ này đã ký và nộp ngày { $day } (khóa closed trong ky.toml): không ghi gì.
cli-closed-same = Chạy lại cũng cho đúng kết quả đã ký.
cli-closed-inputs = Dữ liệu vào khác lúc lập kết quả đã ký:
cli-closed-files = Tệp kết quả sẽ khác bản đã ký:
cli-closed-figures = Số liệu sẽ khác bản đã ký:
cli-closed-appeared = Sai lệch sẽ có thêm:
cli-closed-vanished = Sai lệch sẽ không còn:
cli-closed-reopen = Muốn làm lại thật: thêm --reopen.
cli-would-new = thêm mới
cli-would-changed = thay đổi
cli-would-removed = không còn

## So sánh hai bản

cli-compare-files = { $old } → { $new }
cli-compare-units = Chú ý: hai tệp của hai đơn vị khác nhau ({ $old }; { $new }).
cli-compare-alone = Chỉ có trong { $file }: biểu “{ $form }”. Biểu này không được so sánh.
cli-compare-same = Mọi số liệu giống nhau.
cli-change-changed = { $line }
cli-change-added = { $line }: dòng thêm
cli-change-removed = { $line }: dòng không còn
cli-change-changed-of = { $line } (đơn vị { $unit })
cli-change-added-of = { $line } (đơn vị { $unit }): dòng thêm
cli-change-removed-of = { $line } (đơn vị { $unit }): dòng không còn
cli-change-totals = Ảnh hưởng đến tổng:

## Biểu trống

cli-forms-projects = { $count } đề án
cli-forms-done = Đã ghi { $count } biểu vào { $folder }
cli-forms-nobody = chưa biết đơn vị nào phải nộp: trong thư mục phê duyệt chưa có quyết định nào nêu đơn vị, ky.toml cũng không khai [units] expected. Chưa ghi gì.
cli-forms-filled = tệp bieu-mau/{ $file } đã được sửa hoặc điền số. Chuyển tệp đó ra ngoài thư mục kết quả (tệp đã điền: vào thư mục báo cáo của các đơn vị) rồi chạy lại. Chưa ghi gì.

## Lần về ô nguồn

cli-trace-sum = { $count ->
    [1] lấy từ ô nguồn:
   *[other] là tổng của { $count } ô nguồn:
}
cli-trace-nothing = không có số liệu nào thuộc ô này
cli-trace-count = { $count ->
    [0] đếm được 0: không có dòng nào
   *[other] đếm { $count } dòng:
}
cli-trace-listed = ghép từ { $count } số:
cli-trace-taken = lấy nguyên từ:
cli-trace-place = là số thứ tự của dòng trong danh sách, không phải số liệu
cli-trace-part = { $count ->
    [0] tử số: không có số liệu nào
   *[other] tử số, { $count } ô nguồn:
}
cli-trace-whole = { $count ->
    [0] chia cho: không có số liệu nào, nên để trống
   *[other] chia cho, { $count } ô nguồn:
}
cli-trace-together = Cộng: { $amount }
cli-trace-formula = công thức của biểu: { $formula }; các ô mà công thức dùng:
cli-trace-blank = để trống
cli-trace-row = dòng { $number }
cli-trace-previous = lũy kế đến hết kỳ trước
cli-trace-corrected = đã đính chính từ { $from } ({ $by }, { $date }, { $how })
cli-trace-files = Tệp nguồn và mã băm:
cli-trace-no-cell = “{ $cell }” không phải địa chỉ của một ô; viết như F12 hoặc "Biểu 1!F12"
cli-trace-no-sheet = bao-cao.xlsx không có trang “{ $sheet }”; các trang có số liệu: { $sheets }
cli-trace-no-figure = ô { $cell } của “{ $sheet }” không có số liệu nào do chương trình điền
cli-trace-text = ô { $cell } của “{ $sheet }” là chữ, không phải số liệu: “{ $text }”
cli-trace-other-report = bao-cao.xlsx trong thư mục kết quả khác với báo cáo lập từ dữ liệu hiện nay (dữ liệu đã đổi, phiên bản khác, hoặc tệp đã được sửa tay); phần dưới đây theo dữ liệu hiện nay. Chạy tonghop run để lập lại.
cli-trace-no-report = chưa có bao-cao.xlsx trong thư mục kết quả; phần dưới đây theo dữ liệu hiện nay. Chạy tonghop run để lập báo cáo.

## Tóm tắt

cli-summary-period = Kỳ báo cáo
cli-summary-read = Đã đọc
cli-summary-units = Đơn vị
cli-summary-approved = Được duyệt
cli-summary-spent = Thực hiện kỳ này
cli-summary-cumulative = Lũy kế
cli-summary-findings = Sai lệch
cli-summary-see = Xem
cli-summary-not-checked = Chưa kiểm tra
cli-not-checked-count = { $count } quy tắc: { $codes } (lý do: thêm -v, hoặc xem trang “Phạm vi kiểm tra” của sai-lech.xlsx)
cli-summary-nothing-written = chưa ghi kết quả
cli-summary-more-files = {" "}và { $count } tệp khác
cli-count-workbooks = { $count } tệp bảng tính
cli-count-records = { $count } dòng số liệu
cli-count-unreadable = { $count } tệp không đọc được
cli-count-attachments = { $count } tệp đính kèm
cli-count-errors = { $count } lỗi
cli-count-warnings = { $count } cảnh báo
cli-count-infos = { $count } lưu ý
cli-count-waived = { $count } đã giải trình
cli-count-consequences = { $count } hệ quả
cli-count-rows = { $count } dòng
cli-units-reported = { $reported }/{ $expected } đơn vị đã nộp
cli-units-none = chưa biết đơn vị nào phải nộp: trong thư mục phê duyệt chưa có quyết định nào nêu đơn vị, ky.toml cũng không khai [units] expected
cli-units-missing = {"; "}còn thiếu: { $names }
cli-units-more = {" "}và { $count } đơn vị nữa
cli-money = { $amount } đồng
cli-share = {" "}({ $share }% số được duyệt)

## Quy tắc

cli-explain-severity = Mức độ
cli-explain-what = Báo khi nào
cli-explain-why = Vì sao quan trọng
cli-explain-todo = Phải làm gì
cli-explain-example = Ví dụ
cli-explain-expected = Giá trị cần có (expected)
cli-explain-case = Trường hợp thật, rút từ { $file }
cli-explain-found = Giá trị tìm thấy (found)

## Kỳ mới

cli-init-exists = { $file } đã có; không ghi đè. Hãy chọn thư mục khác, hoặc sửa chính tệp đó.
cli-init-not-empty = { $folder } đã có tệp bên trong nên không ghi vào. Chọn thư mục khác.
cli-init-inside = { $folder } nằm trong { $previous }; thư mục của kỳ mới phải nằm ngoài thư mục của kỳ trước.
cli-init-settings = { $file } được viết theo cách mà chương trình không chuyển sang kỳ mới được. Viết mục [period] như ở mẫu, mỗi khóa một dòng, rồi làm lại.
cli-init-from-done = Đã tạo { $folder } từ { $previous }.
cli-init-from-approvals = - Quyết định phê duyệt: { $count } tệp
cli-init-from-templates = - Biểu mẫu riêng: { $count } tệp
cli-init-from-explanations = - Giải trình đã chấp nhận: { $count } dòng
cli-init-from-undecided = - Giải trình về việc gửi báo cáo (chưa gửi, gửi muộn …) của kỳ trước: { $count } dòng, giữ nội dung, cần quyết định lại cho kỳ này
cli-init-from-records-taken = - Số liệu kỳ trước: đã lấy, để tính và đối chiếu lũy kế
cli-init-from-records-not-needed = - Số liệu kỳ trước: không lấy, vì kỳ mới bắt đầu từ tháng 1 hoặc không nối tiếp kỳ trước trong cùng năm
cli-init-from-records-missing = kỳ trước chưa có kết quả nên chưa có số liệu để đối chiếu lũy kế. Chạy tonghop run { $previous } rồi tạo lại.
cli-init-from-records-stale = kết quả trong { $previous } là của kỳ khác nên không được lấy. Chạy lại tonghop run { $previous } rồi tạo lại.
cli-init-from-next =
    1. Ghi hạn nộp vào { $file }
    2. Bổ sung quyết định mới vào { $approved }, đặt báo cáo của các đơn vị vào { $submissions }
    3. Chạy: tonghop run { $folder }
cli-init-failed = không tạo được { $folder }: { $cause }
cli-init-done =
    Đã tạo { $folder }.
    1. Xem lại { $file }
    2. Chép phụ lục các quyết định phê duyệt vào { $approved }, báo cáo của các đơn vị vào { $submissions }
    3. Chạy: tonghop run { $folder }

## Xem một tệp

cli-inspect-file = Dạng tệp: { $format } · đơn vị gửi: { $unit } · kỳ: { $period }
cli-inspect-unknown = chưa rõ
cli-inspect-sheet = Trang “{ $sheet }”
cli-inspect-hidden = {" "}(đang ẩn)
cli-inspect-no-form = không nhận ra biểu nào
cli-inspect-nearest = Gần giống nhất: { $form }; còn thiếu: { $lacking }
cli-inspect-money-unit-at = Đơn vị tiền: { $name }, ghi ở ô { $cell }
cli-inspect-money-unit = Đơn vị tiền: { $name }, không thấy ghi trên trang
cli-inspect-no-money-unit = Đơn vị tiền: không rõ
cli-inspect-other-unit = Trang còn ghi đơn vị tiền khác: { $name }, ở ô { $cell }
cli-inspect-header = Tiêu đề bảng: dòng { $range }
cli-inspect-columns = Các cột:
cli-inspect-unused = không khớp cột nào của biểu mẫu, không dùng
cli-inspect-runner-up = {"; "}cũng có thể là { $field }
cli-inspect-more = {" "}(và { $count } lưu ý [{ $code }] nữa trên trang này)
cli-inspect-rows = Các dòng:
cli-inspect-cells = Các ô:
cli-inspect-findings = Sai lệch của tệp
cli-inspect-no-findings = Không có sai lệch.

cli-class-title = phần đầu
cli-class-header = tiêu đề bảng
cli-class-numbering = số thứ tự cột
cli-class-group = nhóm
cli-class-project = đề án
cli-class-result = kết quả
cli-class-activity = nội dung hoạt động
cli-class-indicator = chỉ tiêu
cli-class-of-which = trong đó
cli-class-total = tổng
cli-class-note = ghi chú
cli-class-signature = phần ký
cli-class-blank = trống
cli-class-unknown = không hiểu

cli-template-with-map = { $file }, cùng map.toml
cli-template-built-in-map = { $file }, cùng map.toml có sẵn của biểu mẫu { $form }
cli-template-no-map = { $file }, không có map.toml
cli-template-rows = Dòng mẫu, được lặp lại cho từng dòng của danh sách
cli-template-row = { $sheet } · dòng { $rows }: { $levels }
cli-template-mapped = Ô sẽ được điền
cli-template-cells = { $sheet } · { $cells }
cli-template-unknown = Tên chưa biết hoặc không được điền ở chỗ đó
cli-template-outside = {" "}(không được điền ở đây; chuyển vào một ô)
cli-template-unsaved = Công thức chưa có kết quả lưu sẵn (Excel tính khi mở; điện thoại, bản xem trước để trống)
cli-template-missing = Biểu mẫu chưa có
cli-template-lacks-row = { $sheet }: dòng mẫu { $name } nêu trong map.toml
cli-template-none = (không)
cli-template-names = Các tên được dùng
cli-template-single = tên riêng, đặt ở bất kỳ ô nào ngoài dòng mẫu
cli-template-units = Số tiền tính bằng đồng; đổi đơn vị như {"{{"}total.spent.total | trieu{"}}"}: { $units }. Một dòng của danh sách: {"{{"}activity[9].spent.local{"}}"}
