# The words of every rule in English (Fluent, projectfluent.org); vi.ftl explains the parts and the values.

## Shared words

severity-error = Error
severity-warning = Warning
severity-info = Note

form-project-list = List of projects
form-money-by-activity = Money by activity
form-results-by-indicator = Results by indicator
form-approval = Annex of an approving decision
form-none = No recognised form

money-dong = VND
money-thousand = thousand VND
money-million = million VND
money-billion = billion VND

line-project = Project { $project }
line-activity = Activity { $number } (money form)
line-indicator = Indicator { $number } (results form)
line-sheet = Sheet “{ $sheet }”
line-file = File { $file }

place-cell = cell { $cell }
place-cell-sheet = cell { $cell }, sheet “{ $sheet }”
place-sheet = sheet “{ $sheet }”
place-file = file { $file }
place-unknown = unknown place
unit-unknown = An unknown unit
and-more = { $list } and { $count } more
or = { $first } or { $second }
detail = (technical detail: { $text })
apart-more = { $amount } more
apart-less = { $amount } less

note-read-as = The figure is read in { $read_as }, since the money unit that the sheet states is probably wrong.

cause-right-approved = the approved amount
cause-right-other-form = the sum of the other form
cause-right-sum = the right sum
cause-right-figure = the right figure
cause-right-times = { $right } × { $factor }
cause-right-part = { $right } divided by { $factor }
cause-unit-slip-exact = It equals { $equation }: this column is probably in { $likely }, while the form says { $declared }.
cause-unit-slip-equation = It equals { $equation }: probably a slip of the money unit.
cause-unit-slip-large = Probably a slip of the money unit by { $factor }: this figure seems to be in { $likely }, while the form says { $declared }.
cause-unit-slip-small = Probably a slip of the money unit by { $factor }: this figure seems to be in { $likely }, while the form says { $declared }.
cause-unit-slip-times = Probably a slip of the money unit: this figure is about { $factor } times what it should be.
cause-unit-slip-part = Probably a slip of the money unit: this figure is about one part in { $factor } of what it should be.
cause-unit-slip-unknown = Probably a slip of the money unit.
cause-sign = Probably a wrong sign: the two figures differ by plus and minus only.
cause-digits-swapped = Probably two digits typed in the wrong order.
cause-source-left-out = Probably a source was left out of the sum: the difference is exactly one source's figure.
cause-source-counted-twice = Probably a source was added twice: the difference is exactly one source's figure.
cause-row-left-out = Probably a row was left out of the sum: the difference is exactly one row's figure.
cause-row-counted-twice = Probably a row was added twice: the difference is exactly one row's figure.
cause-subtotal-added = Probably a group's subtotal was added as well: the difference is exactly one subtotal.
cause-stale-formula = Probably the formula was not recalculated after a change.
cause-text-number-left-out = Probably a number kept as text, which Excel does not add.
cause-rounding = Probably rounding only.

field-seq = Number
field-label = Name of the line (activity or indicator)
field-name = Project name
field-project = Project code
field-code = Project code
field-activity = Activity
field-content = Content
field-unit = Unit
field-money-unit = Money unit
field-beneficiary = Beneficiary
field-location = Location
field-executor = Carried out by
field-received-at = Day of receipt
field-start = Start
field-end = End
field-dates = Dates
field-time = Dates
field-period = This period
field-note = Note
field-text = Further information
field-ignored = Understood, not counted
field-measure = Measure
field-source = Source of funds
field-result-name = Indicator
field-revision = Revision
field-received = Received
field-file-mib = file size in MiB (file_mib)
field-unpacked-mib = unpacked size in MiB (unpacked_mib)
field-ratio = compression ratio (ratio)
field-cells = used cells (cells)
field-sheets = sheets (sheets)
field-seconds = seconds to read it (seconds)
field-memory-mib = memory to read it in MiB (memory_mib)
field-indicator = Indicator
field-percentage = Percentage
field-results = Results
field-results-planned = Results – planned
field-results-period = Results – this period
field-results-cumulative = Results – cumulative
field-results-national-planned = National results – planned
field-results-national-period = National results – this period
field-results-national-cumulative = National results – cumulative
field-results-local-planned = Local results – planned
field-results-local-period = Local results – this period
field-results-local-cumulative = Local results – cumulative
field-result-of = Result, indicator { $number } – { $phase }
field-result-other = Other result – { $phase }
field-planned = Planned
field-approved = Approved
field-spent = This period
field-cumulative = Cumulative
field-approved-total = Approved – total
field-approved-support = Approved – promotion funds
field-approved-national = Approved – national
field-approved-local = Approved – local
field-approved-district = Approved – unit's own budget
field-approved-counterpart = Approved – counterpart
field-approved-other = Approved – other
field-spent-total = This period – total
field-spent-support = This period – promotion funds
field-spent-national = This period – national
field-spent-local = This period – local
field-spent-district = This period – unit's own budget
field-spent-counterpart = This period – counterpart
field-spent-other = This period – other
field-cumulative-total = Cumulative – total
field-cumulative-support = Cumulative – promotion funds
field-cumulative-national = Cumulative – national
field-cumulative-local = Cumulative – local
field-cumulative-district = Cumulative – unit's own budget
field-cumulative-counterpart = Cumulative – counterpart
field-cumulative-other = Cumulative – other
field-approved-unallocated = Approved – source not stated
field-spent-unallocated = This period – source not stated
field-cumulative-unallocated = Cumulative – source not stated
field-planned-national = Planned – national
field-planned-local = Planned – local
field-planned-unallocated = Planned – source not stated
field-period-national = This period – national
field-period-local = This period – local
field-period-unallocated = This period – source not stated
field-percent = Percentage
field-index = Number in the list
field-number = Number in the list
field-projects = Number of projects
field-projects-approved = Number of approved projects
field-projects-reported = Number of reported projects
field-errors = Number of errors
field-warnings = Number of warnings
field-decided-total = Approved as the decision says
field-reported-total = Approved as the submission says
field-reported-difference = Submission less decision
field-remaining = Remaining
field-expected = Expected value
field-found = Value in the submission
field-difference = Difference

source-total = all sources
source-support = promotion funds
source-national = national
source-local = local
source-district = unit's own budget
source-counterpart = counterpart
source-other = other

status-counted = Counted
status-missing = Nothing sent
status-unreadable = Sent, unreadable
status-other-period = Sent, but for another period
status-undecided = Several versions sent, undecided which counts
status-superseded = Replaced by a later version
status-identical = Same as a file sent before
status-empty = Sent, nothing to report
status-attachment = Attachment
status-no-form = Sent, no recognised form
status-unknown-unit = Sender unknown

not-checked-no-approvals = there are no approvals to compare with
not-checked-no-approval-of-project = no decision approves the project, so there is nothing to compare with
not-checked-no-list = the unit sent no list of projects, or the decision names no unit
not-checked-no-deadline = the deadline is not known (deadline in ky.toml)
not-checked-no-period = the reporting period is not known (no ky.toml)
not-checked-no-previous = there are no figures of the previous period (ky-truoc/records.jsonl)
not-checked-previous-other-period = ky-truoc/records.jsonl is not of the period that ends the day before this one begins, in the same year
not-checked-previous-blank = the previous period has no cumulative figure of the project, or its sources cannot be added up
not-checked-not-in-previous = the previous figures hold no such project of this unit
not-checked-from-january = the period begins on 1 January, so there is none before it in the year
not-checked-several-lines = the project stands on several lines, and nothing shows which of them continues which
not-checked-unit-split = the unit of the previous period was split or merged, and nothing shows which new unit continues which part
not-checked-no-cumulative = the form has no cumulative figures
not-checked-no-spent = the form has no figures of the period
not-checked-blank-amounts = one of the figures to compare is blank
not-checked-no-ceiling = no ceiling is known for the activity on the day of the decision (templates/ceilings.toml)
not-checked-no-support = nothing shows how much of the money is support
not-checked-no-whole-cost = nothing shows the whole cost of the project, the counterpart included
not-checked-number-of-establishments = the form does not say how many establishments or models are supported, and the ceiling is for each
not-checked-ceiling-variant = the form does not say which ceiling applies (a new or a proven model, machinery or a whole line)
not-checked-no-dates = the decision gives no dates
not-checked-percentage-basis = nothing shows which two figures the percentage is of
not-checked-no-plan = the form has no plan of results
not-checked-not-full-year = only checked in reports of a full year
not-checked-no-results = the form has no columns for results
not-checked-sources-differ = the sources of money of the two sides cannot be compared
not-checked-no-register = the day of receipt is not known: no receipt register (so-nhan.xlsx), or no row for the file
not-checked-joint-amounts = the decision gives it to several units together without what each of them gets
not-checked-formula-not-computed = the formula cannot be computed anew (it looks into another file, or uses a function that the program lacks)
not-checked-off = the rule is turned off under [rules] in ky.toml
not-checked-too-many-sums = the sheet has too many rows that add others up to check them all (they are checked until four million figures have been added)
not-checked-unreadable = one of the figures to compare cannot be read

