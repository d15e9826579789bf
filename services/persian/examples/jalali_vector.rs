//! Writes the shared test vector of the Jalali calendar, 1300–1500, to standard output:
//! `cargo run -p hamyar-persian --example jalali_vector > tests/data/jalali-1300-1500.csv`.
//!
//! One line per first day of a month, per last day of a year and so per leap day. Rust and the web are both tested against it.

use hamyar_persian::jalali::{JalaliDate, jalali_year_bounds};

fn main() {
    println!("iso,jalali");
    for year in 1300..=1500 {
        for month in 1..=12 {
            if let Ok(first) = JalaliDate::new(year, month, 1) {
                println!("{},{first}", first.to_gregorian());
            }
        }
        if let Some((_, last)) = jalali_year_bounds(year) {
            println!("{last},{}", JalaliDate::from(last));
        }
    }
}
