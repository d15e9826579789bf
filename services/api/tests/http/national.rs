//! The national work: credits counted once, programs in six cells, who does what in them, deliveries, licences by period and level, series against a stated base; who keeps it.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, World};

/// A milliard tomans in rials.
const MILLIARD: i64 = 10_000_000_000;

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    let joint = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{joint}at_least={head}")).await.ok()
}

fn id(answer: &Value, name: &str) -> String {
    answer["ids"][name].as_str().expect("an id").to_owned()
}

async fn place(world: &World, level: hamyar_events::PlaceLevel, name: &str, parent: Option<Uuid>) -> Uuid {
    let id = Uuid::now_v7();
    let place = hamyar_events::place::PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(Into::into),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    world.run::<hamyar_domain::Place>(id, hamyar_domain::place::RegisterPlace { place }).await;
    id
}

async fn signed(client: &Client, world: &World, place: Option<Uuid>) -> String {
    let agency = world.agency(false).await;
    let body = json!({ "number": "۱۳۷", "title": "کاهش آسیب‌های اجتماعی", "parties": [agency], "place_id": place, "signed_on": "1404-01-05", "ends_on": "1408-01-05" });
    let answer = client.command("/agreements", body).await.ok();
    format!("/agreements/{}", id(&answer, "agreement_id"))
}

fn credit(amount: i64, source: Option<&str>, purpose: &str) -> Value {
    let line = source.is_none().then_some("ردیف کاهش آسیب‌ها");
    json!({ "amount_rials": amount, "kind": "operating", "budget_line": line, "drawn_from": source, "purpose": purpose, "year": 1404, "allocated_on": "1404-02-01" })
}

/// S114, M54: the 400 and 36 milliard are drawn from the 700; the report by source and purpose sums 700 and shows them beneath.
#[tokio::test(flavor = "multi_thread")]
async fn s114_a_total_never_adds_an_amount_and_its_source() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let at = signed(&officer, &world, None).await;
    let root = officer.command(&format!("{at}/credits"), credit(700 * MILLIARD, None, "تفاهم‌نامه‌ها")).await.ok();
    let root = id(&root, "allocation_id");
    let border = officer.command(&format!("{at}/credits"), credit(400 * MILLIARD, Some(&root), "استان‌های مرزی")).await;
    let border = id(&border.ok(), "allocation_id");
    officer.command(&format!("{at}/credits"), credit(36 * MILLIARD, Some(&root), "شهرستان‌های محروم")).await.ok();
    let more = officer.command(&format!("{at}/credits"), credit(265 * MILLIARD, Some(&root), "بیشتر")).await.is(409);
    assert_eq!((more.code(), &more.body["params"]["left_rials"]), ("credit_source_too_small", &json!(264 * MILLIARD)));
    let spend = json!({ "amount_rials": 400 * MILLIARD + 1, "note": "قرارداد", "spent_on": "1404-03-01" });
    let answer = officer.command(&format!("{at}/credits/{border}/spendings"), spend).await;
    assert_eq!(answer.is(409).code(), "credit_exhausted");
    let spend = json!({ "amount_rials": 5 * MILLIARD, "note": "قرارداد", "spent_on": "1404-03-01" });
    let spent = officer.command(&format!("{at}/credits/{border}/spendings"), spend).await.ok();
    let report = seen(&world, &officer, "/reports/credits?year=1404").await;
    let sums = ["total_rials", "operating_rials", "drawn_rials", "spent_rials", "left_rials"]
        .map(|name| report[name].as_i64());
    let expected = [700, 700, 436, 5, 695].map(|milliards| Some(milliards * MILLIARD));
    assert_eq!(sums, expected);
    let lines: Vec<_> = report["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|one| (one["depth"].as_i64(), one["is_counted"].as_bool()))
        .collect();
    assert_eq!(lines, [(Some(0), Some(true)), (Some(1), Some(false)), (Some(1), Some(false))]);
    assert_eq!(seen(&world, &officer, "/reports/credits?year=1403").await["total_rials"], 0);

    // A mistake is reversed, and stays readable.
    let wrong = json!({ "mistake": "not_paid" });
    let reversed = format!("{at}/spendings/{}/reverse", id(&spent, "spending_id"));
    officer.command(&reversed, wrong).await.ok();
    let whole = seen(&world, &officer, &at).await;
    assert_eq!((whole["spent_rials"].as_i64(), &whole["spendings"][0]["mistake"]), (Some(0), &json!("not_paid")));
    let answer = officer.command(&format!("{at}/credits/{root}/reverse"), json!({ "mistake": "wrong_amount" })).await;
    assert_eq!(answer.is(409).code(), "allocation_in_use");

    // Drawn for another agreement, it is shown there and counted here alone.
    let other = signed(&officer, &world, None).await;
    let mut body = credit(10 * MILLIARD, Some(&root), "برنامهٔ دیگر");
    body["for_agreement"] = json!(Uuid::now_v7());
    assert_eq!(officer.command(&format!("{at}/credits"), body.clone()).await.is(422).fields(), ["for_agreement"]);
    body["for_agreement"] = json!(other.trim_start_matches("/agreements/"));
    officer.command(&format!("{at}/credits"), body).await.ok();
    let served = seen(&world, &officer, &other).await;
    assert_eq!((served["total_rials"].as_i64(), served["served_by"].as_array().map(Vec::len)), (Some(0), Some(1)));
    assert_eq!(seen(&world, &officer, "/reports/credits").await["total_rials"], 700 * MILLIARD);

    // An auditor replays it.
    let head = world.store.head().await.expect("the head");
    let auditor = world.person("auditor", Role::Auditor, Scope::default()).await;
    let stream = at.trim_start_matches("/agreements/");
    let replay = auditor.get(&format!("/audit/streams/agreement/{stream}/replay?at_least={head}")).await.ok();
    assert_eq!(replay["state"]["credits"].as_array().map(Vec::len), Some(4), "{replay}");
}