receipts-sheet = Receipts
receipts-how = Enter the day of receipt (the time too, where a unit sent more than once on a day) and the revision of each file, then copy this file into the period’s folder (beside ky.toml): the register is read there only.
receipts-col-file = File
receipts-col-unit = Unit
receipts-col-received = Received at
receipts-col-revision = Revision
receipts-wrong-revision = A revision is a whole number from 1.
register-sheet-findings = Findings
register-sheet-units = By unit
register-sheet-rules = By rule
register-sheet-reminders = Reminders
register-sheet-changes = Changes of versions
register-none-changes = No form was sent again.
register-col-old-file = Former version
register-col-new-file = Version that counts
register-col-form = Form
register-col-change = Change
register-col-line = Line
register-col-old = Old
register-col-new = New
register-col-old-cell = Cell in the former version
register-col-new-cell = Cell in the version that counts
change-changed = Figure changed
change-added = Line added
change-removed = Line removed
change-total = Total of the form
change-none = No figure changed
register-sheet-corrections = Corrections
register-col-reported = As the unit reported (VND)
register-col-agreed = As agreed (VND)
register-col-agreed-by = Agreed by
register-col-agreed-on = Date
register-col-agreed-how = How
register-sheet-not-checked = Scope of checks
register-col-number = No.
register-col-severity = Severity
register-col-message = Finding
register-col-hint = What to do
register-col-unit-code = Unit code
register-col-unit = Unit
register-col-project = Project
register-col-field = Field
register-col-expected = Expected (money: VND)
register-col-found = Found (money: VND)
register-col-difference = Difference (money: VND)
register-col-text = Written in the cell
register-col-money-unit = Money unit of the cell
register-col-file = File
register-col-sheet = Sheet
register-col-cells = Cells
register-col-open = Open the source
register-col-marked = Open the marked copy
register-col-related = Compared with
register-col-state = State
register-col-explanation = Explanation
register-col-code = Rule code
register-col-rule = Rule
register-col-rule-what = What the rule finds
register-col-units = Units
register-col-weight = Open differences (VND)
register-col-id = Finding ID
register-col-reason = Reason
register-col-errors = Errors
register-col-warnings = Warnings
register-col-infos = Notes
register-col-consequences = Follow from others
register-col-waived = Explanation accepted
register-col-reminder = Text of the reminder (copy to send)
register-col-seen = Lines seen
register-col-lines = Of them not checked
register-col-why = Why it was not checked
register-open-link = Open
register-no-link = See the columns File, Sheet, Cells (Excel allows 65,530 links a sheet)
register-state-open = Open
register-state-waived = Explanation accepted
register-state-consequence = Follows from { $id }
register-no-unit = Unit not known
register-none = There are no findings.
register-none-reminders = No unit has to be reminded.
register-none-not-checked = No rule was left out.
register-footer = Page &P/&N
register-continued = The list continues on sheet “{ $sheet }”.

remind-missing = We ask { $unit } to send its report for { $period }; nothing has been received so far.
remind-missing-deadline = We ask { $unit } to send its report for { $period }; it is due on { $deadline } and nothing has been received so far.
remind-unreadable = We ask { $unit } to send its report for { $period } again: the file that was sent cannot be read.
remind-other-period = We ask { $unit } to send its report for { $period }: the file that was sent is for another period.
remind-undecided = We ask { $unit } to say which version is its report for { $period }: several different ones were sent.
remind-no-form = We ask { $unit } to send its report for { $period } on the official form: no form was recognised in the file that was sent.
remind-errors = We ask { $unit } to correct and resend its report for { $period }: { $count ->
    [one] { $count } error is
   *[other] { $count } errors are
} still open, see the enclosed request for correction.
remind-errors-deadline = We ask { $unit } to correct and resend its report for { $period } by { $deadline }: { $count ->
    [one] { $count } error is
   *[other] { $count } errors are
} still open, see the enclosed request for correction.

feedback-sheet = Request for correction
feedback-sheet-confirmation = Confirmation
feedback-country = SOCIALIST REPUBLIC OF VIETNAM
feedback-motto = Independence - Freedom - Happiness
feedback-number = No. ……………
feedback-date = Date: ……………
feedback-place-date = { $place }, ……………
feedback-title = REQUEST TO REVIEW AND CORRECT FIGURES
feedback-title-confirmation = CONFIRMATION OF RECEIPT
feedback-subject = (Report on industrial promotion for { $period })
feedback-to = To: { $unit }
feedback-committee = People’s Committee of { $place }
feedback-opening = We have received your report for { $period }. It was compared with the decisions that approve the budgets, and its figures with each other: { $points }. Please review and correct the figures and send the report again as soon as you can.
feedback-opening-deadline = We have received your report for { $period }. It was compared with the decisions that approve the budgets, and its figures with each other: { $points }. Please review and correct the figures and send the report again by { $deadline }.
feedback-count-correct = { $count ->
    [one] { $count } point has
   *[other] { $count } points have
} to be corrected
feedback-count-review = { $count } should be reviewed or explained
feedback-opening-notes = We have received your report for { $period }. Nothing in it has to be corrected; please see the notes below for your next reports.
feedback-opening-confirmation = We confirm that we have received your report for { $period }. Our checks have found nothing to correct.
feedback-opening-several = This is letter { $number } of { $of } to your office, with the marked copy of the file { $file }.
feedback-col-number = No.
feedback-col-place = Sheet, cell (click to open)
feedback-col-message = What
feedback-col-found = In your report
feedback-col-expected = Expected
feedback-col-hint = What to do
feedback-part-correct = TO BE CORRECTED
feedback-part-review = TO BE REVIEWED OR EXPLAINED
feedback-part-note = NOTES (NO CORRECTION NEEDED)
feedback-place-file = The whole report
feedback-place-sheet = “{ $sheet }”
feedback-place-cell = “{ $sheet }”, { $cell }
feedback-place-cells = “{ $sheet }”, { $cell } (+{ $count })
feedback-waived = (Your explanation was accepted.)
feedback-consequence = (Follows from another point and ends once that one is corrected.)
feedback-again = The same in { $count } further { $count ->
    [1] cell
   *[other] cells
}: { $cells }.
feedback-mark-correct = Point { $number } – to be corrected
feedback-mark-review = Point { $number } – to be reviewed
feedback-mark-note = Point { $number } – note
feedback-note-expected = Expected: { $expected }
feedback-note-hint = What to do: { $hint }
feedback-note-code = Rule: { $code }
feedback-how-heading = How to proceed
feedback-how = The cells above are coloured (orange: to be corrected; yellow: to be reviewed; blue: note) and have a note. Correct the cells themselves, save the file and send it again; neither this letter nor colours or notes have to be removed: they are ignored when the file is read.
feedback-remark-notes = On a sheet with too many marked cells only the first ones have a note; the others have the colour alone.
feedback-remark-macros = The macros of your file are not in this copy.
feedback-remark-signature = The digital signature of your file is not in this copy.
feedback-remark-threads = Some cells have a conversation (threaded comments): Excel shows it in place of the note; see the list above for what the note says.
feedback-remark-rebuilt = This is a marked copy, built anew from your { $format } file with the same values at the same addresses; formulas, fonts, colours and frames are not kept. Please make corrections in your own file.
feedback-remark-odd = Your { $format } file is stored in a way that cannot be marked directly, so this is a marked copy, built anew with the same values at the same addresses; formulas, fonts, colours and frames are not kept. Please make corrections in your own file.
feedback-remark-large = Your file is too large for a marked copy; please look up the cells above in your own file.
feedback-remark-nothing = Your file cannot be read, so no marked copy is enclosed.
feedback-receipt-heading = Confirmation of receipt
feedback-col-file = File received
feedback-col-received = Received on
feedback-col-revision = Revision
feedback-col-status = State
received-at = { $day } { $time }
share = { $unit } { $amount } (cell { $cell }, file { $file })
feedback-not-registered = not in the register
feedback-this-file = (the file of this letter)
feedback-hash = Hash of the file: { $hash }
feedback-closing = Thank you for your cooperation.
feedback-copies-heading = Copies:
feedback-copies = - As above;
feedback-copies-file = - File.
feedback-mark = Code of this letter (please keep it): { $mark }
feedback-continued = The list continues on sheet “{ $sheet }”.
feedback-changed = File { $file } changed while it was being consolidated; run again

