//! Likely duplicates: rows that seem to speak of one family though no national id says so (S007).
//!
//! Nothing is merged here. A pair is offered to a person with its score and reasons.

use super::rules::RegisterRow;
use chrono::NaiveDate;
use hamyar_events::NeighborhoodId;
use hamyar_persian::person::{Described, PersonFacts, SoughtKeys, sought_keys};
use hamyar_persian::{NationalId, fold_joined, name_similarity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Pairs from this score on are offered.
pub const SCORE_MIN: f64 = 0.75;
/// Names less alike than this are different people, whatever else agrees.
const NAME_MIN: f64 = 0.85;

/// What two records are compared by. Of a register's row, or of a family already in the store.
#[derive(Clone)]
pub struct Likeness {
    /// Given and family name of the head.
    pub name: String,
    pub father_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    /// Jalali year of birth, for records that know no more than the year.
    pub birth_year: Option<i32>,
    /// ASCII digits.
    pub phone: Option<String>,
    pub national_id: Option<NationalId>,
    pub neighborhood: Option<NeighborhoodId>,
}

impl Likeness {
    /// The comparable part of a row.
    pub fn of_row(row: &RegisterRow) -> Self {
        let given = row.given_name.as_deref().unwrap_or_default();
        Self {
            name: format!("{given} {}", row.family_name).trim().to_owned(),
            father_name: row.father_name.clone(),
            birth_date: Some(row.birth_date),
            birth_year: Some(hamyar_persian::jalali_year(row.birth_date)),
            phone: row.phone.clone(),
            national_id: row.national_id.clone(),
            neighborhood: Some(row.neighborhood.id),
        }
    }

    /// Keys under which likely duplicates meet, however the names were spelled.
    pub fn blocks(&self) -> Vec<i32> {
        self.keys().all()
    }

    fn keys(&self) -> SoughtKeys {
        let facts = PersonFacts {
            names: Some(self.name.clone()),
            father_name: self.father_name.clone(),
            birth_date: self.birth_date,
            birth_year: self.birth_year,
            phone: self.phone.clone(),
            ..PersonFacts::default()
        };
        sought_keys(&Described::new(&facts))
    }

    /// The last ten digits of the telephone, which a country code or a lost leading zero does not change.
    fn phone_key(&self) -> Option<&str> {
        self.phone.as_deref().map(|phone| phone.get(phone.len().saturating_sub(10)..).unwrap_or(phone))
    }
}

/// Why two records seem to speak of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LikenessReason {
    SameName,
    SimilarName,
    SameFatherName,
    SameBirthDate,
    /// One of the two knows only the year.
    SameBirthYear,
    SamePhone,
    SameNeighborhood,
    /// One of the two gives no national id, so that it could not join by it.
    NationalIdMissing,
    /// Both give one, they differ, and all else agrees.
    NationalIdDiffers,
}

/// The other record of a likely duplicate: an earlier row of the file, or a family in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateOf {
    Line(usize),
    FamilyId(Uuid),
    /// A family outside the reader's scope: a possible match, and nothing more is told.
    Elsewhere,
}

/// A row that seems to speak of a family known otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyDuplicate {
    /// Data row, from 1.
    pub line: usize,
    pub matches: Vec<DuplicateOf>,
    /// Score of the best match, 0.00 to 1.00.
    pub score: f64,
    /// Reasons of the best match.
    pub reasons: Vec<LikenessReason>,
}

/// Score from 0 to 1 and reasons, or `None` when the two are different people or too little agrees.
pub fn compare(left: &Likeness, right: &Likeness) -> Option<(f64, Vec<LikenessReason>)> {
    let name = name_similarity(&left.name, &right.name);
    if name < NAME_MIN {
        return None;
    }
    let mut reasons = vec![if name == 1.0 { LikenessReason::SameName } else { LikenessReason::SimilarName }];
    let mut evidence = Evidence { gained: 35.0 * (name - NAME_MIN) / (1.0 - NAME_MIN), possible: 35.0 };
    let fathers = (left.father_name.as_deref().map(fold_joined), right.father_name.as_deref().map(fold_joined));
    if evidence.weigh(15.0, fathers) {
        reasons.push(LikenessReason::SameFatherName);
    }
    if left.birth_date.is_some() && right.birth_date.is_some() {
        if evidence.weigh(30.0, (left.birth_date, right.birth_date)) {
            reasons.push(LikenessReason::SameBirthDate);
        }
    } else if evidence.weigh(10.0, (left.birth_year, right.birth_year)) {
        reasons.push(LikenessReason::SameBirthYear);
    }
    if evidence.weigh(20.0, (left.phone_key(), right.phone_key())) {
        reasons.push(LikenessReason::SamePhone);
    }
    if left.neighborhood.is_some() && left.neighborhood == right.neighborhood {
        reasons.push(LikenessReason::SameNeighborhood);
    }
    let score = evidence.score();
    match (&left.national_id, &right.national_id) {
        (Some(one), Some(other)) if one == other => {}
        // Two valid national ids that differ are two people, unless everything else says that one of them was mistyped.
        (Some(_), Some(_)) if score < 1.0 || evidence.possible < 100.0 => return None,
        (Some(_), Some(_)) => reasons.push(LikenessReason::NationalIdDiffers),
        _ => reasons.push(LikenessReason::NationalIdMissing),
    }
    (score >= SCORE_MIN).then_some(((score * 100.0).round() / 100.0, reasons))
}