/// An officer of a province keeps what is of that province, and draws from and spends its credits of an agreement of the nation.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_a_province_keeps_what_is_of_the_province() {
    let world = World::empty().await;
    let own = place(&world, hamyar_events::PlaceLevel::Province, "ایلام", None).await;
    let other = place(&world, hamyar_events::PlaceLevel::Province, "قزوین", None).await;
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    let scope = Scope { place_id: Some(own), ..Scope::default() };
    let officer = world.person("province", Role::Officer, scope).await;
    seen(&world, &nation, &format!("/places/{own}")).await;
    let at = signed(&nation, &world, None).await;
    let mut body = credit(100, None, "استان");
    body["place_id"] = json!(own);
    let granted = id(&nation.command(&format!("{at}/credits"), body).await.ok(), "allocation_id");
    let elsewhere =
        id(&nation.command(&format!("{at}/credits"), credit(100, None, "کشور")).await.ok(), "allocation_id");
    let spend = || json!({ "amount_rials": 10, "note": "قسط", "spent_on": "1404-03-01" });
    officer.command(&format!("{at}/credits/{granted}/spendings"), spend()).await.ok();
    officer.command(&format!("{at}/credits/{elsewhere}/spendings"), spend()).await.is(404);
    let mut drawn = credit(20, Some(&granted), "شهرستان");
    for (wrong, place) in [(true, Value::Null), (true, json!(other)), (false, json!(own))] {
        drawn["place_id"] = place;
        let answer = officer.command(&format!("{at}/credits"), drawn.clone()).await;
        if wrong {
            assert_eq!(answer.is(422).fields(), ["place_id"]);
        } else {
            answer.ok();
        }
    }
    officer.command(&format!("{at}/credits"), credit(5, None, "ردیف")).await.is(404);
    officer.command(&format!("{at}/end"), json!({ "reason": "cancelled" })).await.is(404);
    let report = seen(&world, &officer, &format!("/reports/credits?place_id={own}")).await;
    assert_eq!((report["total_rials"].as_i64(), report["drawn_rials"].as_i64()), (Some(100), Some(20)));
    let agency = world.agency(false).await;
    let sign = |place: Value| json!({ "number": "۱", "title": "تفاهم استان", "parties": [agency], "place_id": place, "signed_on": "1404-01-05" });
    officer.command("/agreements", sign(json!(own))).await.ok();
    for place in [Value::Null, json!(other)] {
        assert_eq!(officer.command("/agreements", sign(place)).await.is(422).fields(), ["place_id"]);
    }
    let program = |provinces: Value| json!({ "kind": "program", "title": "برنامه", "provinces": provinces });
    officer.command("/programs", program(json!([own]))).await.ok();
    assert_eq!(officer.command("/programs", program(json!([]))).await.is(422).fields(), ["provinces"]);
    let answer = officer.command("/programs", program(json!([own, other]))).await;
    assert_eq!(answer.is(422).fields(), ["provinces[1]"]);
}

