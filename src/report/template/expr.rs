//! Formulas as trees.

use rust_decimal::Decimal;

use super::cellref::{MAX_COL, MAX_ROW, Ref};
use super::lex::{SheetPart, Tok, lex, sheet_part};
use super::values::{Area, Scalar};

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Value(Scalar),
    Area(Area),
    /// `(A1:A2,A5)`.
    Union(Vec<Expr>),
    Array(Vec<Vec<Scalar>>),
    Negate(Box<Expr>),
    Plus(Box<Expr>),
    Percent(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    /// A function in capitals; an argument left out is `None`.
    Call(String, Vec<Option<Expr>>),
    /// Something that is not computed here.
    Unknown,
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// What names in formulas mean.
pub(super) trait Names {
    /// The index of a sheet.
    fn sheet(&self, name: &str) -> Option<usize>;
    /// The text of a defined name as seen from a sheet.
    fn defined(&self, name: &str, sheet: usize) -> Option<String>;
}

/// How many terms one sum or product may have: the tree of a longer one would be too deep to walk.
const MAX_TERMS: usize = 400;
/// How deep brackets, functions and names may be nested.
const MAX_DEPTH: usize = 100;

/// Reads a formula (without the leading `=`) that stands on a sheet.
pub(super) fn parse(text: &str, sheet: usize, names: &dyn Names) -> Expr {
    parse_at(text, sheet, names, 0)
}

fn parse_at(text: &str, sheet: usize, names: &dyn Names, depth: usize) -> Expr {
    let tokens: Vec<Tok<'_>> = lex(text)
        .into_iter()
        .map(|token| token.tok)
        .filter(|tok| *tok != Tok::Space)
        .collect();
    let mut parser = Parser {
        tokens,
        at: 0,
        sheet,
        names,
        depth,
    };
    match parser.comparison() {
        Some(expr) if parser.at == parser.tokens.len() => expr,
        _ => Expr::Unknown,
    }
}

struct Parser<'a> {
    tokens: Vec<Tok<'a>>,
    at: usize,
    sheet: usize,
    names: &'a dyn Names,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Tok<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn op(&mut self, known: &[(&str, Op)]) -> Option<Op> {
        let Some(Tok::Op(written)) = self.peek() else {
            return None;
        };
        let op = known.iter().find(|(name, _)| *name == written)?.1;
        self.at += 1;
        Some(op)
    }

    fn binary(
        &mut self,
        known: &[(&str, Op)],
        next: fn(&mut Self) -> Option<Expr>,
    ) -> Option<Expr> {
        let mut left = next(self)?;
        let mut terms = 0;
        while let Some(op) = self.op(known) {
            terms += 1;
            if terms > MAX_TERMS {
                return None;
            }
            left = Expr::Binary(op, Box::new(left), Box::new(next(self)?));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let known = [
            ("=", Op::Equal),
            ("<>", Op::Unequal),
            ("<", Op::Less),
            ("<=", Op::LessEqual),
            (">", Op::Greater),
            (">=", Op::GreaterEqual),
        ];
        let expr = self.binary(&known, Self::join);
        self.depth -= 1;
        expr
    }

    fn join(&mut self) -> Option<Expr> {
        self.binary(&[("&", Op::Join)], Self::sum)
    }

    fn sum(&mut self) -> Option<Expr> {
        self.binary(&[("+", Op::Add), ("-", Op::Subtract)], Self::product)
    }

    fn product(&mut self) -> Option<Expr> {
        self.binary(&[("*", Op::Multiply), ("/", Op::Divide)], Self::power)
    }

    fn power(&mut self) -> Option<Expr> {
        self.binary(&[("^", Op::Power)], Self::signed)
    }

    /// In Excel a sign binds more closely than `^`: `-2^2` is 4.
    fn signed(&mut self) -> Option<Expr> {
        let mut signs = Vec::new();
        while let Some(Tok::Op(sign @ ("-" | "+"))) = self.peek() {
            if signs.len() > MAX_DEPTH {
                return None;
            }
            signs.push(sign);
            self.at += 1;
        }
        let mut expr = self.atom()?;
        let mut percents = 0;
        while self.peek() == Some(Tok::Op("%")) && percents < MAX_DEPTH {
            percents += 1;
            self.at += 1;
            expr = Expr::Percent(Box::new(expr));
        }
        for sign in signs.into_iter().rev() {
            expr = if sign == "-" {
                Expr::Negate(Box::new(expr))
            } else {
                Expr::Plus(Box::new(expr))
            };
        }
        Some(expr)
    }

    fn atom(&mut self) -> Option<Expr> {
        while self.peek() == Some(Tok::Op("@")) {
            self.at += 1;
        }
        let tok = self.peek()?;
        self.at += 1;
        let expr = match tok {
            Tok::Num(text) => Expr::Value(Scalar::Number(number(text)?)),
            Tok::Str(text) => Expr::Value(string(text)),
            Tok::Error(name) => Expr::Value(Scalar::Error(error_name(name)?)),
            Tok::Ref(sheet, reference) => self.area(sheet, reference),
            Tok::Name(None, word) if word.eq_ignore_ascii_case("TRUE") => {
                Expr::Value(Scalar::Bool(true))
            }
            Tok::Name(None, word) if word.eq_ignore_ascii_case("FALSE") => {
                Expr::Value(Scalar::Bool(false))
            }
            Tok::Name(sheet, word) => self.name(sheet, word),
            Tok::Open => {
                let first = self.comparison()?;
                let mut all = vec![first];
                while self.peek() == Some(Tok::Comma) {
                    self.at += 1;
                    all.push(self.comparison()?);
                }
                self.close()?;
                if all.len() == 1 {
                    all.pop()?
                } else {
                    Expr::Union(all)
                }
            }
            Tok::Func(name) => self.call(name)?,
            Tok::Brace('{') => self.array()?,
            _ => return None,
        };
        // `A1:INDEX(…)`, `A1#` and intersections are not computed.
        if matches!(
            self.peek(),
            Some(Tok::Op(":" | "#") | Tok::Bracket(_) | Tok::Ref(..))
        ) {
            None
        } else {
            Some(expr)
        }
    }

    fn close(&mut self) -> Option<()> {
        (self.peek()? == Tok::Close).then(|| self.at += 1)
    }

    fn call(&mut self, name: &str) -> Option<Expr> {
        self.at += 1;
        let mut args = Vec::new();
        if self.peek() == Some(Tok::Close) {
            self.at += 1;
        } else {
            loop {
                match self.peek()? {
                    Tok::Comma | Tok::Close => args.push(None),
                    _ => args.push(Some(self.comparison()?)),
                }
                match self.peek()? {
                    Tok::Comma => self.at += 1,
                    Tok::Close => {
                        self.at += 1;
                        break;
                    }
                    _ => return None,
                }
            }
        }
        let name = name.to_uppercase();
        let name = name.strip_prefix("_XLFN.").unwrap_or(&name).to_owned();
        Some(Expr::Call(name, args))
    }

    fn array(&mut self) -> Option<Expr> {
        let mut rows = vec![Vec::new()];
        loop {
            let negative = self.peek()? == Tok::Op("-");
            if negative {
                self.at += 1;
            }
            let tok = self.peek()?;
            self.at += 1;
            let value = match tok {
                Tok::Num(text) if negative => Scalar::Number(-number(text)?),
                Tok::Num(text) => Scalar::Number(number(text)?),
                Tok::Str(text) => string(text),
                Tok::Name(None, word) => Scalar::Bool(word.eq_ignore_ascii_case("TRUE")),
                Tok::Error(name) => Scalar::Error(error_name(name)?),
                _ => return None,
            };
            rows.last_mut()?.push(value);
            let tok = self.peek()?;
            self.at += 1;
            match tok {
                Tok::Comma => {}
                Tok::Semicolon => rows.push(Vec::new()),
                Tok::Brace('}') => break,
                _ => return None,
            }
        }
        let width = rows[0].len();
        rows.iter()
            .all(|row| row.len() == width)
            .then_some(Expr::Array(rows))
    }

    fn area(&self, sheet: Option<&str>, reference: Ref) -> Expr {
        let sheet = match sheet.map(sheet_part) {
            None => Some(self.sheet),
            Some(SheetPart::One(name)) => match self.names.sheet(&name) {
                Some(index) => Some(index),
                None => return Expr::Value(Scalar::Error("#REF!")),
            },
            Some(_) => None,
        };
        match sheet {
            Some(sheet) => Expr::Area(area_of(sheet, reference)),
            None => Expr::Unknown,
        }
    }

    fn name(&self, sheet: Option<&str>, word: &str) -> Expr {
        let seen_from = match sheet.map(sheet_part) {
            None => Some(self.sheet),
            Some(SheetPart::One(name)) => self.names.sheet(&name),
            Some(_) => None,
        };
        if self.depth + 10 > MAX_DEPTH {
            return Expr::Unknown;
        }
        match seen_from.and_then(|seen_from| {
            self.names
                .defined(word, seen_from)
                .map(|text| (seen_from, text))
        }) {
            Some((seen_from, text)) => parse_at(
                text.strip_prefix('=').unwrap_or(&text),
                seen_from,
                self.names,
                self.depth + 10,
            ),
            None => Expr::Unknown,
        }
    }
}