note-placeholder = { $file }, sheet “{ $sheet }”, cell { $cell }: nothing is named { $name }, so its place stays blank.
note-placeholder-near = { $file }, sheet “{ $sheet }”, cell { $cell }: nothing is named { $name }, so its place stays blank; did you mean { $nearest }?
note-placeholder-outside = { $file }, { $place }: { $name } is not filled here and would be printed as typed. Move it into a cell of a sheet.
note-placeholder-outside-unknown = { $file }, { $place }: nothing is named { $name }, so its place stays blank.
note-placeholder-outside-near = { $file }, { $place }: nothing is named { $name }, so its place stays blank; did you mean { $nearest }?
note-formula-unsaved = { $file }, sheet “{ $sheet }”, cell { $cell }: the formula { $text } uses a function or reference that is not computed here, so no result is saved. Excel computes it when the file is opened; telephones and previews of mails show the cell empty.
place-page-head = page header or footer
place-note = note of cell { $cell }, sheet “{ $sheet }”
place-drawing = drawing or text box
place-chart = chart
place-name = name of an area
place-sheet-name = name of a sheet
place-prompt = prompt of a data validation or words of a link
page-title = Progress of industrial promotion: { $period }
page-skip = To the main content
page-draft = PROVISIONAL FIGURES: { $missing } units have not submitted, { $errors } errors are open.
page-dong = { $amount } VND
page-tile-units = units have submitted
page-tile-approved = approved for the year
page-tile-spent = spent in the period
page-tile-cumulative = spent since 1 January
page-tile-percent = of the approved amount
page-tile-findings = open errors / warnings
page-tiles-from = The amounts above are the sums of the lines under Money by activity, where the sources stand.
page-by-unit = Money by unit
page-by-activity = Money by activity
page-key-plan = approved
page-key-spent = spent since 1 January
page-bar = approved { $plan }, spent { $spent } ({ $percent })
page-sources = Where the figures stand
page-col-project = Project, activity
page-col-approved = Approved (VND)
page-col-spent = In the period (VND)
page-col-cumulative = Since 1 January (VND)
page-col-place = File · sheet · cell
page-results = Results against plan
page-col-indicator = Indicator
page-col-unit = Counted in
page-col-planned = Plan
page-col-reached = Since 1 January
page-col-percent = Reached
page-missing = Units that have not submitted
page-missing-none = Every unit that must submit has done so.
page-worst = The largest mismatches of money (ten at most)
page-worst-none = No mismatch of money is open.
page-foot = Made from the files that units sent; all findings are in sai-lech.xlsx, every line of figures in records.jsonl.
page-foot-sources = There are too many lines to name the cells here.

answers-sheet = Explanations
answers-id = Finding ID
answers-unit = Unit
answers-project = Project
answers-content = Content
answers-expected = Expected
answers-found = Found
answers-text = Explanation
answers-by = Explained by
answers-date = Date
answers-form = Form
answers-decision = Decision
answers-choice = Choose “chấp nhận” (accepted) or “không chấp nhận” (rejected), or leave it blank.

sent-waived = { $count } explanations accepted
sarif-base = The folder of the period: where ky.toml lies.
note-set-aside = The folder of results held { $file }, which this program did not write; it was kept as { $other }.
note-pdf-absent = There is no LibreOffice on this machine, so bao-cao.pdf was not printed; all other files are written. Install LibreOffice, or open bao-cao.xlsx and choose Save As → PDF.
note-pdf-refused = LibreOffice could not print bao-cao.pdf; all other files are written. Open bao-cao.xlsx and choose Save As → PDF.
note-pdf-endless = LibreOffice took too long and was stopped, so there is no bao-cao.pdf; all other files are written. Open bao-cao.xlsx and choose Save As → PDF.
note-pdf-fault = bao-cao.pdf could not be printed ({ $why }); all other files are written.

publish-locked = Close the open file { $file } and run again. The results of the last run are untouched.

## R: reading files

R001 = File { $file } cannot be read{ $detail }.
    .hint = Open the file in Excel, choose Save As → “Excel Workbook (*.xlsx)” and send it again; if Excel cannot open it either, ask for another copy.
    .title = Unreadable file
    .what = A file named like a workbook is empty, cut off, damaged, too old or no workbook at all.
    .why = None of its figures are counted; the unit is treated as not having reported.
    .todo = Open it in Excel, save it as .xlsx and send it again; if that fails, ask the unit for another copy.
    .example = kien-thuy.xls is really a web page saved under the name .xls.
    .expected = empty
    .found = what the file really is
R001-empty = File { $file } is empty.
    .hint = It was probably lost while copying or mailing; ask the unit to send it again.
R001-cut-off = File { $file } is cut off: its end is missing.
    .hint = It was not downloaded or copied completely; download it again or ask the unit to resend it.
R001-damaged = File { $file } is damaged and cannot be read{ $detail }.
    .hint = Open it in Excel (File → Open → “Open and Repair”), save it as .xlsx and send it again; if that fails, ask for another copy.
R001-too-old = File { $file } was saved by a version of Excel that is too old (Excel 4.0 or before).
    .hint = Open it in Excel or LibreOffice, choose Save As → “Excel Workbook (*.xlsx)” and send it again.
R001-macro-sheets = File { $file } holds macro sheets of Excel 4.0 in a form that Excel itself blocks.
    .hint = Copy the forms to a new workbook (Paste Special → Values), save it as .xlsx and send it again.
R001-html = File { $file } is really a web page (HTML) with an Excel name.
    .hint = Open it in Excel, choose Save As → “Excel Workbook (*.xlsx)” and send it again; do not rename the file by hand.
R001-xml-2003 = File { $file } is saved as “XML Spreadsheet 2003”, which is no usual workbook.
    .hint = Open it in Excel, choose Save As → “Excel Workbook (*.xlsx)” and send it again.
R001-xml = File { $file } is really XML with an Excel name.
    .hint = Export it again from its program as “Excel Workbook (*.xlsx)” and send that.
R001-csv = File { $file } is really text (such as CSV) with an Excel name.
    .hint = Open it in Excel, choose Save As → “Excel Workbook (*.xlsx)” and send it again; do not rename the file by hand.
R001-pdf = File { $file } is really a PDF with an Excel name.
    .hint = Ask the unit for the Excel workbook itself; a PDF serves as an attachment only.
R001-docx = File { $file } is really a Word document with an Excel name.
    .hint = Ask the unit to enter its figures in the Excel form and to send that.
R001-other-office = File { $file } is another office document (slides, text …), no workbook{ $detail }.
    .hint = Ask the unit to enter its figures in the Excel form and to send that.
R001-zip = File { $file } is really an archive (ZIP) with an Excel name.
    .hint = Unpack it and put the workbooks inside it into da-nop/.
R001-empty-zip = File { $file } is an archive (ZIP) with nothing in it.
    .hint = It was probably lost while saving or mailing; ask the unit for the original workbook.
R001-archive = File { $file } is really an archive (RAR, 7z or GZ) with an Excel name.
    .hint = Unpack it and put the workbooks inside it into da-nop/.
R001-picture = File { $file } is really a picture with an Excel name.
    .hint = Ask the unit for the Excel workbook itself; a photo or scan serves as an attachment only.
R001-old-office = File { $file } is an old Office file, but no workbook{ $detail }.
    .hint = Ask the unit to enter its figures in the Excel form and to send that.
R001-not-a-file = { $file } is no regular file{ $detail } and is not read.
    .hint = Put the workbook itself, not a shortcut or a link, into da-nop/.
R001-unknown = File { $file } has an Excel name, but its content is no workbook{ $detail }.
    .hint = Open it in the program that made it, save it as .xlsx and send it again.
R001-sheet = Sheet “{ $sheet }” of file { $file } cannot be read{ $detail }; the other sheets are.
    .hint = Open the file in Excel, copy the sheet's content to a new sheet (Paste Special → Values), save it and send it again.

R002 = File { $file } is protected by a password and cannot be read.
    .hint = Open it, remove the password (File → Info → Protect Workbook → Encrypt with Password, clear it), save it and send it again.
    .title = Password-protected file
    .what = The workbook is encrypted and opens with a password only.
    .why = None of its figures are counted; the unit is treated as not having reported.
    .todo = Ask the unit to remove the password and resend it, or open it with the known password and save a copy without one.
    .example = an-lao.xlsx asks for a password when opened.
    .expected = empty
    .found = empty

