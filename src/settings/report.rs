//! `[report]`: who reports to whom, and who signs.

use chrono::NaiveDate;

use super::problem::Problems;
use super::section::Section;
use crate::base::text::tidy;

/// Keys of `[report]`.
pub(super) const KEYS: &[&str] = &[
    "parent_agency",
    "agency",
    "place",
    "date",
    "number",
    "signer_prefix",
    "signer_title",
    "signer",
    "prepared_by",
];

/// The texts of the report's head and foot; absent ones stay blank there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportKeys {
    /// The office above (`ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG`).
    pub parent_agency: Option<String>,
    /// The office that reports (`SỞ CÔNG THƯƠNG`).
    pub agency: Option<String>,
    /// Where it is signed (`Hải Phòng`).
    pub place: Option<String>,
    /// When it is signed; without it "ngày … tháng … năm …", never today.
    pub date: Option<NaiveDate>,
    /// Its number (`…/BC-SCT`).
    pub number: Option<String>,
    /// For whom the signer signs (`KT. GIÁM ĐỐC`).
    pub signer_prefix: Option<String>,
    /// The signer's office (`PHÓ GIÁM ĐỐC`).
    pub signer_title: Option<String>,
    /// The signer's name.
    pub signer: Option<String>,
    /// Who made it.
    pub prepared_by: Option<String>,
}

impl ReportKeys {
    /// Each text with its key, as `{{report.…}}` names them; the date is apart.
    pub fn texts(&self) -> [(&'static str, Option<&str>); 8] {
        [
            ("parent_agency", self.parent_agency.as_deref()),
            ("agency", self.agency.as_deref()),
            ("place", self.place.as_deref()),
            ("number", self.number.as_deref()),
            ("signer_prefix", self.signer_prefix.as_deref()),
            ("signer_title", self.signer_title.as_deref()),
            ("signer", self.signer.as_deref()),
            ("prepared_by", self.prepared_by.as_deref()),
        ]
    }

    pub(super) fn read(section: &Section<'_>, problems: &mut Problems<'_>) -> Self {
        let mut text = |key: &str| {
            section
                .text(key, problems)
                .map(|text| tidy(&text.value))
                .filter(|text| !text.is_empty())
        };
        Self {
            parent_agency: text("parent_agency"),
            agency: text("agency"),
            place: text("place"),
            number: text("number"),
            signer_prefix: text("signer_prefix"),
            signer_title: text("signer_title"),
            signer: text("signer"),
            prepared_by: text("prepared_by"),
            date: section.date("date", problems).map(|date| date.value),
        }
    }
}
