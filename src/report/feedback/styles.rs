//! The styles that marks and letter need, behind those that the workbook has.

use std::collections::BTreeMap;

use super::Unfit;
use super::items::Part;
use super::letter::Role;
use crate::report::template::xml::{Document, Element, Node};

/// The styles part of a workbook that has none.
pub(super) const BARE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// More cell styles than Excel takes.
const TOO_MANY: usize = 64_000;

/// The colour of a mark.
pub(super) const fn colour(part: Part) -> &'static str {
    match part {
        Part::Correct => "FFF8CBAD",
        Part::Review => "FFFFE699",
        Part::Note => "FFDDEBF7",
    }
}

/// The index of the cell style of each role of the letter.
pub(super) struct RoleStyles(BTreeMap<Role, usize>);

impl RoleStyles {
    pub(super) fn of(&self, role: Role) -> usize {
        self.0.get(&role).copied().unwrap_or_default()
    }
}

/// A workbook's styles while some are added.
pub(super) struct Styles {
    document: Document,
    /// The fill of each part's marks.
    fills: BTreeMap<Part, usize>,
    /// Styles made for marked cells, by that of the cell and the mark.
    marked: BTreeMap<(usize, Part), usize>,
}

impl Styles {
    /// Takes a styles part as it is.
    pub(super) fn new(document: Document) -> Result<Self, Unfit> {
        let lists = ["fonts", "fills", "borders", "cellXfs"];
        let is_whole = lists.iter().all(|l| document.root().child(l).is_some());
        if document.root().name() != "styleSheet" || !is_whole {
            return Err(Unfit::Odd);
        }
        let mut styles = Self {
            document,
            fills: BTreeMap::new(),
            marked: BTreeMap::new(),
        };
        for part in Part::ALL {
            let fill = styles.add("fills", &fill(colour(part)))?;
            styles.fills.insert(part, fill);
        }
        Ok(styles)
    }

    /// The style of a cell, with a mark's colour.
    pub(super) fn marked(&mut self, style: usize, part: Part) -> Result<usize, Unfit> {
        if let Some(index) = self.marked.get(&(style, part)) {
            return Ok(*index);
        }
        let root = self.document.root();
        let own = root
            .child("cellXfs")
            .and_then(|list| list.elements().nth(style));
        let mut xf = match own {
            Some(xf) => xf.clone(),
            None => plain_xf(0),
        };
        let fill = self.fills.get(&part).copied().unwrap_or_default();
        xf.set_attr("fillId", &fill.to_string());
        xf.set_attr("applyFill", "1");
        let index = self.add("cellXfs", &xf)?;
        self.marked.insert((style, part), index);
        Ok(index)
    }

    /// The style of a cell without a mark's colour; none where it has no such colour.
    pub(super) fn unmarked(&mut self, style: usize) -> Result<Option<usize>, Unfit> {
        let root = self.document.root();
        let nth = |list: &str, index: usize| {
            root.child(list)
                .and_then(|l| l.elements().nth(index))
                .cloned()
        };
        let Some(mut xf) = nth("cellXfs", style) else {
            return Ok(None);
        };
        let own = xf.attr("fillId").and_then(|id| id.parse().ok());
        let colour_of = |fill: &Element| {
            let colour = fill.child("patternFill")?.child("fgColor")?;
            colour.attr("rgb")
        };
        let own = own.and_then(|id| nth("fills", id));
        let own = own.as_ref().and_then(colour_of).unwrap_or_default();
        if !Part::ALL.into_iter().any(|part| colour(part) == own) {
            return Ok(None);
        }
        xf.set_attr("fillId", "0");
        self.add("cellXfs", &xf).map(Some)
    }