R003 = File { $file } exceeds the limit of { $limit }: { $allowed } is allowed, the file has { $value }.
    .hint = Remove spare sheets, pictures and formats and send it again; if it must be so large, raise the limit under [limits] in ky.toml.
    .title = File beyond a limit
    .what = The file exceeds a limit: size, unpacked size, cells, sheets, time or memory to read it.
    .why = A huge or hostile file could block the machine; it is neither read nor counted.
    .todo = Ask for a file that holds the form only, or raise the limit under [limits] in ky.toml.
    .example = A file of 120 MB because of pictures, where 64 MB are allowed.
    .expected = the limit
    .found = the file's value

R004 = File { $file } has no sheet that is a form; the nearest is “{ $nearest }”, which lacks the columns: { $lacking }.
    .hint = Keep the form's headings as they are (with the columns { $lacking }) and send it again; or add the unit's own headings to templates/layouts/.
    .title = No recognised form
    .what = No sheet has a project, activity or indicator column together with a column of figures.
    .why = What its figures mean is not known, so they are not counted; the unit is treated as not having reported.
    .todo = Use the official form; if the unit names its columns otherwise, declare the names in templates/layouts/.
    .example = The sheet has “Tên đề án” but no column of money.
    .expected = the nearest form
    .found = the headings that it lacks
R004-decision = File { $file } is the annex of an approving decision, not a unit's report.
    .hint = Move it to phe-duyet/ if that decision is not there yet; ask the unit for its report in the form.
R004-no-lines = Sheet “{ $sheet }” of the decision { $file } has a table, and from cell { $cell } down no row of it could be read as a project; there are no approved amounts to compare with.
    .hint = Give each project a row below the headings, its name in the column “{ $heading }”, its money in the columns of money; tonghop inspect shows how each row is understood; correct the file and run again.
R004-no-form-in-words = File { $file } has so many different headings and labels that only some were compared with those of the forms; among these no sheet is a form.
    .hint = Take the sheets and rows that are no part of the report out of the file and send it again.
R004-words = File { $file } has so many different headings and labels that only some were compared with those of the forms; others may not have been recognised.
    .hint = Take the sheets and rows that are no part of the report out of the file and send it again.
R004-no-table = File { $file } holds no table that looks like a form.
    .hint = Enter the figures in the form that came with the request and send that.

R005 = { $line }: cell { $cell } ({ $field }) holds the formula { $text } without a result.
    .hint = Open the file in Excel, press Ctrl+Alt+F9 to recalculate, save it and send it again.
    .title = Formula without a value
    .what = A needed cell holds a formula whose result was never saved and cannot be computed.
    .why = The figure is not counted, so totals are too low.
    .todo = Open the file in Excel, recalculate and save, or type the number.
    .example = S14 is =SUM(S9:S13) in a file made by another program and never opened in Excel.
    .expected = empty
    .found = the formula

R006 = { $line }: cell { $cell } ({ $field }) shows Excel's error { $text } in place of a number.
    .hint = Correct the formula in cell { $cell } (usually a row or sheet that it used was deleted), save and send it again.
    .title = Error value
    .what = A needed cell holds #REF!, #DIV/0!, #VALUE!, #N/A … in place of a number.
    .why = The figure is not counted, and every total over it is useless.
    .todo = Correct the formula or type the right number.
    .example = L14 shows #REF! because its source column was deleted.
    .expected = empty
    .found = the error

R007 = { $line }: cell { $cell } ({ $field }) says “{ $text }”, which cannot be read as a number.
    .hint = Write a number in cell { $cell } (such as 250 or 1.250,5); remarks belong in the column Ghi chú.
    .title = Unreadable number
    .what = An amount cell holds text that no reading makes a number (“x” and “-” mean blank).
    .why = The figure is not counted, so totals are too low.
    .todo = Type a number and move the remark to the notes.
    .example = An amount cell says “chưa quyết toán”.
    .expected = empty
    .found = the cell's text

R008 = { $line }: cell { $cell } ({ $field }) says “{ $text }”, which could be { $thousands } or { $decimal }.
    .hint = Enter cell { $cell } as a number instead of text; decimals take a comma.
    .title = Ambiguous number
    .what = Text such as 1.250 could be 1250 or 1.25, and neither its column nor its sheet settles it.
    .why = The two readings are a thousand times apart.
    .todo = Enter the cell as a number.
    .example = A cell with the text “1.250” in a form in million VND.
    .expected = both readings
    .found = the cell's text

R009 = Sheet “{ $sheet }” keeps { $count ->
    [one] { $count } number
   *[other] { $count } numbers
} as text ({ $cells }); they were read without doubt.
    .hint = No need to act; to let Excel add these cells, select them and choose “Convert to Number”.
    .title = Number as text
    .what = A number is kept as text, and read without doubt.
    .why = Excel's SUM skips such cells, so the unit's own totals may be too low.
    .todo = Turn the cells into numbers.
    .example = A cell holds '250 with a leading apostrophe.
    .expected = the number as read
    .found = the cell's text

R010 = Sheet “{ $sheet }” uses the legacy encoding { $encoding }; { $count ->
    [one] { $count } cell ({ $cells }) was
   *[other] { $count } cells ({ $cells }) were
} converted to Unicode.
    .hint = No need to act; next time use a Unicode font (Times New Roman) instead of .VnTime, VNI-Times and their like.
    .title = Legacy encoding
    .what = Text in TCVN3 (ABC) or VNI was converted to Unicode.
    .why = Shows that text in the report was converted; names are worth a look.
    .todo = Use a Unicode font.
    .example = Project names written in the font .VnTime.
    .expected = empty
    .found = the encoding

R011 = Sheet “{ $sheet }” holds figures in hidden rows: { $ranges }.
    .hint = Unhide and check these rows; delete those that are no part of the report and send it again.
    .title = Hidden data
    .what = A hidden row, column or sheet holds figures of the form, other than 0; what a filter or a closed outline hides is hidden too.
    .why = Hidden figures count in totals, though nobody sees them in print.
    .todo = Unhide, check, and delete what does not belong there.
    .example = Rows 20 to 22 are hidden and hold last year's projects.
    .expected = empty
    .found = the hidden ranges

R011-column = Sheet “{ $sheet }” holds figures in hidden column { $ranges } ({ $field }).
    .hint = Unhide and check this column; delete it if it is no part of the report and send it again.

R011-sheet = Sheet “{ $sheet }” is hidden, and yet a form with figures ({ $ranges }).
    .hint = Unhide and check this sheet; delete it if it is no part of the report and send it again.

R012 = Sheet “{ $sheet }” does not state its money unit; by the size of its figures it is read as { $expected }.
    .hint = Write “Đơn vị tính: … đồng” above the table on the right and send it again.
    .title = Money unit not stated
    .what = No money unit stands there and it was inferred, or two units contradict each other.
    .why = A wrong unit makes figures wrong by a thousand or a million.
    .todo = State the unit on the form.
    .example = The form says 250 and has no line “Đơn vị tính: triệu đồng”.
    .expected = the unit in use
    .found = the evidence

R012-sister = Sheet “{ $sheet }” does not state its money unit; sheet “{ $evidence }” of the same file states { $expected }, which suits the figures, so it is read as { $expected }.
    .hint = Write “Đơn vị tính: … đồng” above the table on the right and send it again.

R012-approvals = Sheet “{ $sheet }” does not state its money unit; only in { $expected } do its figures suit what the decisions approve (projects compared: { $evidence }), so it is read as { $expected }.
    .hint = Write “Đơn vị tính: … đồng” above the table on the right and send it again.

R012-words = Sheet “{ $sheet }” does not state its money unit; an amount names its own ({ $evidence }), so it is read as { $expected }.
    .hint = Write “Đơn vị tính: … đồng” above the table on the right and send it again.

R012-conflict = Sheet “{ $sheet }” states two different money units: { $found }; it is read as { $expected }.
    .hint = Keep the one “Đơn vị tính” that fits the figures, correct or delete the other and send it again.

R013 = It cannot be determined which unit sent file { $file }.
    .hint = Put the unit's name at the head of the form, or the file in a folder named after the unit, or enter it in so-nhan.xlsx.
    .title = Unknown submitter
    .what = It cannot be determined which unit sent the file, or form, folder and register disagree.
    .why = Its figures are not counted because nobody knows for which unit.
    .todo = Enter file and unit in so-nhan.xlsx, or put the file in the unit's folder.
    .example = bao-cao-q3.xlsx names no district anywhere.
    .expected = empty
    .found = the candidates
