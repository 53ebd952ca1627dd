# The words of the command line. Those of the rules are in en.ftl.

cli-error = error
cli-warning = warning
cli-info = note
cli-nearest = {"; "}did you mean { $nearest }?
cli-see-help = For help: { $command }

## Help

cli-heading-usage = Usage
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-common = Common options

cli-value-path = PATH
cli-value-folder = FOLDER
cli-value-file = FILE
cli-value-old = OLD
cli-value-new = NEW
cli-value-code = CODE
cli-value-cell = CELL
cli-value-sheet = SHEET
cli-value-period = PERIOD
cli-value-shell = SHELL
cli-value-command = COMMAND

cli-about-tonghop = Consolidates the Excel returns of many offices into one report, checks every figure and says which cell is wrong
cli-about-run = Does a whole period: read, check, consolidate and write the results to ket-qua/
cli-about-check = Checks single workbooks before they are sent; writes nothing
cli-about-compare = Compares two versions of a submission: which figures changed, which lines came and went, what that does to the totals
cli-about-inspect = Shows how a workbook is understood: form, header rows, columns, money unit, class of each row
cli-about-explain = Explains a rule: what it finds, why it matters, what to do, an example
cli-about-rules = Lists every rule, a line each
cli-about-init = Creates the folder of a new period with a commented ky.toml
cli-about-forms = Writes a blank form for every unit, with its approved projects in it, to ket-qua/bieu-mau/
cli-about-trace = Shows the records and source cells that make up a figure of bao-cao.xlsx, with files and hashes
cli-about-template = Shows how a report template (report.xlsx) is understood: model rows, known, unknown and missing names
cli-about-completions = Prints the completions of a shell
cli-about-help = Prints the help of the program or of a command

cli-usage-tonghop = tonghop [OPTIONS] [COMMAND | FOLDER | FILE…]
cli-usage-run = tonghop run [OPTIONS] [FOLDER]
cli-usage-check = tonghop check [OPTIONS] FILE…
cli-usage-compare = tonghop compare [OPTIONS] OLD NEW
cli-usage-inspect = tonghop inspect [OPTIONS] FILE
cli-usage-explain = tonghop explain [OPTIONS] CODE
cli-usage-rules = tonghop rules [OPTIONS]
cli-usage-init = tonghop init [OPTIONS] FOLDER --period PERIOD
cli-usage-forms = tonghop forms [OPTIONS] [FOLDER]
cli-usage-trace = tonghop trace [OPTIONS] CELL [--sheet "Biểu 1"] [FOLDER]
cli-usage-template = tonghop template check [OPTIONS] FILE
cli-usage-completions = tonghop completions [OPTIONS] SHELL
cli-usage-help = tonghop help [OPTIONS] [COMMAND]

cli-arg-path = A period's folder (as run) or workbooks (as check); default: this folder
cli-arg-workspace = The period's folder, which holds ky.toml; default: this folder
cli-arg-files = One or more workbooks
cli-arg-file = The workbook
cli-arg-old = The former version
cli-arg-new = The later version
cli-arg-code = Code or name of the rule, such as B301
cli-arg-dir = The folder to create
cli-arg-cell = The cell, for example F12; "Biểu 1!F12" too
cli-arg-task = What to do: check
cli-arg-form = The .xlsx template; a map.toml beside it is read with it
cli-arg-shell = bash, elvish, fish, powershell or zsh
cli-arg-command = The command

cli-opt-no-feedback = Leave out the copies that go back to the units (phan-hoi/)
cli-opt-pdf = Print bao-cao.pdf too (needs LibreOffice)
cli-opt-parquet = Write records.parquet too, for DuckDB, Polars, Power BI, Spark
cli-opt-workspace = The period's folder, for its approvals and its period; without it these are not checked
cli-opt-sheet = The sheet of bao-cao.xlsx; the first one by default
cli-opt-cells = Every cell that is not empty, as it is understood
cli-opt-period = The period: 2017-Q3 (quarter), 2017-H1 (half), 2017-9M (nine months), 2017-FY (full year)
cli-opt-reopen = Run even if the period is signed and filed (closed in ky.toml)
cli-opt-from = The folder of the period before: its approving decisions, settings, templates, accepted explanations and cumulative figures are taken over
cli-opt-lang = Language of messages: vi (default) or en
cli-opt-format = Form of the result: text (default) or json (one JSON object)
cli-opt-jobs = How many files are read at a time; default: the number of processors. The results do not depend on it
cli-opt-color = Colours: auto (default, on a terminal only), always or never
cli-opt-quiet = Errors only; no progress bar and no summary
cli-opt-verbose = Every finding too, consequences included, and what was not checked
cli-opt-help = Print help
cli-opt-version = Print the version

