//! Facilitation offices, from the call to the quarterly report.

use hamyar_domain::{Neighborhood, Place};
use hamyar_events::neighborhood::NeighborhoodRegistered;
use hamyar_events::place::PlaceRegistered;
use hamyar_events::{PlaceId, PlaceLevel};
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, World};

/// The ends of what officers ask of an office.
pub const OF_OFFICERS: &[&str] = &[
    "/offices",
    "/contract",
    "/open",
    "/close",
    "/neighborhoods",
    "/leave",
    "/committee",
    "/headquarters",
    "/notify",
    "/quarters",
];

struct Ground {
    province: Uuid,
    county: Uuid,
    neighborhood: Uuid,
}

fn place(level: PlaceLevel, name: &str, parent: Option<Uuid>) -> PlaceRegistered {
    PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(PlaceId),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    }
}

/// A neighborhood of a county of a province that is there.
async fn county(world: &World, ground: &Ground) {
    let county = place(PlaceLevel::County, "مشهد", Some(ground.province));
    world.run::<Place>(ground.county, hamyar_domain::place::RegisterPlace { place: county }).await;
    let neighborhood = NeighborhoodRegistered {
        name: "التیمور".to_owned(),
        name_en: None,
        place_id: PlaceId(ground.county),
        valid_from: None,
        source: "test".to_owned(),
    };
    let register = hamyar_domain::neighborhood::RegisterNeighborhood { neighborhood };
    world.run::<Neighborhood>(ground.neighborhood, register).await;
    let head = world.store.head().await.expect("the head");
    world.administrator.get(&format!("/centers?at_least={head}")).await.ok();
}

/// A neighborhood of a county of a province.
async fn ground(world: &World) -> Ground {
    let ground = Ground { province: Uuid::now_v7(), county: Uuid::now_v7(), neighborhood: Uuid::now_v7() };
    let province = place(PlaceLevel::Province, "خراسان رضوی", None);
    world.run::<Place>(ground.province, hamyar_domain::place::RegisterPlace { place: province }).await;
    county(world, &ground).await;
    ground
}

fn day(ago: i64) -> String {
    (hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::Days::new(ago.unsigned_abs())).to_string()
}

fn plan(neighborhood: Uuid, agency: &str) -> Value {
    json!({
        "neighborhood_id": neighborhood,
        "sheet": {
            "title": "کارگاه خیاطی", "domain": "economic", "measures": ["economic.3"], "scale": "محله", "beneficiaries": "زنان محله",
            "people_role": "کارآموز", "groups_role": "برگزاری", "institutions_role": "تسهیلات", "agency_ids": [agency],
        },
        "lines": [{ "title": "چرخ خیاطی", "amount_rials": 800_000_000, "source": "صندوق" }],
    })
}

/// Calls for an office and gives its address.
async fn call(officer: &Client, ground: &Ground) -> String {
    let call = json!({
        "name": "دفتر التیمور", "place_id": ground.county, "neighborhood_ids": [ground.neighborhood], "called_on": day(400),
    });
    let called = officer.command("/offices", call).await.ok();
    format!("/offices/{}", called["ids"]["office_id"].as_str().expect("an id"))
}

fn contract() -> Value {
    json!({
        "operator_name": "مؤسسهٔ یاران", "number": "۱۲", "from": day(380), "until": day(-100), "amount_rials": 9_000_000_000_i64,
        "source": "استانداری", "contracted_on": day(390),
    })
}

/// An open office with a plan that asks an agency: its id and its neighborhood's.
pub async fn open_office(world: &World, agency: &str) -> (String, String) {
    let ground = ground(world).await;
    let name = ground.county;
    let officer = world.person(&format!("officer.{name}"), Role::Officer, Scope::default()).await;
    let scope = Scope { place_id: Some(ground.neighborhood), ..Scope::default() };
    let facilitator = world.person(&format!("facilitator.{name}"), Role::Facilitator, scope).await;
    let at = call(&officer, &ground).await;
    officer.command(&format!("{at}/contract"), contract()).await.ok();
    officer.command(&format!("{at}/open"), json!({ "opened_on": day(370) })).await.ok();
    facilitator.command(&format!("{at}/plans"), plan(ground.neighborhood, agency)).await.ok();
    (at.trim_start_matches("/offices/").to_owned(), ground.neighborhood.to_string())
}

