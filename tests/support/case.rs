//! Reads a case file (tests/cases/README.md) into a workspace and what is expected of it.

use std::fs;
use std::path::{Path, PathBuf};

use super::sheet::{Sheet, cell_place, sheet, table_row};
use super::workspace::{Content, Workspace};

/// One part of a case: a workspace, what it is about, what must be found.
#[derive(Clone, Debug)]
pub struct Part {
    /// Empty for the workspace as written; else what was changed.
    pub name: String,
    /// Whether the case's own rule must keep quiet.
    pub silent: bool,
    /// How many lines were changed.
    pub edits: usize,
    /// The workspace after the changes.
    pub workspace: Workspace,
    /// The findings that must be there, and no others above info.
    pub expected: Vec<Expected>,
    /// The records that must be there, and no others; none where the part names none.
    pub records: Vec<Expected>,
}

/// One finding that a case names.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// `error`, `warning`, `info`, `consequence`; `maybe` may be absent.
    pub severity: String,
    /// The id; `*` stands for any text.
    pub id: String,
    /// Further keys of findings.json and their values; `at` is the cell.
    pub keys: Vec<(String, String)>,
    /// Line of the case file.
    pub line: usize,
}

/// One file of tests/cases.
#[derive(Clone, Debug)]
pub struct Case {
    /// The rule that it is about.
    pub code: String,
    /// The file's name without `.case`.
    pub name: String,
    /// What it shows, from its first line.
    pub title: String,
    /// The workspace as written and its variants.
    pub parts: Vec<Part>,
}

/// All case files in the order of their names, or what is wrong with them.
pub fn all() -> Result<Vec<Case>, String> {
    in_folder(&folder())
}

/// The cases that show how districts lay their sheets out, each with the records that it must give.
pub fn layouts() -> Result<Vec<Case>, String> {
    in_folder(&folder().join("layouts"))
}

fn in_folder(folder: &Path) -> Result<Vec<Case>, String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|e| e.to_string())?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "case"))
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// The folder of the cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Reads one case file.
pub fn read(path: &Path) -> Result<Case, String> {
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let text = fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?;
    parse(&name, &text)
}

fn parse(name: &str, text: &str) -> Result<Case, String> {
    let mut case = Case {
        code: name.get(..4).unwrap_or_default().to_owned(),
        name: name.to_owned(),
        title: String::new(),
        parts: Vec::new(),
    };
    let mut base = Workspace::new();
    for block in blocks(text) {
        let at = |e: String| format!("{name}.case line {}: {e}", block.line);
        match (block.head.as_str(), block.rest.as_str()) {
            ("", _) => {
                case.title = block
                    .lines
                    .first()
                    .map(|(_, l)| l.clone())
                    .unwrap_or_default();
            }
            ("expect" | "near" | "also", rest) => {
                let part = read_part(&block, rest, base.clone())
                    .map_err(|e| format!("{name}.case {e}"))?;
                case.parts.push(part);
            }
            ("ky.toml", _) => base.add_tables(&block.text()),
            (path, how) => {
                let content = read_file(&block, path, how).map_err(at)?;
                base.files.insert(path.to_owned(), content);
            }
        }
    }
    if case.title.is_empty() || case.parts.is_empty() {
        return Err(format!(
            "{name}.case: needs a first line that says what it shows, and `== expect`"
        ));
    }
    Ok(case)
}

/// The lines below one `== head rest`.
struct Block {
    head: String,
    rest: String,
    line: usize,
    lines: Vec<(usize, String)>,
}

impl Block {
    fn text(&self) -> String {
        let mut out = String::new();
        for (_, line) in &self.lines {
            out.push_str(line);
            out.push('\n');
        }
        out
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let new = |head: &str, rest: &str, line| Block {
        head: head.to_owned(),
        rest: rest.trim().to_owned(),
        line,
        lines: Vec::new(),
    };
    let mut out = vec![new("", "", 1)];
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(head) = line.strip_prefix("== ") {
            let head = head.trim();
            // A path with blanks stands in quotes.
            let quoted = head.strip_prefix('"').and_then(|h| h.split_once('"'));
            let (head, rest) = quoted.or(head.split_once(' ')).unwrap_or((head, ""));
            out.push(new(head, rest, number));
        } else if let Some(block) = out.last_mut() {
            let comment = line.strip_prefix("# ").filter(|_| block.head != "ky.toml");
            match comment {
                Some(title) if block.head.is_empty() => {
                    block.lines.push((number, title.to_owned()));
                }
                Some(_) => {}
                None if line.trim().is_empty() => {}
                None => block.lines.push((number, line.to_owned())),
            }
        }
    }
    out
}