    /// Adds the letter's styles.
    pub(super) fn roles(&mut self) -> Result<RoleStyles, Unfit> {
        let frame = self.add("borders", &frame())?;
        let heading = self.add("fills", &fill("FFD9E2F3"))?;
        let mut all = BTreeMap::new();
        for role in Role::ALL {
            let font = self.add("fonts", &font(role))?;
            let mut xf = plain_xf(font);
            if role.is_framed() {
                xf.set_attr("borderId", &frame.to_string());
                xf.set_attr("applyBorder", "1");
            }
            let fill = match role {
                Role::Heading => Some(heading),
                Role::Part(part) => self.fills.get(&part).copied(),
                _ => None,
            };
            if let Some(fill) = fill {
                xf.set_attr("fillId", &fill.to_string());
                xf.set_attr("applyFill", "1");
            }
            xf.set_attr("applyFont", "1");
            xf.set_attr("applyAlignment", "1");
            let mut alignment = Element::new("alignment");
            let (across, down) = match role {
                Role::Centre
                | Role::CentreBold
                | Role::CentreItalic
                | Role::Title
                | Role::Heading => ("center", "center"),
                Role::Number => ("center", "top"),
                _ => ("left", "top"),
            };
            alignment.set_attr("horizontal", across);
            alignment.set_attr("vertical", down);
            alignment.set_attr("wrapText", "1");
            xf.kids.push(Node::Element(alignment));
            let index = self.add("cellXfs", &xf)?;
            all.insert(role, index);
        }
        Ok(RoleStyles(all))
    }

    /// The part with everything that was added.
    pub(super) fn write(&self) -> Vec<u8> {
        self.document.write()
    }

    /// Adds an element to one of the lists; gives its index. It takes the prefix of the part.
    fn add(&mut self, list: &str, element: &Element) -> Result<usize, Unfit> {
        let prefix = self.document.root().prefix().to_owned();
        let list = self.document.root_mut().child_mut(list).ok_or(Unfit::Odd)?;
        let index = list.elements().count();
        if index >= TOO_MANY {
            return Err(Unfit::Odd);
        }
        list.kids.push(Node::Element(element.with_prefix(&prefix)));
        list.set_attr("count", &(index + 1).to_string());
        Ok(index)
    }
}

/// An element by its text, which is one of ours.
fn own(text: &str) -> Element {
    Document::parse(text.as_bytes()).map_or_else(
        |_| Element::new("extLst"),
        |document| document.root().clone(),
    )
}

fn fill(colour: &str) -> Element {
    own(&format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    ))
}

fn frame() -> Element {
    let side = |name: &str| format!("<{name} style=\"thin\"><color indexed=\"64\"/></{name}>");
    let sides = ["left", "right", "top", "bottom"].map(side).concat();
    own(&format!("<border>{sides}<diagonal/></border>"))
}

fn font(role: Role) -> Element {
    let bold = if role.is_bold() { "<b/>" } else { "" };
    let italic = if matches!(role, Role::CentreItalic | Role::CopiesHeading) {
        "<i/>"
    } else {
        ""
    };
    let (underline, colour) = match role {
        Role::Link => ("<u/>", "<color rgb=\"FF0563C1\"/>"),
        Role::Small => ("", "<color rgb=\"FF595959\"/>"),
        _ => ("", ""),
    };
    own(&format!(
        "<font>{bold}{italic}{underline}<sz val=\"{}\"/>{colour}<name val=\"Times New Roman\"/><family val=\"1\"/></font>",
        role.size()
    ))
}

fn plain_xf(font: usize) -> Element {
    own(&format!(
        "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_style_is_the_cells_own_with_another_fill() {
        let text = "<x:styleSheet xmlns:x=\"m\"><x:fonts count=\"1\"><x:font/></x:fonts><x:fills count=\"0\"/>\
                    <x:borders><x:border/></x:borders><x:cellXfs count=\"2\"><x:xf/><x:xf numFmtId=\"4\" fontId=\"0\" \
                    fillId=\"0\"><x:alignment horizontal=\"right\"/></x:xf></x:cellXfs></x:styleSheet>";
        let mut styles = Styles::new(Document::parse(text.as_bytes()).unwrap()).unwrap();
        assert_eq!(styles.marked(1, Part::Review).unwrap(), 2);
        assert_eq!(styles.marked(1, Part::Review).unwrap(), 2);
        assert_eq!(styles.marked(1, Part::Correct).unwrap(), 3);
        let written = String::from_utf8(styles.write()).unwrap();
        assert!(
            written.contains(
                "<x:xf numFmtId=\"4\" fontId=\"0\" fillId=\"1\" applyFill=\"1\"><x:alignment horizontal=\"right\"/></x:xf>"
            ),
            "{written}"
        );
        assert!(written.contains("<x:cellXfs count=\"4\">"), "{written}");
        assert!(
            written.contains("<x:fgColor rgb=\"FFF8CBAD\"/>"),
            "{written}"
        );
    }
}