async fn read(world: &World, client: &Client, at: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("{at}?at_least={head}")).await.ok()
}

/// S097: an officer of the county calls, contracts and opens; the order is kept, and nobody of another county reaches it.
#[tokio::test(flavor = "multi_thread")]
async fn s097_an_office_opens_under_its_contract() {
    let world = World::empty().await;
    let (here, there) = (ground(&world).await, ground(&world).await);
    let of = |place| Scope { place_id: Some(place), ..Scope::default() };
    let officer = world.person("county", Role::Officer, of(here.county)).await;
    let stranger = world.person("elsewhere", Role::Officer, of(there.county)).await;
    let wrong = json!({ "name": "دفتر", "place_id": there.county, "neighborhood_ids": [there.neighborhood] });
    assert_eq!(officer.command("/offices", wrong).await.is(422).fields(), ["place_id"]);
    let wrong = json!({ "name": "دفتر", "place_id": here.county, "neighborhood_ids": [there.neighborhood] });
    assert_eq!(officer.command("/offices", wrong).await.is(422).fields(), ["neighborhood_ids[0]"]);
    let at = call(&officer, &here).await;
    let opening = json!({ "opened_on": day(370) });
    assert_eq!(officer.command(&format!("{at}/open"), opening.clone()).await.is(409).code(), "office_not_contracted");
    stranger.command(&format!("{at}/contract"), contract()).await.is(404);
    officer.command(&format!("{at}/contract"), contract()).await.ok();
    let early = officer.command(&format!("{at}/open"), json!({ "opened_on": day(385) })).await;
    assert_eq!(early.is(422).faults(), [("opened_on".to_owned(), "before_start".to_owned())]);
    officer.command(&format!("{at}/open"), opening).await.ok();
    let seen = read(&world, &officer, &at).await;
    assert_eq!((&seen["state"], &seen["operator"]), (&json!("open"), &json!("مؤسسهٔ یاران")), "{seen}");
    assert_eq!(
        (&seen["evaluation"]["late"], &seen["report"]["late"]),
        (&json!(true), &json!(true)),
        "a year without either"
    );
    stranger.get(&at).await.is(404);
    assert_eq!(stranger.get("/offices").await.ok()["items"], json!([]));
}

/// S100: two approvals by two persons, the second of the province; agencies are told after both.
#[tokio::test(flavor = "multi_thread")]
async fn s100_a_needs_profile_goes_through_two_hands() {
    let world = World::empty().await;
    let agency = world.agency(false).await;
    let ground = ground(&world).await;
    let of = |place| Scope { place_id: Some(place), ..Scope::default() };
    let county = world.person("county", Role::Officer, of(ground.county)).await;
    let province = world.person("province", Role::Officer, of(ground.province)).await;
    let facilitator = world.person("facilitator", Role::Facilitator, of(ground.neighborhood)).await;
    let at = call(&county, &ground).await;
    county.command(&format!("{at}/contract"), contract()).await.ok();
    county.command(&format!("{at}/open"), json!({ "opened_on": day(370) })).await.ok();
    let id = ground.neighborhood;
    let draft = json!({ "neighborhood_id": id, "facilities": "درمانگاه نیست", "abnormalities": "بیکاری", "needs": ["درمانگاه"] });
    facilitator.command(&format!("{at}/needs"), draft).await.ok();
    let approve = json!({ "neighborhood_id": id, "outcome": "approved" });
    let notify = json!({ "neighborhood_id": id, "agency_ids": [agency] });
    facilitator.command(&format!("{at}/needs/committee"), approve.clone()).await.is(403);
    county.command(&format!("{at}/needs/headquarters"), approve.clone()).await.is(404);
    let early = province.command(&format!("{at}/needs/headquarters"), approve.clone()).await;
    assert_eq!(early.is(409).code(), "committee_first");
    county.command(&format!("{at}/needs/committee"), approve.clone()).await.ok();
    let early = county.command(&format!("{at}/needs/notify"), notify.clone()).await;
    assert_eq!(early.is(409).code(), "needs_profile_not_approved");
    province.command(&format!("{at}/needs/headquarters"), approve).await.ok();
    county.command(&format!("{at}/needs/notify"), notify).await.ok();
    let seen = read(&world, &facilitator, &at).await;
    assert_eq!(seen["file"]["profiles"][0]["state"], "notified", "{seen}");
}

