//! Who is registered already, asked of the read model; and where a person is found when two files were merged.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::families::{SearchHit, SearchQuery, SearchScope, search};

use crate::story::*;
use crate::support::Database;

fn named(number: u128, given: &str, family: &str, father: &str, born: &str) -> MemberJoined {
    let own = |text: &str| Personal::of_person(id(number), text.to_owned());
    let mut joined = member(number, given);
    joined.member.family_name = Some(own(family));
    joined.member.father_name = Some(own(father));
    joined.member.birth_date = Some(Personal::of_person(id(number), day(born)));
    joined.member.phone = None;
    joined
}

fn carried(joined: &MemberJoined) -> MergedMember {
    MergedMember { member_id: joined.member_id, member: joined.member.clone() }
}

/// Thirty families of common names, and one person among them who is sought.
fn register() -> Story {
    let mut story = world();
    for number in 0..30u128 {
        let family = 1_000 + number;
        story.family(family, identified(family, &format!("M1-1{number:03}"), "احمدی"));
        let given = ["محمد", "علی", "رضا"][number as usize % 3];
        let born = format!("19{}-03-21", 50 + number);
        story.family(family, named(2_000 + number, given, "احمدی", "حسن", &born));
    }
    story.family(1_500, identified(1_500, "M1-1500", "ذوالفقاری"));
    story.family(1_500, named(2_500, "صغری", "ذوالفقاری کلاته", "نعمت", "1978-11-02"));
    story
}

async fn find(database: &Database, query: SearchQuery) -> Vec<SearchHit> {
    search(&database.pool, &query, &SearchScope::Everything, 5).await.unwrap().0
}

fn sought(given: &str, family: &str) -> SearchQuery {
    SearchQuery { given_name: Some(given.to_owned()), family_name: Some(family.to_owned()), ..SearchQuery::default() }
}

#[tokio::test]
async fn s007_a_person_is_found_whatever_the_second_clerk_misheard() {
    let database = Database::with(&register()).await;
    for (given, family) in
        [("صغرا", "زولفقاری"), ("ذوالفقاري كلاته", "صغری"), ("صغری", "ذوالفقرای"), ("سغری", "ذوالفقاری")]
    {
        let hits = find(&database, SearchQuery { father_name: Some("نعمت".to_owned()), ..sought(given, family) }).await;
        assert_eq!(hits.first().map(|hit| hit.family.id), Some(id(1_500)), "{given} {family}: {hits:?}");
        assert!(hits[0].score >= 70, "{given} {family}: {hits:?}");
    }
    let whole = SearchQuery {
        q: Some("ذوالفقاری صغری".to_owned()), birth_year: Some(1357), ..SearchQuery::default()
    };
    let hits = find(&database, whole).await;
    assert!(hits[0].reasons.contains(&"birth_year".to_owned()), "{hits:?}");
}

/// A name that a third of the register bears is not enough; with the day of birth it is.
#[tokio::test]
async fn a_common_name_alone_is_no_likely_match() {
    let database = Database::with(&register()).await;
    let by_name = find(&database, sought("محمد", "احمدی")).await;
    assert!(!by_name.is_empty() && by_name.iter().all(|hit| hit.score < 70), "{by_name:?}");
    let with_day = SearchQuery { birth_date: Some(day("1953-03-21")), ..sought("محمد", "احمدي") };
    let hits = find(&database, with_day).await;
    assert!(hits[0].score >= 70 && hits[0].family.id == id(1_003), "{hits:?}");
    assert!(hits.iter().skip(1).all(|hit| hit.score < 70), "{hits:?}");
}

