//! XML as the programs of offices write it, cut into tags: names, attributes in double quotes, nothing else.
//!
//! Whatever is spelled otherwise (comments, CDATA, instructions, single quotes, a tag that does not end) is not cut but
//! refused, so that what is read here means the same to every reader of XML.

/// The tags of one part, from the first on.
pub struct Tags<'a> {
    text: &'a str,
    at: usize,
}

/// How a tag stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `<c>`
    Open,
    /// `</c>`
    Close,
    /// `<c/>`
    Alone,
}

/// One tag with the text before it.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// What stands between the tag before and this one, as written.
    pub before: &'a str,
    /// Its name with its prefix.
    pub name: &'a str,
    /// How it stands.
    pub kind: Kind,
    /// Its attributes as written, each known to be well formed.
    attributes: &'a str,
}

impl<'a> Tags<'a> {
    /// The tags behind the XML declaration; `None` for what is no UTF-8.
    pub fn new(part: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(part).ok()?;
        let at = if text.starts_with("<?xml ") {
            text.find("?>")? + 2
        } else {
            0
        };
        Some(Self { text, at })
    }

    /// All that follows the last tag.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next tag; `None` at the end, and where something is not plain.
    pub fn next(&mut self) -> Option<Tag<'a>> {
        let bytes = self.text.as_bytes();
        let start = bytes[self.at..].iter().position(|&b| b == b'<')? + self.at;
        let before = &self.text[self.at..start];
        let is_close = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(is_close);
        let to = from + name_length(&bytes[from..]);
        let (behind, is_alone) = attributes_end(bytes, to)?;
        if from == to || (is_close && (is_alone || behind != to + 1)) {
            return None;
        }
        self.at = behind;
        let kind = match (is_close, is_alone) {
            (true, _) => Kind::Close,
            (false, true) => Kind::Alone,
            (false, false) => Kind::Open,
        };
        Some(Tag {
            before,
            name: &self.text[from..to],
            kind,
            attributes: &self.text[to..behind],
        })
    }
}

impl<'a> Tag<'a> {
    /// Its name without its prefix.
    pub fn local(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// Whether it opens an element of that name, which may be empty.
    pub fn opens(&self, name: &str) -> bool {
        self.kind != Kind::Close && self.name == name
    }

    /// Whether it closes an element of that name.
    pub fn closes(&self, name: &str) -> bool {
        self.kind == Kind::Close && self.name == name
    }

    /// Whether nothing but blanks stands before it.
    pub fn follows(&self) -> bool {
        self.before.bytes().all(|b| b.is_ascii_whitespace())
    }

    /// Its attributes with their values as written.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let text = self.attributes;
        let bytes = text.as_bytes();
        let mut at = 0;
        // Each is known to be `name="value"`, so that what ends a part of it is found byte by byte.
        std::iter::from_fn(move || {
            let from = at
                + bytes
                    .get(at..)?
                    .iter()
                    .position(|b| !b.is_ascii_whitespace())?;
            let equals = from + bytes[from..].iter().position(|&b| b == b'=')?;
            let value = equals + 2;
            let quote = value + bytes.get(value..)?.iter().position(|&b| b == b'"')?;
            at = quote + 1;
            Some((&text[from..equals], &text[value..quote]))
        })
    }

    /// The value of one attribute as written.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(n, _)| *n == name).map(|(_, v)| v)
    }
}

fn name_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.')))
        .unwrap_or(bytes.len())
}

/// Where the tag ends whose name ends there, and whether it ends with `/>`.
fn attributes_end(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    loop {
        match bytes.get(at)? {
            b'>' => return Some((at + 1, false)),
            b'/' if bytes.get(at + 1) == Some(&b'>') => return Some((at + 2, true)),
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            _ => {
                let name = name_length(&bytes[at..]);
                at += name;
                if name == 0 || !bytes[at..].starts_with(b"=\"") {
                    return None;
                }
                at += 2;
                let value = &bytes[at..];
                let length = value.iter().position(|&b| matches!(b, b'"' | b'<'))?;
                if value[length] == b'<' {
                    return None;
                }
                at += length + 1;
            }
        }
    }
}

/// The characters of a text with the entities that every program writes; `None` for any other, and for carriage returns
/// and `_x000D_`, which readers turn into something else.
pub fn unescaped(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    if !text.bytes().any(|b| matches!(b, b'&' | b'\r' | b'_')) {
        return Some(text.into());
    }
    if text.contains('\r') || text.contains("_x") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('&') {
        let (entity, after) = behind.split_once(';')?;
        out.push_str(plain);
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        });
        rest = after;
    }
    out.push_str(rest);
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(xml: &str) -> Option<Vec<(String, Kind)>> {
        let mut tags = Tags::new(xml.as_bytes())?;
        let mut found = Vec::new();
        while !tags.rest().is_empty() {
            let tag = tags.next()?;
            found.push((tag.name.to_owned(), tag.kind));
        }
        Some(found)
    }

    #[test]
    fn tags_with_their_attributes() {
        let mut tags =
            Tags::new(b"<?xml version=\"1.0\"?>\n<a x:b=\"1>\" c=\"\"\n/>t</a>").unwrap();
        let tag = tags.next().unwrap();
        assert!(tag.opens("a") && tag.kind == Kind::Alone && tag.follows());
        let attributes: Vec<_> = tag.attributes().collect();
        assert_eq!(attributes, [("x:b", "1>"), ("c", "")]);
        let tag = tags.next().unwrap();
        assert!(tag.closes("a") && tag.before == "t" && !tag.follows());
        assert!(tags.next().is_none());
    }

    #[test]
    fn what_is_not_plain_is_refused() {
        assert!(cut("<a><b c=\"1\"/></a>").is_some());
        for odd in [
            "<!-- --><a/>",
            "<![CDATA[]]>",
            "<?b?>",
            "<a b='1'/>",
            "<a b=1/>",
            "<a b/>",
            "<a b=\"<\"/>",
            "<a b=\"1",
            "<a",
            "</a/>",
            "</a b=\"1\">",
            "< a/>",
            "<>",
        ] {
            assert_eq!(cut(odd), None, "{odd}");
        }
    }

    #[test]
    fn entities_of_every_program_and_no_others() {
        assert_eq!(unescaped("a_b &amp;&lt;").as_deref(), Some("a_b &<"));
        for odd in ["&#10;", "&nbsp;", "a & b", "a\r", "_x000D_"] {
            assert_eq!(unescaped(odd), None, "{odd}");
        }
    }
}
