//! What is decided about a workbook before anything stands in it. Each choice has a name, and the test counts them.

use std::collections::BTreeSet;

use super::dice::Dice;

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $case:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$about])* $case,)* }

        impl $name {
            const ALL: &'static [Self] = &[$(Self::$case),*];

            /// Its name in the counts.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$case => $text,)* }
            }

            /// One of them.
            pub fn draw(dice: &mut Dice) -> Self {
                *dice.pick(Self::ALL)
            }
        }
    };
}

choices! {
    /// The file's format.
    Format { Xlsx = "format xlsx", Xls = "format xls", Ods = "format ods", Xlsb = "format xlsb", }
}
impl Format {
    /// What its files end in.
    pub fn extension(self) -> &'static str {
        self.name().trim_start_matches("format ")
    }
}

choices! {
    /// How the texts are kept.
    Encoding { Unicode = "encoding unicode", Tcvn3 = "encoding tcvn3", Vni = "encoding vni", }
}
choices! {
    /// How the rows are grouped.
    Groups {
        None = "no groups",
        Roman = "groups I II of contents",
        Letters = "groups A B of activities",
        Plain = "groups without numbers",
        Nested = "groups A over groups I",
    }
}
choices! {
    /// Where the grand total stands.
    Total { None = "no total", First = "total first", Last = "total last", }
}
choices! {
    /// What stands in the row of column numbers.
    Numbering {
        None = "columns not numbered",
        Plain = "columns 1 2 3",
        Brackets = "columns (1) (2)",
        Negative = "columns -1 -2",
        Letters = "columns A B 1 2",
    }
}
choices! {
    /// Where the money unit is told.
    UnitAt { Sheet = "unit of the sheet", Group = "unit of a column group", Column = "unit of each column", }
}
choices! {
    /// How amounts are written.
    Amounts {
        Numbers = "amounts as numbers",
        Vietnamese = "amounts 1.250.000,5",
        English = "amounts 1,250,000.5",
        Spaced = "amounts 1 250 000",
        Bare = "amounts 1250000",
        Wide = "amounts in full-width digits",
        Worded = "amounts with their unit",
        Mixed = "amounts as numbers and as text",
    }
}
choices! {
    /// How sums are written.
    Sums { Values = "sums as values", Formulas = "sums as formulas", Uncached = "sums as formulas never computed", }
}
choices! {
    /// Where results stand.
    ResultsIn {
        None = "no results",
        Columns = "results in columns",
        Named = "results named by the row",
        SecondSheet = "results on a second sheet",
        SecondFile = "results in a second file",
    }
}
choices! {
    /// What tells the activity where no group does.
    ActivityBy { Name = "activity by the name", Column = "activity in a column", }
}
choices! {
    /// How the code is given.
    Code { None = "no code", Column = "code in a column", InName = "code before the name", }
}
choices! {
    /// How the rows are numbered.
    Sequence { Column = "numbers in a column", InName = "number before the name", None = "rows not numbered", }
}
choices! {
    /// How the time is given.
    Time { None = "no time", Dates = "dates", TypedDates = "dates as text", Span = "time in one column", }
}
choices! {
    /// How merged areas are kept.
    Merges { Merged = "headings merged", Loose = "headings not merged", }
}
choices! {
    /// How the sources of money are split.
    Sources { Split = "sources split", WithDistrict = "sources with the district", Support = "sources merged", }
}
choices! {
    /// Which phases have columns.
    Phases { All = "three phases", PlanAndCumulative = "plan and cumulative", SpentAndCumulative = "spent and cumulative", }
}
choices! {
    /// What stands over what in the header.
    Nesting { PhaseFirst = "phases over sources", SourceFirst = "sources over phases", }
}
choices! {
    /// What stands between a phase and a source in a heading of one row.
    Joint {
        Colon = "headings joined by a colon",
        Hyphen = "headings joined by a hyphen",
        Dash = "headings joined by a dash",
        Slash = "headings joined by a slash",
        Break = "headings joined by a line break",
        Brackets = "headings joined by brackets",
    }
}
impl Joint {
    /// Both in one heading.
    pub fn join(self, over: &str, under: &str) -> String {
        match self {
            Self::Colon => format!("{over}: {under}"),
            Self::Hyphen => format!("{over} - {under}"),
            Self::Dash => format!("{over} – {under}"),
            Self::Slash => format!("{over}/{under}"),
            Self::Break => format!("{over}\n{under}"),
            Self::Brackets => format!("{over} ({under})"),
        }
    }
}
choices! {
    /// What is done to the spelling of headings.
    Spelling {
        Plain = "headings as in the layout",
        Capitals = "headings in capitals",
        Decomposed = "headings decomposed",
        Breaks = "headings with line breaks",
        Spaces = "headings with double and no-break spaces",
        OldTone = "headings with the other place of the tone",
        NoMarks = "headings without marks",
    }
}