/// S118: a program belongs to one of six cells, each with its list, or to none.
#[tokio::test(flavor = "multi_thread")]
async fn s118_programs_stand_in_six_cells_or_apart() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let mut programs = Vec::new();
    for number in 0..8 {
        let body =
            json!({ "kind": "program", "title": format!("برنامهٔ {number}"), "field": "divorce", "provinces": [] });
        programs.push(id(&officer.command("/programs", body).await.ok(), "program_id"));
    }
    let cells =
        ["structural", "institutional", "relational"].map(|level| ["preventive", "curative"].map(|way| (level, way)));
    for (program, (level, approach)) in programs.iter().zip(cells.as_flattened()) {
        let class = json!({ "level": level, "approach": approach, "reason": "دلیل" });
        officer.command(&format!("/programs/{program}/class"), class).await.ok();
    }
    let again = json!({ "level": "structural", "approach": "preventive", "reason": "دلیل" });
    officer.command(&format!("/programs/{}/class", programs[6]), again).await.ok();
    let matrix = seen(&world, &officer, "/reports/interventions").await;
    let counts: Vec<_> =
        matrix["cells"].as_array().expect("cells").iter().map(|cell| cell["programs"].as_i64()).collect();
    assert_eq!((counts.as_slice(), &matrix["unclassed"]), (&[2, 1, 1, 1, 1, 1].map(Some)[..], &json!(1)));
    let list = seen(&world, &officer, "/programs?level=structural&approach=preventive").await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
    let apart = seen(&world, &officer, "/programs?classed=false").await;
    assert_eq!(apart["items"][0]["id"], json!(programs[7]));
    officer.command(&format!("/programs/{}/unclass", programs[6]), json!({ "reason": "اشتباه" })).await.ok();
    let answer = officer.command(&format!("/programs/{}/unclass", programs[6]), json!({ "reason": "اشتباه" })).await;
    assert_eq!(answer.is(409).code(), "program_not_classed");
    assert_eq!(seen(&world, &officer, "/reports/interventions?field=addiction").await["total"], 0);
}