cli-after-help =
    Exit codes: 0 no open error; 1 at least one (the results are written all the same); 2 could not run.
    Help on a command: tonghop COMMAND --help

cli-guide =
    tonghop consolidates the submissions of many offices for one period into one report.

    To begin a period:
      1. tonghop init 2017-q3 --period 2017-Q3
      2. Put the annexes of the approving decisions into 2017-q3/phe-duyet/, the submissions into 2017-q3/da-nop/
      3. tonghop run 2017-q3
      4. Find the results in 2017-q3/ket-qua/

    Check a workbook before it is sent:  tonghop check FILE
    See how a workbook is understood:    tonghop inspect FILE
    All commands and options:            tonghop --help

## Wrong arguments

cli-unknown-command = there is no command, folder or file named “{ $word }”
cli-option-unknown = there is no option { $argument }
cli-argument-surplus = one argument too many: “{ $argument }”
cli-argument-missing = { $argument } is missing
cli-argument-conflict = { $argument } does not go with the other options given
cli-argument-not-utf8 = an argument is not Unicode text
cli-arguments-wrong = these arguments are not understood
cli-value-missing = { $argument } needs a value
cli-value-too-many = { $argument } takes no value
cli-value-invalid = the value “{ $value }” of { $argument } is not valid
cli-value-allowed = {"; "}allowed: { $allowed }
cli-wanted-jobs = {"; "}it takes a whole number from 1
cli-wanted-period = {"; "}a period is written 2017-Q3, 2017-H1, 2017-9M or 2017-FY
cli-file-missing = there is no file { $file }
cli-file-is-folder = { $file } is a folder, and this command takes a file. To consolidate a period: tonghop run { $file }
cli-folder-missing = there is no folder { $folder }
cli-this-folder = This folder
cli-folder-no-workspace = { $folder } is not the folder of a period: it holds no ky.toml.
cli-unknown-rule = there is no rule “{ $code }”
cli-see-rules = {"; "}for the list: tonghop rules

## Could not run

cli-fault-settings = { $count ->
    [one] there is one mistake in the settings; nothing was written.
   *[other] there are { $count } mistakes in the settings; nothing was written.
 }
cli-fault-no-workspace = { $folder } is not the folder of a period: it holds no ky.toml. To begin one: tonghop init FOLDER --period 2017-Q3
cli-fault-closed = this period was signed and filed on { $day } (closed in ky.toml), so nothing is written. Add --reopen if it must be done again.
cli-fault-locked = Close { $file }, which is open elsewhere, and run again. The former results are kept.
cli-fault-busy = another run is writing to the results; wait for its end and run again
cli-fault-name = “{ $file }” cannot be the name of a file in the results
cli-fault-blocked = { $file } could not be written: a file or a link stands where a folder is needed
cli-fault-not-written = { $file } could not be written: { $why ->
    [full] the disk is full
    [denied] no permission to write there
    [read-only] the disk is read-only
   *[other] { $cause }
}. The former results are kept.
cli-fault-not-written-folder = nothing could be written to the results folder: { $why ->
    [full] the disk is full
    [denied] no permission to write there
    [read-only] the disk is read-only
   *[other] { $cause }
}. The former results are kept.
cli-fault-templates = the folder templates could not be read: { $cause }
cli-fault-no-worker = the process that reads files could not be started: { $cause }
cli-fault-previous = { $file }: { $count } lines are not records of tonghop; copy records.jsonl of the period before again
cli-fault-table-csv = { $file } is not a CSV table (UTF-8 or UTF-16); open it in Excel and save it as “CSV UTF-8” or .xlsx
cli-fault-table-empty = { $file } is empty
cli-fault-table-broken = { $file } could not be read ({ $detail }); open it in Excel and save it again
cli-fault-table-encrypted = { $file } has a password; take it off and save again
cli-fault-table-limit = { $file } is beyond the limit { $limit }: { $value } > { $allowed }
cli-fault-machine = could not run: { $cause }
cli-fault-broken = the program met an internal error and stopped; the inputs were not changed. Please report this line: { $detail }

## Wrong settings