/// The style of a workbook.
#[derive(Clone, Debug)]
pub struct Style {
    /// Name of the unit that sends it.
    pub unit: String,
    pub format: Format,
    pub encoding: Encoding,
    pub groups: Groups,
    pub total: Total,
    pub numbering: Numbering,
    pub unit_at: UnitAt,
    pub amounts: Amounts,
    pub sums: Sums,
    pub results: ResultsIn,
    pub activity: ActivityBy,
    pub code: Code,
    pub sequence: Sequence,
    pub time: Time,
    pub merges: Merges,
    pub sources: Sources,
    pub phases: Phases,
    pub nesting: Nesting,
    pub spelling: Spelling,
    /// Rows of the header, 1 to 3.
    pub depth: u32,
    /// Each phase prints its total.
    pub row_total: bool,
    /// Groups print a subtotal.
    pub subtotals: bool,
    /// Subtotals stand in a row of their own below the group.
    pub closing: bool,
    /// Empty rows and columns before the table.
    pub offset: (u32, u32),
    pub title: bool,
    pub blank_rows: bool,
    pub of_which: bool,
    pub signature: bool,
    pub notes: bool,
    pub note_column: bool,
    pub beneficiary: bool,
    pub location: bool,
}

impl Style {
    /// Draws a style and makes its choices fit each other.
    pub fn draw(dice: &mut Dice) -> Self {
        let mut style = Self {
            unit: "Huyện Kiến Thụy".to_owned(),
            format: Format::draw(dice),
            encoding: Encoding::draw(dice),
            groups: Groups::draw(dice),
            total: Total::draw(dice),
            numbering: Numbering::draw(dice),
            unit_at: UnitAt::draw(dice),
            amounts: Amounts::draw(dice),
            sums: Sums::draw(dice),
            results: ResultsIn::draw(dice),
            activity: ActivityBy::draw(dice),
            code: Code::draw(dice),
            sequence: Sequence::draw(dice),
            time: Time::draw(dice),
            merges: Merges::draw(dice),
            sources: Sources::draw(dice),
            phases: Phases::draw(dice),
            nesting: Nesting::draw(dice),
            spelling: Spelling::draw(dice),
            depth: dice.between(1, 3),
            row_total: dice.chance(60),
            subtotals: dice.chance(60),
            closing: dice.chance(30),
            offset: (dice.between(0, 4), dice.between(0, 3)),
            title: dice.chance(80),
            blank_rows: dice.chance(30),
            of_which: dice.chance(25),
            signature: dice.chance(60),
            notes: dice.chance(30),
            note_column: dice.chance(50),
            beneficiary: dice.chance(70),
            location: dice.chance(60),
        };
        style.settle();
        style
    }

