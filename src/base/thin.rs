//! Lists that are nearly always empty, in the room of one pointer.

use std::ops::Deref;

/// A list of which a run holds hundreds of thousands, nearly all of them empty: it takes 8 bytes then, not 24.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::box_collection,
    reason = "nearly always absent, and then a third of the size"
)]
pub struct Thin<T>(Option<Box<Vec<T>>>);

impl<T> Default for Thin<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Thin<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map(Vec::as_slice).unwrap_or_default()
    }
}

impl<T> From<Vec<T>> for Thin<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Box::new(list)))
    }
}

impl<T> From<Thin<T>> for Vec<T> {
    fn from(list: Thin<T>) -> Self {
        list.0.map(|list| *list).unwrap_or_default()
    }
}

impl<T> FromIterator<T> for Thin<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_takes_a_pointer_and_a_full_one_comes_back() {
        assert_eq!(size_of::<Thin<String>>(), size_of::<usize>());
        assert_eq!(Thin::from(Vec::<u8>::new()), Thin::default());
        let list: Thin<u8> = [1, 2].into_iter().collect();
        assert_eq!(&*list, [1, 2]);
        assert_eq!(Vec::from(list), [1, 2]);
    }
}