cli-problem-at = { $file }, line { $number }: { $what }
cli-problem-in = { $file }: { $what }
cli-problem-not-utf8 = from this line on the file is not UTF-8; save it again in that encoding
cli-problem-syntax = “{ $text }” is not understood ({ $detail }); a line reads: key = value, text in quotes, dates as 2017-09-20
cli-problem-words-equals = “{ $text }” lacks the = behind its name; each message is written: name = sentence, and further lines of it begin with a blank
cli-problem-words-sentence = “{ $text }” has no sentence; write it behind the =, or leave the line out to use the built-in one
cli-problem-words-braces = “{ $text }”: {"{"} and {"}"} come in pairs, with a name between them, {"{"} $amount {"}"}; to print a brace write {"{"}"{"{"}"{"}"}
cli-problem-words-default = “{ $text }”: a choice needs exactly one case that is taken when no other fits, written *[other]
cli-problem-words-quotes = “{ $text }”: quotes inside {"{"} {"}"} come in pairs on one line; write \ as \\
cli-problem-words-other = “{ $text }” is not understood; each message is written: name = sentence, with what is put in as {"{"} $name {"}"}; see the built-in message of that name
cli-problem-twice = { $key } is set above already; keep one of the lines
cli-problem-unknown-key = there is no key { $key }
cli-problem-unknown-section = there is no section [{ $key }]
cli-problem-type-text = { $key } takes text in quotes, not { $found }
cli-problem-type-whole = { $key } takes a whole number without quotes, not { $found }
cli-problem-type-date = { $key } takes a date such as 2017-09-20, without quotes and without a time, not { $found }
cli-problem-type-flag = { $key } takes true or false, not { $found }
cli-problem-type-texts = { $key } takes a list such as ["311", "314"], not { $found }
cli-problem-type-section = { $key } must be a section [{ $key }] with keys of its own, not { $found }
cli-problem-not-one-of = { $key } does not take { $found }; allowed: { $allowed }
cli-problem-no-year = [period] lacks its year: year = 2017
cli-problem-no-part = [period] does not say which part of the year; add one of the lines: quarter = 3, half = 1, nine_months = true, full_year = true
cli-problem-several-parts = [period] takes one part of the year, not several: { $keys }
cli-problem-corrections-before-deadline = { $key } is before the deadline
cli-problem-unknown-rule = { $key }: there is no such rule
cli-problem-stays-error = { $key }: a file that cannot be read cannot be made to count, so this rule is always "error"
cli-problem-unknown-unit = { $key }: there is no unit of this code
cli-problem-missing = { $key } is missing
cli-problem-columns = this line must have the columns, with commas between: { $columns }
cli-problem-day = { $key }: “{ $found }” is not a date; write 2017-12-31
cli-problem-ends-before = { $key } lies before the first day
cli-problem-limit-too-small = { $key } must be at least 1
cli-problem-folder-empty = { $key }: the folder has no name
cli-problem-folder-outside = { $key }: “{ $found }” is no folder inside the period's folder (parts are divided by /; no .., no absolute path, none of \ : * ? " < > |)
cli-problem-folders-overlap = { $key } is, lies in or holds { $other }; the two folders must be apart
cli-problem-folder-taken = { $key }: “{ $found }” is a name with another use in the period's folder

## Findings

cli-waived = {" "}(explained)
cli-caused-by = follows from { $id }
cli-not-checked = not checked { $codes }: { $why }
cli-check-mend = There are errors: correct what is named above and check again before sending.
cli-check-look = No errors; look at the warnings before sending.
cli-check-fine = No errors: ready to be sent.

## A signed period

cli-closed = This period was signed and filed on { $day } (closed in ky.toml): nothing is written.
cli-closed-same = A run would give exactly the results that were signed.
cli-closed-inputs = Inputs that are not as they were for the signed results:
cli-closed-files = Results that would differ from the signed ones:
cli-closed-figures = Figures that would differ from the signed ones:
cli-closed-appeared = Findings that would appear:
cli-closed-vanished = Findings that would disappear:
cli-closed-reopen = To redo this period all the same, add --reopen.
cli-would-new = new
cli-would-changed = changed
cli-would-removed = gone

## Two versions

cli-compare-files = { $old } → { $new }
cli-compare-units = Note: the two files are of different units ({ $old }; { $new }).
cli-compare-alone = Only in { $file }: the form “{ $form }”. It is not compared.
cli-compare-same = All figures are the same.
cli-change-changed = { $line }
cli-change-added = { $line }: line added
cli-change-removed = { $line }: line removed
cli-change-changed-of = { $line } (unit { $unit })
cli-change-added-of = { $line } (unit { $unit }): line added
cli-change-removed-of = { $line } (unit { $unit }): line removed
cli-change-totals = Effect on the totals:

## Blank forms

cli-forms-projects = { $count ->
    [1] { $count } project
   *[other] { $count } projects
}
cli-forms-done = { $count } forms written to { $folder }
cli-forms-nobody = which units must submit is not known: no approving decision names a unit, and ky.toml has no [units] expected. Nothing was written.
cli-forms-filled = bieu-mau/{ $file } was changed or filled in. Move it out of the results (a filled form: to the folder of submissions) and run this again. Nothing was written.

## Tracing a figure

cli-trace-sum = { $count ->
    [1] taken from one source cell:
   *[other] the sum of { $count } source cells:
}
cli-trace-nothing = nothing was reported for this cell
cli-trace-count = { $count ->
    [0] counts nothing: there is no such line
    [1] counts one line:
   *[other] counts { $count } lines:
}
cli-trace-listed = { $count ->
    [1] put together from one figure:
   *[other] put together from { $count } figures:
}
cli-trace-taken = taken as it is from:
cli-trace-place = the number of the row in its list, no figure
cli-trace-part = { $count ->
    [0] the part: no figures
    [1] the part, one source cell:
   *[other] the part, { $count } source cells:
}
cli-trace-whole = { $count ->
    [0] divided by: no figures, so it is left blank
    [1] divided by one source cell:
   *[other] divided by { $count } source cells:
}
cli-trace-together = Together: { $amount }
cli-trace-formula = a formula of the form: { $formula }; the cells that it looks at:
cli-trace-blank = blank
cli-trace-row = row { $number }
cli-trace-previous = cumulative at the end of the period before
cli-trace-corrected = corrected from { $from } ({ $by }, { $date }, { $how })
cli-trace-files = Source files with their hashes:
cli-trace-no-cell = “{ $cell }” is not the address of a cell; write F12 or "Biểu 1!F12"
cli-trace-no-sheet = bao-cao.xlsx has no sheet “{ $sheet }”; sheets with figures: { $sheets }
cli-trace-no-figure = cell { $cell } of “{ $sheet }” holds no figure of the program
cli-trace-text = cell { $cell } of “{ $sheet }” is text, no figure: “{ $text }”
cli-trace-other-report = bao-cao.xlsx among the results is not the report that the inputs give now (changed inputs, another version, or edited by hand); what follows is of the present inputs. Run tonghop run to write it anew.
cli-trace-no-report = there is no bao-cao.xlsx among the results yet; what follows is of the present inputs. Run tonghop run to make the report.

## Summary

cli-summary-period = Period
cli-summary-read = Read
cli-summary-units = Units
cli-summary-approved = Approved
cli-summary-spent = Spent this period
cli-summary-cumulative = Cumulative
cli-summary-findings = Findings
cli-summary-see = See
cli-summary-not-checked = Not checked
cli-not-checked-count = { $count ->
    [one] 1 rule
   *[other] { $count } rules
 }: { $codes } (for the reasons add -v, or see the sheet “Scope of checks” of sai-lech.xlsx)
cli-summary-nothing-written = nothing was written
cli-summary-more-files = { $count ->
    [one] {" "}and 1 more file
   *[other] {" "}and { $count } more files
 }
cli-count-workbooks = { $count ->
    [one] 1 workbook
   *[other] { $count } workbooks
 }
cli-count-records = { $count ->
    [one] 1 line of data
   *[other] { $count } lines of data
 }
cli-count-unreadable = { $count } unreadable
cli-count-attachments = { $count ->
    [one] 1 attachment
   *[other] { $count } attachments
 }
cli-count-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
 }
