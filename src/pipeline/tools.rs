//! What a run works with: templates, units, programme, layouts, words, the reader of files.

use std::path::Path;

use crate::finding::{NoWording, Wording};
use crate::layout::{LayoutError, Layouts};
use crate::model::ceiling::Ceilings;
use crate::model::{Programme, Succession, Units};
use crate::read::Reader;
use crate::settings::{FILE, Lang, Problem, Settings, Templates, ceilings, data};

use super::{Fault, Options};

/// The office's own lines of activities and results, or the built-in ones.
const PROGRAMME: &str = "programme.toml";

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
        Some(folder) => Templates::with_workspace(folder)
            .map_err(|e| Fault::said("cli-fault-templates", [("cause", e.to_string())]))?,
        None => Templates::embedded(),
    };
    let text = |path: &str| text(&templates, path);
    let units = "units.csv";
    let units = Units::parse(&text(units)?).map_err(|e| wrong(data::of_table(&named(units), e)))?;
    let names = "unit-names.csv";
    // The built-in names are of the built-in units, which an office's own register may not have.
    let units = units
        .with_names(&text(names)?, templates.is_own(names))
        .map_err(|e| wrong(data::of_table(&named(names), e)))?;
    let succession = "successors.csv";
    let succession = Succession::parse(&text(succession)?, &units)
        .map_err(|e| wrong(data::of_table(&named(succession), e)))?;
    let programme_text = text(PROGRAMME)?;
    let programme = Programme::parse(&programme_text)
        .map_err(|e| wrong(data::of_toml(&named(PROGRAMME), &programme_text, &e)))?;
    let ceilings = ceilings(&templates, &programme)?;
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
    let layouts = Layouts::parse(&files).map_err(|e| wrong(layout_problem(&e, &files)))?;
    let words = |lang: Lang| -> Result<Wording, Fault> {
        let file = format!("messages/{}.ftl", lang.code());
        Wording::new(lang.code(), &[text(&file)?]).map_err(|why| match why {
            NoWording::Faults(faults) => {
                let problem = |fault| data::of_words(&named(&file), fault);
                Fault::Settings(faults.into_iter().map(problem).collect())
            }
            NoWording::Language(lang) => Fault::Template(lang),
        })
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

/// The ceilings in force. The built-in ones name lines of the built-in programme: where an office has a programme of its
/// own and no ceilings for it, they hold for the lines that both share.
fn ceilings(templates: &Templates, programme: &Programme) -> Result<Ceilings, Fault> {
    let file = "ceilings.toml";
    let parse = |programme: &Programme| {
        ceilings::parse(&text(templates, file)?, &named(file), programme).map_err(Fault::Settings)
    };
    let built_in = Templates::built_in(PROGRAMME)
        .filter(|_| templates.is_own(PROGRAMME) && !templates.is_own(file))
        .and_then(|bytes| Programme::parse(std::str::from_utf8(bytes).ok()?).ok());
    match built_in {
        Some(of) => Ok(parse(&of)?.carried_to(programme, &of)),
        None => parse(programme),
    }
}

fn named(path: &str) -> String {
    format!("templates/{path}")
}

fn wrong(problem: Problem) -> Fault {
    Fault::Settings(vec![problem])
}

/// One template as text. What is no UTF-8 is said: with its letters replaced nothing in it would be found again.
fn text(templates: &Templates, path: &str) -> Result<String, Fault> {
    let bytes = templates.get(path).unwrap_or_default();
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(e) => Err(wrong(data::not_utf8(&named(path), &bytes, e.valid_up_to()))),
    }
}

fn layout_problem(error: &LayoutError, files: &[(String, String)]) -> Problem {
    let of = |file: &str| named(&format!("layouts/{file}"));
    match error {
        LayoutError::Syntax { file, what } => {
            let is_it = |(name, _): &&(String, String)| format!("{name}.toml") == *file;
            let text = files.iter().find(is_it).map_or("", |(_, text)| text);
            data::of_toml(&of(file), text, what)
        }
        LayoutError::Extends { file, base } => {
            let all: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
            data::no_such_base(&of(file), base, &all)
        }
        LayoutError::Key { file, key, known } => data::unknown_key(&of(file), key, known),
    }
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
