//! The table: one row per bar.

use std::fmt::Write;

/// What a figure is held to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bar {
    /// The ratio to the limit measured in the same run is at least this.
    Ratio(f64),
    /// The figure is at least this.
    AtLeast(f64),
    /// The figure is at most this.
    AtMost(f64),
    /// Told without a bar.
    None,
}

/// One bar and what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub what: String,
    pub bar: Bar,
    /// Nothing when it was not measured; `how` then says why.
    pub figure: Option<f64>,
    pub unit: &'static str,
    /// Part of the machine's limit, where there is one.
    pub ratio: Option<f64>,
    pub how: String,
}

impl Row {
    /// A measured bar.
    pub fn new(what: impl Into<String>, bar: Bar, figure: f64, unit: &'static str, how: impl Into<String>) -> Self {
        Self { what: what.into(), bar, figure: Some(figure), unit, ratio: None, how: how.into() }
    }

    /// The same with its part of the limit.
    pub fn of(mut self, limit: f64) -> Self {
        self.ratio = self.figure.map(|figure| figure / limit);
        self
    }

    /// A bar that was not measured.
    pub fn missing(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), bar: Bar::None, figure: None, unit: "", ratio: None, how: why.into() }
    }

    /// Whether the bar is met; nothing where there is none, or no figure.
    pub fn met(&self) -> Option<bool> {
        match self.bar {
            Bar::Ratio(bar) => self.ratio.map(|ratio| ratio >= bar),
            Bar::AtLeast(bar) => self.figure.map(|figure| figure >= bar),
            Bar::AtMost(bar) => self.figure.map(|figure| figure <= bar),
            Bar::None => None,
        }
    }

    fn verdict(&self) -> String {
        let Some(figure) = self.figure else { return "not measured".to_owned() };
        match (self.met(), self.bar) {
            (Some(true), _) => "met".to_owned(),
            (_, Bar::Ratio(bar)) => format!("gap: {:.2} × of the bar", self.ratio.unwrap_or(0.0) / bar),
            (_, Bar::AtLeast(bar)) => format!("gap: {:.2} × of the bar", figure / bar),
            (_, Bar::AtMost(bar)) => format!("gap: {:.1} × the bar", figure / bar),
            (_, Bar::None) => "–".to_owned(),
        }
    }

    fn bar_text(&self) -> String {
        match self.bar {
            Bar::Ratio(bar) => format!("≥ {bar} of the limit"),
            Bar::AtLeast(bar) => format!("≥ {} {}", number(bar), self.unit),
            Bar::AtMost(bar) => format!("≤ {} {}", number(bar), self.unit),
            Bar::None => "–".to_owned(),
        }
    }
}

/// Everything measured in one run.
#[derive(Clone, Debug)]
pub struct Report {
    /// Machine, program and load, a line each.
    pub machine: Vec<String>,
    /// Whether the run was too short to judge by.
    pub quick: bool,
    pub rows: Vec<Row>,
    /// Load of the machine when the run ended.
    pub load_after: String,
}

impl Report {
    pub(crate) fn new(machine: Vec<String>, quick: bool) -> Self {
        Self { machine, quick, rows: Vec::new(), load_after: String::new() }
    }

    /// The page, in Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::from(
            "# Benchmarks\n\nWritten by `hamyar bench --out docs/benchmarks.md` (`make bench`). Ratios hold from machine to machine, absolute figures \
             drift; each limit was measured in the same run, client and server share the machine.\n\n",
        );
        if self.quick {
            text.push_str("**A quick run on little data: it shows that everything runs, not how fast.**\n\n");
        }
        for line in &self.machine {
            let _ = writeln!(text, "- {line}");
        }
        let _ = writeln!(text, "- Load of the machine after the run: {}", self.load_after);
        let count =
            |wanted: Option<bool>| self.rows.iter().filter(|row| row.figure.is_some() && row.met() == wanted).count();
        let missing = self.rows.iter().filter(|row| row.figure.is_none()).count();
        let _ = writeln!(
            text,
            "- {} bars met, {} with a gap, {missing} not measured\n",
            count(Some(true)),
            count(Some(false))
        );
        text.push_str("| what | bar | figure | ratio to the limit | verdict | how |\n|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let figure = row.figure.map_or_else(|| "–".to_owned(), |figure| format!("{} {}", number(figure), row.unit));
            let ratio = row.ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
            let _ = writeln!(
                text,
                "| {} | {} | {} | {ratio} | {} | {} |",
                cell(&row.what),
                row.bar_text(),
                figure.trim_end(),
                row.verdict(),
                cell(&row.how)
            );
        }
        text
    }
}

/// A line of text that cannot break the table.
fn cell(text: &str) -> String {
    text.replace('|', "/").replace('\n', " ")
}

/// A figure with as many digits as it deserves.
pub(crate) fn number(value: f64) -> String {
    let whole = |value: f64| {
        let digits = format!("{value:.0}");
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                text.push(',');
            }
            text.push(digit);
        }
        text
    };
    match value {
        value if value >= 1_000.0 => whole(value),
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value.fract() == 0.0 => format!("{value:.0}"),
        value if value >= 0.1 => format!("{value:.2}"),
        value => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests;
