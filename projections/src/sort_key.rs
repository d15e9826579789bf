//! The order of Persian names, computed here because no index uses a linguistic collation.

const ALPHABET: &str = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";

/// A key that sorts by bytes as a Persian reader sorts the names: blanks first, digits, Persian letters, then Latin ones.
pub fn sort_key(name: &str) -> String {
    hamyar_persian::fold(name)
        .chars()
        .map(|letter| match ALPHABET.chars().position(|known| known == letter) {
            // 32 letters from `@` to `_`, between the digits and the small Latin letters.
            Some(place) => u8::try_from(place).map_or(letter, |place| char::from(b'@' + place)),
            None => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn persian_names_sort_as_a_reader_expects_and_not_by_code_point() {
        let mut names = ["گلی", "یاری", "پناهی", "کرمی", "باقری", "آذری", "ژاله", "چمنی"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["آذری", "باقری", "پناهی", "چمنی", "ژاله", "کرمی", "گلی", "یاری"]);
    }
}
