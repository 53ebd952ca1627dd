//! `[folders]`: other names for the folders of the workspace.

use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization;

use super::problem::{Kind, Problems};
use super::section::Section;

/// Keys of `[folders]`.
pub(super) const KEYS: &[&str] = &["approved", "submissions", "previous", "results"];

/// What else lies in a workspace and is no folder for inputs or results.
const TAKEN: &[&str] = &[
    "ky.toml",
    "templates",
    "so-nhan.xlsx",
    "so-nhan.csv",
    "giai-trinh.xlsx",
    "dinh-chinh.xlsx",
];

/// The folders, relative to the workspace, with `/` between their parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Approved budgets.
    pub approved: String,
    /// Submissions as sent.
    pub submissions: String,
    /// The records of the period before.
    pub previous: String,
    /// Everything that is written.
    pub results: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            approved: "phe-duyet".to_owned(),
            submissions: "da-nop".to_owned(),
            previous: "ky-truoc".to_owned(),
            results: "ket-qua".to_owned(),
        }
    }
}

impl Folders {
    /// Each folder with its key.
    pub fn entries(&self) -> [(&'static str, &str); 4] {
        [
            ("approved", &self.approved),
            ("submissions", &self.submissions),
            ("previous", &self.previous),
            ("results", &self.results),
        ]
    }

    pub(super) fn read(section: &Section<'_>, problems: &mut Problems<'_>) -> Self {
        let mut folders = Self::default();
        // Bytes at which the file names a folder, in the order of `entries`.
        let mut places: [Option<usize>; 4] = [None; 4];
        let values = [
            &mut folders.approved,
            &mut folders.submissions,
            &mut folders.previous,
            &mut folders.results,
        ];
        for ((key, value), place) in KEYS.iter().zip(values).zip(&mut places) {
            let Some(text) = section.text(key, problems) else {
                continue;
            };
            match inside(&text.value) {
                Ok(name) => {
                    *value = name;
                    *place = Some(text.offset);
                }
                Err(kind) => problems.at(text.offset, section.path(key), kind),
            }
        }
        folders.apart(&places, section, problems);
        folders
    }

    /// No folder may be another one, lie in it or hold it: results would be read as inputs, or inputs twice.
    fn apart(
        &self,
        places: &[Option<usize>; 4],
        section: &Section<'_>,
        problems: &mut Problems<'_>,
    ) {
        let entries = self.entries();
        for (first, (key, name)) in entries.iter().enumerate() {
            for (second, (other, other_name)) in entries.iter().enumerate().skip(first + 1) {
                if !overlap(name, other_name) {
                    continue;
                }
                // Told at the later one that the file names; the built-in names do not overlap.
                let told = [(second, *other, *key), (first, *key, *other)];
                if let Some((offset, key, other)) = told
                    .into_iter()
                    .find_map(|(i, key, other)| places[i].map(|offset| (offset, key, other)))
                {
                    problems.at(
                        offset,
                        section.path(key),
                        Kind::FoldersOverlap(section.path(other)),
                    );
                }
            }
        }
    }
}

/// The parts of a folder as systems that ignore case compare them.
fn parts(name: &str) -> Vec<String> {
    name.split('/')
        .map(|part| part.nfc().collect::<String>().to_lowercase())
        .collect()
}

fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let shorter = a.len().min(b.len());
    a[..shorter] == b[..shorter]
}

/// A folder inside the workspace, tidied; what leads out of it, or what Windows cannot keep, is refused.
fn inside(text: &str) -> Result<String, Kind> {
    let name: String = text.trim().trim_end_matches('/').nfc().collect();
    let outside = || Kind::FolderOutside(text.to_owned());
    if name.is_empty() {
        return Err(if text.trim().is_empty() {
            Kind::FolderEmpty
        } else {
            outside()
        });
    }
    let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    if name.contains(odd) {
        return Err(outside());
    }
    let mut parts = Vec::new();
    for component in Path::new(&name).components() {
        match component {
            Component::Normal(part) => {
                let part = part.to_str().ok_or_else(outside)?;
                if part.ends_with(['.', ' ']) {
                    return Err(outside());
                }
                parts.push(part);
            }
            Component::CurDir => {}
            _ => return Err(outside()),
        }
    }
    let Some(first) = parts.first() else {
        return Err(outside());
    };
    if TAKEN.contains(&first.to_lowercase().as_str()) {
        return Err(Kind::FolderTaken(text.to_owned()));
    }
    Ok(parts.join("/"))
}