R013-unknown = It cannot be determined which unit sent file { $file }: neither the form, the file name, the folder nor the register names one.
    .hint = Put the unit's name at the head of the form, or the file in a folder named after the unit, or enter it in so-nhan.xlsx.
R013-several = It cannot be determined which unit sent file { $file }: it could be { $candidates }.
    .hint = Enter this file with its unit in so-nhan.xlsx, or put it in a folder named after the unit.
R013-conflict = The form, the folder and the register do not agree on who sent file { $file }: the form says “{ $stated }”, the folder “{ $folder }”, the register “{ $register }”.
    .hint = Find out which unit sent it and make form, folder and register agree.

R014 = { $line }: cell { $cell } ({ $field }) takes its value from another workbook ({ $text }) that is not here.
    .hint = Replace the formula by its value (Copy → Paste Special → Values) and send it again.
    .title = External link
    .what = A needed cell takes its value from another workbook.
    .why = The value may be old and cannot be checked.
    .todo = Replace the formula by its value.
    .example = L14 is ='[tong-hop.xlsx]Sheet1'!C5.
    .expected = empty
    .found = the link

## S: shape of the form

S101 = Sheet “{ $sheet }” lacks the column “{ $field }”; the nearest heading is “{ $nearest }”.
    .hint = Write the heading as the form has it (“{ $field }”) and send it again.
    .title = Missing column
    .what = A form was recognised, but a required column is absent.
    .why = What belongs in that column is not counted.
    .todo = Add the column or correct its heading.
    .example = The form has no column “Lũy kế từ đầu năm”.
    .expected = the required column
    .found = the nearest heading

S101-alone = Sheet “{ $sheet }” lacks the column “{ $field }”.
    .hint = Add the column “{ $field }” as the form has it and send it again; if it is there under another name, declare that name in templates/layouts/.

S102 = Sheet “{ $sheet }” has a column “{ $heading }” that is no part of the form; it is not counted.
    .hint = No need to act; if it should count, use the form's heading or declare it in templates/layouts/.
    .title = Unknown column
    .what = No field of the form claims a column's heading.
    .why = Shows which figures are not used.
    .todo = Check whether the heading is only spelt otherwise.
    .example = A column “Người theo dõi”.
    .expected = empty
    .found = the heading

S102-beyond = Sheet “{ $sheet }” has too many columns with headings; { $count } of them, from column { $column } on, are neither read nor counted.
    .hint = Delete the columns that do not belong, so that the form's stand among the first 256 with a heading, and send it again.

S102-money = Sheet “{ $sheet }”: the column “{ $heading }” stands under “{ $group }” like the other columns of money, and its source is not clear; its money is not counted.
    .hint = Say the source in the column's heading (KCQG, KCĐP, district budget, counterpart, other) and send it again, or declare that name in templates/layouts/.

S102-no-source = Sheet “{ $sheet }”: the heading “{ $heading }” names no source of money, while “{ $approved }” does; this money counts without a source.
    .hint = Name the source in the column's heading (“KP khuyến công đã giải ngân”, say) and send it again; if it is the total of all sources, there is nothing to do.

S102-so-far = Sheet “{ $sheet }”: the heading “{ $heading }” does not say of which span it is; beside the column of this period it is read as cumulative since 1 January.
    .hint = If the column is not cumulative, say its span in the heading and send it again; if it is, there is nothing to do.

S102-unnamed = Sheet “{ $sheet }”: column { $column } holds figures in the lines of the table and has no heading; its figures are not counted.
    .hint = Give column { $column } the heading that the form has for it and send it again; if it is only for working things out, delete it or move it out of the table.

S103 = Sheet “{ $sheet }” has several columns for “{ $field }”: { $headings }.
    .hint = Keep one column “{ $field }”, rename or delete the others and send it again.
    .title = Duplicate column
    .what = Two or more columns claim one field.
    .why = Which of them is right is not known, so neither is used.
    .todo = Make the headings clear or delete the spare column.
    .example = Two columns are both headed “Lũy kế – KCĐP”.
    .expected = the field
    .found = the headings

S104 = { $line }: the required “{ $field }” is missing at { $at }.
    .hint = Add “{ $field }” and send it again; write 0 if there was none.
    .title = Missing value
    .what = A project has no name, or a row has none of the amounts that its form requires; a decision does not say what each unit gets, or only changes what no decision approved.
    .why = The row is not counted completely.
    .todo = Fill in names and figures.
    .example = A project with an approved amount whose spending cells are all blank.
    .expected = the missing field
    .found = empty
S104-joint = { $line } is given to several units together (“{ $text }”) without what each of them gets; all that can be checked is that no unit exceeds the whole.
    .hint = Give each unit a line with its own amounts in the annex, or let the leading unit report for all.
S104-original = The decision at { $at } only says by how much project { $project } changes, but no decision before it approves the project, so what is approved is not known.
    .hint = Add the first approving decision to the folder phe-duyet/ and run again.
S104-name = The row at { $at } has figures but no project name.
    .hint = Write the project's name (and code, if any) in cell { $cell } and send it again.
S104-amounts = { $line } has no amount at { $at }.
    .hint = Fill in the project's amounts; write 0 if nothing was spent.

S105 = { $line }: cell { $cell } ({ $field }) says “{ $text }”, which cannot be read as a date.
    .hint = Write the date like 15/9/2017 (or tháng 9/2017, quý III/2017).
    .title = Unreadable date
    .what = A date cell holds text that is no day, month or quarter.
    .why = The project's dates cannot be checked.
    .todo = Write the date in a usual way.
    .example = A date cell says “31/9/2017”.
    .expected = empty
    .found = the cell's text
S105-no-number = Sheet “{ $sheet }” of { $file } does not say the decision's number; with several decisions on one project nobody can know which one is meant.
    .hint = Write “(Kèm theo Quyết định số … ngày … tháng … năm …)” above the table.
S105-no-date = Sheet “{ $sheet }” of { $file } does not say the decision's date; it is taken to be earlier than all that do.
    .hint = Write “(Kèm theo Quyết định số … ngày … tháng … năm …)” above the table.

S106 = { $line }: its activity cannot be determined; it could be { $expected }.
    .hint = Write the activity from the programme's list, or put the project under the right group row.
    .title = Unknown activity
    .what = Neither content nor activity of a project is known (a warning if only the activity is not).
    .why = The project cannot be put on its line of the report.
    .todo = Write the activity or put the project in the right group.
    .example = A project “Hỗ trợ khác” outside all groups.
    .expected = the possible lines
    .found = the name as written
S106-none = { $line }: neither content nor activity can be determined from the name “{ $text }”.
    .hint = Write the activity from the programme's list, or put the project under the right group row.
S106-content = { $line } belongs to content { $expected } of the programme, but which activity within it cannot be determined.
    .hint = Write the activity from the programme's list.

S107 = The row at { $at } has figures but is neither project, group nor total (“{ $text }”); it is not counted.
    .hint = Write the project's name (or the group's, or “Tổng cộng”) in the name column, or move remarks out of the table.
    .title = Row not understood
    .what = A row with figures inside the table fits no kind of row.
    .why = Its figures are not counted.
    .todo = Name the row or delete the spare figures.
    .example = A row holds only the number 120 and no name.
    .expected = empty
    .found = the row's text
S107-no-label = The row at { $at } has figures and no text that says whether it is a project, a group or a total; it is not counted.
    .hint = Write the project's name (or the group's, or “Tổng cộng”) in the name column, or clear the stray figures and formulas of the row.

## A: arithmetic within one report

A201 = { $line }: “{ $field }” in cell { $cell } says { $found }, while its sources ({ $parts }) add up to { $expected }; that is { $apart }.
    .hint = Check cell { $cell } and the sources in its row, correct the wrong one and send it again.
    .title = Row total
    .what = A row's total differs from the sum of its sources (a blank source is 0).
    .why = Which is right is not known; the report uses the sum of the sources.
    .todo = Correct the total or the wrong source.
    .example = The total says 250 million, local money 200 and counterpart 40.
    .expected = the sum of the sources
    .found = the printed total

