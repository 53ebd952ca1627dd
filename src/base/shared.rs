//! Texts that stand in thousands of lines, kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// The texts seen so far.
#[derive(Debug, Default)]
pub struct Shared(HashSet<Arc<str>>);

impl Shared {
    /// Lets a text be the one that was seen before, if there was the same.
    pub fn keep(&mut self, text: &mut Arc<str>) {
        if let Some(known) = self.0.get(text) {
            *text = Arc::clone(known);
        } else {
            self.0.insert(Arc::clone(text));
        }
    }

    /// The same for texts that may be absent.
    pub fn keep_all<'t>(&mut self, texts: impl IntoIterator<Item = &'t mut Option<Arc<str>>>) {
        for text in texts.into_iter().flatten() {
            self.keep(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_become_one() {
        let (mut one, mut other) = (Some(Arc::from("Lớp")), Some(Arc::from("Lớp")));
        Shared::default().keep_all([&mut one, &mut other, &mut None]);
        assert!(Arc::ptr_eq(&one.unwrap(), &other.unwrap()));
    }
}
