//! Made-up texts from pieces, from fixed seeds.

/// So many seeds, or as many as the environment asks for.
pub fn cases(usual: u64) -> std::ops::RangeInclusive<u64> {
    #[expect(clippy::disallowed_methods, reason = "a test may be asked for more")]
    let asked = std::env::var("TONGHOP_MUTATIONS").ok();
    1..=asked.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Chances of one seed (splitmix64).
pub struct Pieces(u64);

impl Pieces {
    /// The chances of a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to one below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let most = u64::try_from(most.max(1)).unwrap();
        usize::try_from((z ^ (z >> 31)) % most).unwrap()
    }

    /// One of them.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// Up to so many pieces in a row, now and then with a character of no piece among them.
    pub fn text(&mut self, pieces: &[&str], most: usize) -> String {
        self.joined(pieces, most, "")
    }

    /// The same with blanks between them.
    pub fn spaced(&mut self, pieces: &[&str], most: usize) -> String {
        self.joined(pieces, most, " ")
    }

    fn joined(&mut self, pieces: &[&str], most: usize, between: &str) -> String {
        let mut out = String::new();
        for _ in 0..=self.below(most) {
            if !out.is_empty() {
                out.push_str(between);
            }
            if self.below(12) == 0 {
                let any = u32::try_from(self.below(0x3000)).unwrap();
                out.extend(char::from_u32(any));
            } else {
                out.push_str(self.pick(pieces));
            }
        }
        out
    }
}