struct Evidence {
    gained: f64,
    possible: f64,
}

impl Evidence {
    /// Adds a field that both records have; one that either lacks says nothing. Returns whether it agrees.
    fn weigh<T: PartialEq>(&mut self, weight: f64, fields: (Option<T>, Option<T>)) -> bool {
        let (Some(left), Some(right)) = fields else { return false };
        self.possible += weight;
        let same = left == right;
        self.gained += if same { weight } else { 0.0 };
        same
    }

    /// A name alone is never enough: a score rests on at least the weight of a name and a birth date.
    fn score(&self) -> f64 {
        self.gained / self.possible.max(65.0)
    }
}

/// Records that share a key at most; one that more share, as a birthday written where none is known, tells nothing, and comparing them all
/// would take a register of thousands an hour.
pub const SHARED_MAX: usize = 300;

/// The records under these keys, those under a key of many left out.
pub fn meeting(blocks: &[i32], by_key: &HashMap<i32, Vec<usize>>) -> BTreeSet<usize> {
    let telling = blocks.iter().filter_map(|block| by_key.get(block)).filter(|places| places.len() <= SHARED_MAX);
    telling.flatten().copied().collect()
}

/// Rows that were not compared by keys of one making, because each of these keys is shared by more than [`SHARED_MAX`] rows of the file. By what else
/// is known of them they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// What the keys are made of: `name`, `birth_date`, `phone` and the like.
    pub key: &'static str,
    pub rows: usize,
}

/// How many of these records were not compared by which keys, in the order of the keys' names. `by_key` holds every record under all of its keys.
pub fn not_compared<'a>(
    records: impl IntoIterator<Item = &'a Likeness>,
    by_key: &HashMap<i32, Vec<usize>>,
) -> Vec<NotCompared> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for record in records {
        let shared = |key: &i32| by_key.get(key).is_some_and(|places| places.len() > SHARED_MAX);
        let keys: BTreeSet<&'static str> =
            record.keys().named().filter(|(_, key)| shared(key)).map(|(name, _)| name).collect();
        keys.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    counts.into_iter().map(|(key, rows)| NotCompared { key, rows }).collect()
}

/// Likely duplicates among the rows of one file. `joined` are the rows that a national id already joined to another; they are
/// not offered again. A row that is itself a likely duplicate of an earlier one stands for no later row, so that a family
/// written three times is offered as two pairs with its first row.
pub fn in_file(rows: &[RegisterRow], joined: &BTreeSet<usize>) -> Vec<LikelyDuplicate> {
    let mut heads: Vec<(usize, Likeness)> = Vec::new();
    let mut by_key: HashMap<i32, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| !joined.contains(&row.line)) {
        let likeness = Likeness::of_row(row);
        let blocks = likeness.blocks();
        let candidates = meeting(&blocks, &by_key);
        let mut best: Option<(f64, Vec<LikenessReason>)> = None;
        let mut matches = Vec::new();
        for (line, head) in candidates.iter().filter_map(|place| heads.get(*place)) {
            if let Some((score, reasons)) = compare(&likeness, head) {
                matches.push(DuplicateOf::Line(*line));
                if best.as_ref().is_none_or(|(known, _)| score > *known) {
                    best = Some((score, reasons));
                }
            }
        }
        match best {
            Some((score, reasons)) => {
                matches.sort_unstable();
                found.push(LikelyDuplicate { line: row.line, matches, score, reasons });
            }
            None => {
                for block in blocks {
                    by_key.entry(block).or_default().push(heads.len());
                }
                heads.push((row.line, likeness));
            }
        }
    }
    found
}
