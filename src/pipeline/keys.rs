//! Findings made before a project was recognised learn its code.

use std::collections::BTreeMap;

use crate::finding::{Finding, Subject};
use crate::model::{Record, Submission};

/// The keys of a submission's records before they are recognised; none where no finding names a project.
pub(super) struct Keys(Vec<Option<String>>);

impl Keys {
    /// Takes the keys down.
    pub(super) fn before(submission: &Submission, findings: &[Finding]) -> Self {
        let named = |f: &Finding| matches!(f.subject, Subject::Project(_));
        if findings.iter().any(named) {
            Self(submission.records.iter().map(Record::project_key).collect())
        } else {
            Self(Vec::new())
        }
    }

    /// Gives findings under a former key the project as it is called now.
    pub(super) fn after(self, submission: &Submission, findings: &mut [Finding]) {
        let renamed: BTreeMap<&str, &Record> = self
            .0
            .iter()
            .zip(&submission.records)
            .filter_map(|(old, record)| {
                old.as_deref()
                    .filter(|o| record.project_key().as_deref() != Some(*o))
                    .map(|o| (o, record))
            })
            .collect();
        for finding in findings {
            if let Subject::Project(key) = &finding.subject
                && let Some(record) = renamed.get(key.as_str())
            {
                finding.project = record.project.as_deref().map(str::to_owned);
                finding.subject = record
                    .project_key()
                    .map_or(Subject::Nothing, Subject::Project);
            }
        }
    }
}