cli-count-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
 }
cli-count-infos = { $count ->
    [one] 1 note
   *[other] { $count } notes
 }
cli-count-waived = { $count } explained
cli-count-consequences = { $count ->
    [one] 1 consequence
   *[other] { $count } consequences
 }
cli-count-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
 }
cli-units-reported = { $reported } of { $expected } units have submitted
cli-units-none = which units must submit is not known: no approving decision names a unit, and ky.toml has no [units] expected
cli-units-missing = {"; "}missing: { $names }
cli-units-more = {" "}and { $count } more
cli-money = { $amount } VND
cli-share = {" "}({ $share }% of the approved amount)

## Rules

cli-explain-severity = Severity
cli-explain-what = What it finds
cli-explain-why = Why it matters
cli-explain-todo = What to do
cli-explain-example = Example
cli-explain-expected = Expected
cli-explain-case = A real case, from { $file }
cli-explain-found = Found

## A new period

cli-init-exists = { $file } is there already and is not overwritten. Choose another folder, or edit that file.
cli-init-not-empty = { $folder } holds files already, and nothing is written into it. Choose another folder.
cli-init-inside = { $folder } lies in { $previous }; the folder of the new period must be outside that of the former one.
cli-init-settings = { $file } is written in a way that cannot be carried over to a new period. Write its section [period] as in the template, a line a key, and try again.
cli-init-from-done = Created { $folder } from { $previous }.
cli-init-from-approvals = { $count ->
    [one] - Approving decisions: 1 file
   *[other] - Approving decisions: { $count } files
 }
