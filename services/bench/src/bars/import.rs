//! A register of 10,000 messy rows, end to end.

use std::time::Instant;

use hamyar_event_store::Actor;
use hamyar_import::families::{ImportOptions, import};
use hamyar_import::{Gazetteer, SeedSource, import_seeds};
use hamyar_persian::NationalId;

use super::Rows;
use crate::place::Place;
use crate::report::{Bar, Row};

/// Every 25th row has no family name, a day that does not exist, or an unknown neighborhood; digits and letters are of several kinds.
fn register(rows: usize) -> String {
    let mut text = String::from(
        "\u{feff}نام,نام خانوادگی,نام پدر,کد ملی,تاریخ تولد,تعداد افراد تحت تکفل,تلفن همراه,محله,نشانی,نحوه ورود,علت سرپرستی\r\n",
    );
    for number in 0..rows {
        let digits: Vec<u8> =
            format!("{:09}", 1_000_000 + number * 7919 % 900_000_000).bytes().map(|byte| byte - b'0').collect();
        let id = NationalId::with_check_digit(&digits).map(|id| id.as_str().to_owned()).unwrap_or_default();
        let (mut day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 1320 + number / 336 % 60);
        let (mut family, mut place) = (format!("خانوادهٔ علي{number}"), "گلشهر");
        match (number % 25, number % 3) {
            (0, 0) => family = " \u{200c} ".to_owned(),
            (0, 1) => day = 41,
            (0, _) => place = "ناکجاآباد",
            _ => {}
        }
        let date: String = format!("{year}/{month}/{day}")
            .chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) if number % 2 == 0 => char::from_u32(0x06f0 + digit).unwrap_or(c),
                _ => c,
            })
            .collect();
        text.push_str(&format!(
            "نام{},{family},پدر{},{id},{date},{},09{:09},{place},\"خیابان {number}\nکوچهٔ دوم\",خود معرف,طلاق\r\n",
            number % 97,
            number % 53,
            number % 8,
            number * 31 % 1_000_000_000,
        ));
    }
    text
}

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("register", &[]).await?;
    let options = ImportOptions::new(Actor::system("import"), hamyar_persian::tehran_date(chrono::Utc::now()));
    import_seeds(&database.store, &SeedSource::BuiltIn, &options.actor, &|_, _| {}).await?;
    let file = register(place.size(10_000, 200));
    let began = Instant::now();
    let report = import(&database.store, file.as_bytes(), &Gazetteer::default(), &[], &options, &|_, _| {}).await?;
    let how = format!(
        "{} rows of CSV, {} accepted, {} rejected, {} likely duplicates; places loaded before",
        report.rows,
        report.accepted,
        report.rows - report.accepted,
        report.likely_duplicates.len()
    );
    Ok(vec![Row::new("import of 10,000 messy rows", Bar::AtMost(20.0), began.elapsed().as_secs_f64(), "s", how)])
}
