//! The typed model: units, periods, the programme, projects, submissions, approvals.

pub mod approval;
pub mod period;
pub mod programme;
pub mod record;
pub mod unit;

pub use approval::Approval;
pub use period::{Period, Span};
pub use programme::Programme;
pub use record::{Field, Figure, Form, Kind, Money, Phase, Record, ResultFigure, Source};
pub use unit::{Unit, Units};