/// The rectangle that a reference covers.
pub(super) fn area_of(sheet: usize, reference: Ref) -> Area {
    let ((top, bottom), (left, right)) = (reference.row_span(), reference.col_span());
    Area {
        sheet,
        top,
        left,
        bottom: bottom.min(MAX_ROW),
        right: right.min(MAX_COL),
    }
}

fn number(text: &str) -> Option<Decimal> {
    text.parse()
        .ok()
        .filter(|_| !text.contains(['e', 'E']))
        .or_else(|| Decimal::from_scientific(text).ok())
}

fn string(text: &str) -> Scalar {
    let body = text.strip_prefix('"').unwrap_or(text);
    Scalar::text(&body.strip_suffix('"').unwrap_or(body).replace("\"\"", "\""))
}

/// The error of that name.
pub(super) fn error_name(name: &str) -> Option<&'static str> {
    [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ]
    .into_iter()
    .find(|known| known.eq_ignore_ascii_case(name.trim()))
}

impl Expr {
    /// All rectangles that the formula looks at.
    pub(super) fn areas(&self, found: &mut Vec<Area>) {
        match self {
            Self::Area(area) => found.push(*area),
            Self::Union(parts) => parts.iter().for_each(|part| part.areas(found)),
            Self::Negate(inner) | Self::Plus(inner) | Self::Percent(inner) => inner.areas(found),
            Self::Binary(_, left, right) => {
                left.areas(found);
                right.areas(found);
            }
            Self::Call(_, args) => args.iter().flatten().for_each(|arg| arg.areas(found)),
            Self::Value(_) | Self::Array(_) | Self::Unknown => {}
        }
    }
}
