//! Vulnerable categories with their counts, and what the register says of women: by the agencies that cover them, by place, by need. Counts alone; who
//! reads counts only sees them rounded.

use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::words::word;
use super::{ColumnKind, ReportCell, ReportTable};
use crate::rounding::{Keyed, rounded};
use crate::views::Title;

/// Whose open families are counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeopleFilter {
    pub center_id: Option<Uuid>,
    /// Only of these neighborhoods.
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
}

const GROUPS: &[(&str, &str, &str)] = &[
    ("vulnerable_at_risk", "آسیب‌پذیر (در معرض آسیب)", "vulnerable (at risk)"),
    ("harmed", "آسیب‌دیده", "harmed"),
    ("low_capability", "کم‌توان", "of low capability"),
    ("unemployed", "افراد بیکار", "unemployed"),
];

const OPEN: &str = "with f as (
   select family_id, neighborhood_id, head_member_id, coverages, fold from family
    where state = 'open' and not erased and ($1::uuid is null or center_id = $1) and ($2::uuid[] is null or neighborhood_id = any($2))),
 category as (
   select f.family_id, k.value->>0 as code, (k.value->>1)::uuid as member_id
     from f cross join lateral json_array_elements(coalesce(f.fold->'categories', '[]')) k)";

#[derive(FromRow)]
struct Category {
    code: String,
    title_fa: String,
    title_en: String,
    term_group: Option<String>,
    families: i64,
    persons: i64,
}

/// Families and persons of every vulnerable category (P34): families each once a category, on whomever it is; persons where it is on a member by name. A family
/// in two categories counts in both, so that nothing is added up. Pool: [`read pool`](crate#reading).
pub async fn categories(
    pool: &PgPool,
    filter: &PeopleFilter,
    keyed: Option<Keyed<'_>>,
) -> Result<ReportTable, sqlx::Error> {
    let sql = format!(
        "{OPEN}
         select t.code, t.title_fa, t.title_en, t.term_group, count(distinct c.family_id) as families, count(distinct c.member_id) as persons
           from catalog_term t left join category c on c.code = t.code where t.catalog = 'vulnerable_group'
          group by t.code, t.title_fa, t.title_en, t.term_group, t.term_order order by t.term_order, t.code"
    );
    let read = sqlx::query_as::<_, Category>(&sql).bind(filter.center_id).bind(filter.neighborhoods.as_deref());
    let (found, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "families"))?;
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let told = |count: i64, what: &str| match keyed {
        Some(keyed) => ReportCell::told(rounded(count, &format!("categories {place} {what}"), keyed)),
        None => ReportCell::count(count),
    };
    let rows = found.iter().map(|row| {
        vec![
            row.term_group.as_deref().map_or_else(ReportCell::default, |group| ReportCell::title(word(GROUPS, group))),
            ReportCell::title(Title::new(&row.title_fa, &row.title_en)),
            told(row.families, &format!("{} families", row.code)),
            told(row.persons, &format!("{} persons", row.code)),
        ]
    });
    let columns = [
        ("group", "گروه", "Group", ColumnKind::Text),
        ("category", "دسته", "Category", ColumnKind::Text),
        ("families", "خانواده", "Families", ColumnKind::Count),
        ("persons", "نفر", "Persons", ColumnKind::Count),
    ];
    let mut table = ReportTable::new("vulnerable-categories", &columns, rows.collect(), position).note(
        "خانواده‌ای که در دو دسته است در هر دو شمرده می‌شود؛ شمارها جمع نمی‌شود. «نفر» جایی است که دسته بر یک عضو نوشته شده است.",
        "A family in two categories counts in both, so that counts are not added up. «Persons» are those on whom the category is written by member.",
    );
    table.rounded = keyed.is_some();
    Ok(table)
}

#[derive(FromRow)]
struct Women {
    axis: String,
    code: String,
    name: Option<String>,
    title_fa: Option<String>,
    title_en: Option<String>,
    women: i64,
    heads: i64,
}

fn axis(code: &str) -> Title {
    let words = [
        ("all", "همه", "all"),
        ("agency", "دستگاه پوشش‌دهنده", "covering agency"),
        ("place", "محله", "neighborhood"),
        ("need", "نیاز (دسته)", "need (category)"),
        ("duplicate", "پروندهٔ تکراری", "duplicate file"),
    ];
    word(&words, code)
}