/// S106, S107: every number of a quarter opens to its events, and the report keeps what it said.
#[tokio::test(flavor = "multi_thread")]
async fn s106_a_number_opens_to_the_events_it_is_the_sum_of() {
    let world = World::new().await;
    let at = format!("/offices/{}", world.own.office);
    let (officer, facilitator) = (world.role(Role::Officer).await, world.role(Role::Facilitator).await);
    let quarter = hamyar_persian::quarter_of(hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::Days::new(100));
    let (first, last) = hamyar_persian::quarter_bounds(quarter.0, quarter.1).expect("a quarter");
    for (task, on) in [("1.1", first), ("1.2", last)] {
        let done = json!({ "task": task, "state": "done", "evidence": "صورت‌جلسه", "progressed_on": on.to_string() });
        facilitator.command(&format!("{at}/tasks"), done).await.ok();
    }
    let early = json!({ "task": "2.2.1", "state": "begun", "evidence": "فهرست" });
    assert_eq!(facilitator.command(&format!("{at}/tasks"), early).await.is(409).code(), "step_too_early");
    let money = |direction: &str| json!({ "direction": direction, "amount_rials": 700, "source": "استانداری", "purpose": "اجاره", "recorded_on": first.to_string() });
    facilitator.command(&format!("{at}/money"), money("received")).await.ok();
    let spent = facilitator.command(&format!("{at}/money"), money("spent")).await.ok();
    let strike = json!({ "entry_id": spent["ids"]["entry_id"], "reason": "تکراری" });
    facilitator.command(&format!("{at}/money/strike"), strike).await.ok();
    let seen = read(&world, &officer, &at).await;
    assert_eq!((&seen["received_rials"], &seen["spent_rials"]), (&json!(700), &json!(0)));
    let head = world.store.head().await.expect("the head");
    let path = format!("{at}/quarter?year={}&quarter={}&at_least={head}", quarter.0, quarter.1);
    let view = officer.get(&path).await.ok();
    let number = |view: &Value, wanted: &str| {
        let all = view["numbers"].as_array().expect("numbers");
        all.iter().find(|one| one["figure"] == wanted).cloned().expect("the number")
    };
    let done = number(&view, "tasks_done");
    assert_eq!((&done["value"], done["events"].as_array().map(Vec::len)), (&json!(2), Some(2)), "{view}");
    assert!(view["counted_to"].as_i64() >= done["events"][1]["position"].as_i64());
    assert_eq!(number(&view, "received_rials")["value"], 700);
    assert_eq!(number(&view, "spent_rials")["value"], 0);
    let report = json!({ "year": quarter.0, "quarter": quarter.1 });
    officer.command(&format!("{at}/quarters"), report.clone()).await.ok();
    assert_eq!(officer.command(&format!("{at}/quarters"), report).await.is(409).code(), "quarter_reported");
    read(&world, &officer, &at).await;
    let issued = officer.get(&path).await.ok();
    assert_eq!(issued["issued"]["counted_to"], view["counted_to"], "{issued}");
    let judge = json!({ "plan_id": seen["file"]["plans"][0]["plan_id"], "outcome": "approved" });
    let officer = world.role(Role::AgencyOfficer).await;
    officer.command(&format!("{at}/plans/judge"), judge).await.ok();
    let seen = read(&world, &officer, &at).await;
    assert_eq!(seen["file"]["plans"][0]["state"], "approved", "{seen}");
}

