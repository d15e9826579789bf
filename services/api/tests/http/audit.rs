//! The auditor's room: the filtered trail and its exports, replay of any stream, a day by both times, why a tier, what a commission had before
//! it, patterns; and that each of these readings is recorded.

use axum::http::header;
use chrono::{Days, NaiveDate};
use hamyar_domain::default_indicator_set;
use hamyar_identity::Role;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Answer, Client, NEIGHBORHOOD, World, family_body};

fn today() -> NaiveDate {
    hamyar_persian::tehran_date(chrono::Utc::now())
}

fn days_ago(days: u64) -> String {
    today().checked_sub_days(Days::new(days)).expect("a day").to_string()
}

fn id<'a>(answer: &'a Value, kind: &str) -> &'a str {
    answer["ids"][kind].as_str().expect("an id")
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().expect("items")
}

/// An answer that shows everything written so far.
async fn fresh(world: &World, client: &Client, path: &str) -> Answer {
    let head = world.store.head().await.expect("the head");
    let sign = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{sign}at_least={head}")).await
}

async fn openings(auditor: &Client, query: &str) -> Vec<Value> {
    items(&auditor.get(&format!("/audit/access?{query}")).await.ok()).clone()
}

/// The whole set read at one value.
fn readings(value: u8) -> Vec<Value> {
    let set = default_indicator_set();
    let read = |code: &str| json!({ "indicator": code, "value": value, "how_known": "seen", "note": "یادداشت" });
    set.indicators.iter().map(|one| read(&one.code)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_is_filtered_by_person_kind_stream_place_and_both_times_at_once() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let all = fresh(&world, &auditor, "/audit/events?limit=100&type=family_identified").await.ok();
    let manager = items(&all)
        .iter()
        .find(|item| item["type"] == "family_identified" && item["center"]["id"] == json!(world.own.center))
        .expect("the own family's first event");
    assert_eq!(manager["neighborhood"]["id"], NEIGHBORHOOD);
    assert_eq!(manager["center"]["name"], "مرکز A");
    let actor = format!("user:{}", manager["actor"]["id"].as_str().expect("an account"));
    let day = today();
    let query = format!(
        "/audit/events?stream=family&actor={actor}&type=tier_assigned,assessment_recorded&center_id={}&place_id={NEIGHBORHOOD}&from={day}&to={day}&happened_from={day}",
        world.own.center
    );
    let found = auditor.get(&query).await.ok();
    let kinds: Vec<&str> = items(&found).iter().filter_map(|item| item["type"].as_str()).collect();
    assert_eq!(kinds, ["tier_assigned", "assessment_recorded"]);
    assert!(items(&found).iter().all(|item| item["stream_id"] == json!(world.own.family)));

    let nothing = [
        format!("actor={actor}&center_id={}", world.foreign.center),
        format!("to={}", days_ago(1)),
        format!("happened_to={}", days_ago(4_000)),
        "days_late=2&stream=family".to_owned(),
        "overridden=true".to_owned(),
        format!("place_id={}", world.own.center),
    ];
    for query in nothing {
        assert_eq!(items(&auditor.get(&format!("/audit/events?{query}")).await.ok()).len(), 0, "{query}");
    }
    // An event of the commission's stream is found by the family it is about.
    let commission = auditor.get(&format!("/audit/events?type=case_decided&center_id={}", world.own.center)).await.ok();
    assert_eq!(items(&commission).len(), 1);
    assert_eq!(items(&commission)[0]["file_number"], items(&found)[0]["file_number"]);
}

/// Positions of everything that the filter lets through, so many a page.
async fn positions(auditor: &Client, filter: &str, limit: u8) -> Vec<Value> {
    let (mut met, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = auditor.get(&format!("/audit/events?limit={limit}&{filter}&cursor={cursor}")).await.ok();
        met.extend(items(&page).iter().map(|item| item["position"].clone()));
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return met,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_trail_meet_each_event_once_in_either_order() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    for filter in ["", "happened_from=1300-01-01", "type=member_joined,consent_given,tier_assigned"] {
        fresh(&world, &auditor, "/audit/events?limit=1").await.ok();
        let whole = positions(&auditor, filter, 100).await;
        let met = positions(&auditor, filter, 3).await;
        assert_eq!(met, whole, "{filter}");
        let once: BTreeSet<Option<i64>> = whole.iter().map(Value::as_i64).collect();
        assert!(whole.len() > 3 && once.len() == whole.len(), "each once: {filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_value_of_a_filter_is_named() {
    let world = World::empty().await;
    let auditor = world.person("nazer", Role::Auditor, hamyar_identity::Scope::default()).await;
    let query = "actor=zahra&type=Drop;x&from=1405-13-01&center_id=x&night=perhaps&days_late=-1&limit=0";
    let mut faults = auditor.get(&format!("/audit/events?{query}")).await.is(422).faults();
    faults.sort();
    let named: Vec<&str> = faults.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(named, ["actor", "center_id", "days_late", "from", "limit", "night", "type"]);
    let turned = auditor.get("/audit/events?from=1405-02-01&to=1405-01-01").await.is(422);
    assert_eq!(turned.faults(), [("to".to_owned(), "before_start".to_owned())]);
    assert_eq!(auditor.get("/audit/events?cursor=%00").await.is(422).faults()[0].0, "cursor");
    let patterns = auditor.get("/audit/patterns?night_events=0&bulk_minutes=x&from=1300-01-01").await.is(422);
    let named: Vec<String> = patterns.faults().into_iter().map(|(field, _)| field).collect();
    assert_eq!(named, ["night_events", "bulk_minutes", "from"]);
    assert_eq!(auditor.get("/audit/events/export").await.is(422).faults()[0].1, "required");
    assert_eq!(auditor.get("/audit/events/export?format=xls").await.is(422).faults()[0].1, "not_in_set");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chart_counts_what_the_list_shows() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let query = format!("center_id={}", world.own.center);
    let list = fresh(&world, &auditor, &format!("/audit/events?limit=100&{query}")).await.ok();
    let chart = auditor.get(&format!("/audit/events/density?{query}")).await.ok();
    let days = chart["days"].as_array().expect("days");
    assert_eq!((days.len(), &days[0]["day"]["iso"]), (1, &json!(today().to_string())));
    let counts = days[0]["counts"].as_object().expect("counts");
    let sum: i64 = counts.values().filter_map(Value::as_i64).sum();
    assert_eq!(usize::try_from(sum).ok(), Some(items(&list).len()));
    assert_eq!(counts["assessment"], 2);
}

/// S062, and no spreadsheet computes a cell.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_holds_the_filtered_trail_whole_and_is_recorded() {
    let world = World::new().await;
    let name = "=HYPERLINK(\"http://x\",\"y\")";
    let center = json!({ "name": name, "host": "mosque", "file_prefix": "Z9", "neighborhood_ids": [NEIGHBORHOOD] });
    let center = world.administrator.command("/centers", center).await.ok();
    let auditor = world.role(Role::Auditor).await;
    let csv = fresh(&world, &auditor, "/audit/events/export?format=csv&stream=center").await.is(200);
    let kind = csv.headers[header::CONTENT_DISPOSITION].to_str().expect("a name");
    assert!(kind.starts_with("attachment; filename=\"hamyar-audit-trail-") && kind.ends_with(".csv\""), "{kind}");
    let lines: Vec<&str> = csv.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "a line of headings and three centers");
    assert!(lines[1].contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""), "{}", lines[1]);
    assert!(lines[1].contains(id(&center, "center_id")) && lines[1].contains("مرکز ثبت شد"));

    let jsonl = auditor.get("/audit/events/export?format=jsonl").await.is(200);
    let lines: Vec<Value> = jsonl.text.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    let head = world.store.head().await.expect("the head");
    assert_eq!(i64::try_from(lines.len()).ok(), Some(head), "every event of the log");
    assert!(!jsonl.text.contains("خانوادهٔ نمونه"), "nothing of what was written");

    let history = auditor.get(&format!("/audit/streams/family/{}/export?format=csv", world.own.family)).await.is(200);
    assert!(history.text.contains("consent_given") && !history.text.contains("کوچهٔ سوم\"\"\\\"national"));
    let recorded = openings(&auditor, "operation=export_audit_events,export_stream_history").await;
    let subjects: Vec<&str> = recorded.iter().filter_map(|one| one["subject"].as_str()).collect();
    assert_eq!(subjects, [format!("family:{}", world.own.family).as_str(), "log", "log"]);
    assert!(recorded.iter().all(|one| one["ground"] == "audit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commission_is_replayed_event_by_event_with_names_and_differences() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let at = format!("/audit/streams/commission/{}", world.own.commission);
    let events = fresh(&world, &auditor, &format!("{at}/events")).await.ok();
    let kinds: Vec<&str> = items(&events).iter().filter_map(|item| item["type"].as_str()).collect();
    assert_eq!(kinds[0], "commission_formed");
    assert_eq!(events["total"], kinds.len());
    let opened = kinds.iter().position(|kind| *kind == "session_opened").expect("a session") + 1;
    let replay = auditor.get(&format!("{at}/replay?at={opened}")).await.ok();
    assert_eq!((&replay["sequence"], &replay["axis"]), (&json!(opened), &json!("recorded")));
    assert_eq!(replay["state"]["sessions"][0]["state"], "open");
    assert_eq!(replay["state"]["participants"][0]["name"], "عضو کمیسیون");
    let paths: Vec<&str> =
        replay["changes"].as_array().expect("changes").iter().filter_map(|c| c["path"].as_str()).collect();
    assert!(paths.contains(&format!("/sessions/{}/state", world.own.session).as_str()), "{paths:?}");
    assert_eq!(replay["names"][&world.own.caseworker], "همیار");
    assert!(replay["names"][&world.own.family].as_str().is_some_and(|number| number.starts_with('A')));
    // The last event of a stream, and one that is not there.
    assert_eq!(auditor.get(&format!("{at}/replay")).await.ok()["sequence"], kinds.len());
    assert_eq!(auditor.get(&format!("{at}/replay?at=999")).await.is(422).faults()[0].1, "unknown");
    auditor.get(&format!("/audit/streams/commission/{}/replay", world.own.family)).await.is(404);
    auditor.get(&format!("/audit/streams/..%2Fx/{}/replay", world.own.family)).await.is(404);
    for stream in [
        format!("center/{}", world.own.center),
        format!("caseworker/{}", world.own.caseworker),
        format!("neighborhood/{NEIGHBORHOOD}"),
    ] {
        let replay = auditor.get(&format!("/audit/streams/{stream}/replay?at=1")).await.ok();
        assert_eq!(replay["changes"], json!([]), "nothing was before");
        assert!(replay["state"]["name"].is_string(), "{stream}");
    }
    let recorded = openings(&auditor, "operation=replay_stream").await;
    assert!(recorded.iter().any(|one| one["subject"] == json!(format!("commission:{}", world.own.commission))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_is_replayed_by_the_same_rule_as_everywhere_and_covered_for_the_auditor() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let family = &world.own.family;
    let here = auditor.get(&format!("/audit/streams/family/{family}/replay?at=3")).await.ok();
    let there = auditor.get(&format!("/families/{family}/replay?at=3")).await.ok();
    for part in ["sequence", "last_sequence", "state", "changes", "axis"] {
        assert_eq!(here[part], there[part], "{part}");
    }
    let history = auditor.get(&format!("/audit/streams/family/{family}/history")).await.ok();
    let number = history["state"]["members"][0]["national_id"].as_str().expect("a masked number");
    assert!(number.starts_with("•••••••"), "{number}");
    assert_eq!(history["events"].as_array().map(Vec::len), history["state"]["sequence"].as_u64().map(|n| n as usize));
    assert_eq!(history["head_hash"].as_str().map(str::len), Some(64));
    assert_eq!(history["read_by"], "auditor auditor.A");
    assert_eq!(history["names"][&world.own.center], "مرکز A");
}

/// Written late, it was so before it was known.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_shown_as_it_was_beside_as_it_was_known() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let auditor = world.role(Role::Auditor).await;
    let mut body = family_body(NEIGHBORHOOD);
    body["identified_on"] = days_ago(20).into();
    body["center_id"] = world.own.center.clone().into();
    let family = manager.command("/families", body).await.ok();
    let family = family["id"].as_str().expect("an id");
    let visit = json!({ "visited_on": days_ago(10), "place": "home", "present": [] });
    manager.command(&format!("/families/{family}/visits"), visit).await.ok();

    let at = format!("/audit/streams/family/{family}/compare");
    let then = auditor.get(&format!("{at}?at={}", days_ago(5))).await.ok();
    assert_eq!(then["as_known"], json!(null), "nothing had been written down");
    assert_eq!(then["as_was"]["state"]["visits"].as_array().map(Vec::len), Some(1));
    let late: Vec<&str> =
        then["not_yet_recorded"].as_array().expect("events").iter().filter_map(|e| e["type"].as_str()).collect();
    assert!(late.contains(&"family_identified") && late.contains(&"visit_recorded"), "{late:?}");
    let before = auditor.get(&format!("{at}?at={}", days_ago(30))).await.ok();
    assert_eq!((&before["as_was"], &before["as_known"]), (&json!(null), &json!(null)));
    let now = auditor.get(&format!("{at}?at={}", today())).await.ok();
    assert_eq!((&now["differences"], &now["not_yet_recorded"]), (&json!([]), &json!([])));
    assert_eq!(now["as_was"]["events"], now["as_known"]["events"]);
    assert_eq!(auditor.get(&at).await.is(422).faults()[0].1, "required");
    assert_eq!(auditor.get(&format!("{at}?at=3")).await.is(422).faults()[0].1, "not_a_date");

    let patterns = fresh(&world, &auditor, "/audit/patterns?days_late=15").await.ok();
    let found = patterns["back_dated"].as_array().expect("a list");
    assert!(found.iter().any(|one| one["event"]["type"] == "family_identified" && one["event"]["days_late"] == 20));
    assert!(!found.iter().any(|one| one["event"]["type"] == "visit_recorded"), "ten days are fewer than fifteen");
    // Consent stands already when a visit of an earlier day is written down.
    manager
        .command(
            &format!("/families/{family}/consent"),
            json!({ "basis": "head", "member_id": then["as_was"]["state"]["members"][0]["id"] }),
        )
        .await
        .ok();
    let visit = json!({ "visited_on": days_ago(3), "place": "home", "present": [] });
    manager.command(&format!("/families/{family}/visits"), visit).await.ok();
    let patterns = fresh(&world, &auditor, "/audit/patterns?days_late=15").await.ok();
    let first = &patterns["back_dated"][0];
    assert_eq!((&first["event"]["days_late"], &first["dated_before"]["type"]), (&json!(3), &json!("consent_given")));
    assert_eq!(patterns["back_dated_total"].as_u64(), patterns["back_dated"].as_array().map(|all| all.len() as u64));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tier_is_explained_down_to_person_and_visit() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let auditor = world.role(Role::Auditor).await;
    let mut body = family_body(NEIGHBORHOOD);
    body["center_id"] = world.own.center.clone().into();
    let family = manager.command("/families", body).await.ok();
    let head = id(&family, "member_id").to_owned();
    let family = family["id"].as_str().expect("an id").to_owned();
    let at = format!("/families/{family}");
    manager.command(&format!("{at}/consent"), json!({ "basis": "head", "member_id": head })).await.ok();
    let visit = json!({ "visited_on": today().to_string(), "place": "home", "present": [head] });
    let visit = manager.command(&format!("{at}/visits"), visit).await.ok();
    let assessment = json!({ "moment": "baseline", "readings": readings(2), "visit_id": id(&visit, "visit_id") });
    let assessment = manager.command(&format!("{at}/assessments"), assessment).await.ok();
    let given = json!({ "moment": "baseline", "override": { "tier": "harmed", "reason": "خشونت پنهان" } });
    let tier = manager.command(&format!("{at}/tiers"), given).await.ok();

    let why = auditor.get(&format!("/audit/families/{family}/tiers/{}", tier["sequence"])).await.ok();
    assert_eq!((&why["tier"], &why["computed_tier"]), (&json!("harmed"), &json!("at_risk")));
    assert_eq!((&why["overridden"], &why["override_reason"]), (&json!(true), &json!("خشونت پنهان")));
    assert_eq!((&why["rule"]["recomputes"], &why["rule"]["bands"]["rule_version"]), (&json!(true), &json!(1)));
    let domains = why["domains"].as_array().expect("domains");
    assert_eq!(domains.len(), 3);
    for domain in domains {
        let (sum, best) = (domain["sum"].as_u64().expect("a sum"), domain["best"].as_u64().expect("a sum"));
        assert_eq!(domain["score"].as_u64(), Some(1000 * sum / best));
        let indicators = domain["indicators"].as_array().expect("indicators");
        assert_eq!(indicators.len(), 10);
        let weights: u64 = indicators.iter().filter_map(|one| one["weight"].as_u64()).sum();
        assert_eq!(best, weights * 4);
        assert!(
            indicators
                .iter()
                .all(|one| one["how_known"] == "seen" && one["note"] == "یادداشت" && one["step"]["fa"].is_string())
        );
    }
    let read = &why["assessments"][0];
    assert_eq!((&read["readings_used"], &read["event"]["sequence"]), (&json!(30), &assessment["sequence"]));
    assert_eq!(read["event"]["actor"]["name"], "center_manager center_manager.A");
    assert_eq!((&read["visit"]["event"]["sequence"], &read["visit"]["voided"]), (&visit["sequence"], &json!(false)));
    assert!(read["visit"]["present"][0]["name"].as_str().is_some_and(|name| name.starts_with("نمونه")));
    auditor.get(&format!("/audit/families/{family}/tiers/1")).await.is(404);
    auditor.get(&format!("/audit/families/{family}/tiers/99")).await.is(404);

    // One hand visited, assessed and overrode; it is the only override of the program.
    let patterns = fresh(&world, &auditor, "/audit/patterns?overrides=1").await.ok();
    let hand = &patterns["one_hand"][0];
    assert_eq!(
        (&hand["event"]["sequence"], &hand["visit_sequence"], &hand["assessment_sequence"]),
        (&tier["sequence"], &visit["sequence"], &assessment["sequence"])
    );
    let share = &patterns["overrides"][0];
    assert_eq!(
        (&share["overrides"], &share["center_overrides"], &share["all_overrides"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!((&share["tiers"], &share["center_tiers"], &share["all_tiers"]), (&json!(2), &json!(2), &json!(3)));
    assert_eq!(share["above"], json!(false), "half of the center's against a third of all");
    assert_eq!(patterns["overrides"].as_array().map(Vec::len), Some(1));
    let trail = auditor.get("/audit/events?overridden=true").await.ok();
    assert_eq!((items(&trail).len(), &items(&trail)[0]["sequence"]), (1, &tier["sequence"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_shows_what_the_commission_had_before_it() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let member = world.role(Role::CommissionMember).await;
    let auditor = world.role(Role::Auditor).await;
    let (family, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let commission = &world.own.commission;
    let assigned = json!({ "caseworker_id": world.own.caseworker });
    manager.command(&format!("/families/{family}/assign"), assigned).await.ok();
    let question = json!({ "commission_id": commission, "question": "خانه ندارد", "urgency": "urgent" });
    let referred = manager.command(&format!("/families/{family}/referrals"), question).await.ok();
    let referral = id(&referred, "referral_id").to_owned();
    let head = world.store.head().await.expect("the head");
    let packet = format!("/commissions/{commission}/referrals/{referral}/packet?at_least={head}");
    let seen = member.get(&packet).await.ok();
    manager.command(&format!("/families/{family}/notes"), json!({ "text": "خانه پیدا شد" })).await.ok();

    let undecided = fresh(&world, &auditor, &format!("/audit/referrals/{referral}")).await.ok();
    assert_eq!(undecided["decision"], json!(null));
    let session = json!({ "held_on": today().to_string(), "starts_at": "10:00" });
    let session = member.command(&format!("/commissions/{commission}/sessions"), session).await.ok();
    let at = format!("/commissions/{commission}/sessions/{}", id(&session, "session_id"));
    member.command(&format!("{at}/agenda"), json!({ "referral_id": referral })).await.ok();
    let agenda = fresh(&world, &auditor, &format!("/commissions/{commission}/agenda")).await.ok();
    let seats = agenda["commission"]["participants"].as_array().expect("seats");
    let mut present: Vec<Value> =
        seats.iter().map(|seat| json!({ "kind": seat["kind"], "person_id": seat["id"] })).collect();
    present.push(json!({ "kind": "caseworker", "person_id": world.own.caseworker }));
    member.command(&format!("{at}/open"), json!({ "present": present })).await.ok();
    let decision =
        json!({ "referral_id": referral, "outcome": "no_action", "reason": "خانه پیدا شده است", "tasks": [] });
    member.command(&format!("{at}/decide"), decision).await.ok();

    let review = fresh(&world, &auditor, &format!("/audit/referrals/{referral}")).await.ok();
    // The packet is what the member saw, to the letter.
    assert_eq!(review["packet"], seen["file"]);
    assert_eq!(review["packet_sequence"], seen["as_of_sequence"]);
    let meanwhile: Vec<&str> =
        review["meanwhile"].as_array().expect("events").iter().filter_map(|e| e["type"].as_str()).collect();
    assert_eq!(meanwhile, ["note_added"], "the referral itself is no news");
    let changed: Vec<&str> =
        review["changes"].as_array().expect("changes").iter().filter_map(|c| c["path"].as_str()).collect();
    assert!(changed.iter().any(|path| path.starts_with("/notes/")), "{changed:?}");
    let decision = &review["decision"];
    assert_eq!(
        (&decision["outcome"], &decision["quorum"], &decision["counted"]),
        (&json!("no_action"), &json!(3), &json!(3))
    );
    assert_eq!((&decision["caseworker"]["name"], &decision["caseworker_present"]), (&json!("همیار"), &json!(true)));
    let kinds: Vec<&str> =
        decision["attendance"].as_array().expect("people").iter().filter_map(|p| p["kind"].as_str()).collect();
    assert_eq!(kinds.len(), 4);
    assert!(
        decision["attendance"]
            .as_array()
            .expect("people")
            .iter()
            .all(|one| one["name"].is_string() && (one["counts"] == json!(true)) == (one["kind"] != "caseworker"))
    );
    let opened = review["openings"].as_array().expect("openings");
    assert_eq!(opened.len(), 1, "the auditor read a review, not the packet");
    assert_eq!((&opened[0]["before_decision"], &opened[0]["of_commission"]), (&json!(true), &json!(true)));
    let course: Vec<&str> =
        review["course"].as_array().expect("events").iter().filter_map(|e| e["type"].as_str()).collect();
    assert_eq!(course, ["case_put_on_agenda", "session_opened", "case_decided"]);
    // A decision with tasks shows how far they are.
    let own = auditor.get(&format!("/audit/referrals/{}", world.own.referral)).await.ok();
    assert_eq!(own["decision"]["tasks"][0]["task_id"], json!(world.own.task));
    assert_eq!(own["openings"], json!([]), "decided without anybody having opened the packet");
    auditor.get(&format!("/audit/referrals/{family}")).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn patterns_of_reading_and_of_refusals_name_accounts_and_count() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let caseworker = world.role(Role::Caseworker).await;
    let officer = world.role(Role::AgencyOfficer).await;
    let auditor = world.role(Role::Auditor).await;
    let (second, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    for family in [&world.own.family, &second, &world.own.family] {
        manager.get(&format!("/families/{family}")).await.ok();
    }
    caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    // The family is held already: three refusals.
    for _ in 0..3 {
        let held = json!({ "caseworker_id": world.own.caseworker });
        manager.command(&format!("/families/{}/assign", world.own.family), held).await.is(409);
    }
    let task = format!("/families/{}/tasks/{}", world.own.family, world.own.task);
    officer.command(&format!("{task}/accept"), json!({})).await.ok();
    officer.command(&format!("{task}/done"), json!({})).await.ok();

    let query = "/audit/patterns?bulk_files=2&idle_files=1&refused=3&task_minutes=5";
    let found = fresh(&world, &auditor, query).await.ok();
    assert_eq!(found["thresholds"]["bulk_files"], 2);
    let bulk = found["bulk_reads"].as_array().expect("a list");
    assert_eq!(bulk.len(), 1, "one file read twice is one file");
    assert_eq!((&bulk[0]["files"], &bulk[0]["actor"]["name"]), (&json!(2), &json!("center_manager center_manager.A")));
    let idle = found["idle_readers"].as_array().expect("a list");
    assert_eq!(idle.len(), 1, "the manager worked on both; the caseworker only read");
    assert_eq!((&idle[0]["actor"]["name"], &idle[0]["idle_files"]), (&json!("caseworker caseworker.A"), &json!(1)));
    let refused = found["refused_commands"].as_array().expect("a list");
    assert_eq!((refused.len(), &refused[0]["refused"]), (1, &json!(3)));
    assert_eq!(refused[0]["reasons"].as_array().map(Vec::len), Some(1));
    let quick = found["quick_tasks"].as_array().expect("a list");
    assert_eq!(
        (quick.len(), &quick[0]["event"]["subject_id"], &quick[0]["minutes"]),
        (1, &json!(world.own.task), &json!(0))
    );

    let usual = fresh(&world, &auditor, "/audit/patterns").await.ok();
    for list in ["bulk_reads", "idle_readers", "refused_commands", "overrides", "one_hand", "month_ends"] {
        assert_eq!(usual[list], json!([]), "{list}: below the usual thresholds nobody shows");
    }
    let earlier =
        auditor.get(&format!("/audit/patterns?to={}&bulk_files=2&idle_files=1&refused=1", days_ago(2))).await.ok();
    for list in ["bulk_reads", "idle_readers", "refused_commands", "quick_tasks"] {
        assert_eq!(earlier[list], json!([]), "{list}: other days");
    }
}

/// S062: the auditor's own reading is recorded, whatever it was, and other auditors see it.
#[tokio::test(flavor = "multi_thread")]
async fn every_reading_of_the_auditors_room_is_recorded_and_seen_by_other_auditors() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let family = &world.own.family;
    let read = [
        ("list_audit_events", "/audit/events".to_owned()),
        ("read_audit_density", "/audit/events/density".to_owned()),
        ("export_audit_events", "/audit/events/export?format=jsonl".to_owned()),
        ("list_patterns", "/audit/patterns".to_owned()),
        ("list_accesses", "/audit/access".to_owned()),
        ("list_stream_events", format!("/audit/streams/family/{family}/events")),
        ("replay_stream", format!("/audit/streams/family/{family}/replay")),
        ("compare_stream", format!("/audit/streams/family/{family}/compare?at={}", today())),
        ("read_stream_history", format!("/audit/streams/family/{family}/history")),
        ("export_stream_history", format!("/audit/streams/family/{family}/export?format=csv")),
        ("read_referral_review", format!("/audit/referrals/{}", world.own.referral)),
        ("read_tier_grounds", format!("/audit/families/{family}/tiers/5")),
    ];
    for (_, path) in &read {
        fresh(&world, &auditor, path).await.is(200);
    }
    auditor.post("/audit/actors/search", json!({ "q": "MANAGER" })).await.ok();
    let other = world.sign_in("auditor.B").await;
    let names = other.post("/audit/actors/search", json!({ "q": "auditor.a" })).await.ok();
    let first = items(&names)[0]["id"].as_str().expect("an account").to_owned();
    for (operation, path) in &read {
        let found = openings(&other, &format!("user_id={first}&operation={operation}")).await;
        assert_eq!(found.len(), 1, "{operation}");
        let of_family = path.contains(family.as_str()) || *operation == "read_referral_review";
        assert_eq!(found[0]["subject"] == json!(format!("family:{family}")), of_family, "{operation}");
    }
    assert_eq!(openings(&other, &format!("user_id={first}&operation=search_audit_actors")).await.len(), 1);
    assert!(openings(&other, &format!("user_id={first}&to={}", days_ago(1))).await.is_empty());
    assert!(!openings(&other, &format!("user_id={first}&from={}", today())).await.is_empty());
}

/// S065: where a family under threat lives is found neither in the trail nor by asking it place after place.
#[tokio::test(flavor = "multi_thread")]
async fn the_trail_does_not_tell_where_a_family_under_threat_lives() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let of_family = format!("stream=family:{}", world.own.family);
    let at_place = format!("place_id={NEIGHBORHOOD}&stream=family");
    let before = fresh(&world, &auditor, &format!("/audit/events?{of_family}")).await.ok();
    assert!(items(&before).iter().all(|item| item["neighborhood"]["id"] == NEIGHBORHOOD));
    assert!(auditor.get(&format!("/audit/events?{at_place}&limit=100")).await.is(200).text.contains(&world.own.family));

    let category = json!({ "category": "woman_with_abusive_or_unfit_guardian" });
    let at = format!("/families/{}/categories", world.own.family);
    world.role(Role::CenterManager).await.command(&at, category).await.ok();
    let after = fresh(&world, &auditor, &format!("/audit/events?{of_family}")).await.ok();
    assert_eq!(items(&after).len(), items(&before).len() + 1, "nothing of the history is lost");
    let stream = format!("/audit/streams/family/{}", world.own.family);
    for path in [
        format!("/audit/events?{of_family}"),
        format!("/audit/events/export?format=jsonl&{of_family}"),
        format!("{stream}/events"),
        format!("{stream}/replay"),
        format!("{stream}/replay?at=1"),
        format!("{stream}/compare?at={}", today()),
        format!("{stream}/history"),
        format!("{stream}/export?format=csv"),
        format!("/audit/referrals/{}", world.own.referral),
        format!("/audit/families/{}/tiers/5", world.own.family),
    ] {
        let answer = auditor.get(&path).await.is(200);
        for place in [NEIGHBORHOOD, "التیمور", "کوچهٔ سوم"] {
            assert!(!answer.text.contains(place), "{place} stands in {path}");
        }
    }
    let found = auditor.get(&format!("/audit/events?{at_place}&limit=100")).await.is(200);
    assert!(!found.text.contains(&world.own.family) && found.text.contains(&world.foreign.family));
    let counted = auditor.get(&format!("/audit/events/density?place_id={NEIGHBORHOOD}&{of_family}")).await.ok();
    assert_eq!(counted["days"], json!([]));
}
