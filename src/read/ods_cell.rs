//! One cell of an .ods: its type, its value, its text, its formula.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::collect::SheetError;
use super::formula;
use super::grid::Content;
use super::value;
use super::xml::{attribute, entity};

/// What the cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its value.
    pub content: Option<Content>,
    /// Its formula in Excel's spelling.
    pub formula: Option<Box<str>>,
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.content.is_none() && self.formula.is_none()
    }
}

/// Reads the cell that `start` opens, up to its end `</…:name>`.
pub fn read(
    xml: &mut Reader<&[u8]>,
    start: &BytesStart<'_>,
    name: &str,
) -> Result<Cell, SheetError> {
    let attributes = Attributes::of(start);
    let (text, _) = text(xml, name)?;
    let formula = attributes.formula.as_deref().map(formula::from_odf);
    let formula = formula.map(|text| {
        if attributes.is_array {
            format!("{{={text}}}").into()
        } else {
            text
        }
    });
    let content = attributes.content(&text);
    // LibreOffice writes neither a type nor a text for a formula whose result is an empty text, which shows nothing.
    let shows_nothing = attributes.kind.is_some()
        || formula
            .as_deref()
            .is_some_and(|f| !formula::gives_a_number(f));
    if content.is_none() && shows_nothing {
        return Ok(Cell::default());
    }
    Ok(Cell { content, formula })
}

#[derive(Default)]
struct Attributes {
    kind: Option<String>,
    is_error: bool,
    /// The formula takes ranges whole, as those in braces do.
    is_array: bool,
    value: Option<String>,
    date: Option<String>,
    time: Option<String>,
    truth: Option<String>,
    string: Option<String>,
    formula: Option<String>,
}

impl Attributes {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut found = Self::default();
        for raw in start.attributes().with_checks(false).flatten() {
            let place = match raw.key.local_name().as_ref() {
                // LibreOffice says the type twice; only its own word knows errors.
                "value-type" if raw.key.as_ref().starts_with("calcext:") => {
                    found.is_error = raw.value.as_ref() == "error";
                    continue;
                }
                "number-matrix-columns-spanned" | "number-matrix-rows-spanned" => {
                    found.is_array = true;
                    continue;
                }
                "value-type" => &mut found.kind,
                "value" => &mut found.value,
                "date-value" => &mut found.date,
                "time-value" => &mut found.time,
                "boolean-value" => &mut found.truth,
                "string-value" => &mut found.string,
                "formula" => &mut found.formula,
                _ => continue,
            };
            *place = Some(match quick_xml::escape::unescape(&raw.value) {
                Ok(text) => text.into_owned(),
                Err(_) => raw.value.into_owned(),
            });
        }
        found
    }

    fn content(&self, text: &str) -> Option<Content> {
        let shown = self
            .string
            .as_deref()
            .filter(|s| !s.is_empty())
            .unwrap_or(text);
        if self.is_error || (self.formula.is_some() && value::is_error(shown.trim())) {
            return value::from_text(shown).map(|_| Content::Error(shown.trim().into()));
        }
        match self.kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                let number = self.value.as_deref().and_then(|v| v.trim().parse().ok());
                number.map_or_else(|| value::from_text(shown), |n| Some(value::number(n)))
            }
            Some("date") => value::from_iso(self.date.as_deref().unwrap_or(shown)),
            Some("time") => value::from_text(if text.is_empty() {
                self.time.as_deref().unwrap_or_default()
            } else {
                text
            }),
            Some("boolean") => match self.truth.as_deref() {
                Some("true" | "TRUE" | "1") => Some(Content::Bool(true)),
                Some(_) => Some(Content::Bool(false)),
                None => value::from_text(shown),
            },
            _ => value::from_text(shown),
        }
    }
}

/// A part of a cell's text that has a style of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The bytes of the text that it holds.
    pub bytes: Range<usize>,
    /// The name of its style.
    pub style: String,
}

