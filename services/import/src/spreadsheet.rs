//! Cells that go to a spreadsheet program, and what such a program must never take for a formula.

/// Whether a spreadsheet program would take the cell for a formula. A signed number is none.
pub fn looks_like_formula(cell: &str) -> bool {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    starts && !is_number(cell)
}

/// A sign, digits of any script and at most one point between them.
fn is_number(cell: &str) -> bool {
    let ascii = hamyar_persian::digits::to_ascii(cell);
    let unsigned = ascii.strip_prefix(['+', '-']).unwrap_or(&ascii);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part)
}

/// The cell as it may be written into a CSV file: what would run as a formula begins with an apostrophe, which the program shows as text. Every
/// cell of every export that holds what somebody typed goes through here.
pub fn guarded(cell: &str) -> String {
    if looks_like_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// A line of a CSV file with its line break, every cell [`guarded`] and quoted where it must be.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let cell = guarded(cell);
        if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_text() {
        for formula in [
            "=1+1",
            "=HYPERLINK(\"http://x\";\"y\")",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1＋1",
            "-",
        ] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn what_is_a_name_or_a_number_stays() {
        for plain in ["زهرا", "-5", "+5", "-1.5", "۰۹۱۲", "", "a=b", "M1-00001", "'quoted"] {
            assert_eq!(guarded(plain), plain);
        }
    }

    #[test]
    fn a_line_quotes_what_would_break_it() {
        assert_eq!(csv_line(["a", "b,c", "d\"e", "=f", "-1"]), "a,\"b,c\",\"d\"\"e\",'=f,-1\r\n");
    }
}
