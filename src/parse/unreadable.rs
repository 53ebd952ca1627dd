//! R001 to R003: a file, or a sheet of it, that could not be read.

use crate::finding::{Code, Finding, Value};
use crate::read::Unreadable;

use super::recognition::Finder;

/// The finding about a whole file.
pub fn file(finder: &Finder, why: &Unreadable) -> Finding {
    match why {
        Unreadable::Broken { what, detail } => {
            let mut finding = finder.file(Code::R001);
            finding.variant = Some(what.key());
            finding.found = Some(Value::Text(what.key().to_owned()));
            finding.args = vec![("detail", detail.clone())];
            finding
        }
        Unreadable::Encrypted => finder.file(Code::R002),
        Unreadable::OverLimit {
            limit,
            allowed,
            value,
        } => {
            let mut finding = finder.file(Code::R003);
            finding.field = Some((*limit).to_owned());
            let amount = |text: &str| {
                text.parse()
                    .map_or_else(|_| Value::Text(text.to_owned()), Value::Number)
            };
            finding.expected = Some(amount(allowed));
            finding.found = Some(amount(value));
            finding.args = vec![
                ("limit", (*limit).to_owned()),
                ("allowed", allowed.clone()),
                ("value", value.clone()),
            ];
            finding
        }
    }
}

/// The finding about one bad sheet of a workbook whose other sheets could be read.
pub fn sheet(finder: &Finder, name: &str, detail: &str) -> Finding {
    let mut finding = finder.file(Code::R001);
    finding.sheet = Some(name.into());
    finding.variant = Some("sheet");
    finding.found = Some(Value::Text("sheet".to_owned()));
    finding.args = vec![("detail", detail.to_owned())];
    finding
}