A202 = Group “{ $group }”: “{ $field }” in cell { $cell } says { $found }, while { $rows ->
    [one] its { $rows } row adds
   *[other] its { $rows } rows add
} up to { $expected }; that is { $apart }.
    .hint = Check cell { $cell } and the range that it adds; correct the formula or the wrong row and send it again.
    .title = Group total
    .what = A group row differs from the sum of its rows (“Trong đó” rows are no part).
    .why = The unit's own subtotal is wrong; the report adds up the rows.
    .todo = Correct the formula of the group row.
    .example = Group I says 450, its three projects add up to 400.
    .expected = the sum of the rows
    .found = the printed figure

A203 = Total row of sheet “{ $sheet }”: “{ $field }” in cell { $cell } says { $found }, while { $rows ->
    [one] { $rows } row adds
   *[other] { $rows } rows add
} up to { $expected }; that is { $apart }.
    .hint = Check cell { $cell } and the range that it adds; correct the formula or the wrong row and send it again.
    .title = Grand total
    .what = The sheet's total differs from the sum of its rows.
    .why = The unit's own total is wrong; the report adds up the rows.
    .todo = Correct the formula of the total row.
    .example = The total says 1,200, the projects add up to 1,150.
    .expected = the sum of the rows
    .found = the printed figure

A204 = Sheet “{ $sheet }”, column “{ $field }”: cells { $cells } hold typed numbers where most of the column holds a formula.
    .hint = Copy the column's formula into these cells or confirm the typed numbers.
    .title = Typed over a formula
    .what = A typed number stands in a column of which at least three rows and four fifths hold a formula.
    .why = A typed number does not follow when other figures change.
    .todo = Restore the formula.
    .example = The totals are =SUM(H14:K14), only G17 is a typed 300.
    .expected = the column's formula
    .found = the typed number

A205 = Cell { $cell } ({ $field }) adds only { $found } and leaves out rows of its group; it should add { $expected }.
    .hint = Change the range in cell { $cell } to { $expected }, save and send it again.
    .title = Short sum range
    .what = The SUM of a total row leaves out rows of its group.
    .why = The total is too low, most often after a row was added at the end.
    .todo = Extend the range.
    .example = =SUM(S9:S12) where the group has rows 9 to 13.
    .expected = the range that it should add
    .found = the range that it adds

A205-parts = { $line }: cell { $cell } ({ $field }) adds only { $found } and leaves out sources of its row; it should add { $expected }.

A206 = Cell { $cell } ({ $field }) shows the old result { $found }; recomputed it is { $expected }, so it shows { $apart }.
    .hint = Open the file in Excel, press Ctrl+Alt+F9 to recalculate, save and send it again.
    .title = Stale value
    .what = A formula's saved result differs from the recomputed one.
    .why = The figure that people see is not the right one.
    .todo = Recalculate the workbook and save it.
    .example = A total shows 400 where the rows add up to 450.
    .expected = the recomputed result
    .found = the saved result

A207 = { $line }: “{ $field }” in cell { $cell } is negative: { $found }.
    .hint = Correct cell { $cell } to a figure that is not negative; for a reduction send the adjusting decision and write the adjusted figure.
    .title = Negative amount
    .what = A figure of a submission is below zero (an adjustment in a decision may be).
    .why = It lowers the total of the whole city.
    .todo = Check the sign or write the adjusted figure.
    .example = Spent this period, local money: -20.
    .expected = empty
    .found = the negative figure

A208 = { $line }: the percentage in cell { $cell } says { $text } (read as { $found }%); cell { $part_cell } ({ $part }) divided by cell { $whole_cell } ({ $whole }) is { $expected }%.
    .hint = Correct the percentage in cell { $cell } or one of its two figures.
    .title = Percentage
    .what = A printed percentage differs from its two figures (0.85 and 85 both read as 85%).
    .why = A wrong percentage misleads about progress.
    .todo = Correct the percentage, its formula, or the wrong one of its two figures.
    .example = Cumulative 150, approved 200, percentage 85%.
    .expected = the recomputed percentage
    .found = the printed one

A209 = { $line }: two forms of { $unit } disagree on “{ $field }”: this one says { $found }, the other { $expected } – { $related }; that is { $apart }.
    .hint = Check both forms, correct the wrong one and send both again.
    .title = Forms disagree
    .what = Two forms of one submission differ for one activity and source, or for one indicator.
    .why = Which is right is not known; the report uses the list of projects.
    .todo = Compare and correct the wrong form.
    .example = The projects of activity 9 add up to 400 million, the money form says 450.
    .expected = the sum of the form in use
    .found = the sum of the other
A209-money = Activity “{ $activity }”, “{ $field }”: cell { $cell } of sheet “{ $sheet }” says { $found }, while the projects of sheet “{ $other_sheet }” add up to { $expected }; that is { $apart }.
    .hint = Compare cell { $cell } with sheet “{ $other_sheet }”, correct the wrong figure and send it again.
A209-result = Indicator “{ $indicator }”, “{ $field }”: cell { $cell } of sheet “{ $sheet }” says { $found }, while the projects' results add up to { $expected }; that is { $apart }.
    .hint = Compare cell { $cell } with the results of each project, correct the wrong figure and send it again.

## B: against the approving decisions

B301 = { $line }: “{ $field }” in cell { $cell } says { $found }, which exceeds the approved { $expected } by { $difference }.
    .hint = Correct cell { $cell } if it is mistyped; if it is right, send the decision that adjusts the amount. Compared with: { $related }.
    .title = Over the approval
    .what = Cumulative spending exceeds the approval, by source or in total.
    .why = Spending beyond the approval is not paid.
    .todo = Correct the cumulative figure, or add the adjusting decision to phe-duyet/.
    .example = Cumulative local money 275 million, the decision approves 200 million.
    .expected = the approved amount
    .found = the cumulative spending
B301-joint = { $line }: the units that share it say “{ $field }” is { $found } together, which exceeds the { $expected } approved for all of them by { $difference }. Made of: { $shares }.
    .hint = The units compare their figures and correct what is mistyped; if they are right, send the decision that adjusts the amount. Compared with: { $related }.

B302 = { $line }: “{ $field }” in cell { $cell } says { $found }, while the decision approves { $expected }; that is { $apart }.
    .hint = Correct cell { $cell } to match the decision, or send the adjusting decision. Compared with: { $related }.
    .title = Approved amount differs
    .what = The approved amount in the submission differs from the decision's.
    .why = Progress and what is left of the money come out wrong.
    .todo = Correct it to match the decision, or add the adjusting decision to phe-duyet/.
    .example = The submission says 250 million, the decision 200 million.
    .expected = the decision's amount
    .found = the submission's amount
B302-unit = Sheet “{ $sheet }” says its money is in { $declared }, but compared with the decisions its figures seem to be in { $likely }.
    .hint = Correct the money unit stated in cell { $cells } to { $likely }, or rewrite the figures in { $declared }.
B302-unit-spent = Sheet “{ $sheet }” says its money is in { $declared }, but what it says was spent on { $count } projects does not suit what the decisions approve (cell { $amount_cell } says { $amount }, while the decision approves { $approved } { $declared }); its figures seem to be in { $likely }.
    .hint = Correct the money unit stated in cell { $cells } to { $likely }, or rewrite the figures in { $declared }. Compared with: { $related }.
B302-unit-forms = Sheet “{ $sheet }” says its money is in { $declared }, but compared with the list of projects on sheet “{ $other_sheet }” its figures seem to be in { $likely }.
    .hint = Correct the money unit stated in cell { $cells } to { $likely }, or rewrite the figures in { $declared }. Compared with: { $related }.
B302-version = { $line }: “{ $field }” in cell { $cell } says { $found }, while the decision in force approves { $expected }; that is { $apart }. It is exactly what an earlier decision gave ({ $version }).
    .hint = Correct cell { $cell } to match the decision in force. Compared with: { $related }.
B302-joint = { $line }: the units that share it say “{ $field }” is { $found } together, while the decision approves { $expected } for all of them; that is { $apart }. Made of: { $shares }.
    .hint = The units agree on their shares and correct what is mistyped; if the decision says what each of them gets, send that annex. Compared with: { $related }.

B303 = { $line }: no decision approves this project for { $unit }.
    .hint = Check the project's name and code in cell { $cell }; if it was approved, send the decision and put its annex in phe-duyet/.
    .title = Unknown project
    .what = No decision approves this project (a warning if its name is nearly and its amount exactly that of an approved one).
    .why = Its money cannot be compared and stands apart in the report.
    .todo = Correct name and code to match the decision, or add the decision.
    .example = The submission has KC17-99, the decisions only KC17-01 to KC17-20.
    .expected = the nearest approved project
    .found = the name as written
B303-near = { $line }: the name is not the decision's; nearest, with exactly the same amount, is project { $nearest }.
    .hint = If it is that project, correct name or code in cell { $cell } to { $nearest }.

