//! The templates: those inside the program, and a workspace's own over them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use unicode_normalization::UnicodeNormalization;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A workspace's own templates, relative to it.
const FOLDER: &str = "templates";

/// The largest file that is taken for a template, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// All templates by their path (`layouts/project-list.toml`), with `/` between the parts.
///
/// A workspace's file replaces the built-in one of the same path; a new path adds.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: BTreeMap<String, Vec<u8>>,
}

impl Templates {
    /// The built-in ones alone.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The built-in ones, under those of a workspace's `templates/`.
    ///
    /// Links, hidden files and `~$…` are passed over. Fails if a file cannot be read, or is larger than any template is.
    pub fn with_workspace(workspace: &Path) -> io::Result<Self> {
        let folder = workspace.join(FOLDER);
        let mut own = BTreeMap::new();
        if !folder.is_dir() {
            return Ok(Self { own });
        }
        let shown = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$"))
        };
        for entry in walkdir::WalkDir::new(&folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(shown)
        {
            let entry = entry?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            let parts: Vec<String> = path
                .components()
                .map(|part| part.as_os_str().to_string_lossy().nfc().collect())
                .collect();
            let name = parts.join("/");
            if entry.metadata()?.len() > LARGEST {
                return Err(io::Error::new(
                    io::ErrorKind::FileTooLarge,
                    format!("{FOLDER}/{name}"),
                ));
            }
            let bytes = std::fs::read(entry.path())
                .map_err(|e| io::Error::new(e.kind(), format!("{FOLDER}/{name}: {e}")))?;
            own.insert(name, bytes);
        }
        Ok(Self { own })
    }

    /// The bytes of one template.
    pub fn get(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        if let Some(bytes) = self.own.get(path) {
            return Some(Cow::Borrowed(bytes));
        }
        Self::built_in(path).map(Cow::Borrowed)
    }

    /// The built-in template of that path, whatever the workspace has.
    pub fn built_in(path: &str) -> Option<&'static [u8]> {
        BUILT_IN.get_file(path).map(include_dir::File::contents)
    }

    /// Whether the workspace has its own.
    pub fn is_own(&self, path: &str) -> bool {
        self.own.contains_key(path)
    }

    /// One template as text, without a BOM; what is not UTF-8 is replaced by `U+FFFD`.
    pub fn text(&self, path: &str) -> Option<String> {
        let bytes = self.get(path)?;
        let text = String::from_utf8_lossy(&bytes);
        Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
    }

    /// The paths of all templates in a folder and below it, sorted; the workspace's included.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{}/", folder.trim_end_matches('/'));
        let inside = |path: &str| folder.is_empty() || path.starts_with(&prefix);
        let mut paths = BTreeSet::new();
        built_in(&BUILT_IN, &mut paths);
        paths.extend(self.own.keys().cloned());
        paths.into_iter().filter(|path| inside(path)).collect()
    }

    /// The workspace's own templates by their path, sorted: inputs of the run, as the manifest lists them.
    pub fn own(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.own
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

fn built_in(dir: &Dir<'_>, paths: &mut BTreeSet<String>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => built_in(dir, paths),
            DirEntry::File(file) => {
                let parts: Vec<_> = file
                    .path()
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect();
                paths.insert(parts.join("/"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_replaces_by_name_and_adds() {
        let dir = tempfile::tempdir().unwrap();
        let layouts = dir.path().join("templates/layouts");
        std::fs::create_dir_all(&layouts).unwrap();
        std::fs::write(dir.path().join("templates/units.csv"), "\u{feff}code\n").unwrap();
        std::fs::write(layouts.join("own.toml"), "x = 1").unwrap();
        std::fs::write(layouts.join("~$own.toml"), "lock").unwrap();
        let templates = Templates::with_workspace(dir.path()).unwrap();
        assert_eq!(templates.text("units.csv").as_deref(), Some("code\n"));
        assert!(
            templates
                .list("layouts")
                .contains(&"layouts/own.toml".to_owned())
        );
        assert!(!templates.list("").iter().any(|p| p.contains("~$")));
        assert!(templates.text("messages/vi.ftl").is_some());
        assert!(templates.get("nothing").is_none());
        assert_eq!(templates.own().count(), 2);
    }

    #[test]
    fn without_a_folder_the_built_in_ones_hold() {
        let dir = tempfile::tempdir().unwrap();
        let templates = Templates::with_workspace(dir.path()).unwrap();
        assert_eq!(templates.list(""), Templates::embedded().list(""));
    }
}
