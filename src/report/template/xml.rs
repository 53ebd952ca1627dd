//! A part's XML as a light tree that remembers how it was written.
//!
//! An element keeps the very text between `<` and `>`; it is only written anew when one of its
//! attributes changes. Comments, processing instructions, unknown elements and blanks between
//! elements therefore come out as they went in. Names are compared without their prefix, since
//! `x:row` of one producer is `row` of another.

use quick_xml::escape::{escape, partial_escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A piece of a part.
#[derive(Debug, Clone)]
pub(in crate::report) enum Node {
    /// An element with all that it holds.
    Element(Element),
    /// Character data as it is written, references (`&amp;`) included.
    Text(String),
    /// A CDATA section: the text inside it.
    CData(String),
    /// Anything else as it is written: declaration, comment, processing instruction.
    Other(String),
}

/// An element as it is written.
#[derive(Debug, Clone)]
pub(in crate::report) struct Element {
    /// The text of the opening tag between `<` and `>` (or `/>`): name and attributes.
    tag: String,
    name_len: usize,
    /// Written as `<a/>`, as long as nothing is put inside.
    short: bool,
    /// What it holds, in order.
    pub(in crate::report) kids: Vec<Node>,
}

/// A whole part.
#[derive(Debug, Clone)]
pub(in crate::report) struct Document {
    /// Declaration, blanks and exactly one element.
    nodes: Vec<Node>,
    root: usize,
}

impl Document {
    /// Reads a part; the error is what is wrong with it.
    pub(in crate::report) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Element> = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            let node = match event {
                Event::Start(start) => {
                    if open.len() > 400 {
                        return Err("elements are nested too deeply".to_owned());
                    }
                    open.push(Element::from_event(&start, false));
                    continue;
                }
                Event::Empty(start) => Node::Element(Element::from_event(&start, true)),
                Event::End(_) => match open.pop() {
                    Some(element) => Node::Element(element),
                    None => return Err("an element is closed that was not opened".to_owned()),
                },
                Event::Text(text) => Node::Text(text.to_string()),
                Event::GeneralRef(name) => Node::Text(format!("&{};", &*name)),
                Event::CData(text) => Node::CData(text.to_string()),
                Event::Comment(text) => Node::Other(format!("<!--{}-->", &*text)),
                Event::Decl(text) => Node::Other(format!("<?{}?>", &*text)),
                Event::PI(text) => Node::Other(format!("<?{}?>", &*text)),
                Event::DocType(_) => return Err("a document type declaration".to_owned()),
                Event::Eof => break,
            };
            let siblings = open
                .last_mut()
                .map_or(&mut nodes, |parent| &mut parent.kids);
            match (siblings.last_mut(), node) {
                (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
                (_, node) => siblings.push(node),
            }
        }
        if !open.is_empty() {
            return Err("the part ends inside an element".to_owned());
        }
        let root = nodes
            .iter()
            .position(|node| matches!(node, Node::Element(_)));
        match root {
            Some(root) => Ok(Self { nodes, root }),
            None => Err("the part is empty".to_owned()),
        }
    }

    /// The outermost element.
    pub(in crate::report) fn root(&self) -> &Element {
        match &self.nodes[self.root] {
            Node::Element(element) => element,
            _ => unreachable!("the root was found by its kind"),
        }
    }

    /// The outermost element, to change it.
    pub(in crate::report) fn root_mut(&mut self) -> &mut Element {
        match &mut self.nodes[self.root] {
            Node::Element(element) => element,
            _ => unreachable!("the root was found by its kind"),
        }
    }

    /// The part as text.
    pub(in crate::report) fn write(&self) -> Vec<u8> {
        let mut out = String::new();
        for node in &self.nodes {
            node.write(&mut out);
        }
        out.into_bytes()
    }

    /// The part as text, with the content of some elements written by somebody else.
    pub(in crate::report) fn write_with(
        &self,
        special: &mut dyn FnMut(&Element, &mut String) -> bool,
    ) -> Vec<u8> {
        let mut out = String::new();
        for node in &self.nodes {
            node.write_with(&mut out, special);
        }
        out.into_bytes()
    }
}

impl Node {
    pub(in crate::report) fn write(&self, out: &mut String) {
        self.write_with(out, &mut |_, _| false);
    }

    fn write_with(&self, out: &mut String, special: &mut dyn FnMut(&Element, &mut String) -> bool) {
        match self {
            Self::Element(element) => {
                if !special(element, out) {
                    element.write_with(out, special);
                }
            }
            Self::Text(text) | Self::Other(text) => out.push_str(text),
            Self::CData(text) => {
                out.push_str("<![CDATA[");
                out.push_str(text);
                out.push_str("]]>");
            }
        }
    }
}