cli-init-from-templates = { $count ->
    [one] - Templates of your own: 1 file
   *[other] - Templates of your own: { $count } files
 }
cli-init-from-explanations = { $count ->
    [one] - Accepted explanations: 1 row
   *[other] - Accepted explanations: { $count } rows
 }
cli-init-from-undecided = { $count ->
    [one] - Explanations of what was sent in the former period (not sent, late …): 1 row, its text kept, to be decided anew
   *[other] - Explanations of what was sent in the former period (not sent, late …): { $count } rows, their text kept, to be decided anew
 }
cli-init-from-records-taken = - Figures of the period before: taken, to compute and check cumulative amounts
cli-init-from-records-not-needed = - Figures of the period before: not taken, as the new period begins in January or does not follow the former one in the same year
cli-init-from-records-missing = the former period has no results, so cumulative amounts cannot be checked against it. Run tonghop run { $previous } and create the folder again.
cli-init-from-records-stale = the results in { $previous } are of another period and were not taken. Run tonghop run { $previous } and create the folder again.
cli-init-from-next =
    1. Enter the deadlines in { $file }
    2. Add new decisions to { $approved }, put the submissions into { $submissions }
    3. Run: tonghop run { $folder }
cli-init-failed = could not create { $folder }: { $cause }
cli-init-done =
    Created { $folder }.
    1. Review { $file }
    2. Put the annexes of the approving decisions into { $approved }, the submissions into { $submissions }
    3. Run: tonghop run { $folder }

## How a workbook is understood

cli-inspect-file = Format: { $format } · sent by: { $unit } · period: { $period }
cli-inspect-unknown = unknown
cli-inspect-sheet = Sheet “{ $sheet }”
cli-inspect-hidden = {" "}(hidden)
cli-inspect-no-form = no recognised form
cli-inspect-nearest = Nearest: { $form }; lacking: { $lacking }
cli-inspect-money-unit-at = Money unit: { $name }, stated in { $cell }
cli-inspect-money-unit = Money unit: { $name }, not stated on the sheet
cli-inspect-no-money-unit = Money unit: unknown
cli-inspect-other-unit = The sheet states another money unit too: { $name }, in { $cell }
cli-inspect-header = Header: rows { $range }
cli-inspect-columns = Columns:
cli-inspect-unused = no column of the form, not used
cli-inspect-runner-up = {"; "}perhaps { $field }
cli-inspect-more = {" "}(and { $count } more [{ $code }] on this sheet)
cli-inspect-rows = Rows:
cli-inspect-cells = Cells:
cli-inspect-findings = Findings
cli-inspect-no-findings = No findings.

cli-class-title = title
cli-class-header = header
cli-class-numbering = column numbers
cli-class-group = group
cli-class-project = project
cli-class-result = result
cli-class-activity = activity
cli-class-indicator = indicator
cli-class-of-which = of which
cli-class-total = total
cli-class-note = note
cli-class-signature = signature
cli-class-blank = blank
cli-class-unknown = not understood

cli-template-with-map = { $file }, with map.toml
cli-template-built-in-map = { $file }, with the map.toml that a run lays over the form { $form }
cli-template-no-map = { $file }, without map.toml
cli-template-rows = Model rows, repeated for every row of their list
cli-template-row = { $sheet } · row { $rows }: { $levels }
cli-template-mapped = Cells that will be filled
cli-template-cells = { $sheet } · { $cells }
cli-template-unknown = Unknown names, and names that are not filled where they stand
cli-template-outside = {" "}(not filled here; move it into a cell)
cli-template-unsaved = Formulas without a saved result (Excel computes them when it opens the file; telephones and previews show nothing)
cli-template-missing = The template lacks
cli-template-lacks-row = { $sheet }: a model row { $name }, which map.toml names
cli-template-none = (none)
cli-template-names = Names that may be used
cli-template-single = single names, in any cell outside model rows
cli-template-units = Amounts are in VND (đồng); another unit as in {"{{"}total.spent.total | trieu{"}}"}: { $units }. One line of a list: {"{{"}activity[9].spent.local{"}}"}
