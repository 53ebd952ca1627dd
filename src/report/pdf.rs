//! bao-cao.pdf: the filled form as LibreOffice prints it.
//!
//! LibreOffice writes the minute of the run and an identity made from it into the file; both are replaced, so that equal
//! inputs give equal bytes with one release of LibreOffice.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Programs that are LibreOffice, by the search path first, then where its installers put it.
const PROGRAMS: [&str; 5] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
];
/// How often it is asked whether printing is done, and how long one waits between.
const PATIENCE: (u32, Duration) = (1200, Duration::from_millis(100));

/// Why there is no PDF; nothing else of the run depends on it.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No LibreOffice on this machine.
    #[error("no LibreOffice")]
    Absent,
    /// It ran and made no file.
    #[error("LibreOffice made no file")]
    Refused,
    /// It did not end.
    #[error("LibreOffice did not end")]
    Endless,
    /// A fault of the disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Prints a workbook. `copy` writes it where LibreOffice can read it.
pub fn print(
    stem: &str,
    copy: impl FnOnce(&mut std::fs::File) -> io::Result<()>,
) -> Result<Vec<u8>, PdfError> {
    let room = tempfile::tempdir()?;
    let workbook = room.path().join(format!("{stem}.xlsx"));
    let mut file = std::fs::File::create(&workbook)?;
    copy(&mut file)?;
    file.flush()?;
    drop(file);
    wait(start(room.path(), &workbook)?)?;
    match std::fs::read(room.path().join(format!("{stem}.pdf"))) {
        Ok(bytes) if bytes.starts_with(b"%PDF") => Ok(timeless(bytes)),
        Ok(_) => Err(PdfError::Refused),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Err(PdfError::Refused),
        Err(fault) => Err(fault.into()),
    }
}

/// Starts it with settings of its own: an office that has LibreOffice open keeps working.
fn start(room: &Path, workbook: &Path) -> Result<Child, PdfError> {
    let mut profile = OsString::from("-env:UserInstallation=file://");
    if !room.starts_with("/") {
        profile.push("/");
    }
    profile.push(room.join("profile").to_string_lossy().replace('\\', "/"));
    for program in PROGRAMS.map(PathBuf::from) {
        let child = Command::new(program)
            .arg(&profile)
            .args([
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
                "--outdir",
            ])
            .arg(room)
            .arg(workbook)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match child {
            Ok(child) => return Ok(child),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Err(PdfError::Absent)
}

fn wait(mut child: Child) -> Result<(), PdfError> {
    let (times, pause) = PATIENCE;
    for _ in 0..times {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        std::thread::sleep(pause);
    }
    child.kill()?;
    child.wait()?;
    Err(PdfError::Endless)
}

/// Takes the time of printing out of a PDF, byte for byte in place: its table of contents counts bytes.
fn timeless(mut pdf: Vec<u8>) -> Vec<u8> {
    for key in [
        "/CreationDate(D:",
        "/ModDate(D:",
        "<xmp:CreateDate>",
        "<xmp:ModifyDate>",
        "<xmp:MetadataDate>",
    ] {
        for at in places(&pdf, key.as_bytes()) {
            // The day on which all times of zip entries are fixed too; what follows is zeros.
            let digits = pdf[at..].iter_mut().take_while(|b| !b")<".contains(b));
            let day = b"19800101".iter().chain(std::iter::repeat(&b'0'));
            let digits = digits.filter(|b| b.is_ascii_digit());
            digits.zip(day).for_each(|(old, new)| *old = *new);
        }
    }
    let identities = [("/ID [ <", '>'), ("/DocChecksum /", '\n')];
    let spans: Vec<std::ops::Range<usize>> = identities
        .iter()
        .flat_map(|(key, _)| places(&pdf, key.as_bytes()))
        .map(|from| {
            let end = pdf[from..]
                .windows(2)
                .position(|w| w == b" ]" || w == b"\n>");
            from..from + end.unwrap_or(0)
        })
        .collect();
    for span in &spans {
        let old = pdf[span.clone()].iter_mut();
        old.filter(|b| b.is_ascii_hexdigit())
            .for_each(|b| *b = b'0');
    }
    let identity = blake3::hash(&pdf).to_hex().to_ascii_uppercase();
    for span in spans {
        let old = pdf[span].iter_mut().filter(|b| **b == b'0');
        old.zip(identity.bytes().take(32).cycle())
            .for_each(|(old, new)| *old = new);
    }
    pdf
}

/// Where what follows a key begins, for each time that it stands there.
fn places(bytes: &[u8], key: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = bytes[from..].windows(key.len()).position(|w| w == key) {
        from += at + key.len();
        found.push(from);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(minute: &str, id: &str) -> Vec<u8> {
        format!(
            "%PDF-1.6\n(a text of 2017)\n/CreationDate(D:202611281235{minute}Z')>>\n<</Size 98\n\
             /ID [ <{id}>\n<{id}> ]\n/DocChecksum /{id}\n>>\nstartxref\n179088\n%%EOF\n"
        )
        .into_bytes()
    }

    #[test]
    fn two_printings_of_one_workbook_are_equal() {
        let one = timeless(printed("44", "7D0FC1D1659ADA9ECE013A8116873C75"));
        let two = timeless(printed("46", "0000C1D1659ADA9ECE013A8116873CFF"));
        assert_eq!(one, two);
        let text = String::from_utf8(one).unwrap();
        assert!(text.contains("/CreationDate(D:19800101000000Z')"), "{text}");
        assert!(text.contains("(a text of 2017)"), "{text}");
        assert!(text.ends_with("startxref\n179088\n%%EOF\n"), "{text}");
    }

    #[test]
    fn another_workbook_has_another_identity() {
        let id = "7D0FC1D1659ADA9ECE013A8116873C75";
        let one = String::from_utf8(timeless(printed("44", id))).unwrap();
        let other = String::from_utf8(printed("44", id)).unwrap();
        let other = timeless(other.replace("2017", "2018").into_bytes());
        let line = |text: &str| {
            text.lines()
                .find(|l| l.starts_with("/ID"))
                .map(str::to_owned)
        };
        assert_ne!(line(&one), line(&String::from_utf8(other).unwrap()));
        assert!(!line(&one).unwrap().contains(id));
    }
}