/// A file of the workspace: `like NAME` and changes, a kind of damage, text, or sheets.
fn read_file(block: &Block, path: &str, how: &str) -> Result<Content, String> {
    if let Some(shared) = how.strip_prefix("like ") {
        let mut content = shared_book(shared)?;
        for (line, text) in &block.lines {
            edit_book(&mut content, text).map_err(|e| format!("(line {line}) {e}"))?;
        }
        return Ok(content);
    }
    match how {
        "" if !is_workbook(path) => Ok(Content::Text(block.text())),
        "text" => Ok(Content::Text(block.text())),
        "" => sheets(block.lines.iter().map(|(_, l)| l.as_str())).map(Content::Book),
        "cut-off" => sheets(block.lines.iter().map(|(_, l)| l.as_str())).map(Content::CutOff),
        kind if super::damage::bytes(kind).is_some() => Ok(Content::Damaged(kind.to_owned())),
        kind => Err(format!("a file cannot be `{kind}`")),
    }
}

fn is_workbook(path: &str) -> bool {
    let extension = Path::new(path).extension();
    extension.is_some_and(|e| e == "xlsx" || e == "xlsm")
}

/// A workbook that several cases share: tests/cases/shared/NAME.book.
pub fn shared_book(name: &str) -> Result<Content, String> {
    let path = folder()
        .join("shared")
        .join(format!("{}.book", name.trim()));
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    sheets(
        text.lines()
            .filter(|l| !l.starts_with("# ") && !l.trim().is_empty()),
    )
    .map(Content::Book)
}

fn sheets<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Sheet>, String> {
    let mut out: Vec<Sheet> = Vec::new();
    for line in lines {
        if let Some(name) = line.trim().strip_prefix("sheet ") {
            out.push(sheet(name.trim().trim_matches('"')));
        } else {
            out.last_mut()
                .ok_or("a workbook begins with `sheet \"…\"`")?
                .line(line)?;
        }
    }
    Ok(out)
}

fn read_part(block: &Block, name: &str, mut workspace: Workspace) -> Result<Part, String> {
    let mut expected = Vec::new();
    let mut records = Vec::new();
    let mut edits = 0;
    for (line, text) in &block.lines {
        let at = |e: String| format!("line {line}: {e}");
        let text = text.trim();
        let first = text.split_whitespace().next().unwrap_or_default();
        if ["error", "warning", "info", "consequence", "maybe"].contains(&first) {
            expected.push(finding(text, *line).map_err(at)?);
        } else if first == "record" {
            records.push(finding(text, *line).map_err(at)?);
        } else if text != "nothing" {
            edits += 1;
            edit(&mut workspace, text).map_err(at)?;
        }
    }
    Ok(Part {
        name: name.trim_matches('"').to_owned(),
        silent: block.head == "near",
        edits,
        workspace,
        expected,
        records,
    })
}

/// `error B301-314-KC17-03-cumulative.local at=S14 found=275000000`.
fn finding(text: &str, line: usize) -> Result<Expected, String> {
    let mut words = quoted_words(text).into_iter();
    let severity = words.next().unwrap_or_default();
    let id = words.next().ok_or("a finding needs an id")?;
    let keys = words
        .map(|word| {
            word.split_once('=')
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .ok_or(format!("`{word}` is not key=value"))
        })
        .collect::<Result<_, _>>()?;
    Ok(Expected {
        severity,
        id,
        keys,
        line,
    })
}