fn figure(numbers: &Value, wanted: &str) -> Value {
    let all = numbers.as_array().expect("numbers");
    all.iter().find(|one| one["figure"] == wanted).cloned().expect("the number")
}

/// S106, P32: beside the office's work a quarter counts what agencies did in its neighborhoods and how these stand at its end; a sum counts the offices of a
/// place and says who is late, and what the office did not serve is in neither.
#[tokio::test(flavor = "multi_thread")]
async fn s106_a_quarter_counts_duties_requests_priorities_and_evaluations_and_offices_add_up() {
    use hamyar_domain::Agency;
    use hamyar_domain::agency::RecordDuty;
    use hamyar_events::agency::AgencyDutyRecorded;

    let world = World::empty().await;
    let (here, there) = (ground(&world).await, ground(&world).await);
    let agency = world.agency(false).await;
    let agency_id: Uuid = agency.parse().expect("an id");
    for number in [1, 2, 3] {
        let duty = AgencyDutyRecorded { number, text: format!("وظیفهٔ {number}"), source: "002".to_owned() };
        world.run::<Agency>(agency_id, RecordDuty { duty }).await;
    }
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let at = call(&officer, &here).await;
    officer.command(&format!("{at}/contract"), contract()).await.ok();
    officer.command(&format!("{at}/open"), json!({ "opened_on": day(370) })).await.ok();
    // Another office that was never opened, in another province.
    call(&officer, &there).await;
    let scope = Scope { place_id: Some(here.neighborhood), ..Scope::default() };
    let keeper = world.person("keeper", Role::Facilitator, scope).await;
    let company =
        world.person("company", Role::AgencyOfficer, Scope { agency_id: Some(agency_id), ..Scope::default() }).await;

    let (year, quarter) =
        hamyar_persian::quarter_of(hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::Days::new(100));
    let (first, last) = hamyar_persian::quarter_bounds(year, quarter).expect("a quarter");
    let before = first - chrono::Days::new(60);
    let of = |place: Uuid, what: &str| format!("/neighborhoods/{place}/{what}");
    let report = |duty: u16, state: &str, on: chrono::NaiveDate| json!({ "duty": duty, "state": state, "text": "متن", "reported_on": on.to_string() });
    for place in [here.neighborhood, there.neighborhood] {
        // Once under way before, and in the quarter twice: it counts once, with its last word.
        company.command(&of(place, "duty-reports"), report(1, "underway", first)).await.ok();
        company.command(&of(place, "duty-reports"), report(1, "done", last)).await.ok();
        company.command(&of(place, "duty-reports"), report(2, "hindered", last)).await.ok();
        // Said long before and not since: late at the end.
        company.command(&of(place, "duty-reports"), report(3, "underway", before)).await.ok();
    }
    let ask = |on: chrono::NaiveDate| json!({ "agency_id": agency, "utility": "water", "text": "انشعاب", "requested_on": on.to_string() });
    keeper.command(&of(here.neighborhood, "utility-requests"), ask(first)).await.ok();
    let approval = json!({ "body": "ستاد", "approved_on": before.to_string() });
    officer.command(&of(here.neighborhood, "approval"), approval).await.ok();
    let asked = keeper.command(&of(here.neighborhood, "utility-requests"), ask(first)).await.ok();
    keeper.command(&of(here.neighborhood, "utility-requests"), ask(last)).await.ok();
    let request = asked["ids"]["request_id"].as_str().expect("an id");
    let answer = json!({ "answer": "connected", "text": "وصل شد", "answered_on": last.to_string() });
    company.command(&of(here.neighborhood, &format!("utility-requests/{request}/answer")), answer).await.ok();
    let evaluation = json!({
        "committee": "شورا", "strengths": ["الف"], "weaknesses": ["ب"], "opportunities": ["پ"], "threats": ["ت"],
        "remedies": ["نشست ماهانه"], "next_year": "ثبت دو گروه", "submitted_on": last.to_string(),
    });
    keeper.command(&format!("{at}/evaluations"), evaluation).await.ok();

    let head = world.store.head().await.expect("the head");
    let asked = format!("year={year}&quarter={quarter}&at_least={head}");
    let view = officer.get(&format!("{at}/quarter?{asked}")).await.ok();
    let value = |wanted: &str| figure(&view["numbers"], wanted)["value"].as_i64();
    assert_eq!(
        ["duties_reported", "duties_done", "duties_late", "requests_raised", "requests_answered", "requests_open"]
            .map(value),
        [2, 1, 1, 2, 1, 1].map(Some),
        "{view}"
    );
    assert_eq!((value("evaluations"), value("priorities_first")), (Some(1), Some(0)));
    assert_eq!(view["evaluation"]["remedies"], json!(["نشست ماهانه"]));
    let done = figure(&view["numbers"], "duties_done");
    let event = &done["events"][0];
    assert_eq!(
        (&event["stream"], &event["stream_id"], &event["duty"], &event["agency"]["id"]),
        (&json!("neighborhood"), &json!(here.neighborhood), &json!(1), &json!(agency)),
        "{event}"
    );
    assert!(event["position"].as_i64() <= view["counted_to"].as_i64());

    let sums = officer.get(&format!("/reports/offices-quarter?{asked}")).await.ok();
    assert_eq!(
        (&sums["open"], &sums["not_open"], &sums["late"], &sums["reported"]),
        (&json!(1), &json!(1), &json!(1), &json!(0)),
        "{sums}"
    );
    let late = figure(&sums["numbers"], "duties_late");
    assert_eq!((&late["value"], &late["told"]), (&json!(1), &Value::Null), "no report tells it");
    officer.command(&format!("{at}/quarters"), json!({ "year": year, "quarter": quarter })).await.ok();
    let head = world.store.head().await.expect("the head");
    let asked = format!("year={year}&quarter={quarter}&at_least={head}");
    let path = format!("/reports/offices-quarter?{asked}&place_id={}", here.province);
    let sums = officer.get(&path).await.ok();
    assert_eq!(
        (&sums["reported"], &sums["late"], &sums["place"]["name"]),
        (&json!(1), &json!(0), &json!("خراسان رضوی"))
    );
    let one = &sums["offices"][0];
    assert_eq!((&one["standing"], &one["evaluation"]["number"]), (&json!("reported"), &json!(1)), "{one}");
    for wanted in ["duties_reported", "requests_open", "evaluations"] {
        let (sum, of_one) = (figure(&sums["numbers"], wanted), figure(&one["numbers"], wanted));
        assert_eq!((&sum["value"], &sum["told"]), (&of_one["value"], &of_one["value"]), "{wanted}");
    }
    let elsewhere = officer.get(&format!("/reports/offices-quarter?{asked}&place_id={}", there.province)).await.ok();
    assert_eq!((&elsewhere["offices"], &elsewhere["not_open"]), (&json!([]), &json!(1)));

    // The same as files, one of the office and one of the sums.
    let file =
        officer.get(&format!("/exports/tables/quarterly-report/csv/en?{asked}&place_id={}", here.province)).await;
    let text = file.is(200).text;
    assert!(text.contains("Sum,") && text.contains("Quarterly report of offices"), "{text}");
    assert!(text.contains("Place: خراسان رضوی") && text.contains(&format!("Year: {year}")), "{text}");
    let id = at.trim_start_matches("/offices/");
    let file = officer.get(&format!("/exports/tables/quarterly-report/csv/fa?{asked}&office_id={id}")).await.is(200);
    assert!(file.text.contains("وظیفه‌های دیرکرده در پایان,1,1,1,"), "{}", file.text);
    assert!(file.text.contains("نشست ماهانه"), "{}", file.text);
    let both = format!("/exports/tables/quarterly-report/csv/en?office_id={id}&place_id={}", here.province);
    assert_eq!(officer.get(&both).await.is(422).faults(), [("place_id".to_owned(), "not_expected".to_owned())]);

    for wrong in ["quarter=7", "quarter=x", "year=x", "place_id=x"] {
        let field = wrong.split('=').next().unwrap_or_default();
        assert_eq!(officer.get(&format!("/reports/offices-quarter?{wrong}")).await.is(422).fields(), [field]);
    }
}

