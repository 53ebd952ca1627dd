//! What a run works with: templates, units, programme, layouts, words, the reader of files.

use std::path::Path;

use anyhow::Context;

use crate::finding::Wording;
use crate::layout::Layouts;
use crate::model::ceiling::Ceilings;
use crate::model::{Programme, Succession, Units};
use crate::read::Reader;
use crate::settings::{FILE, Lang, Settings, Templates, ceilings};

use super::{Fault, Options};

/// The data of templates/, read and valid.
pub struct Tools {
    /// All templates.
    pub templates: Templates,
    /// The register of units.
    pub units: Units,
    /// Which units took over from which.
    pub succession: Succession,
    /// The programme.
    pub programme: Programme,
    /// The most that may be given for each activity.
    pub ceilings: Ceilings,
    /// The layouts of forms.
    pub layouts: Layouts,
    /// Words of messages in the language asked for.
    pub words: Wording,
    /// Vietnamese words: the report is Vietnamese in any language.
    pub report_words: Wording,
    /// What parses the files.
    pub reader: Reader,
}

/// Reads the templates, a workspace's own over the built-in ones.
pub fn open(workspace: Option<&Path>, options: &Options) -> Result<Tools, Fault> {
    let templates = match workspace {
        Some(folder) => {
            Templates::with_workspace(folder).context("không đọc được thư mục templates")?
        }
        None => Templates::embedded(),
    };
    let text = |path: &str| {
        templates
            .text(path)
            .ok_or_else(|| Fault::Template(format!("templates/{path}: không đọc được (cần UTF-8)")))
    };
    let units =
        Units::parse(&text("units.csv")?).map_err(|e| Fault::Template(format!("templates/{e}")))?;
    let succession = Succession::parse(&text("successors.csv")?, &units)
        .map_err(|e| Fault::Template(format!("templates/{e}")))?;
    let programme = Programme::parse(&text("programme.toml")?)
        .map_err(|e| Fault::Template(format!("templates/programme.toml: {e}")))?;
    let ceilings = ceilings::parse(
        &text("ceilings.toml")?,
        "templates/ceilings.toml",
        &programme,
    )
    .map_err(Fault::Settings)?;
    let mut files = Vec::new();
    for name in templates.list("layouts").iter().filter(|n| {
        Path::new(n.as_str())
            .extension()
            .is_some_and(|e| e == "toml")
    }) {
        let file = name.rsplit('/').next().unwrap_or(name);
        files.push((
            file.trim_end_matches(".toml").to_owned(),
            text(&format!("layouts/{file}"))?,
        ));
    }
    let layouts = Layouts::parse(&files).map_err(|e| Fault::Template(e.to_string()))?;
    let words = |lang: Lang| {
        let own = templates
            .text(&format!("messages/{}.ftl", lang.code()))
            .into_iter()
            .collect::<Vec<_>>();
        Wording::new(lang.code(), &own)
            .map_err(|e| Fault::Template(format!("templates/messages/{}.ftl: {e}", lang.code())))
    };
    Ok(Tools {
        words: words(options.lang)?,
        report_words: words(Lang::Vi)?,
        reader: options
            .workers
            .as_deref()
            .map_or_else(Reader::here, Reader::in_workers),
        templates,
        units,
        succession,
        programme,
        ceilings,
        layouts,
    })
}

/// Reads ky.toml of a workspace, or says all that is wrong with it.
pub fn settings(workspace: &Path, units: &Units) -> Result<(Settings, Vec<u8>), Fault> {
    let path = workspace.join(FILE);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            return Err(Fault::NoWorkspace(workspace.to_owned()));
        }
        Err(fault) => return Err(Fault::Machine(anyhow::Error::new(fault).context(FILE))),
    };
    let settings = Settings::load(&bytes, FILE, units).map_err(Fault::Settings)?;
    Ok((settings, bytes))
}