B303-near-code = { $line }: no decision has this code; the name and the amount are exactly those of { $nearest }.
    .hint = If it is that project, correct the code in the row of cell { $cell } to match the decision.

B303-similar-code = { $line }: no decision has this code for { $unit }; the name is that of { $nearest }.
    .hint = If it is that project, correct the code in the row of cell { $cell } and compare the approved amounts; if it is another project that is approved, send the decision and put its annex into phe-duyet/.

B303-unsought = { $line }: no decision approves this project for { $unit }. Names like it were not looked for: the form has too many names, or names too long, to compare them all.
    .hint = Compare the project's name and code in cell { $cell } with the decisions; if it is approved, send the decision and put its annex into phe-duyet/.

B303-withdrawn = { $line }: what had been approved for this project has been withdrawn in full (decision { $decision }), so that no decision approves it for { $unit } any more.
    .hint = Delete this row, or explain why it is still reported; if the project was approved again later, send that decision and put its annex into phe-duyet/. Withdrawn by: { $related }.

B303-similar = { $line }: no decision approves this project for { $unit }; the nearest name in the decisions is { $nearest }.
    .hint = If it is that project, correct name or code in cell { $cell }; if it is another approved one, send the decision and put its annex in phe-duyet/.

B304 = { $line } is approved for { $unit } but is not in its report.
    .hint = Add the project to the report; if nothing was spent yet, give its name and 0. Approved in: { $related }.
    .title = Unreported project
    .what = A project of this unit, approved before the period's end, is not in its submission.
    .why = Whether it has not begun or was forgotten is not known; the city's total may be too low.
    .todo = Add the project, even with nothing spent.
    .example = The decision gives KC17-05 to the district, its report has no row for it.
    .expected = the approved project
    .found = empty

B305 = { $line } is approved for { $units }, not for { $unit }.
    .hint = Check the project's code in cell { $cell }; if the project has moved, send the adjusting decision.
    .title = Another unit's project
    .what = The project is approved, but for other units only.
    .why = Its money may be counted twice or for the wrong unit.
    .todo = Correct the code, or add the adjusting decision.
    .example = Kiến Thuỵ reports KC17-08, which the decision gives to An Lão.
    .expected = the units that it is approved for
    .found = the reporting unit

B306 = { $line }: the support of { $found } in cell { $cell } exceeds the ceiling of { $expected } by { $difference } ({ $ceiling }; { $instrument }).
    .hint = Check on what the support is based; ceilings stand in templates/ceilings.toml and can follow the city's own rules.
    .title = Over the ceiling
    .what = The support exceeds the ceiling of its activity on the day of the decision.
    .why = The excess may not be paid.
    .todo = Check the basis or explain it.
    .example = 350 million for machinery, the ceiling is 300 million.
    .expected = the ceiling
    .found = the support

B307 = { $line }: “{ $field }” in cell { $cell } says { $amount }, spent outside the approved dates ({ $start } to { $end }).
    .hint = Check the dates and the period of spending; if it was extended, send that decision.
    .title = Outside its dates
    .what = Spending before the approved start or more than 90 days after the end.
    .why = The spending may not be allowed.
    .todo = Check it or send the decision that extends it.
    .example = The project ended on 2017-03-31, quarter III still spends 50 million.
    .expected = the approved dates
    .found = the period
B307-before = { $line }: “{ $field }” in cell { $cell } says { $amount }, while the project is approved from { $start } on, after the end of the period.
    .hint = Check the spending and the start; if it was allowed to begin earlier, send that decision. Compared with: { $related }.
B307-after = { $line }: “{ $field }” in cell { $cell } says { $amount }, while the project was approved until { $end }, more than 90 days before the period.
    .hint = Check the spending and the end; if it was extended, send that decision. Compared with: { $related }.

B308 = { $line } could be one of several approved projects: { $candidates }.
    .hint = Write the decision's project code in cell { $cell } and send it again.
    .title = Ambiguous project
    .what = Several approved projects fit and nothing shows which.
    .why = It cannot be compared with a decision.
    .todo = Write the project's code.
    .example = Two projects “Đào tạo nghề may” in one district with equal amounts.
    .expected = the candidates
    .found = the name as written

## C: against the previous period

C401 = { $line }: “{ $field }” in cell { $cell } says { $found }, while previous plus this period is { $expected }; that is { $apart }.
    .hint = Correct the cumulative figure in cell { $cell } or this period's. Previous figure: { $former_file }{ $former_sheet }{ $former_cell }; if that one was wrong, explain it and give the right one.
    .title = Cumulative mismatch
    .what = The cumulative figure is not the previous one plus this period.
    .why = Either the previous or this period's figure was changed without explanation.
    .todo = Correct or explain it.
    .example = Cumulative 100 in quarter II, 50 in quarter III, cumulative then 170.
    .expected = previous plus this period
    .found = the cumulative figure
C401-january = { $line }: “{ $field }” in cell { $cell } says { $found }, while the period begins on 1 January, so that it must be what was done in the period, { $expected }; that is { $apart }.
    .hint = Correct the cumulative figure in cell { $cell } or this period's.
C401-new = { $line }: “{ $field }” in cell { $cell } says { $found }, while the project was first approved in this period, so that it must be what was done in the period, { $expected }; that is { $apart }.
    .hint = Correct the cumulative figure in cell { $cell } or this period's; if money was spent before, send the decision that approved it.

C402 = { $line }: “{ $field }” in cell { $cell } says { $found }, below the previous { $expected }.
    .hint = Correct cell { $cell }, or explain why it went down. Previous figure: { $former_file }{ $former_sheet }{ $former_cell }.
    .title = Cumulative decreased
    .what = The cumulative figure is below the previous one.
    .why = What was spent since 1 January cannot shrink without an adjustment.
    .todo = Correct or explain it.
    .example = Cumulative 100 in quarter II, 80 in quarter III.
    .expected = the previous figure
    .found = the cumulative figure

C403 = { $line } was in the previous report of { $unit } and is gone now.
    .hint = Add the project, or send the decision that ends it. It stood in the previous report: { $former_file }{ $former_sheet }.
    .title = Project vanished
    .what = Reported in the previous period, gone now.
    .why = The cumulative figures lack it.
    .todo = Add the project.
    .example = KC17-03 is in quarter II and not in quarter III.
    .expected = the previous project
    .found = empty

## O: progress

O501 = { $line }: “{ $result }” in cell { $cell } is { $found }, above the plan of { $expected }.
    .hint = No need to act; check it if it is far above.
    .title = Over target
    .what = A result is above its plan.
    .why = Good work, or a slip of typing.
    .todo = Check the figure.
    .example = 150 workers planned, 1,500 trained.
    .expected = the plan
    .found = the result

O502 = { $line }: the year's spending and results do not go together.
    .hint = Add the missing results or spending.
    .title = Spending without result
    .what = Over the full year all is paid and no result is given, or results without spending.
    .why = The annual report lacks one half.
    .todo = Add what is missing.
    .example = 200 million spent, number of classes blank.
    .expected = empty
    .found = empty
O502-no-result = { $line }: all that is approved was spent (cumulative { $amount } in cell { $cell }), but the whole year shows no result.
    .hint = Add the project's results, or check what was spent.
O502-no-spending = { $line }: the whole year shows “{ $result }”, { $reached }, in cell { $cell }, but no spending.
    .hint = Add what was spent, or check the result.

## P: submitting

P601 = { $unit } has sent no readable report for this period.
    .hint = Remind the unit; with nothing to report it still sends a form without lines.
    .title = Missing submission
    .what = An expected unit sent nothing readable.
    .why = The report lacks its figures.
    .todo = Remind the unit.
    .example = Cát Hải has no file in da-nop/.
    .expected = the unit
    .found = the attachments that it sent
P601-attachments = { $unit } has sent attachments only ({ $attachments }), no workbook.
    .hint = Ask the unit for the Excel workbook on the form.
P601-unreadable = { $unit } has sent files, but none of them counts: { $files }.
    .hint = Each file's own finding says why; then ask the unit to resend.

P602 = { $unit } sent its report on { $received }, after the deadline { $deadline }.
    .hint = No figure to correct; remind the unit to be on time.
    .title = Late submission
    .what = Received after the deadline (needs the register).
    .why = Shows who keeps to the reporting rules.
    .todo = Remind the unit.
    .example = Due on 2017-09-20, received on 2017-09-22.
    .expected = the deadline
    .found = the day of receipt