/// P32: two offices of one neighborhood are whole in their rows and counted once in the sum, which says so; an office that moved away since stands in the past
/// quarter of the county it served then.
#[tokio::test(flavor = "multi_thread")]
async fn a_neighborhood_of_two_offices_stands_in_the_sum_once_and_a_past_quarter_keeps_its_places() {
    use hamyar_domain::Agency;
    use hamyar_domain::agency::RecordDuty;
    use hamyar_events::agency::AgencyDutyRecorded;

    let world = World::empty().await;
    let here = ground(&world).await;
    let there = Ground { province: here.province, county: Uuid::now_v7(), neighborhood: Uuid::now_v7() };
    county(&world, &there).await;
    let agency = world.agency(false).await;
    let agency_id: Uuid = agency.parse().expect("an id");
    let duty = AgencyDutyRecorded { number: 1, text: "وظیفهٔ ۱".to_owned(), source: "002".to_owned() };
    world.run::<Agency>(agency_id, RecordDuty { duty }).await;
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let company =
        world.person("company", Role::AgencyOfficer, Scope { agency_id: Some(agency_id), ..Scope::default() }).await;
    let mut offices = Vec::new();
    for name in ["دفتر یکم", "دفتر دوم"] {
        let call = json!({ "name": name, "place_id": here.province, "neighborhood_ids": [here.neighborhood], "called_on": day(400) });
        let called = officer.command("/offices", call).await.ok();
        let at = format!("/offices/{}", called["ids"]["office_id"].as_str().expect("an id"));
        officer.command(&format!("{at}/contract"), contract()).await.ok();
        officer.command(&format!("{at}/open"), json!({ "opened_on": day(370) })).await.ok();
        offices.push(at);
    }
    let (year, quarter) =
        hamyar_persian::quarter_of(hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::Days::new(100));
    let (first, _) = hamyar_persian::quarter_bounds(year, quarter).expect("a quarter");
    let report = json!({ "duty": 1, "state": "hindered", "text": "متن", "reported_on": first.to_string() });
    company.command(&format!("/neighborhoods/{}/duty-reports", here.neighborhood), report).await.ok();

    // Moved to the other county after the quarter, which is not changed by it.
    let moved = &offices[1];
    let add = json!({ "neighborhood_id": there.neighborhood, "added_on": day(1) });
    officer.command(&format!("{moved}/neighborhoods"), add).await.ok();
    let leave = json!({ "neighborhood_id": here.neighborhood, "reason": "پایان کار", "left_on": day(1) });
    officer.command(&format!("{moved}/neighborhoods/leave"), leave).await.ok();
    let head = world.store.head().await.expect("the head");
    let asked = format!("year={year}&quarter={quarter}&at_least={head}");
    let read = async |client: &Client, place: Uuid| {
        client.get(&format!("/reports/offices-quarter?{asked}&place_id={place}")).await.ok()
    };
    let then = read(&officer, here.county).await;
    let rows: Vec<Value> = then["offices"]
        .as_array()
        .expect("offices")
        .iter()
        .map(|one| figure(&one["numbers"], "duties_reported")["value"].clone())
        .collect();
    assert_eq!(rows, [json!(1), json!(1)], "{then}");
    assert_eq!(figure(&then["numbers"], "duties_reported")["value"], 1, "{then}");
    assert_eq!(then["shared"], json!([{ "id": here.neighborhood, "name": "التیمور" }]));
    assert_eq!(read(&officer, here.province).await["numbers"], then["numbers"]);
    let empty = read(&officer, there.county).await;
    assert_eq!((&empty["offices"], &empty["not_open"], &empty["shared"]), (&json!([]), &json!(0), &json!([])));
    let own = officer.get(&format!("{moved}/quarter?{asked}")).await.ok();
    assert_eq!(figure(&own["numbers"], "duties_reported")["value"], 1, "its own quarter is that of its days");

    let file =
        |language: &str| format!("/exports/tables/quarterly-report/csv/{language}?{asked}&place_id={}", here.county);
    let text = officer.get(&file("en")).await.is(200).text;
    assert!(text.contains("more than one office served in this quarter: 1 (التیمور)"), "{text}");
    let text = officer.get(&file("fa")).await.is(200).text;
    assert!(text.contains("بیش از یک دفتر در این سه‌ماهه در آن کار کرده است: ۱ (التیمور)"), "{text}");

    // Rights are those of today: of the county that it left nobody reads it any more, and nothing is said of it.
    let scope = Scope { place_id: Some(here.county), ..Scope::default() };
    let left = world.person("county", Role::Officer, scope).await;
    left.get(&format!("{moved}/quarter?{asked}")).await.is(404);
    let seen = read(&left, here.county).await;
    assert_eq!((&seen["open"], &seen["shared"]), (&json!(1), &json!([])), "{seen}");
    assert_eq!(figure(&seen["numbers"], "duties_reported")["value"], 1);
}