/// Words parted by blanks; a blank inside `"…"` does not part, and the quotes fall away.
fn quoted_words(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut inside = false;
    for c in text.chars() {
        match c {
            '"' => inside = !inside,
            ' ' if !inside => out.push(String::new()),
            _ => {
                if let Some(word) = out.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    out.retain(|word| !word.is_empty());
    out
}

/// One change of the workspace.
fn edit(workspace: &mut Workspace, text: &str) -> Result<(), String> {
    if let Some(setting) = text.strip_prefix("settings ") {
        workspace.add_setting(setting);
        return Ok(());
    }
    if let Some(path) = text
        .strip_prefix("remove ")
        .filter(|t| !t.starts_with("sheet "))
    {
        let gone = workspace.files.remove(path.trim());
        return gone.map(|_| ()).ok_or(format!("there is no {path}"));
    }
    if let Some((path, name)) = text
        .strip_prefix("add ")
        .and_then(|t| t.split_once(" like "))
    {
        workspace
            .files
            .insert(path.trim().to_owned(), shared_book(name)?);
        return Ok(());
    }
    if let Some((path, kind)) = text.strip_prefix("add ").and_then(|t| t.split_once(" is ")) {
        super::damage::bytes(kind.trim()).ok_or(format!("a file cannot be `{kind}`"))?;
        let damaged = Content::Damaged(kind.trim().to_owned());
        workspace.files.insert(path.trim().to_owned(), damaged);
        return Ok(());
    }
    if let Some((from, to)) = text
        .strip_prefix("rename ")
        .and_then(|t| t.split_once(" to "))
    {
        let file = workspace
            .files
            .remove(from.trim())
            .ok_or(format!("there is no {from}"))?;
        workspace.files.insert(to.trim().to_owned(), file);
        return Ok(());
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let (path, rest) = if first.contains('.') {
        (first.to_owned(), text[first.len()..].trim())
    } else {
        (only_submission(workspace)?, text)
    };
    let book = workspace
        .files
        .get_mut(&path)
        .ok_or(format!("there is no {path}"))?;
    edit_book(book, rest)
}

/// The file that is meant when none is named: the first submission.
fn only_submission(workspace: &Workspace) -> Result<String, String> {
    let mut all = workspace
        .files
        .keys()
        .filter(|p| p.starts_with("da-nop/") && is_workbook(p));
    all.next()
        .cloned()
        .ok_or("there is no submission".to_owned())
}

/// `["sheet"] S14 = 275`, `["sheet"] 14| a | b |`, `["sheet"] merge A5:B5`, `blank sheets 512`, `remove sheet "Trang 1"`.
fn edit_book(content: &mut Content, text: &str) -> Result<(), String> {
    let (Content::Book(sheets) | Content::CutOff(sheets)) = content else {
        return Err("only a workbook can be changed".to_owned());
    };
    if let Some(count) = text.trim().strip_prefix("blank sheets ") {
        let count: usize = count
            .trim()
            .parse()
            .map_err(|_| format!("`{count}` is no number"))?;
        sheets.extend((1..=count).map(|n| sheet(&format!("Trang {n}"))));
        return Ok(());
    }
    if let Some(name) = text.trim().strip_prefix("remove sheet ") {
        let before = sheets.len();
        sheets.retain(|s| s.name != name.trim().trim_matches('"'));
        return (sheets.len() < before)
            .then_some(())
            .ok_or(format!("there is no sheet {name}"));
    }
    let (name, rest) = match text
        .trim()
        .strip_prefix('"')
        .and_then(|t| t.split_once('"'))
    {
        Some((name, rest)) => (Some(name), rest.trim()),
        None => (None, text.trim()),
    };
    let sheet = match name {
        Some(name) => sheets.iter_mut().find(|s| s.name == name),
        None => sheets.first_mut(),
    };
    let sheet = sheet.ok_or(format!("there is no sheet {name:?}"))?;
    if let Some((cell, value)) = rest.split_once('=')
        && cell_place(cell.trim()).is_some()
        && table_row(rest).is_none_or(|(row, _)| row.is_none())
    {
        return sheet.set(cell.trim(), value);
    }
    sheet.line(rest)
}
