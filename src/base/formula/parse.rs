//! Formulas read into trees.

use rust_decimal::Decimal;

use super::cellref::{MAX_COL, MAX_ROW, Ref};
use super::expr::{Expr, Fixed, Op};
use super::lex::{SheetPart, Tok, lex, sheet_part};
use super::table::{Meant, Table};
use super::values::{Area, Home, Scalar, error_name};

/// What names in formulas mean.
pub(crate) trait Names {
    /// The index of a sheet.
    fn sheet(&self, name: &str) -> Option<usize>;
    /// The text of a defined name as seen from a sheet.
    fn defined(&self, name: &str, sheet: usize) -> Option<String>;
    /// The sheets from one to another in the order of the workbook; `None` where it is not known which these are.
    fn span(&self, _first: &str, _last: &str) -> Option<Vec<usize>> {
        None
    }
    /// A table of the workbook.
    fn table(&self, _name: &str) -> Option<Table> {
        None
    }
    /// The table that a cell lies in.
    fn table_at(&self, _home: Home) -> Option<Table> {
        None
    }
    /// Whether a sheet that is not known is not there at all, so that a reference to it is an error.
    fn are_all_sheets(&self) -> bool {
        true
    }
}

/// How deep brackets, functions and names may be nested.
const MAX_DEPTH: usize = 100;
/// How many `%` may stand in a row.
const MAX_PERCENTS: usize = 4;

/// Reads a formula (without the leading `=`) that stands in a cell.
pub(crate) fn parse(text: &str, home: Home, names: &dyn Names) -> Expr {
    parse_at(text, home, names, 0, false)
}

/// The same for a tree that is to be used for copies of the formula too.
pub(crate) fn parse_moving(text: &str, home: Home, names: &dyn Names) -> Expr {
    parse_at(text, home, names, 0, true)
}

fn parse_at(text: &str, home: Home, names: &dyn Names, depth: usize, moving: bool) -> Expr {
    let tokens: Vec<Tok<'_>> = lex(text)
        .into_iter()
        .map(|token| token.tok)
        .filter(|tok| *tok != Tok::Space)
        .collect();
    let mut parser = Parser {
        tokens,
        at: 0,
        home,
        names,
        depth,
        moving,
    };
    match parser.comparison() {
        Some(expr) if parser.at == parser.tokens.len() => expr,
        _ => Expr::Unknown,
    }
}

struct Parser<'a> {
    tokens: Vec<Tok<'a>>,
    at: usize,
    home: Home,
    names: &'a dyn Names,
    depth: usize,
    /// References that are not fixed move with the formula.
    moving: bool,
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
        let first = next(self)?;
        let mut rest = Vec::new();
        while let Some(op) = self.op(known) {
            rest.push((op, next(self)?));
        }
        Some(if rest.is_empty() {
            first
        } else {
            Expr::Chain(Box::new(first), rest)
        })
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
        let mut minuses = 0_usize;
        while let Some(Tok::Op(sign @ ("-" | "+"))) = self.peek() {
            minuses += usize::from(sign == "-");
            self.at += 1;
        }
        let mut expr = self.atom()?;
        let mut percents = 0;
        while self.peek() == Some(Tok::Op("%")) {
            percents += 1;
            if percents > MAX_PERCENTS {
                return None;
            }
            self.at += 1;
            expr = Expr::Percent(Box::new(expr));
        }
        // `--A1` makes a number of a text; more signs than two do nothing else, and `+` nothing at all.
        let turns = if minuses > 0 && minuses.is_multiple_of(2) {
            2
        } else {
            minuses % 2
        };
        for _ in 0..turns {
            expr = Expr::Negate(Box::new(expr));
        }
        Some(expr)
    }

    fn atom(&mut self) -> Option<Expr> {
        let mut expr = self.operand()?;
        if self.peek() == Some(Tok::Op(":")) {
            self.at += 1;
            expr = Expr::Span(Box::new(expr), Box::new(self.operand()?));
        }
        // `A1#`, intersections and three corners are not computed.
        let is_more = matches!(
            self.peek(),
            Some(Tok::Op(":" | "#") | Tok::Bracket(_) | Tok::Ref(..))
        );
        (!is_more).then_some(expr)
    }

    fn operand(&mut self) -> Option<Expr> {
        while self.peek() == Some(Tok::Op("@")) {
            self.at += 1;
        }
        let tok = self.peek()?;
        self.at += 1;
        Some(match tok {
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
            Tok::Name(sheet, word) => match self.peek() {
                // The sheet says nothing: a table has its name in the whole workbook.
                Some(Tok::Bracket(brackets)) => {
                    self.at += 1;
                    let is_own = sheet.is_none_or(|sheet| sheet_part(sheet) != SheetPart::External);
                    self.table(is_own.then(|| self.names.table(word)).flatten(), brackets)
                }
                _ => self.name(sheet, word),
            },
            Tok::Bracket(brackets) => self.table(self.names.table_at(self.home), brackets),
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
        })
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
            None => Some(self.home.sheet),
            Some(SheetPart::One(name)) => match self.names.sheet(&name) {
                Some(index) => Some(index),
                None if self.names.are_all_sheets() => {
                    return Expr::Value(Scalar::Error("#REF!"));
                }
                None => None,
            },
            // `Q1:Q4!B5`: the same cells of several sheets.
            Some(SheetPart::Span(first, last)) => {
                return self.names.span(&first, &last).map_or(Expr::Unknown, |all| {
                    let on = |sheet| self.on_sheet(sheet, reference);
                    Expr::Union(all.into_iter().map(on).collect())
                });
            }
            Some(SheetPart::External) => None,
        };
        sheet.map_or(Expr::Unknown, |sheet| self.on_sheet(sheet, reference))
    }

    fn on_sheet(&self, sheet: usize, reference: Ref) -> Expr {
        let area = area_of(sheet, reference);
        if self.moving {
            Expr::Moving(area, Fixed::of(reference))
        } else {
            Expr::Area(area)
        }
    }

    /// A part of a table.
    fn table(&self, table: Option<Table>, brackets: &str) -> Expr {
        match table.and_then(|table| table.meant(brackets)) {
            Some(Meant::Cells(area)) => Expr::Area(area),
            Some(Meant::OwnRow(area)) => Expr::OwnRow(area, self.home.row),
            Some(Meant::Absent) => Expr::Value(Scalar::Error("#REF!")),
            None => Expr::Unknown,
        }
    }

    fn name(&self, sheet: Option<&str>, word: &str) -> Expr {
        let seen_from = match sheet.map(sheet_part) {
            None => Some(self.home.sheet),
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
                // `[@A]` of a name would be a part of whatever table the formula stands in.
                Home {
                    col: 0,
                    sheet: seen_from,
                    ..self.home
                },
                self.names,
                self.depth + 10,
                false,
            ),
            None => self.table(self.names.table(word), "[]"),
        }
    }
}

/// The rectangle that a reference covers.
pub(crate) fn area_of(sheet: usize, reference: Ref) -> Area {
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