/// S117, M56: licences by period and level.
#[tokio::test(flavor = "multi_thread")]
async fn s117_licences_are_reported_with_period_and_level() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let registered = json!({ "name": "انجمن یاری", "registered_on": "1392-01-10" });
    let at = format!("/ngos/{}", id(&officer.command("/ngos", registered).await.ok(), "ngo_id"));
    officer
        .command(&format!("{at}/applications"), json!({ "level": "national", "applied_on": "1392-02-01" }))
        .await
        .ok();
    let grant = json!({ "number": "۴۴۰", "granted_on": "1392-05-01", "valid_until": "1395-05-01" });
    let licence = id(&officer.command(&format!("{at}/grant"), grant.clone()).await.ok(), "licence_id");
    assert_eq!(officer.command(&format!("{at}/grant"), grant).await.is(409).code(), "no_licence_application");
    let renew = json!({ "valid_until": "1400-05-01", "renewed_on": "1395-04-01" });
    officer.command(&format!("{at}/licences/{licence}/renew"), renew).await.ok();
    officer.command(&format!("{at}/applications"), json!({ "level": "county", "applied_on": "1399-03-21" })).await.ok();
    officer
        .command(&format!("{at}/refuse"), json!({ "reason": "papers_missing", "refused_on": "1399-04-01" }))
        .await
        .ok();
    let counts = async |query: &str| {
        let report = seen(&world, &officer, &format!("/reports/licences?{query}")).await;
        let of = |level: usize| {
            ["applied", "granted", "refused", "renewed", "in_force"]
                .map(|name| report["levels"][level][name].as_i64().unwrap_or(-1))
        };
        (of(0), of(2))
    };
    assert_eq!(counts("from=1392-05-01&until=1399-03-20").await, ([0, 1, 0, 1, 1], [0; 5]));
    assert_eq!(counts("from=1392-01-01&until=1394-12-29").await, ([1, 1, 0, 0, 1], [0; 5]));
    assert_eq!(counts("until=1399-12-30").await, ([1, 1, 0, 1, 1], [1, 0, 1, 0, 0]));
    assert_eq!(counts("until=1401-01-01").await.0[4], 0, "it has run out");
    officer.get("/reports/licences?from=1399-01-01&until=1398-01-01").await.is(422);
    officer.command(&format!("{at}/licences/{licence}/revoke"), json!({ "reason": "dissolved" })).await.ok();
    let whole = seen(&world, &officer, &at).await;
    assert_eq!(whole["licences"][0]["state"], "revoked");
}

/// S116: units and places follow from deliveries; a neighborhood lies in the place that is named with it.
#[tokio::test(flavor = "multi_thread")]
async fn s116_coverage_follows_from_deliveries() {
    use hamyar_events::PlaceLevel::{County, Province};
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let province = place(&world, Province, "ایلام", None).await;
    let county = place(&world, County, "مهران", Some(province)).await;
    let other = place(&world, County, "دهلران", Some(province)).await;
    let neighborhood = Uuid::now_v7();
    let registered = hamyar_events::neighborhood::NeighborhoodRegistered {
        name: "بانبور".to_owned(),
        name_en: None,
        place_id: county.into(),
        valid_from: None,
        source: "test".to_owned(),
    };
    let wish = hamyar_domain::neighborhood::RegisterNeighborhood { neighborhood: registered };
    world.run::<hamyar_domain::Neighborhood>(neighborhood, wish).await;
    seen(&world, &officer, &format!("/places/{county}")).await;
    let body = json!({ "title": "تجهیز مدارس", "unit": "school", "opened_on": "1404-01-10" });
    let at = format!("/equipment/{}", id(&officer.command("/equipment", body).await.ok(), "line_id"));
    let delivery = |place: Uuid, units: i64| json!({ "place_id": place, "neighborhood_id": neighborhood, "units": units, "delivered_on": "1404-02-01" });
    officer.command(&format!("{at}/deliveries"), delivery(county, 3)).await.ok();
    let answer = officer.command(&format!("{at}/deliveries"), delivery(other, 3)).await;
    assert_eq!(answer.is(422).fields(), ["neighborhood_id"]);
    let wrong = id(
        &officer
            .command(
                &format!("{at}/deliveries"),
                json!({ "place_id": other, "units": 4, "delivered_on": "1404-02-01" }),
            )
            .await
            .ok(),
        "delivery_id",
    );
    let counted = async || seen(&world, &officer, &at).await["counted"].clone();
    assert_eq!(counted().await, json!({ "provinces": 1, "counties": 2, "neighborhoods": 1, "units": 7 }));
    officer.command(&format!("{at}/deliveries/{wrong}/reverse"), json!({ "mistake": "wrong_place" })).await.ok();
    assert_eq!(counted().await, json!({ "provinces": 1, "counties": 1, "neighborhoods": 1, "units": 3 }));
}