impl Element {
    /// The element that an event opens, empty so far; `short` for `<a/>`.
    pub(in crate::report) fn from_event(start: &BytesStart<'_>, short: bool) -> Self {
        Self {
            tag: start.to_string(),
            name_len: start.name().0.len(),
            short,
            kids: Vec::new(),
        }
    }

    /// A new element without attributes; `name` with its prefix.
    pub(in crate::report) fn new(name: &str) -> Self {
        Self {
            tag: name.to_owned(),
            name_len: name.len(),
            short: true,
            kids: Vec::new(),
        }
    }

    /// The name as written, with its prefix.
    pub(in crate::report) fn full_name(&self) -> &str {
        &self.tag[..self.name_len]
    }

    /// The name without prefix.
    pub(in crate::report) fn name(&self) -> &str {
        local(self.full_name())
    }

    /// The prefix with its colon, `x:`; empty without one.
    pub(in crate::report) fn prefix(&self) -> &str {
        let full = self.full_name();
        full.find(':').map_or("", |colon| &full[..=colon])
    }

    /// The same element with another prefix on it and on all that it holds.
    pub(in crate::report) fn with_prefix(&self, prefix: &str) -> Self {
        let name = format!("{prefix}{}", self.name());
        let kids = self.kids.iter().map(|kid| match kid {
            Node::Element(element) => Node::Element(element.with_prefix(prefix)),
            other => other.clone(),
        });
        Self {
            tag: format!("{name}{}", &self.tag[self.name_len..]),
            name_len: name.len(),
            short: self.short,
            kids: kids.collect(),
        }
    }

    /// A name of the same namespace as this element's: `row` in `x:sheetData` is `x:row`.
    pub(in crate::report) fn sibling_name(&self, name: &str) -> String {
        match self.full_name().split_once(':') {
            Some((prefix, _)) => format!("{prefix}:{name}"),
            None => name.to_owned(),
        }
    }

    /// All attributes: name as written, value without references.
    pub(in crate::report) fn attributes(&self) -> Vec<(String, String)> {
        let start = BytesStart::from_content(self.tag.as_str(), self.name_len);
        start
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|attribute| {
                let value = unescape(&attribute.value)
                    .map_or_else(|_| attribute.value.to_string(), |value| value.to_string());
                (attribute.key.0.to_owned(), value)
            })
            .collect()
    }

    /// The value of the attribute of that name, its prefix not looked at unless `name` has one.
    pub(in crate::report) fn attr(&self, name: &str) -> Option<String> {
        let start = BytesStart::from_content(self.tag.as_str(), self.name_len);
        let found = start
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.0 == name);
        let attribute = found?;
        Some(
            unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), |value| value.to_string()),
        )
    }

    /// The value of the attribute of that name in any namespace (`r:id` of whatever prefix).
    pub(in crate::report) fn attr_any(&self, name: &str) -> Option<String> {
        self.attributes()
            .into_iter()
            .find(|(key, _)| local(key) == name && key.contains(':'))
            .map(|(_, value)| value)
    }

    /// Sets an attribute in its place, or adds it; tells whether anything changed.
    pub(in crate::report) fn set_attr(&mut self, name: &str, value: &str) -> bool {
        let mut all = self.attributes();
        match all.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) if old == value => return false,
            Some((_, old)) => value.clone_into(old),
            None => all.push((name.to_owned(), value.to_owned())),
        }
        self.set_attributes(&all);
        true
    }

    /// Takes an attribute away.
    pub(in crate::report) fn remove_attr(&mut self, name: &str) {
        let all = self.attributes();
        if all.iter().any(|(key, _)| key == name) {
            let rest: Vec<_> = all.into_iter().filter(|(key, _)| key != name).collect();
            self.set_attributes(&rest);
        }
    }

    fn set_attributes(&mut self, all: &[(String, String)]) {
        let mut tag = self.full_name().to_owned();
        for (key, value) in all {
            push_attr(&mut tag, key, value);
        }
        self.tag = tag;
    }

    /// The elements inside, in order.
    pub(in crate::report) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The elements inside, to change them.
    pub(in crate::report) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.kids.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first element inside of that name.
    pub(in crate::report) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name() == name)
    }

    /// The first element inside of that name, to change it.
    pub(in crate::report) fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.name() == name)
    }

    /// The text directly inside, without references.
    pub(in crate::report) fn text(&self) -> String {
        let mut out = String::new();
        for node in &self.kids {
            match node {
                Node::Text(text) => match unescape(text) {
                    Ok(text) => out.push_str(&text),
                    Err(_) => out.push_str(text),
                },
                Node::CData(text) => out.push_str(text),
                _ => {}
            }
        }
        out
    }

    /// Replaces all that is inside by a text.
    pub(in crate::report) fn set_text(&mut self, text: &str) {
        self.kids = vec![Node::Text(partial_escape(text).into_owned())];
    }

    /// Writes the opening tag.
    pub(in crate::report) fn write_open(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.tag);
        out.push('>');
    }

    /// Writes the closing tag.
    pub(in crate::report) fn write_close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(self.full_name());
        out.push('>');
    }

    /// Writes the element with all that it holds.
    pub(in crate::report) fn write(&self, out: &mut String) {
        self.write_with(out, &mut |_, _| false);
    }

    fn write_with(&self, out: &mut String, special: &mut dyn FnMut(&Element, &mut String) -> bool) {
        if self.short && self.kids.is_empty() {
            out.push('<');
            out.push_str(&self.tag);
            out.push_str("/>");
            return;
        }
        self.write_open(out);
        for kid in &self.kids {
            kid.write_with(out, special);
        }
        self.write_close(out);
    }
}

