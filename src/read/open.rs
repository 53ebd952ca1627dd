//! One file's bytes → a workbook, or why not. The one place where a file meets a parser; a run calls it in a worker
//! process ([`super::isolation`]).

use super::archive::{Archive, PartError};
use super::grid::Workbook;
use super::legacy;
use super::limits::{Budget, Limits};
use super::quiet::caught;
use super::sniff::{Container, container};
use super::unreadable::{Unreadable, What};
use super::{capitals, ods, xls, xlsb, xlsx};

/// Reads a workbook of any format by its content; the name it came under is not asked.
///
/// # Errors
/// R001 for what is no whole workbook, R002 for an encrypted one, R003 beyond a limit. A sheet that cannot be read
/// beside others that can is no error: it stands in [`Workbook::bad_sheets`].
pub fn workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    limits.file_size(bytes.len() as u64)?;
    let mut workbook =
        caught(|| parse(bytes, limits)).unwrap_or_else(|panic| Err(panicked(panic, limits)))?;
    if workbook.sheets.is_empty()
        && let Some((name, why)) = workbook.bad_sheets.first()
    {
        return Err(Unreadable::broken(What::Damaged, format!("{name}: {why}")));
    }
    legacy::convert(&mut workbook);
    capitals::restore(bytes, limits, &mut workbook);
    Ok(workbook)
}

/// Why a parser gave up. The library that unpacks asserts that it got its memory, and names the refusal.
fn panicked(panic: String, limits: &Limits) -> Unreadable {
    if panic.contains("MemError") {
        let allowed = limits.memory_mib;
        return Unreadable::OverLimit {
            limit: "memory_mib",
            allowed: allowed.to_string(),
            value: format!("> {allowed}"),
        };
    }
    Unreadable::broken(What::Damaged, panic)
}

fn parse(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    let mut budget = Budget::new(limits);
    match container(bytes) {
        Container::Zip => {
            let mut archive = Archive::open(bytes, limits)?;
            match packed(&mut archive, &budget)? {
                Packed::Xlsx => xlsx::read(bytes, &mut archive, &mut budget),
                Packed::Xlsb => xlsb::read(bytes, &mut archive, &mut budget),
                Packed::Ods => ods::read(&mut archive, &mut budget),
                Packed::Other(what) => Err(Unreadable::broken(what, "")),
            }
        }
        Container::Ole => xls::read(bytes, &mut budget),
        Container::Biff => xls::read_records(bytes.to_vec(), &mut budget),
        Container::Other(what) => Err(Unreadable::broken(what, "")),
    }
}

/// What a zip archive holds.
enum Packed {
    Xlsx,
    Xlsb,
    Ods,
    Other(What),
}

fn packed(archive: &mut Archive<'_>, budget: &Budget) -> Result<Packed, Unreadable> {
    if archive.has("mimetype") {
        let kind = archive
            .part("mimetype", budget)
            .map_err(|fault| fault.of_file("mimetype"))?;
        let kind = String::from_utf8_lossy(&kind).trim().to_owned();
        if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return Ok(Packed::Ods);
        }
        if kind.starts_with("application/vnd.oasis.opendocument") {
            return Ok(Packed::Other(What::OtherOffice));
        }
    }
    if archive.has("xl/workbook.bin") {
        return Ok(Packed::Xlsb);
    }
    if archive.has("xl/workbook.xml") {
        return Ok(Packed::Xlsx);
    }
    let types = match archive.part("[content_types].xml", budget) {
        Ok(types) => types,
        Err(PartError::Refused(why)) => return Err(why),
        Err(_) => Vec::new(),
    };
    let types = String::from_utf8_lossy(&types).to_ascii_lowercase();
    let names = archive.names();
    let has_folder = |folder: &str| names.iter().any(|n| n.starts_with(folder));
    Ok(
        if types.contains("spreadsheetml.sheet.main")
            || types.contains("excel.sheet.macroenabled.main")
        {
            Packed::Xlsx
        } else if types.contains("excel.sheet.binary") {
            Packed::Xlsb
        } else if has_folder("word/") {
            Packed::Other(What::Docx)
        } else if has_folder("ppt/") || has_folder("visio/") {
            Packed::Other(What::OtherOffice)
        } else if has_folder("xl/") || archive.has("[content_types].xml") {
            // A workbook that lost its table of sheets.
            Packed::Other(What::Damaged)
        } else if archive.has("content.xml") && archive.has("meta-inf/manifest.xml") {
            Packed::Ods
        } else {
            Packed::Other(What::Zip)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_is_refused_while_unpacking_is_the_limit() {
        let limits = Limits::default();
        let said = "assertion `left == right` failed\n  left: MemError\n right: Ok".to_owned();
        let over = panicked(said, &limits);
        assert!(
            matches!(
                over,
                Unreadable::OverLimit {
                    limit: "memory_mib",
                    ..
                }
            ),
            "{over:?}"
        );
        let other = panicked("index out of bounds".to_owned(), &limits);
        assert!(matches!(other, Unreadable::Broken { .. }), "{other:?}");
    }
}
