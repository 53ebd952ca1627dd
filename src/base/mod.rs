//! What every other part stands on: places, money, numbers, text, encodings, dates, formulas.
//!
//! Nothing here knows a form, a rule or a file; it imports nothing of ours.

pub mod date;
pub mod direction;
pub mod encoding;
pub mod formula;
pub mod money;
pub mod number;
pub mod place;
pub mod reading;
pub mod shared;
pub mod spelling;
pub mod syllable;
pub mod text;
pub mod thin;
mod tidy;