/// The paragraphs of a cell up to its end, as they are shown: runs of blanks count once, notes and drawings not at all;
/// with its spans, an outer one before those within it.
pub fn text(xml: &mut Reader<&[u8]>, name: &str) -> Result<(String, Vec<Span>), SheetError> {
    let bad = |why: &dyn ToString| SheetError::Bad(why.to_string());
    let mut out = String::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut paragraphs = 0;
    // How deep in a paragraph, how deep in what is not the cell's own text, how deep in cells of tables within it.
    let (mut inside, mut aside, mut nested) = (0_u32, 0_u32, 0_u32);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|e| bad(&e))?;
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "annotation" | "frame" | "custom-shape" | "control" | "ruby-text" => aside += 1,
                local if local == name => nested += 1,
                _ if aside > 0 => {}
                "p" | "h" => {
                    if paragraphs > 0 {
                        out.push('\n');
                    }
                    paragraphs += 1;
                    inside += 1;
                }
                "s" => {
                    let blanks = attribute(&e, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                    // No cell of Excel holds more.
                    out.extend(std::iter::repeat_n(' ', usize::min(blanks, 32_767)));
                }
                "tab" => out.push('\t'),
                "line-break" => out.push('\n'),
                "span" => {
                    open.push(spans.len());
                    spans.push(Span {
                        bytes: out.len()..out.len(),
                        style: attribute(&e, "style-name").unwrap_or_default(),
                    });
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "annotation" | "frame" | "custom-shape" | "control" | "ruby-text" => {
                    aside = aside.saturating_sub(1);
                }
                local if local == name && nested == 0 => return Ok((out, spans)),
                local if local == name => nested -= 1,
                "p" | "h" if aside == 0 => {
                    inside = inside.saturating_sub(1);
                }
                "span" if aside == 0 => {
                    if let Some(span) = open.pop().and_then(|at| spans.get_mut(at)) {
                        span.bytes.end = out.len();
                    }
                }
                _ => {}
            },
            Event::Text(t) if inside > 0 && aside == 0 => collapse(&t.xml10_content(), &mut out),
            Event::CData(t) if inside > 0 && aside == 0 => collapse(&t.xml10_content(), &mut out),
            Event::GeneralRef(e) if inside > 0 && aside == 0 => out.extend(entity(&e)),
            Event::Eof => return Err(bad(&"a cell has no end")),
            _ => {}
        }
    }
}

/// Blanks and line ends of the XML count as one blank, and as none at the beginning of a paragraph (ODF 1.2, 6.1.2).
fn collapse(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\r' | '\n') {
            if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(xml: &str) -> Cell {
        let mut reader = crate::read::xml::reader(xml.as_bytes());
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            if let Event::Start(e) = reader.read_event_into(&mut buffer).unwrap() {
                return read(&mut reader, &e, "table-cell").unwrap();
            }
        }
    }

    fn content(attributes: &str, inner: &str) -> Option<Content> {
        let xml = format!("<table:table-cell {attributes}>{inner}</table:table-cell>");
        cell(&xml).content
    }

    #[test]
    fn values_by_their_type() {
        let day = chrono::NaiveDate::from_ymd_opt(2017, 9, 20);
        let day = day.map(|day| Content::Date(day.into()));
        let kind = |k: &str, rest: &str| format!("office:value-type=\"{k}\" {rest}");
        assert_eq!(
            content(
                &kind("float", "office:value=\"2.5\""),
                "<text:p>2,5</text:p>"
            ),
            Some(Content::Number(2.5))
        );
        let date =
            |date: &str| content(&kind("date", &format!("office:date-value=\"{date}\"")), "");
        assert_eq!(date("2017-09-20"), day);
        let eight = chrono::NaiveDate::from_ymd_opt(2017, 9, 20);
        let eight = eight.and_then(|day| day.and_hms_opt(8, 0, 0));
        assert_eq!(date("2017-09-20T08:00:00"), eight.map(Content::Date));
        assert_eq!(
            content(
                &kind("boolean", "office:boolean-value=\"true\""),
                "<text:p>ĐÚNG</text:p>"
            ),
            Some(Content::Bool(true))
        );
        assert_eq!(
            content(
                "calcext:value-type=\"error\" office:value-type=\"string\" table:formula=\"of:=1/0\" office:string-value=\"\"",
                "<text:p>#DIV/0!</text:p>"
            ),
            Some(Content::Error("#DIV/0!".into()))
        );
        assert_eq!(
            content(
                &kind("string", "table:formula=\"of:=NA()\""),
                "<text:p>#N/A</text:p>"
            ),
            Some(Content::Error("#N/A".into()))
        );
        assert_eq!(content("", ""), None);
    }

    #[test]
    fn texts_as_they_are_shown() {
        let text = |inner: &str| match content("office:value-type=\"string\"", inner) {
            Some(Content::Text(text)) => text.into_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            text("<text:p>a &amp; b</text:p><text:p>c<text:s text:c=\"2\"/>d</text:p>"),
            "a & b\nc  d"
        );
        assert_eq!(text("\n  <text:p>\n  một\n   hai</text:p>\n"), "một hai");
        assert_eq!(
            text(
                "<office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>x</text:p>"
            ),
            "x"
        );
        assert_eq!(
            text("<text:p><text:span>Kiến</text:span> <text:span>Thụy</text:span></text:p>"),
            "Kiến Thụy"
        );
    }

    #[test]
    fn a_formula_without_a_type_was_never_computed() {
        let found = cell("<table:table-cell table:formula=\"of:=[.A1]+1\"/>");
        assert_eq!(
            (found.content, found.formula.as_deref()),
            (None, Some("A1+1"))
        );
    }
}
