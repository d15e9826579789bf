//! How alike two names are, for offering likely duplicates to a person who decides.

use crate::fold::{fold_joined, tokens};

/// Likeness of two names from 0.0 (nothing in common) to 1.0 (the same name under search folding). Spaces, letter variants and
/// the order of the words do not count. An empty name is like no other.
pub fn name_similarity(left: &str, right: &str) -> f64 {
    let (joined_left, joined_right) = (fold_joined(left), fold_joined(right));
    if joined_left.is_empty() || joined_right.is_empty() {
        return 0.0;
    }
    if joined_left == joined_right {
        return 1.0;
    }
    let in_order = strsim::jaro_winkler(&joined_left, &joined_right);
    let sorted = strsim::jaro_winkler(&sorted_words(left), &sorted_words(right));
    in_order.max(sorted)
}

fn sorted_words(name: &str) -> String {
    let mut words = tokens(name);
    words.sort_unstable();
    words.concat()
}
