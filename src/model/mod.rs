//! The typed model: units, periods, the programme, projects, submissions, approvals.

pub mod approval;
pub mod approval_version;
pub mod ceiling;
pub mod correction;
pub mod former;
pub mod formulas;
mod kept;
pub mod line;
pub mod marks;
pub mod money;
pub mod percentage;
pub mod period;
pub mod programme;
pub mod receipt;
pub mod record;
pub mod sources;
pub mod submission;
pub mod succession;
pub mod table_fault;
pub mod unit;

pub use approval::Approval;
pub use approval_version::{Step, Version};
pub use correction::{Corrected, Correction};
pub use marks::Marks;
pub use money::{Figure, Money};
pub use period::{Period, Span};
pub use programme::Programme;
pub use receipt::{Receipt, Received};
pub use record::{Field, Form, Kind, Phase, Record, ResultFigure, Source};
pub use sources::Sources;
pub use submission::{LineClass, Status, Submission, Table, TableLine};
pub use succession::Succession;
pub use table_fault::{TableError, TableFault};
pub use unit::{Unit, Units};