P603 = File { $file } says it is for { $found }, not for { $expected }; it is not counted.
    .hint = If the wrong file was sent, ask for the right one; if only the title is wrong, correct it and send it again.
    .title = Wrong period
    .what = The workbook states another period and the register does not settle it.
    .why = Another period's figures would falsify the report.
    .todo = Send the right period or correct the title.
    .example = The title says “Quý II năm 2017” in the folder of quarter III.
    .expected = the folder's period
    .found = the stated period

P604 = File { $file } is replaced by a later version ({ $expected }); only the later one counts.
    .hint = Nothing to do.
    .title = Superseded
    .what = A later version of the form counts instead.
    .why = Shows which version is used.
    .todo = Nothing to do.
    .example = First on 15 September, again on the 19th: the second counts.
    .expected = the later version
    .found = this one

P604-marks = File { $file } is replaced by a later version ({ $expected }), by what the file's name or the head of the form says; only the later one counts.
    .hint = Nothing to do if that is right; if not, enter each file's date or revision in so-nhan.xlsx.

P604-lines = Supplement { $expected } repeats { $lines ->
    [one] one line
   *[other] { $lines } lines
 } of file { $file } and was received later; there the later file counts, all other lines of both count too.
    .hint = Nothing to do.

P604-version = In file { $file }, sheet “{ $found }” is a former version of sheet “{ $expected }”, by the sheet's name or the head of the form; only “{ $expected }” counts.
    .hint = Nothing to do if that is right; next time send only the sheet of the last version.

P604-period = In file { $file }, sheet “{ $found }” states another period; sheet “{ $expected }” fits the period and counts, “{ $found }” is ignored.
    .hint = Nothing to do if that is right; next time send only the sheet of the period.

P604-copy = In file { $file }, sheet “{ $found }” repeats the figures of sheet “{ $expected }”; only “{ $expected }” counts.
    .hint = Nothing to do; next time delete the copy before sending.

P604-hidden = In file { $file }, hidden sheet “{ $found }” has other figures for the lines of sheet “{ $expected }”; “{ $expected }”, which is shown, counts.
    .hint = Check whether the hidden sheet is an old copy; if so, delete it and send the file again.

P605 = File { $file } has the same figures as one sent before ({ $expected }).
    .hint = Nothing to do; if the unit meant to send a correction, ask for the right file.
    .title = Identical resubmission
    .what = The same records as an earlier file.
    .why = The unit may have sent the old version instead of its correction.
    .todo = Ask the unit if a correction is awaited.
    .example = The second file equals the first in every figure.
    .expected = the earlier file
    .found = this one

P605-later = File { $file } was received later and has the same figures as one sent before ({ $expected }); only the later file counts.
    .hint = Nothing to do; if the unit meant to send a correction, ask for the right file.

P605-lines = Supplement { $file } repeats { $lines ->
    [one] one line
   *[other] { $lines } lines
 } of file { $expected } unchanged; they count once.
    .hint = Nothing to do; next time a supplement needs only the new lines.

P606 = { $unit } sent several versions of one form and nothing shows which is later: { $files }; that form is not counted.
    .hint = Enter each file's date or revision in so-nhan.xlsx beside ky.toml (where there is none yet, copy the one prepared in the results folder), or take the old one out of da-nop/.
    .title = Undecided versions
    .what = Two versions of one form differ and nothing shows which is later.
    .why = Counting both would count money twice, so neither is counted.
    .todo = Enter the revisions in the register.
    .example = kien-thuy.xlsx and kien-thuy-sua.xlsx in da-nop/ and no register.
    .expected = empty
    .found = the versions

P606-sheets = File { $file } has two sheets of one form with different figures for the same lines, and nothing shows which is right: { $sheets }; that form is not counted.
    .hint = Delete the old sheet, or state each sheet's period or source of money in its title, and send the file again.

P607 = { $line } is reported by both { $unit } and { $other }, and no decision gives it to both.
    .hint = Find out which unit carries it out and take it out of the other's report; if both do, send that decision.
    .title = One project in two units
    .what = Two units report one project that no decision gives to both.
    .why = Its money is counted twice.
    .todo = Settle on one unit.
    .example = KC17-03 is in the reports of Kiến Thuỵ and of An Lão.
    .expected = this unit
    .found = the other unit

P608 = Row “{ $text }” of the receipt register ({ $at }) matches no file in da-nop/.
    .hint = Check the file name in the register, or put the missing file into da-nop/.
    .title = Unmatched receipt
    .what = A row of the register matches no file.
    .why = A report may have been received and not filed.
    .todo = Correct the register or add the file.
    .example = The register names an-lao-q3.xlsx, which is not there.
    .expected = empty
    .found = the row

P608-several = Row “{ $text }” of the receipt register ({ $at }) could be { $files } different files in da-nop/.
    .hint = Give the file's folder in the register too, such as 314/bao-cao.xlsx.

P608-unit = Row “{ $text }” of the receipt register ({ $at }) names no file, and it cannot be determined which file of the unit is meant.
    .hint = Enter the file's name in the register.

## W: explanations and corrections

W701 = The accepted explanation for { $line } no longer fits: it was { $expected }, now it is { $found }; the finding counts again.
    .hint = Look at it again and enter the new decision in giai-trinh.xlsx.
    .title = Waiver expired
    .what = The waived value has changed.
    .why = The old explanation does not cover the new figure.
    .todo = Look at the explanation again.
    .example = 275 was accepted, now it says 300.
    .expected = the accepted value
    .found = the present value

W702 = The explanation for { $text } matches no finding.
    .hint = Nothing to do; its row can be deleted from giai-trinh.xlsx.
    .title = Unused waiver
    .what = A waiver matched nothing.
    .why = The finding has been resolved, or its ID is mistyped.
    .todo = Delete the row or correct the ID.
    .example = An explanation for B301-314-KC17-03-cumulative.local, which has been resolved.
    .expected = empty
    .found = the finding ID

W702-decision = { $file }, cell { $cell }: the decision “{ $text }” does not say whether the explanation is accepted; the finding still counts.
    .hint = Write “chấp nhận” (accepted) or “không chấp nhận” (rejected).
W702-no-id = { $file }, cell { $cell }: the explanation “{ $text }” has no finding ID and cannot be used.
    .hint = Copy the finding ID from sai-lech.xlsx or from giai-trinh.xlsx in the folder of results.
W702-headings = { $file } lacks the columns “Mã phát hiện” (finding ID), “Giải trình” (explanation), “Quyết định” (decision), so that no row of it is used.
    .hint = Use the heading row of giai-trinh.xlsx that the program writes to the folder of results.

W703 = Two different explanations exist for { $text }; the one in the workspace counts.
    .hint = Keep one of them in giai-trinh.xlsx of the workspace.
    .title = Waivers disagree
    .what = Two files explain one finding differently.
    .why = It must be known which of them holds.
    .todo = Settle on one text.
    .example = giai-trinh.xlsx of the workspace and of ket-qua/ differ.
    .expected = the text that counts
    .found = the other

W704 = The correction for { $line }, “{ $field }”, was not applied: the old value should be { $expected }, the cell now says { $found }.
    .hint = Check whether the unit has corrected it; if so, delete the row from dinh-chinh.xlsx.
    .title = Correction not applied
    .what = The old value of a correction is not there any more.
    .why = The figure has changed since the correction was agreed.
    .todo = Delete or change the correction.
    .example = Correct 275 to 200, where the new version already says 200.
    .expected = the old value of the correction
    .found = the present value
W704-new = The correction for { $line }, “{ $field }”, was not applied: the new value “{ $text }” cannot be read as an amount, or can be read in two ways.
    .hint = Write the new value in full, such as 195.000.000, or with its unit, such as 195 triệu.
W704-unit = { $file }, cell { $cell }: the unit cannot be determined, so the correction of “{ $name }” is not applied.
    .hint = Write the unit's code (314) or its full name (Huyện Kiến Thuỵ).
W704-field = { $file }, cell { $cell }: “{ $label }” names no amount, so the correction of “{ $name }” is not applied.
    .hint = Write it as sai-lech.xlsx does, for example “Cumulative – local”, or give the cell of the unit's submission, for example H12.
W704-project = { $file }, cell { $cell }: the unit's submission has no project “{ $name }”, so the correction is not applied.
    .hint = Write the project's code, or its name as the submission has it.
W704-headings = { $file } lacks the columns Đơn vị (unit), Đề án (project), Trường (field), Giá trị cũ (old value), Giá trị mới (new value), so that no row is applied.
    .hint = Name the columns unit, project, field, old value, new value, by, date, how.
