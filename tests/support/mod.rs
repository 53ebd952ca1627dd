//! What the tests share: workspaces written in a few lines, the program run on them, its answers looked at.
//!
//! ```ignore
//! let run = Workspace::new()
//!     .file("da-nop/314/kien-thuy.xlsx", sheet("Biểu 01").row(1, "STT | Tên đề án | Lũy kế"))
//!     .run();
//! assert_eq!(run.codes(), ["B303"]);
//! ```
#![allow(
    dead_code,
    unused_imports,
    reason = "each test crate uses its own part of the support"
)]

pub mod books;
pub mod build;
pub mod case;
pub mod causes;
pub mod compare;
pub mod damage;
pub mod outputs;
pub mod schema;
pub mod sheet;
pub mod workspace;

pub use sheet::{Sheet, Value, sheet};
pub use workspace::{Content, Run, Workspace};
