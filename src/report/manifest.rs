//! manifest.json: every input and what became of it, the settings, and every output, for auditors.
//!
//! It names no absolute path, no host, no user and no time. The next run reads from it which files are its own.

use serde_json::{Value, json};

use super::plain::{clean, json as text};
use super::publish::Draft;
use crate::model::Period;

/// Its name in the results.
pub const NAME: &str = "manifest.json";

/// One file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Relative to the workspace, with `/`.
    pub file: String,
    /// `blake3:` and 64 hex digits; absent for what could not be read from the disk.
    pub hash: Option<String>,
    /// Its size.
    pub bytes: u64,
    /// What it is for: `submission`, `approval`, `attachment`, `register`, `previous`, `settings`, `template` …
    pub role: &'static str,
    /// The unit that sent it.
    pub unit: Option<String>,
    /// The forms found in it ([`crate::model::Form::name`]).
    pub forms: Vec<&'static str>,
    /// What became of it: `counted`, `unreadable`, `other-period`, `undecided`, `empty`, `attachment`, `no-form`, `unknown-unit`.
    pub status: &'static str,
}

/// What a run was made of.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The period.
    pub period: Option<Period>,
    /// Language of the texts.
    pub lang: &'static str,
    /// The settings as they were in force, without paths outside the workspace.
    pub settings: Value,
    /// Every input.
    pub inputs: Vec<Input>,
    /// How many hidden and temporary files were passed over.
    pub passed_over: usize,
}

impl Manifest {
    /// The file's bytes; `outputs` are the other files of this run.
    pub fn json(&self, outputs: &[Draft]) -> Vec<u8> {
        let mut inputs: Vec<&Input> = self.inputs.iter().collect();
        inputs.sort_by(|a, b| (&a.file, a.role).cmp(&(&b.file, b.role)));
        let inputs: Vec<Value> = inputs
            .into_iter()
            .map(|input| {
                json!({
                    "file": clean(&input.file),
                    "hash": input.hash,
                    "bytes": input.bytes,
                    "role": input.role,
                    "unit": text(input.unit.as_deref()),
                    "forms": input.forms,
                    "status": input.status,
                })
            })
            .collect();
        let mut files: Vec<&Draft> = outputs.iter().filter(|file| file.name != NAME).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let files: Vec<Value> = files
            .into_iter()
            .map(|file| json!({"file": file.name, "hash": file.hash, "bytes": file.bytes}))
            .collect();
        let value = json!({
            "tonghop": env!("CARGO_PKG_VERSION"),
            "period": self.period.map(|p| p.to_string()),
            "lang": self.lang,
            "settings": self.settings,
            "inputs": inputs,
            "passed_over": self.passed_over,
            "outputs": files,
        });
        let mut out = format!("{value:#}").into_bytes();
        out.push(b'\n');
        out
    }
}

/// The names of the outputs that a manifest lists, each with its hash; `None` if the bytes are no manifest of this
/// program.
pub fn listed(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    value.get("tonghop")?.as_str()?;
    let outputs = value.get("outputs")?.as_array()?;
    Some(
        outputs
            .iter()
            .filter_map(|o| {
                let text = |key: &str| o.get(key).and_then(Value::as_str).map(str::to_owned);
                Some((text("file")?, text("hash").unwrap_or_default()))
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::publish::Room;

    fn manifest() -> Manifest {
        let input = |file: &str| Input {
            file: file.to_owned(),
            hash: None,
            bytes: 3,
            role: "submission",
            unit: Some("314".to_owned()),
            forms: vec!["project-list"],
            status: "counted",
        };
        Manifest {
            period: Period::parse("2017-Q3"),
            lang: "vi",
            settings: json!({"rounding": "printed"}),
            inputs: vec![input("da-nop/b.xlsx"), input("da-nop/a.xlsx")],
            passed_over: 1,
        }
    }

    #[test]
    fn outputs_are_listed_with_their_hashes_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::open(folder.path()).unwrap();
        let outputs = [
            room.short("findings.json", b"{}").unwrap(),
            room.short("bao-cao.xlsx", b"x").unwrap(),
        ];
        let bytes = manifest().json(&outputs);
        let names = listed(&bytes).map(|all| all.into_iter().map(|(name, _)| name).collect());
        assert_eq!(
            names,
            Some(vec!["bao-cao.xlsx".to_owned(), "findings.json".to_owned()])
        );
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            value["outputs"][1]["hash"],
            format!("blake3:{}", blake3::hash(b"{}").to_hex())
        );
        assert_eq!(value["inputs"][0]["file"], "da-nop/a.xlsx");
        assert_eq!(value["inputs"][0]["status"], "counted");
    }

    #[test]
    fn other_files_are_no_manifest() {
        for text in [
            "",
            "{}",
            "[]",
            "{\"outputs\":[]}",
            "{\"tonghop\":1,\"outputs\":[]}",
        ] {
            assert_eq!(listed(text.as_bytes()), None, "{text}");
        }
    }
}