/// Appends ` name="value"`.
pub(in crate::report) fn push_attr(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for character in escape(value).chars() {
        match character {
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A name without its prefix.
pub(in crate::report) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::{Document, Node};

    #[test]
    fn what_is_not_changed_is_written_as_it_was() {
        let text = "<?xml version=\"1.0\"?>\n<!-- c --><x:a  b = 'q&amp;\"' ><x:c/><d></d>t &lt;&#65; <![CDATA[<z>]]></x:a>";
        let document = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(document.write()).unwrap(), text);
        assert_eq!(document.root().name(), "a");
        assert_eq!(document.root().attr("b").unwrap(), "q&\"");
        assert_eq!(document.root().text(), "t <A <z>");
        assert_eq!(document.root().sibling_name("row"), "x:row");
        assert!(matches!(document.root().kids[0], Node::Element(_)));
    }

    #[test]
    fn a_changed_attribute_keeps_its_place() {
        let mut document = Document::parse(b"<a r=\"1\" s='2'/>").unwrap();
        assert!(document.root_mut().set_attr("r", "9 & <"));
        assert!(!document.root_mut().set_attr("s", "2"));
        assert_eq!(document.write(), b"<a r=\"9 &amp; &lt;\" s=\"2\"/>");
    }

    #[test]
    fn broken_parts_are_errors() {
        for text in ["", "<a>", "</a>", "<a><b></a>", "<!DOCTYPE a><a/>"] {
            assert!(Document::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Well-formed XML, written in many ways.
    fn element() -> impl Strategy<Value = String> {
        let attribute = "( |\n  )(x:)?[a-z]{1,4}=(\"[a-z ]{0,5}\"|'[a-z]{0,4}')";
        let leaf = prop_oneof![
            "[a-zđệ \n]{0,8}",
            Just("&amp;&lt;&#272;".to_owned()),
            Just("<![CDATA[a < b & c]]>".to_owned()),
            Just("<!-- no > element -->".to_owned()),
            Just("<?and more?>".to_owned()),
            attribute.prop_map(|a| format!("<leaf{a}/>")),
            Just("<x:empty />".to_owned()),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            ("[a-z]{1,5}", proptest::collection::vec(inner, 0..4))
                .prop_map(|(name, kids)| format!("<{name} a='1'>{}</{name}>", kids.concat()))
        })
    }

    proptest! {
        #[test]
        fn what_is_not_changed_is_written_as_it_was(
            kids in proptest::collection::vec(element(), 0..5),
            head in prop_oneof![Just(""), Just("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")],
        ) {
            let text = format!("{head}<root a=\"1\">{}</root>\n", kids.concat());
            let written = Document::parse(text.as_bytes()).map(|document| document.write());
            prop_assert_eq!(written, Ok(text.into_bytes()));
        }

        #[test]
        fn no_bytes_panic(bytes in any::<Vec<u8>>(), near in "[<>/a-c=\"'&;!?\\- ]{0,40}") {
            let _ = Document::parse(&bytes);
            if let Ok(document) = Document::parse(near.as_bytes()) {
                let _ = document.write();
            }
        }
    }
}