/// The women of the register and its analysis (P23, S010): each once in a line, by the agencies that cover their families, by neighborhood and by need; and the
/// files that were found to be a second one of the same family. Pool: [`read pool`](crate#reading).
pub async fn registry(
    pool: &PgPool,
    filter: &PeopleFilter,
    keyed: Option<Keyed<'_>>,
) -> Result<ReportTable, sqlx::Error> {
    let sql = format!(
        "{OPEN},
         woman as (
           select f.family_id, f.neighborhood_id, f.coverages, m.member_id, m.member_id = f.head_member_id as head
             from f join family_member m on m.family_id = f.family_id and not m.has_left and not m.erased and m.sex = 'female'),
         line as (
           select 'all' as axis, '' as code, member_id::text as id, head from woman
           union all select 'agency', coalesce(a.id::text, 'none'), w.member_id::text, w.head from woman w
             left join lateral unnest(w.coverages) a(id) on true
           union all select 'place', neighborhood_id::text, member_id::text, head from woman
           union all select 'need', c.code, w.member_id::text, w.head from woman w
             join category c on c.family_id = w.family_id and (c.member_id is null or c.member_id = w.member_id)
           union all select 'duplicate', '', family_id::text, false from family
            where merged_into is not null and ($1::uuid is null or center_id = $1) and ($2::uuid[] is null or neighborhood_id = any($2)))
         select l.axis, l.code, coalesce(a.name, n.name) as name, t.title_fa, t.title_en, count(distinct l.id) as women,
                count(distinct l.id) filter (where l.head) as heads
           from line l
           left join agency a on l.axis = 'agency' and a.agency_id::text = l.code
           left join neighborhood n on l.axis = 'place' and n.neighborhood_id::text = l.code
           left join lateral (select title_fa, title_en from catalog_term t where l.axis = 'need' and t.catalog = 'vulnerable_group' and t.code = l.code limit 1) t on true
          group by l.axis, l.code, a.name, n.name, t.title_fa, t.title_en
          order by array_position(array['all', 'agency', 'place', 'need', 'duplicate'], l.axis), women desc, name nulls last, l.code"
    );
    let read = sqlx::query_as::<_, Women>(&sql).bind(filter.center_id).bind(filter.neighborhoods.as_deref());
    let (found, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "families"))?;
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let told = |count: i64, what: &str| match keyed {
        Some(keyed) => ReportCell::told(rounded(count, &format!("registry {place} {what}"), keyed)),
        None => ReportCell::count(count),
    };
    let mut rows = Vec::new();
    for row in &found {
        // The women of all are a number that the report on the register tells too, with the error that it has there.
        let what = |of: &str| format!("{} {} {of}", row.axis, row.code);
        let (women, heads) = match keyed {
            Some(keyed) if row.axis == "all" => {
                let same =
                    |count: i64, of: &str| ReportCell::told(rounded(count, &format!("situations {place} {of}"), keyed));
                (same(row.women, "women"), same(row.heads, "women_heads"))
            }
            _ => (told(row.women, &what("women")), told(row.heads, &what("heads"))),
        };
        // What fewer than five are is not even named to a reader of counts.
        if keyed.is_some() && women.few && row.axis != "all" {
            continue;
        }
        let name = match (&row.name, row.title_fa.as_ref().zip(row.title_en.as_ref())) {
            (Some(name), _) => ReportCell::text(name),
            (None, Some((fa, en))) => ReportCell::title(Title::new(fa, en)),
            (None, None) if row.code == "none" => ReportCell::title(Title::new("هیچ دستگاهی", "no agency")),
            (None, None) if row.code.is_empty() => ReportCell::default(),
            (None, None) => ReportCell::text(&row.code),
        };
        let heads = if row.axis == "duplicate" { ReportCell::default() } else { heads };
        rows.push(vec![ReportCell::title(axis(&row.axis)), name, women, heads]);
    }
    let columns = [
        ("by", "به تفکیک", "By", ColumnKind::Text),
        ("value", "چه", "What", ColumnKind::Text),
        ("women", "زن", "Women", ColumnKind::Count),
        ("heads", "زن سرپرست", "Women heading a household", ColumnKind::Count),
    ];
    let mut table = ReportTable::new("registry", &columns, rows, position).note(
        "هر زن در هر سطر یک بار شمرده می‌شود؛ در «پروندهٔ تکراری» پرونده شمرده شده است، نه نفر. چون یک زن در چند سطر می‌آید، شمارها جمع نمی‌شود.",
        "Each woman counts once in a line; at «duplicate file» files are counted and not persons. One woman stands in several lines, so that they are not added up.",
    );
    table.rounded = keyed.is_some();
    Ok(table)
}

