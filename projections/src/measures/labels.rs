//! Codes of a dimension as people read them, in the order in which a reader wants them.

use hamyar_persian::digits::to_persian;
use hamyar_persian::jalali::{MONTH_NAMES_EN, MONTH_NAMES_FA};
use sqlx::PgPool;
use std::collections::HashMap;
use uuid::Uuid;

use super::{Dimension, Label};
use crate::names::Names;
use crate::views::Title;

/// The code of what has no value in a dimension.
pub(super) const NONE: &str = "none";

fn time(code: &str) -> Title {
    let unknown = || Title::new(code, code);
    let Some((year, rest)) = code.split_once('-') else { return Title::new(to_persian(code), code) };
    let Ok(number) = rest.parse::<usize>() else { return unknown() };
    if rest.len() == 1 {
        let named = ["اول", "دوم", "سوم", "چهارم"];
        let Some(name) = number.checked_sub(1).and_then(|at| named.get(at)) else { return unknown() };
        return Title::new(format!("سه‌ماههٔ {name} {}", to_persian(year)), format!("Q{number} {year}"));
    }
    let month = number.checked_sub(1).and_then(|at| MONTH_NAMES_FA.get(at).zip(MONTH_NAMES_EN.get(at)));
    month.map_or_else(unknown, |(fa, en)| Title::new(format!("{fa} {}", to_persian(year)), format!("{en} {year}")))
}

/// Titles of the codes, and where each stands in the order.
pub(super) struct Labels {
    titles: HashMap<String, (Title, (usize, String))>,
}

impl Labels {
    pub(super) async fn load(pool: &PgPool, dimension: &Dimension, codes: &[String]) -> Result<Self, sqlx::Error> {
        let last = codes.len() + 1_000;
        let none = |code: &str| (code == NONE).then(|| (Title::new("نامعلوم", "not known"), (last, String::new())));
        let mut titles = HashMap::new();
        let mut put = |code: &str, title: Title, at: usize| {
            let key = crate::sort_key(&title.fa);
            titles.insert(code.to_owned(), none(code).filter(|_| at == last).unwrap_or((title, (at, key))));
        };
        match dimension.label {
            Label::Time => codes.iter().for_each(|code| put(code, time(code), if code == NONE { last } else { 0 })),
            Label::Words(words) => {
                for code in codes {
                    let found = words.iter().position(|(known, _, _)| known == code);
                    let title = found
                        .and_then(|at| words.get(at))
                        .map_or_else(|| Title::new(code, code), |(_, fa, en)| Title::new(*fa, *en));
                    put(code, title, found.unwrap_or(last));
                }
            }
            Label::Name => {
                let ids: Vec<Uuid> = codes.iter().filter_map(|code| code.parse().ok()).collect();
                let names = Names::load(pool, &ids).await?;
                for code in codes {
                    let name = code.parse().ok().and_then(|id| names.get(id));
                    put(
                        code,
                        Title::new(name.unwrap_or(code), name.unwrap_or(code)),
                        if name.is_some() { 0 } else { last },
                    );
                }
            }
            Label::Office => {
                let rows: Vec<(String, String)> =
                    sqlx::query_as("select office_id::text, name from office where office_id::text = any($1)")
                        .bind(codes)
                        .fetch_all(pool)
                        .await?;
                let names: HashMap<String, String> = rows.into_iter().collect();
                for code in codes {
                    let name = names.get(code);
                    put(
                        code,
                        Title::new(name.unwrap_or(code), name.unwrap_or(code)),
                        if name.is_some() { 0 } else { last },
                    );
                }
            }
            Label::Catalog(catalogs) => {
                let rows: Vec<(String, String, String, i32)> = sqlx::query_as(
                    "select distinct on (code) code, title_fa, title_en, term_order from catalog_term
                      where catalog = any($1) and code = any($2) order by code, array_position($1, catalog)",
                )
                .bind(catalogs)
                .bind(codes)
                .fetch_all(pool)
                .await?;
                for code in codes {
                    match rows.iter().find(|row| row.0 == *code) {
                        Some((_, fa, en, order)) => {
                            put(code, Title::new(fa, en), usize::try_from(*order).unwrap_or(last))
                        }
                        None => put(code, Title::new(code, code), last),
                    }
                }
            }
        }
        // Time reads by its code.
        if dimension.label == Label::Time {
            for (code, (_, order)) in &mut titles {
                order.1.clone_from(code);
            }
        }
        Ok(Self { titles })
    }

    pub(super) fn title(&self, code: &str) -> Title {
        self.titles.get(code).map_or_else(|| Title::new(code, code), |(title, _)| title.clone())
    }

    /// The codes in their order.
    pub(super) fn sorted(&self, mut codes: Vec<String>) -> Vec<String> {
        codes.sort_by(|one, other| {
            let order = |code: &String| self.titles.get(code).map(|(_, order)| order);
            order(one).cmp(&order(other)).then_with(|| one.cmp(other))
        });
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn years_quarters_and_months_have_their_words() {
        let read = |code: &str| (time(code).fa, time(code).en);
        assert_eq!(read("1404"), ("۱۴۰۴".into(), "1404".into()));
        assert_eq!(read("1404-2"), ("سه‌ماههٔ دوم ۱۴۰۴".into(), "Q2 1404".into()));
        assert_eq!(read("1404-05").0, "مرداد ۱۴۰۴");
        assert_eq!(read("none"), ("none".into(), "none".into()));
        assert_eq!(read("1404-9"), ("1404-9".into(), "1404-9".into()));
    }
}
