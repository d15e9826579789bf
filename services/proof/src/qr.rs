//! A checkpoint as a QR code, so that paper can be its witness.

use qrcode::{Color, EcLevel, QrCode};

/// Free modules around the code, as the standard asks.
const QUIET: usize = 4;

/// A code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height in modules, margin included.
    pub side: usize,
    /// The dark modules as the path of an SVG.
    pub path: String,
}

struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// Nothing for a text too long for a code (2,331 bytes), which no checkpoint is.
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let side = width + 2 * QUIET;
        let mut dark = vec![false; side * side];
        for (at, color) in code.to_colors().into_iter().enumerate() {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            dark[y * side + x] = color == Color::Dark;
        }
        Some(Self { side, dark })
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }
}

/// The text as a drawing.
pub fn drawing(text: &str) -> Option<Drawing> {
    use std::fmt::Write;
    let modules = Modules::of(text)?;
    let mut path = String::new();
    for y in 0..modules.side {
        let mut x = 0;
        while x < modules.side {
            let run = (x..modules.side).take_while(|x| modules.is_dark(*x, y)).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some(Drawing { side: modules.side, path })
}

/// The text as a picture of its own.
pub fn svg(text: &str) -> Option<String> {
    let Drawing { side, path } = drawing(text)?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>\n"
    ))
}

/// The text for a terminal, dark on light whatever its colors: two rows of modules a line.
pub fn terminal(text: &str) -> Option<String> {
    let modules = Modules::of(text)?;
    let mut drawn = String::new();
    for y in (0..modules.side).step_by(2) {
        drawn.push_str("\x1b[30;107m");
        for x in 0..modules.side {
            drawn.push(match (modules.is_dark(x, y), modules.is_dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        drawn.push_str("\x1b[0m\n");
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read back by another program than the one that drew it.
    #[test]
    fn what_is_drawn_is_the_text() {
        let text = format!("hamyar/0190c1f2\n48210\n\n\u{2014} {}\n", "AbC+/9=".repeat(60));
        let modules = Modules::of(&text).unwrap();
        let pixels = 4;
        let shade = |x: usize, y: usize| if modules.is_dark(x / pixels, y / pixels) { 0 } else { 255 };
        let side = modules.side * pixels;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, text);
    }

    #[test]
    fn every_way_to_draw_has_the_same_modules_and_a_margin() {
        let text = "hamyar ".repeat(70);
        let drawing = drawing(&text).unwrap();
        let lines: Vec<String> = terminal(&text).unwrap().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), drawing.side.div_ceil(2));
        assert!(drawing.path.starts_with(&format!("M{QUIET} {QUIET}h7v1h-7z")), "the corner's first line");
        assert!(svg(&text).unwrap().contains(&drawing.path));
        assert!(super::drawing(&"x".repeat(3_000)).is_none());
    }
}
