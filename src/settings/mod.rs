//! The settings of a period: ky.toml and the templates.
