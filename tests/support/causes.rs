//! What may have happened, by the names of findings.json; written down once more, so that no cause is lost unnoticed.

/// All of them.
pub const ALL: [&str; 9] = [
    "unit-slip",
    "sign",
    "digits-swapped",
    "row-left-out",
    "row-counted-twice",
    "subtotal-added",
    "stale-formula",
    "text-number-left-out",
    "rounding",
];