/// Two thousand of one name elsewhere hide nobody of the own center.
#[tokio::test]
async fn namesakes_elsewhere_crowd_out_no_family_of_the_own_center() {
    let database = Database::with(&register()).await;
    let crowd = "with copies as (
        insert into family select (jsonb_populate_record(f, jsonb_build_object('family_id', gen_random_uuid(), 'center_id', gen_random_uuid(),
            'file_number', 'X-' || n, 'file_number_folded', 'x' || n))).* from family f, generate_series(1, 2000) n where f.family_id = $1 returning family_id)
        insert into person select (jsonb_populate_record(p, jsonb_build_object('person_id', gen_random_uuid(), 'family_id', c.family_id))).*
          from person p, copies c where p.family_id = $1";
    sqlx::query(crowd).bind(id(1_003)).execute(&database.pool).await.unwrap();
    // What was there first would be read first: the own families come after the crowd.
    for rows in [
        "with gone as (delete from person where family_id = $1 returning *) insert into person select * from gone",
        "with gone as (delete from family where family_id = $1 returning *) insert into family select * from gone",
    ] {
        sqlx::query(rows).bind(id(1_003)).execute(&database.pool).await.unwrap();
    }
    sqlx::query("analyze person").execute(&database.pool).await.unwrap();
    let center: uuid::Uuid = sqlx::query_scalar("select center_id from family where family_id = $1")
        .bind(id(1_003))
        .fetch_one(&database.pool)
        .await
        .unwrap();
    let scope = SearchScope::Of { center_ids: vec![center], caseworker_ids: Vec::new() };
    for query in
        [sought("محمد", "احمدی"), SearchQuery { birth_date: Some(day("1953-03-21")), ..sought("محمد", "احمدی") }]
    {
        let (own, _) = search(&database.pool, &query, &scope, 20).await.unwrap();
        assert!(own.iter().any(|hit| hit.family.id == id(1_003)), "{own:?}");
    }
}

#[tokio::test]
async fn who_was_never_there_or_is_forgotten_is_found_by_nobody() {
    let mut story = register();
    let left = MemberLeft {
        member_id: id(2_500).into(),
        reason: MemberLeftReason::EnteredByMistake,
        left_on: day("2025-05-01"),
    };
    story.family(1_500, left);
    let closed = CaseClosed { reason: CloseReason::EnteredByMistake, note: None, closed_on: day("2025-05-01") };
    story.family(1_003, closed);
    let database = Database::with(&story).await;
    let hits = find(&database, SearchQuery { father_name: Some("نعمت".to_owned()), ..sought("صغری", "کلاته") }).await;
    assert!(hits.iter().all(|hit| hit.score < 70 && !hit.reasons.contains(&"father_name".to_owned())), "{hits:?}");
    let with_day = SearchQuery { birth_date: Some(day("1953-03-21")), ..sought("محمد", "احمدی") };
    assert!(find(&database, with_day).await.iter().all(|hit| hit.family.id != id(1_003)));
    let word = "select persons from person_word where word = $1";
    let bearers: Option<i32> = sqlx::query_scalar(word)
        .bind(hamyar_persian::person::sound("صغری"))
        .fetch_optional(&database.pool)
        .await
        .unwrap();
    assert_eq!(bearers, None, "a name that nobody bears any more is not kept");
}

/// One family with two files: a mother in both, a child only in the second.
fn two_files() -> (Story, MergedAway) {
    let mut story = world();
    let mother = named(601, "صغری", "ذوالفقاری", "نعمت", "1978-11-02");
    let again = named(602, "صغرا", "ذوالفقاری", "نعمت", "1978-11-02");
    let child = named(603, "ژینوس", "ورجاوند", "بهمن", "2010-01-05");
    story
        .family(600, identified(600, "M1-0600", "ذوالفقاری"))
        .family(600, mother.clone())
        .family(700, identified(700, "M1-0700", "ورجاوند"))
        .family(700, again.clone())
        .family(700, child.clone());
    let merge = MergedAway {
        merge_id: id(800).into(),
        from: id(700).into(),
        from_file_number: "M1-0700".to_owned(),
        into: id(600).into(),
        into_file_number: "M1-0600".to_owned(),
        members: vec![carried(&again), carried(&child)],
        same: vec![SamePerson { member_id: id(602).into(), same_as: id(601).into() }],
        learned: Vec::new(),
        categories: Vec::new(),
        address_under_threat: false,
        reason: Personal::of_family(id(700), "یکی‌اند".to_owned()),
        merged_on: day("2025-06-01"),
    };
    (story, merge)
}