/// Whoever is in charge of one county sums its offices alone, and reads no other's into them.
#[tokio::test(flavor = "multi_thread")]
async fn a_sum_of_offices_holds_those_in_reach() {
    let world = World::empty().await;
    let (here, there) = (ground(&world).await, ground(&world).await);
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    for ground in [&here, &there] {
        let at = call(&nation, ground).await;
        nation.command(&format!("{at}/contract"), contract()).await.ok();
        nation.command(&format!("{at}/open"), json!({ "opened_on": day(370) })).await.ok();
    }
    let county = world.person("county", Role::Officer, Scope { place_id: Some(here.county), ..Scope::default() }).await;
    let head = world.store.head().await.expect("the head");
    let open = async |client: &Client, more: &str| {
        client.get(&format!("/reports/offices-quarter?at_least={head}{more}")).await.ok()["open"].clone()
    };
    assert_eq!((open(&nation, "").await, open(&county, "").await), (json!(2), json!(1)));
    assert_eq!(open(&county, &format!("&place_id={}", there.province)).await, 0);
}

/// Tables on offices are narrowed to a place: the office's own, and no other's.
#[tokio::test(flavor = "multi_thread")]
async fn tables_on_offices_are_narrowed_to_a_place() {
    let world = World::empty().await;
    let (here, there) = (ground(&world).await, ground(&world).await);
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    for ground in [&here, &there] {
        call(&officer, ground).await;
    }
    let rows = async |place: &str| {
        let head = world.store.head().await.expect("the head");
        let path = format!("/reports/tables/office-work-plan?at_least={head}{place}");
        officer.get(&path).await.ok()["rows"].as_array().map(Vec::len).expect("rows")
    };
    let all = rows("").await;
    assert!(all > 0 && all % 2 == 0, "{all}");
    assert_eq!(rows(&format!("&place_id={}", here.neighborhood)).await, all / 2);
    assert_eq!(rows(&format!("&place_id={}", there.province)).await, all / 2);
    assert_eq!(rows(&format!("&place_id={}", Uuid::now_v7())).await, 0);
}
