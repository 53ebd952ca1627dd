//! The settings in force, defaults included, for the manifest: what a run depended on.

use serde_json::{Map, Value, json};

use super::rules::word;
use super::{Rounding, Settings};

impl Settings {
    /// All keys by section, as ky.toml names them; dates as ISO text, what is absent null.
    pub fn to_json(&self) -> Value {
        let rules: Map<String, Value> = self
            .severities
            .iter()
            .map(|(code, severity)| (code.to_string(), word(*severity).into()))
            .collect();
        let folders: Map<String, Value> = self
            .folders
            .entries()
            .into_iter()
            .map(|(key, name)| (key.to_owned(), name.into()))
            .collect();
        let limits: Map<String, Value> = self
            .limits
            .entries()
            .into_iter()
            .map(|(key, limit)| (key.to_owned(), limit.into()))
            .collect();
        let mut report: Map<String, Value> = self
            .report
            .texts()
            .into_iter()
            .map(|(key, text)| (key.to_owned(), text.into()))
            .collect();
        let date = |date: Option<chrono::NaiveDate>| date.map(|d| d.to_string());
        report.insert("date".to_owned(), date(self.report.date).into());
        json!({
            "period": {
                "code": self.period,
                "deadline": date(self.deadline),
                "correction_deadline": date(self.correction_deadline),
                "closed": date(self.closed),
            },
            "folders": folders,
            "units": {"expected": self.expected},
            "tolerance": {"rounding": match self.rounding {
                Rounding::Printed => "printed",
                Rounding::None => "none",
            }},
            "rules": rules,
            "limits": limits,
            "report": report,
        })
    }
}