fn taken(merge: &MergedAway) -> FamilyMerged {
    FamilyMerged {
        merge_id: merge.merge_id,
        from: merge.from,
        from_file_number: merge.from_file_number.clone(),
        members: merge.members[1..].to_vec(),
        same: merge.same.clone(),
        merged_on: merge.merged_on,
    }
}

async fn card(database: &Database, family: u128) -> hamyar_projections::views::FamilyCard {
    hamyar_projections::families::card(&database.pool, id(family), day("2025-07-01")).await.unwrap().unwrap()
}

#[tokio::test]
async fn who_was_in_a_merged_file_is_found_in_the_one_that_stays_and_back_again() {
    let (mut story, merge) = two_files();
    story.family(700, merge.clone()).family(600, taken(&merge));
    let database = Database::with(&story).await;
    for (given, family) in [("ژینوس", "ورجاوند"), ("صغرا", "ذوالفقاری")] {
        let hits = find(&database, sought(given, family)).await;
        assert_eq!(hits.iter().map(|hit| hit.family.id).collect::<Vec<_>>(), [id(600)], "{given}");
    }
    assert!(
        find(&database, SearchQuery { q: Some("ورجاوند".to_owned()), ..SearchQuery::default() })
            .await
            .iter()
            .all(|hit| hit.family.id == id(600))
    );
    assert_eq!((card(&database, 600).await.members_count, card(&database, 700).await.state.as_str()), (2, "closed"));
    // The old number still names the old file.
    let by_number = find(&database, SearchQuery { q: Some("M1-0700".to_owned()), ..SearchQuery::default() }).await;
    assert_eq!(by_number[0].family.id, id(700));

    let back = MergeUndone {
        merge_id: merge.merge_id,
        members: merge.members.clone(),
        because: None,
        undone_on: day("2025-06-10"),
    };
    let apart = FamilyUnmerged {
        merge_id: merge.merge_id,
        from: merge.from,
        members: merge.members.clone(),
        reason: Personal::of_family(id(600), "دو خانواده‌اند".to_owned()),
        unmerged_on: day("2025-06-10"),
    };
    story.family(600, apart).family(700, back);
    let database = Database::with(&story).await;
    let hits = find(&database, sought("ژینوس", "ورجاوند")).await;
    assert_eq!(hits.iter().map(|hit| hit.family.id).collect::<Vec<_>>(), [id(700)]);
    assert_eq!((card(&database, 600).await.members_count, card(&database, 700).await.state.as_str()), (1, "open"));
}

/// However the feed is cut, merging leaves the same rows.
#[tokio::test]
async fn one_event_at_a_time_leaves_the_same_rows_of_a_merge() {
    let (mut story, merge) = two_files();
    let back = MergeUndone {
        merge_id: merge.merge_id,
        members: merge.members.clone(),
        because: None,
        undone_on: day("2025-06-10"),
    };
    let changed = MemberChanged { member_id: id(603).into(), member: merge.members[1].member.clone() };
    story.family(700, merge.clone()).family(600, taken(&merge)).family(600, changed);
    let merged = story.clone();
    story.family(700, back);
    for story in [merged, story] {
        let whole = Database::with(&story).await;
        let apart = Database::new().await;
        let events = story.projected();
        let single: Vec<&[hamyar_projections::ProjectedEvent]> = events.chunks(1).collect();
        apart.apply(&single).await;
        assert_eq!(whole.rows().await, apart.rows().await);
    }
}
