//! Comma-separated values that a spreadsheet opens as text and never as a formula.

/// A text as one cell. A cell that a spreadsheet would compute is kept from it by an apostrophe in front.
pub(super) fn cell(text: &str) -> String {
    let computed =
        text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
            || text.starts_with(['\t', '\r', '\n']);
    let guarded = if computed { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

/// Cells as one line.
pub(super) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// By this a spreadsheet knows that Persian letters follow.
pub(super) const BOM: &str = "\u{feff}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+98", "-5", "@x", "\t=1", "  =cmd|' /C calc'!A0", "＝1"] {
            assert!(cell(text).trim_start_matches('"').starts_with('\''), "{text}");
        }
        for text in ["1405-09-01", "a-b", "حسابرس", ""] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn commas_quotes_and_line_ends_stay_inside_their_cell() {
        assert_eq!(line(["a,b", "c\"d", "e\nf", "g"]), "\"a,b\",\"c\"\"d\",\"e\nf\",g\r\n");
    }
}