const FIGURES: &[(&str, &str, &str)] = &[
    ("registry_completed", "زنان در بانک", "women in the register"),
    ("registry_about", "زنان در بانک، چنان که متن گرد کرده", "women in the register, as the text rounds it"),
    ("classes_held", "کلاس برگزارشده", "classes held"),
    ("counselled", "مشاوره‌گرفته", "counselled"),
    ("jobs_created", "اشتغال", "placed in jobs"),
    ("funds_supported", "صندوق‌های خرد", "funds"),
    ("fund_members_trained", "عضو آموزش‌دیدهٔ صندوق", "fund members taught"),
    ("fund_training_sessions", "آموزش صندوق", "trainings of funds"),
    ("loan_recipients", "وام‌گیرنده", "borrowers"),
    ("steering_council_sessions", "نشست شورای راهبردی", "sessions of the strategic council"),
    ("working_group_sessions", "نشست کارگروه", "sessions of working groups"),
    ("empowerment_working_group_sessions", "نشست گروه توانمندسازی", "sessions of empowerment groups"),
    ("secretariat_person_hours", "نفر-ساعت دبیرخانه", "person-hours of the secretariat"),
    ("data_committee_person_hours", "نفر-ساعت کمیتهٔ اطلاعات", "person-hours of the data committee"),
    ("workshops_opened", "کارگاه تولیدی", "production workshops opened"),
];

/// Figures that are persons of families.
const PERSONS: &[&str] =
    &["registry_completed", "registry_about", "jobs_created", "counselled", "fund_members_trained", "loan_recipients"];

/// Names the neighborhoods of a place in the error of rounded counts: two places of the same neighborhoods have one error, and the whole register that of no
/// place at all.
async fn counted_area(pool: &PgPool, place: Uuid) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(
        "select case when count(*) = (select count(*) from neighborhood) then '' else coalesce(string_agg(n::text, ',' order by n), '-') || ' ' end
           from neighborhoods_of($1) as f(n)",
    )
    .bind(place)
    .fetch_one(pool)
    .await
}

/// The figures of the empowerment pilot up to a day, counted again within a place beside the printed ones (P22, S010). Pool: [`read pool`](crate#reading).
pub async fn pilot_statistics(
    pool: &PgPool,
    place: Option<Uuid>,
    until: chrono::NaiveDate,
    keyed: Option<Keyed<'_>>,
) -> Result<ReportTable, sqlx::Error> {
    // The position first: rows that come while it is read are newer than what the stamp says, never older.
    let position = crate::position_of_all(pool, crate::pilot::READ).await?;
    let (figures, printed) =
        futures::try_join!(crate::pilot::pilot_figures(pool, place, until), crate::pilot::printed_of(pool))?;
    let within = match place {
        Some(place) if keyed.is_some() => counted_area(pool, place).await?,
        _ => String::new(),
    };
    let rows = figures.iter().map(|one| {
        let is_persons = PERSONS.contains(&one.indicator);
        // The register is printed twice, and is one number with one error.
        let counts = if one.indicator == "registry_about" { "registry_completed" } else { one.indicator };
        let counted = match (one.counted, keyed) {
            (Some(count), Some(keyed)) if is_persons => {
                ReportCell::told(rounded(count, &format!("pilot {within}{counts}"), keyed))
            }
            (count, _) => ReportCell::known(count),
        };
        let qualifier = one.qualifier.map_or_else(ReportCell::default, |qualifier| {
            let words = [
                ("exact", "دقیق", "exact"),
                ("about", "حدود", "about"),
                ("more_than", "بیش از", "more than"),
                ("less_than", "کمتر از", "less than"),
            ];
            ReportCell::title(word(&words, qualifier.as_str()))
        });
        vec![ReportCell::title(word(FIGURES, one.indicator)), counted, ReportCell::known(one.declared), qualifier]
    });
    let columns = [
        ("figure", "شمار", "Figure", ColumnKind::Text),
        ("counted", "شمرده‌شده", "Counted", ColumnKind::Count),
        ("declared", "چنان که چاپ شده", "As printed", ColumnKind::Count),
        ("qualifier", "قید رقم چاپ‌شده", "Meant as", ColumnKind::Text),
    ];
    let printed = printed.join("، ");
    let mut table = ReportTable::new("pilot-statistics", &columns, rows.collect(), position).note(
        "رقم شمرده‌شده از ثبت‌ها به دست می‌آید و جایی که چیزی آن را ثبت نمی‌کند خالی است؛ هیچ‌یک دیگری را تصحیح نمی‌کند.",
        "What is counted comes from records, and is empty where nothing recorded says it; neither figure corrects the other.",
    );
    if !printed.is_empty() {
        table = table.note(
            &format!("رقم‌های چاپ‌شده از {printed} است؛ برای کنار هم گذاشتن، همان جا را برگزینید. شمارش بی‌جا همهٔ کشور را می‌شمارد."),
            &format!("The printed figures are of {printed}: choose that place to compare. Without a place, everything is counted."),
        );
    }
    table.rounded = keyed.is_some();
    Ok(table)
}