    /// Makes the choices fit each other.
    pub fn settle(&mut self) {
        if self.format == Format::Ods || self.format == Format::Xlsb {
            // Legacy fonts died before these formats came.
            self.encoding = Encoding::Unicode;
        }
        if self.encoding != Encoding::Unicode
            && matches!(self.spelling, Spelling::NoMarks | Spelling::Decomposed)
        {
            self.spelling = Spelling::Plain;
        }
        if self.format == Format::Xls || self.format == Format::Xlsb {
            // The writers of these two keep values only.
            self.sums = Sums::Values;
        }
        if self.sums != Sums::Values {
            // A SUM passes over text: such a sheet would be wrong, and A206 would say so.
            self.amounts = Amounts::Numbers;
        }
        if self.depth == 1 {
            if self.unit_at == UnitAt::Group {
                self.unit_at = UnitAt::Column;
            }
            if self.results == ResultsIn::Named {
                self.results = ResultsIn::Columns;
            }
        }
        if self.groups == Groups::None {
            self.closing = false;
            self.subtotals = false;
        } else {
            self.activity = ActivityBy::Name;
        }
        if self.groups == Groups::Plain {
            // Text without a number, a sum or anything else among numbered rows is a group; among others it may be a
            // project as well as a group.
            self.sequence = Sequence::Column;
            self.closing = false;
        }
        if self.closing {
            self.subtotals = false;
        }
        if self.groups == Groups::Letters && self.numbering == Numbering::Letters {
            self.numbering = Numbering::Plain;
        }
        if self.groups != Groups::None && self.sequence == Sequence::None {
            self.sequence = Sequence::Column;
        }
        if self.sequence == Sequence::InName && self.code == Code::InName {
            self.code = Code::Column;
        }
    }

    /// The names of all choices.
    pub fn names(&self) -> BTreeSet<&'static str> {
        let mut names: BTreeSet<&'static str> = [
            self.format.name(),
            self.encoding.name(),
            self.groups.name(),
            self.total.name(),
            self.numbering.name(),
            self.unit_at.name(),
            self.amounts.name(),
            self.sums.name(),
            self.results.name(),
            self.activity.name(),
            self.code.name(),
            self.sequence.name(),
            self.time.name(),
            self.merges.name(),
            self.sources.name(),
            self.phases.name(),
            self.nesting.name(),
            self.spelling.name(),
            [
                "",
                "header of 1 row",
                "header of 2 rows",
                "header of 3 rows",
            ][usize::try_from(self.depth).expect("a small number")],
        ]
        .into();
        for (used, name) in [
            (self.row_total, "totals by phase"),
            (self.subtotals, "subtotals"),
            (self.closing, "subtotals below the group"),
            (self.offset.0 > 0, "rows before the table"),
            (self.offset.1 > 0, "columns before the table"),
            (self.title, "title"),
            (self.blank_rows, "blank rows"),
            (self.of_which, "trong đó"),
            (self.signature, "signature"),
            (self.notes, "notes"),
        ] {
            if used {
                names.insert(name);
            }
        }
        names
    }

    /// All names that [`Self::names`] may give.
    pub fn all_names() -> Vec<&'static str> {
        let mut all = Vec::new();
        all.extend(Format::ALL.iter().map(|c| c.name()));
        all.extend(Encoding::ALL.iter().map(|c| c.name()));
        all.extend(Groups::ALL.iter().map(|c| c.name()));
        all.extend(Total::ALL.iter().map(|c| c.name()));
        all.extend(Numbering::ALL.iter().map(|c| c.name()));
        all.extend(UnitAt::ALL.iter().map(|c| c.name()));
        all.extend(Amounts::ALL.iter().map(|c| c.name()));
        all.extend(Sums::ALL.iter().map(|c| c.name()));
        all.extend(ResultsIn::ALL.iter().map(|c| c.name()));
        all.extend(ActivityBy::ALL.iter().map(|c| c.name()));
        all.extend(Code::ALL.iter().map(|c| c.name()));
        all.extend(Sequence::ALL.iter().map(|c| c.name()));
        all.extend(Time::ALL.iter().map(|c| c.name()));
        all.extend(Merges::ALL.iter().map(|c| c.name()));
        all.extend(Sources::ALL.iter().map(|c| c.name()));
        all.extend(Phases::ALL.iter().map(|c| c.name()));
        all.extend(Nesting::ALL.iter().map(|c| c.name()));
        all.extend(Spelling::ALL.iter().map(|c| c.name()));
        all.extend(Joint::ALL.iter().map(|c| c.name()));
        all.extend(["header of 1 row", "header of 2 rows", "header of 3 rows"]);
        all.extend([
            "totals by phase",
            "subtotals",
            "subtotals below the group",
            "rows before the table",
            "columns before the table",
            "title",
            "blank rows",
            "trong đó",
            "signature",
            "notes",
        ]);
        all.push("“kết quả thực hiện” over results");
        all.extend(["unit đồng", "unit nghìn", "unit triệu", "unit tỷ"]);
        all
    }
}
