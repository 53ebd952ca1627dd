//! How a report template is understood, before there is a period to fill it with.

use std::io::Cursor;
use std::path::Path;

use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::{Fault, Options, tools};
use crate::report::bao_cao::specimen;
use crate::report::known;
use crate::report::template::{self, Language};
use crate::settings::Lang;

/// Names without which a signed report is hardly whole; of several one is enough.
const WANTED: [&[&str]; 3] = [
    &["period.label", "period.code"],
    &["report.agency"],
    &["report.status"],
];

/// What of a template is mapped, unknown or missing, and all names that there are, as `template check --format json`
/// prints it. A map.toml beside the file is read with it, or the one that a run would read.
pub fn check_template(
    file: &Path,
    workspace: Option<&Path>,
    options: &Options,
) -> Result<Value, Fault> {
    let tools = tools::open(workspace, options)?;
    let read = |path: &Path| {
        std::fs::read(path).map_err(|e| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Fault::Machine(anyhow::Error::new(e).context(name.into_owned()))
        })
    };
    let form = read(file)?;
    let beside = file.with_file_name("map.toml");
    // A run lays the map of a form over whatever stands under its name, be it built in or the workspace's.
    let mut of_form = None;
    let map = if beside.is_file() {
        Some(String::from_utf8_lossy(&read(&beside)?).into_owned())
    } else {
        let stem = form_name(file);
        let map = stem.as_ref().and_then(|stem| {
            let path = format!("reports/{stem}/map.toml");
            tools.templates.text(&path)
        });
        of_form = stem.filter(|_| map.is_some());
        map
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let language = Language::from(options.lang);
    let refused = |error: template::TemplateError| {
        let sentence = error.sentence(language);
        Fault::Template(match error {
            template::TemplateError::Map(_) => sentence,
            _ => format!("{name}: {sentence}"),
        })
    };
    let data = specimen(&tools.programme);
    let placeholders = template::names(&form).map_err(refused)?;
    let filled = template::fill_traced(&form, map.as_deref(), &data, Cursor::new(Vec::new()))
        .map_err(refused)?;
    let unknown = |at: &template::Placeholder| {
        let fits = |w: &&template::Warning| (&w.sheet, &w.cell) == (&at.sheet, &at.cell);
        let written = match &at.filter {
            Some(filter) => format!("{} | {filter}", at.name),
            None => at.name.clone(),
        };
        let mut here = filled.warnings.iter().filter(fits);
        here.find(|warning| warning.placeholder == written)
    };
    let listed: Vec<Value> = placeholders
        .iter()
        .map(|at| {
            let warning = unknown(at);
            json!({
                "sheet": at.sheet, "cell": at.cell, "name": at.name, "unit": at.filter,
                "known": warning.is_none(),
                "nearest": warning.and_then(|w| w.nearest.clone()),
            })
        })
        .collect();
    let of_map = filled.warnings.iter().filter(|w| {
        let here = |at: &template::Placeholder| (&w.sheet, &w.cell) == (&at.sheet, &at.cell);
        !placeholders.iter().any(here)
    });
    // Cells that the map fills by their defined names.
    let of_map = of_map.map(|w| {
        json!({
            "sheet": w.sheet, "cell": w.cell, "name": w.placeholder, "unit": null,
            "known": false, "nearest": w.nearest,
        })
    });
    let outside = filled.outside.iter();
    let outside: Vec<Value> = outside
        .map(|one| {
            let (sheet, cell) = one.at.clone().unzip();
            json!({
                "place": one.place, "sheet": sheet, "cell": cell, "name": one.placeholder,
                "known": !one.is_unknown, "nearest": one.nearest,
            })
        })
        .collect();
    let unsaved = filled.unsaved.iter();
    let unsaved: Vec<Value> = unsaved
        .map(|one| json!({"sheet": one.sheet, "cell": one.cell, "formula": one.formula}))
        .collect();
    let rows: Vec<Value> = filled
        .models
        .iter()
        .map(|m| json!({"sheet": m.sheet, "first": m.rows.0, "last": m.rows.1, "levels": m.levels}))
        .collect();
    let mut missing: Vec<Value> = Vec::new();
    for names in WANTED {
        let has = |name: &str| placeholders.iter().any(|at| at.name == name);
        if !names.iter().any(|name| has(name)) {
            missing.push(json!({"sheet": null, "name": names[0]}));
        }
    }
    for model in &filled.models {
        let lacking = model.lacking.iter();
        missing.extend(lacking.map(|level| json!({"sheet": model.sheet, "name": level})));
    }
    Ok(json!({
        "file": name,
        "map": map.is_some(),
        "map_of": of_form,
        "rows": rows,
        "placeholders": listed.into_iter().chain(of_map).collect::<Vec<_>>(),
        "outside": outside,
        "unsaved": unsaved,
        "unknown": filled.warnings.len() + filled.outside.len(),
        "missing": missing,
        "names": all_names(),
        "units": ["dong", "nghin", "trieu", "ty"],
    }))
}

/// The name under which a run finds a form: that of its folder, or of a file that is still to be put there.
fn form_name(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_string_lossy();
    let name = if stem == "report" {
        let whole = std::path::absolute(file).ok()?;
        let folder = whole.parent()?.file_name()?;
        folder.to_string_lossy().into_owned()
    } else {
        stem.into_owned()
    };
    Some(name.nfc().collect())
}

/// Every name by its list, single values under `single`.
fn all_names() -> Value {
    let mut all = Map::new();
    for (list, names) in known::by_list() {
        let list = if list.is_empty() { "single" } else { list };
        all.insert(list.to_owned(), json!(names));
    }
    Value::Object(all)
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}
