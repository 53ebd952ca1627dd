//! `init --from`: the workspace of the next period, made of the one before.
//!
//! Everything is put together in a folder beside it that then takes its name: a fault leaves nothing behind.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::finding::{Answer, Wording};
use crate::model::Period;
use crate::report::explanations;
use crate::settings::{FILE, Folders, Settings, next_settings};

use super::tools::Tools;
use super::{Fault, Options, tables, tools};

/// What the new workspace was made of.
#[derive(Debug)]
pub struct Next {
    /// Its folders.
    pub folders: Folders,
    /// Workbooks and other files of the decisions.
    pub approvals: usize,
    /// The office's own templates.
    pub templates: usize,
    /// Explanations that were accepted and still are.
    pub explanations: usize,
    /// Explanations about what was sent in the period before, to be decided anew.
    pub undecided: usize,
    /// Whether the records of the period before lie in it.
    pub previous: Previous,
}

/// What became of the records of the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Previous {
    /// They were taken over.
    Taken,
    /// The new period begins with the year, or not where the other one ends: it has no use for them.
    NotNeeded,
    /// The other workspace has none: it was not run.
    Missing,
    /// They are of another period than the other workspace: it was not run since.
    Stale,
}

/// Why there is no new workspace.
#[derive(Debug)]
pub enum NextFault {
    /// The folder holds something.
    NotEmpty,
    /// The folder lies inside the workspace that it is made from.
    Inside,
    /// ky.toml is written in a way that cannot be carried over.
    Settings,
    /// The other workspace cannot be read.
    Workspace(Fault),
    /// A file or folder could not be read or written.
    Io(PathBuf, io::Error),
}

/// Makes the workspace `dir` for a period from another one.
pub fn next(dir: &Path, period: Period, from: &Path, options: &Options) -> Result<Next, NextFault> {
    let tools = tools::open(Some(from), options).map_err(NextFault::Workspace)?;
    let (settings, bytes) = tools::settings(from, &tools.units).map_err(NextFault::Workspace)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = next_settings(&text, &settings, period).ok_or(NextFault::Settings)?;
    refuse(dir, from)?;
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let made = make_parents(parent)?;
    let accepted = accepted(from, &settings, &tools)?;
    let result = build(
        dir,
        parent,
        period,
        from,
        &settings,
        (&text, &accepted, &tools.words),
    );
    if result.is_err() {
        for folder in made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

/// The explanations that were accepted, of the workspace and of those filled in in its results. That a unit sent nothing
/// or was late then excuses it then: such rows keep their text and lose their decision.
fn accepted(from: &Path, settings: &Settings, tools: &Tools) -> Result<Vec<Answer>, NextFault> {
    let mut inputs = Vec::new();
    let limits = settings.limits;
    let (mut answers, _) =
        tables::explanations(from, settings, &tools.reader, &limits, &mut inputs)
            .map_err(NextFault::Workspace)?;
    tools.reader.rest();
    answers.retain(Answer::is_accepted);
    for answer in answers.iter_mut().filter(|a| a.is_about_sending()) {
        answer.decision.clear();
    }
    Ok(answers)
}

/// A folder that holds anything is somebody's; one inside the other workspace would be copied into itself.
fn refuse(dir: &Path, from: &Path) -> Result<(), NextFault> {
    match fs::read_dir(dir) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(NextFault::NotEmpty);
            }
        }
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => return Err(NextFault::Io(dir.to_owned(), fault)),
    }
    let real = |path: &Path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let there = absolute.ancestors().find(|a| a.exists());
        let real = there.and_then(|a| Some((a, fs::canonicalize(a).ok()?)));
        match real {
            Some((above, real)) => real.join(absolute.strip_prefix(above).unwrap_or(&absolute)),
            None => absolute,
        }
    };
    if real(dir).starts_with(real(from)) {
        return Err(NextFault::Inside);
    }
    Ok(())
}

/// Makes the folders above the workspace that are not there yet.
fn make_parents(parent: &Path) -> Result<Vec<PathBuf>, NextFault> {
    let missing: Vec<&Path> = parent
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
        .collect();
    let mut made = Vec::new();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(|e| NextFault::Io(folder.to_owned(), e))?;
        made.push(folder.to_owned());
    }
    Ok(made)
}