/// P39, M52: a change is counted against the stated base, and told nowhere before that.
#[tokio::test(flavor = "multi_thread")]
async fn changes_of_a_series_follow_from_its_base() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let body =
        json!({ "indicator": "divorce_rate_general", "title": "میزان عمومی طلاق", "unit": "per_1000_population" });
    let at = format!("/series/{}", id(&officer.command("/series", body).await.ok(), "series_id"));
    for (year, value) in [(1400, 2_100), (1401, 2_000)] {
        let value =
            json!({ "year": year, "value_thousandths": value, "qualifier": "exact", "source": "سازمان ثبت احوال" });
        officer.command(&format!("{at}/values"), value).await.ok();
    }
    let changes = async || {
        let list = seen(&world, &officer, "/series").await;
        let points = list["items"][0]["points"].as_array().cloned().expect("points");
        points.iter().map(|one| one["change_thousandths"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(changes().await, [None, None]);
    let base = |year: u16| json!({ "year": year, "reason": "آغاز برنامه" });
    assert_eq!(officer.command(&format!("{at}/base"), base(1399)).await.is(409).code(), "no_value_of_year");
    officer.command(&format!("{at}/base"), base(1400)).await.ok();
    assert_eq!(changes().await, [None, Some(-100)]);
    assert_eq!(
        officer.command(&format!("{at}/values/strike"), json!({ "year": 1400 })).await.is(409).code(),
        "series_year_is_base"
    );
}

/// S119: who keeps the national work declares what a document prints, once for its source and period, with its qualifier; a province's officer does not.
#[tokio::test(flavor = "multi_thread")]
async fn s119_a_printed_figure_is_declared_told_related_and_doubted() {
    let world = World::empty().await;
    place(&world, hamyar_events::PlaceLevel::Country, "ایران", None).await;
    let province = place(&world, hamyar_events::PlaceLevel::Province, "قزوین", None).await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let local = Scope { place_id: Some(province), ..Scope::default() };
    let local = world.person("local", Role::Officer, local).await;
    seen(&world, &officer, "/places?level=country").await;
    let at = "/reports/national-figures";
    let figure = |indicator: &str, value: i64| json!({ "indicator": indicator, "value_thousandths": value * 1000, "qualifier": "more_than", "unit": "workshop", "period": "۱۳۹۶ تا ۱۳۹۸", "source": "گزارش ملی، بخش ۳", "quote": "بیش از ۱۵۰ کارگاه" });
    local.command(at, figure("training_workshops", 150)).await.is(404);
    let wrong =
        json!({ "indicator": "x", "value_thousandths": 1, "qualifier": "perhaps", "unit": "workshop", "source": "" });
    let mut fields = officer.command(at, wrong).await.is(422).fields();
    fields.sort_unstable();
    assert_eq!(fields, ["qualifier", "source"]);
    officer.command(at, figure("training_workshops", 150)).await.ok();
    officer.command(at, figure("training_workshops", 150)).await.ok();
    let faults = officer.command(at, figure("training_workshops", 160)).await.is(422).faults();
    assert_eq!(faults, [("indicator".to_owned(), "duplicate".to_owned())], "one record of one fact");
    officer.command(at, figure("workshops", 400)).await.ok();
    let of = |more: Value| {
        let mut body = json!({ "indicator": "training_workshops", "source": "گزارش ملی، بخش ۳" });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    officer.command(&format!("{at}/tellings"), of(json!({ "section": "پیوست ۲" }))).await.ok();
    officer.command(&format!("{at}/relations"), of(json!({ "relation": "part_of", "other": "workshops" }))).await.ok();
    officer.command(&format!("{at}/doubts"), of(json!({ "doubt": "list_short" }))).await.ok();
    let unknown =
        officer.command(&format!("{at}/relations"), of(json!({ "relation": "part_of", "other": "none" }))).await;
    assert_eq!(unknown.is(409).code(), "figure_not_declared");
    let itself = of(json!({ "relation": "part_of", "other": "training_workshops" }));
    assert_eq!(officer.command(&format!("{at}/relations"), itself).await.is(422).fields(), ["other"]);
    let figures = seen(&world, &officer, at).await;
    let found = figures["items"]
        .as_array()
        .expect("items")
        .iter()
        .find(|one| one["indicator"] == "training_workshops")
        .expect("the figure");
    assert_eq!((&found["qualifier"], &found["value_thousandths"]), (&json!("more_than"), &json!(150_000)));
    assert_eq!((&found["period"], &found["source"]), (&json!("۱۳۹۶ تا ۱۳۹۸"), &json!("گزارش ملی، بخش ۳")));
    assert_eq!(found["told_in"][0]["section"], "پیوست ۲");
    assert_eq!((&found["relations"][0]["other"], &found["doubts"][0]), (&json!("workshops"), &json!("list_short")));
}

/// Seed 004, division of labour: who does what in a program, once for each agency and part; changed and ended it says what is so; the table by agency
/// opens its programs.
#[tokio::test(flavor = "multi_thread")]
async fn a_program_carries_the_shares_of_agencies_and_each_agency_its_programs() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let (lead, partner) = (world.agency(false).await, world.agency(false).await);
    let program = async |title: &str, leads: Option<&str>| {
        let body = json!({ "kind": "scheme", "title": title, "lead_agency": leads, "provinces": [] });
        id(&officer.command("/programs", body).await.ok(), "program_id")
    };
    let (first, second) = (program("سامانه تصمیم", Some(&lead)).await, program("طرح نماد", None).await);
    let at = format!("/programs/{first}/shares");
    let give = |agency: &str, part: &str, due: Value| json!({ "agency_id": agency, "part": part, "expected": "مشاوره در همهٔ مراکز", "due_on": due });
    assert_eq!(
        officer.command(&at, give(&Uuid::now_v7().to_string(), "partner", Value::Null)).await.is(422).fields(),
        ["agency_id"]
    );
    let mut wrong = give(&partner, "helper", json!("1390-01-01"));
    assert_eq!(officer.command(&at, wrong.clone()).await.is(422).fields(), ["part"]);
    wrong["part"] = json!("partner");
    assert_eq!(officer.command(&at, wrong).await.is(422).fields(), ["due_on"]);
    let long = json!({ "agency_id": partner, "part": "partner", "expected": "آ".repeat(1001) });
    assert_eq!(officer.command(&at, long).await.is(422).fields(), ["expected"]);
    let share = id(&officer.command(&at, give(&partner, "partner", json!("1410-01-01"))).await.ok(), "share_id");
    assert_eq!(
        officer.command(&at, give(&partner, "partner", Value::Null)).await.is(409).code(),
        "program_share_given"
    );
    assert_eq!(
        officer.command(&at, give(&partner, "lead", Value::Null)).await.is(409).code(),
        "program_led_by_another"
    );
    officer.command(&format!("/programs/{second}/shares"), give(&partner, "funder", Value::Null)).await.ok();

    let view = seen(&world, &officer, &format!("/programs/{first}")).await;
    let told = &view["shares"][0];
    assert_eq!((&told["agency"]["id"], &told["part"]), (&json!(partner), &json!("partner")));
    assert_eq!(told["expected"], "مشاوره در همهٔ مراکز");
    let division = seen(&world, &officer, "/reports/division-of-labor").await;
    assert_eq!((&division["programs"], &division["undivided"]), (&json!(2), &json!(0)));
    let of = |division: &Value, agency: &str| {
        let all = division["agencies"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one["agency"]["id"] == json!(agency)).unwrap_or_default()
    };
    let parts = |one: &Value| {
        let parts = one["parts"].as_array().cloned().unwrap_or_default();
        parts.iter().map(|part| part["part"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        parts(&of(&division, &lead)),
        ["lead"],
        "the agency that the program names, though nothing is said of it"
    );
    assert_eq!((parts(&of(&division, &partner)).len(), &of(&division, &partner)["programs"]), (2, &json!(2)));
    let mine = async |agency: &str| {
        let list = seen(&world, &officer, &format!("/programs?agency_id={agency}")).await;
        list["items"].as_array().map(Vec::len)
    };
    assert_eq!((mine(&lead).await, mine(&partner).await), (Some(1), Some(2)));
    // A number of the division opens what it counts.
    for agency in [&lead, &partner] {
        let counted = seen(&world, &officer, &format!("/programs?agency_id={agency}&divided=true")).await;
        let listed = counted["items"].as_array().map_or(0, Vec::len);
        assert_eq!(json!(listed), of(&division, agency)["programs"], "{agency}");
    }
    let alone = program("طرح سامان", None).await;
    let undivided = seen(&world, &officer, "/programs?divided=false").await;
    assert_eq!((undivided["items"].as_array().map(Vec::len), &undivided["items"][0]["id"]), (Some(1), &json!(alone)));
    assert_eq!(seen(&world, &officer, "/reports/division-of-labor").await["undivided"], 1);

    let change = json!({ "part": "executor", "expected": "آموزش مشاوران" });
    officer.command(&format!("{at}/{share}/change"), change.clone()).await.ok();
    let other = format!("{at}/{}/change", Uuid::now_v7());
    assert_eq!(officer.command(&other, change.clone()).await.is(409).code(), "unknown_program_share");
    let end = json!({ "reason": "به دستگاه دیگری سپرده شد" });
    officer.command(&format!("{at}/{share}/end"), end.clone()).await.ok();
    assert_eq!(officer.command(&format!("{at}/{share}/change"), change).await.is(409).code(), "program_share_ended");
    let ended = seen(&world, &officer, &format!("/programs/{first}")).await;
    assert_eq!((&ended["shares"][0]["part"], &ended["shares"][0]["end_reason"]), (&json!("executor"), &end["reason"]));
    assert_eq!(mine(&partner).await, Some(1), "what ended is its no more");
    officer.command(&format!("/programs/{second}/end"), json!({})).await.ok();
    let late = give(&lead, "supervisor", Value::Null);
    assert_eq!(officer.command(&format!("/programs/{second}/shares"), late).await.is(409).code(), "program_ended");
    assert_eq!(of(&seen(&world, &officer, "/reports/division-of-labor").await, &partner), Value::Null);

    // An auditor replays it; who does not read the national work sees none of it.
    let head = world.store.head().await.expect("the head");
    let auditor = world.person("auditor", Role::Auditor, Scope::default()).await;
    let replay = auditor.get(&format!("/audit/streams/program/{first}/replay?at_least={head}")).await.ok();
    assert_eq!(replay["state"]["shares"].as_array().map(Vec::len), Some(1), "{replay}");
    auditor.get("/reports/division-of-labor").await.ok();
    auditor.command(&at, give(&lead, "supervisor", Value::Null)).await.is(403);
}

/// An officer of a province says who does what in the programs of that province alone.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_a_province_divides_the_work_of_its_programs() {
    let world = World::empty().await;
    let own = place(&world, hamyar_events::PlaceLevel::Province, "ایلام", None).await;
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    let scope = Scope { place_id: Some(own), ..Scope::default() };
    let officer = world.person("province", Role::Officer, scope).await;
    seen(&world, &nation, &format!("/places/{own}")).await;
    let agency = world.agency(false).await;
    let share = json!({ "agency_id": agency, "part": "executor", "expected": "اجرا در شهرستان‌ها" });
    for (provinces, allowed) in [(json!([own]), true), (json!([]), false)] {
        let body = json!({ "kind": "program", "title": "برنامه", "provinces": provinces });
        let program = id(&nation.command("/programs", body).await.ok(), "program_id");
        let answer = officer.command(&format!("/programs/{program}/shares"), share.clone()).await;
        if allowed {
            answer.ok();
        } else {
            answer.is(404);
        }
    }
}
