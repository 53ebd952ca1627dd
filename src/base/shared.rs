//! Texts that stand in thousands of lines, kept once.

use std::sync::Arc;

use foldhash::HashSet;

/// The texts seen so far.
#[derive(Debug, Default)]
pub struct Shared {
    texts: HashSet<Arc<str>>,
    /// Where some of them lie that came last: the next lines mostly hold the same ones, and nothing of them need be read.
    last: [usize; 8],
    /// Which of these is replaced next.
    next: usize,
}

impl Shared {
    /// Lets a text be the one that was seen before, if there was the same.
    pub fn keep(&mut self, text: &mut Arc<str>) {
        if self.last.contains(&place(text)) {
            return;
        }
        if let Some(known) = self.texts.get(text) {
            *text = Arc::clone(known);
        } else {
            self.texts.insert(Arc::clone(text));
        }
        // It lies there as long as this lives, which holds it.
        self.last[self.next] = place(text);
        self.next = (self.next + 1) % self.last.len();
    }

    /// The same for texts that may be absent.
    pub fn keep_all<'t>(&mut self, texts: impl IntoIterator<Item = &'t mut Option<Arc<str>>>) {
        for text in texts.into_iter().flatten() {
            self.keep(text);
        }
    }
}

fn place(text: &Arc<str>) -> usize {
    text.as_ptr().addr()
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

    #[test]
    fn what_came_long_ago_is_still_known() {
        let mut shared = Shared::default();
        let mut first: Arc<str> = Arc::from("0");
        shared.keep(&mut first);
        for number in 1..40 {
            let mut twice = [Arc::from(number.to_string()), Arc::from(number.to_string())];
            for text in &mut twice {
                shared.keep(text);
            }
            assert!(Arc::ptr_eq(&twice[0], &twice[1]));
        }
        let mut again: Arc<str> = Arc::from("0");
        shared.keep(&mut again);
        assert!(Arc::ptr_eq(&first, &again));
    }
}