fn build(
    dir: &Path,
    parent: &Path,
    period: Period,
    from: &Path,
    settings: &Settings,
    (text, accepted, words): (&str, &[Answer], &Wording),
) -> Result<Next, NextFault> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |fault: io::Error| NextFault::Io(path, fault)
    };
    let staging = tempfile::Builder::new()
        .prefix(".tonghop-moi-")
        .tempdir_in(parent)
        .map_err(failed(parent))?;
    let folders = settings.folders.clone();
    let new = staging.path();
    for folder in [&folders.approved, &folders.submissions] {
        let folder = new.join(folder);
        fs::create_dir_all(&folder).map_err(failed(&folder))?;
    }
    let approvals = copy_all(&from.join(&folders.approved), &new.join(&folders.approved))?;
    let templates = copy_all(&from.join("templates"), &new.join("templates"))?;
    let previous = records(from, new, settings, period)?;
    if !accepted.is_empty() {
        let file = new.join(explanations::NAME);
        explanations::xlsx(&[], accepted, &|_| None, words)
            .map_err(io::Error::other)
            .and_then(|bytes| fs::write(&file, bytes))
            .map_err(failed(&file))?;
    }
    let file = new.join(FILE);
    let write = || -> io::Result<()> {
        let mut out = fs::File::create_new(&file)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()
    };
    write().map_err(failed(&file))?;
    place(staging, dir).map_err(failed(dir))?;
    Ok(Next {
        folders,
        approvals,
        templates,
        explanations: accepted.iter().filter(|a| a.is_accepted()).count(),
        undecided: accepted.iter().filter(|a| !a.is_accepted()).count(),
        previous,
    })
}

/// The new workspace takes its name.
fn place(staging: TempDir, dir: &Path) -> io::Result<()> {
    // A temporary folder is closed to others; a workspace is as open as any folder that the user makes.
    open_up(staging.path())?;
    let was_there = dir.exists();
    if was_there {
        fs::remove_dir(dir)?;
    }
    if let Err(fault) = fs::rename(staging.path(), dir) {
        if was_there {
            let _ = fs::create_dir(dir);
        }
        return Err(fault);
    }
    // It is not there any more under its first name.
    let _ = staging.keep();
    Ok(())
}

#[cfg(unix)]
fn open_up(folder: &Path) -> io::Result<()> {
    // What a folder made the usual way is open to, the user's own mask included.
    let probe = folder.join(".quyen");
    fs::create_dir(&probe)?;
    let usual = fs::metadata(&probe)?.permissions();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, usual)
}

#[cfg(not(unix))]
fn open_up(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Copies the files of a folder with its sub-folders; what is hidden, a lock of Excel or a link stays behind.
fn copy_all(from: &Path, to: &Path) -> Result<usize, NextFault> {
    if !from.is_dir() {
        return Ok(0);
    }
    let is_hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name.starts_with("~$"))
    };
    let mut copied = 0;
    let walk = WalkDir::new(from)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry));
    for entry in walk {
        let entry = entry.map_err(|e| {
            let path = e.path().unwrap_or(from).to_owned();
            NextFault::Io(path, e.into())
        })?;
        let inside = entry.path().strip_prefix(from).unwrap_or(entry.path());
        let target = to.join(inside);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).map_err(|e| NextFault::Io(target, e))?;
        } else if entry.file_type().is_file() {
            fs::copy(entry.path(), &target)
                .map_err(|e| NextFault::Io(entry.path().to_owned(), e))?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// Takes the records of a period that ends the day before the new one begins, in the same year.
fn records(
    from: &Path,
    new: &Path,
    settings: &Settings,
    period: Period,
) -> Result<Previous, NextFault> {
    let adjoins = settings.period.year == period.year
        && settings.period.last_day().succ_opt() == Some(period.first_day());
    if !adjoins {
        return Ok(Previous::NotNeeded);
    }
    let name = "records.jsonl";
    let source = from.join(&settings.folders.results).join(name);
    let text = match fs::read_to_string(&source) {
        Ok(text) => text,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Previous::Missing),
        Err(fault) => return Err(NextFault::Io(source, fault)),
    };
    let code = format!("\"period\":\"{}\"", settings.period);
    if text.lines().any(|line| !line.contains(&code)) {
        return Ok(Previous::Stale);
    }
    let folder = new.join(&settings.folders.previous);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(name), text))
        .map_err(|e| NextFault::Io(folder, e))?;
    Ok(Previous::Taken)
}
