//! Lists and reports taken away as files: the rows and fields of the screen and no more, no cell that runs, and a trace of who took what.

use calamine::{Data, Reader, Xlsx};
use hamyar_identity::{Role, Scope};
use serde_json::json;
use std::io::Cursor;

use crate::reception::caught_up;
use crate::support::{Answer, World};

fn lines(answer: &Answer) -> Vec<&str> {
    answer.text.trim_start_matches('\u{feff}').lines().collect()
}

fn disposition(answer: &Answer) -> &str {
    answer.headers["content-disposition"].to_str().expect("a name")
}

/// S056: what a manager takes away is what the manager's list shows; another center's rows and addresses are not in it, and it leaves a trace.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_taken_away_is_the_list_on_the_screen() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut body = crate::support::family_body(crate::support::NEIGHBORHOOD);
    body["family_name"] = json!("=HYPERLINK(\"http://x\")");
    manager.command("/families", body).await.ok();
    let here = caught_up(&world).await;
    let listed = manager.get(&format!("/families?limit=100&{here}")).await.ok();
    let file = manager.post(&format!("/exports/families/csv/fa?{here}"), json!({})).await.is(200);
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert!(disposition(&file).starts_with("attachment; filename=\"hamyar-families-"));
    let lines = lines(&file);
    assert!(lines[0].starts_with("شماره پرونده,نام خانواده,سطح"));
    assert_eq!(lines.len() - 1, listed["items"].as_array().map_or(0, Vec::len));
    assert!(file.text.contains("'=HYPERLINK"), "guarded: {}", file.text);
    assert!(file.text.contains("آسیب‌دیده") && !file.text.contains("کوچهٔ سوم"));

    let foreign = world.sign_in("center_manager.B").await;
    let theirs = foreign.post(&format!("/exports/families/csv/en?{here}"), json!({})).await.is(200);
    assert!(theirs.text.contains("harmed") && !theirs.text.contains("HYPERLINK"));

    let auditor = world.role(Role::Auditor).await;
    let traces = auditor.get("/audit/access").await.ok();
    assert!(traces.to_string().contains("export_families"), "{traces}");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_a_file_as_they_narrow_the_list_and_a_name_stands_in_no_address() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let here = caught_up(&world).await;
    let count = async |body| {
        let file = manager.post(&format!("/exports/families/csv/fa?{here}"), body).await.is(200);
        lines(&file).len() - 1
    };
    assert_eq!(count(json!({ "tier": "harmed" })).await, 1);
    assert_eq!(count(json!({ "tier": "stable" })).await, 0);
    assert_eq!(count(json!({ "q": "نمونه" })).await, 1);
    let odd = manager.post("/exports/families/csv/fa", json!({ "tier": "rich" })).await.is(422);
    assert_eq!(odd.fields(), ["tier"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_opens_with_texts_as_texts() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut body = crate::support::family_body(crate::support::NEIGHBORHOOD);
    body["family_name"] = json!("+1+1");
    manager.command("/families", body).await.ok();
    let here = caught_up(&world).await;
    let file = manager.post(&format!("/exports/families/xlsx/fa?{here}"), json!({})).await.is(200);
    assert!(disposition(&file).ends_with(".xlsx\""));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("rows");
    assert_eq!(sheet.get((0, 0)), Some(&Data::String("شماره پرونده".to_owned())));
    assert!(sheet.rows().any(|row| row[1] == Data::String("+1+1".to_owned())));
    let formulas = book.worksheet_formula("Sheet1").expect("a sheet");
    assert!(formulas.used_cells().next().is_none(), "no cell computes");
}

/// S055: an agency's file names families by number.
#[tokio::test(flavor = "multi_thread")]
async fn an_agency_takes_its_tasks_away_without_a_name() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let here = caught_up(&world).await;
    let file = officer.get(&format!("/exports/tasks/csv/en?state=open&{here}")).await.is(200);
    assert_eq!(lines(&file).len(), 2, "{}", file.text);
    assert!(file.text.contains("پوشش بیمه") && !file.text.contains("نمونه"));
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_taken_away_as_they_are_shown() {
    let world = World::new().await;
    let (manager, officer) = (world.role(Role::CenterManager).await, world.role(Role::Officer).await);
    let here = caught_up(&world).await;
    let shown = manager.get(&format!("/reports/before-after?{here}")).await.ok();
    let file = manager.get(&format!("/exports/before-after/csv/en?{here}")).await.is(200);
    let harmed = format!("{},harmed,", shown["year"]);
    assert!(lines(&file).iter().any(|line| line.starts_with(&harmed)), "{}", file.text);
    // An officer's few are left out of the file as of the screen.
    let rounded = officer.get(&format!("/exports/before-after/csv/en?{here}")).await.is(200);
    assert!(lines(&rounded).iter().skip(1).take(3).all(|line| line.ends_with(",,,,")), "{}", rounded.text);
    officer.get(&format!("/exports/before-after/csv/en?center_id={}", world.own.center)).await.is(403);
    for path in ["services", "caseloads"] {
        let file = manager.get(&format!("/exports/{path}/xlsx/fa?{here}")).await.is(200);
        assert!(file.bytes.starts_with(b"PK"));
    }
    for path in ["services/pdf/fa", "services/csv/de"] {
        manager.get(&format!("/exports/{path}")).await.is(404);
    }
}

/// What a file says of itself stands below its rows: the title, what it was narrowed to, up to where in the log and when.
fn stamp(answer: &Answer) -> String {
    lines(answer).into_iter().rev().take(6).collect::<Vec<_>>().join("\n")
}

/// P24, P28, P31, P36 to P39 and what stands beside them: each is a file in both formats and languages, by those who read it on the screen.
#[tokio::test(flavor = "multi_thread")]
async fn every_named_report_is_a_file_for_its_readers() {
    let world = World::new().await;
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let here = caught_up(&world).await;
    let national = [
        ("credits", "ردیف بودجه", "Budget line"),
        ("equipment-coverage", "ردیف تجهیز", "Line"),
        ("indicator-series", "شاخص", "Indicator"),
        ("national-figures", "رقم، به عبارت سند", "As the document words it"),
        ("licences", "سطح", "Level"),
        ("organizations", "سازمان", "Organization"),
        ("agreements", "شماره", "Number"),
        ("programs", "عنوان", "Title"),
        ("division-of-labor", "دستگاه", "Agency"),
    ];
    let open = [
        ("priorities", "محله", "Neighborhood"),
        ("duties", "دستگاه", "Agency"),
        ("utility-requests", "محله", "Neighborhood"),
        ("councils", "نوع", "Kind"),
        ("council-bodies", "نام", "Name"),
        ("facilitators", "کد", "Code"),
        ("classes", "عنوان", "Title"),
        ("offices", "دفتر", "Office"),
    ];
    for (report, fa, en) in national.iter().chain(&open) {
        let path = |tail: &str| format!("/exports/tables/{report}/{tail}?{here}");
        let english = officer.get(&path("csv/en")).await.is(200);
        let head = lines(&english)[0].split(',').next().unwrap_or_default().trim_matches('"').to_owned();
        assert_eq!(head, *en, "{report}: {}", english.text);
        assert!(stamp(&english).contains("up to event "), "{report}: {}", english.text);
        let persian = officer.get(&path("csv/fa")).await.is(200);
        assert!(persian.text.trim_start_matches('\u{feff}').starts_with(fa), "{report}: {}", persian.text);
        assert!(stamp(&persian).contains("تا رویداد "), "{report}: {}", persian.text);
        let file = officer.get(&path("xlsx/fa")).await.is(200);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("rows");
        assert_eq!(sheet.get((0, 0)), Some(&Data::String((*fa).to_owned())), "{report}");
    }
    // Whoever does not read the national work on a screen does not take it away.
    let facilitator = world.role(Role::Facilitator).await;
    for (report, ..) in national {
        facilitator.get(&format!("/exports/tables/{report}/csv/fa")).await.is(403);
    }
    officer.get("/exports/tables/credits/csv/de").await.is(404);
    officer.get("/exports/tables/family-file/csv/fa").await.is(404);
}

/// A filter narrows the file and is told in it; one that the report does not take is refused, and so is what cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_says_what_it_was_narrowed_to_and_takes_no_filter_it_ignores() {
    let world = World::new().await;
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let here = caught_up(&world).await;
    let file = officer.get(&format!("/exports/tables/credits/csv/en?year=1404&{here}")).await.is(200);
    let said = stamp(&file);
    assert!(said.contains("Credit by source and purpose") && said.contains("Year: 1404"), "{said}");
    let persian = officer.get(&format!("/exports/tables/credits/csv/fa?year=1404&{here}")).await.is(200);
    assert!(stamp(&persian).contains("سال: ۱۴۰۴"), "{}", persian.text);
    let narrowed = format!("/exports/tables/duties/csv/en?neighborhood_id={}&rows=all&{here}", world.own.neighborhood);
    let duties = officer.get(&narrowed).await.is(200);
    assert!(stamp(&duties).contains("Rows: all") && stamp(&duties).contains("Neighborhood: "), "{}", duties.text);
    for (report, wrong, rule) in [
        ("credits", "agency_id=x", "not_expected"),
        ("duties", "placeid=", "not_expected"),
        ("programs", "divided=x", "malformed"),
        ("credits", "year=x", "malformed"),
        ("credits", "place_id=x", "malformed"),
        ("national-figures", "year=1404", "not_expected"),
        ("division-of-labor", "year=1404", "not_expected"),
        ("duties", "rows=anything", "not_in_set"),
        ("priorities", "level=fourth", "malformed"),
        ("agency-actions", "state=done", "required"),
        ("neighborhood-card", "neighborhood_id=", "required"),
    ] {
        let refused = officer.get(&format!("/exports/tables/{report}/csv/en?{wrong}")).await.is(422);
        let (field, told) = refused.faults()[0].clone();
        assert_eq!(told, rule, "{report}: {wrong}: {field}");
    }
}

/// A filter that an operation does not know is named and refused: everything is no answer to a narrow question that was mistyped. What it knows narrows as before.
#[tokio::test(flavor = "multi_thread")]
async fn no_export_and_no_list_drops_a_filter_it_does_not_know() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (agency, officer) = (world.role(Role::AgencyOfficer).await, world.role(Role::Officer).await);
    let here = caught_up(&world).await;
    let of = format!("agency_id={}", world.agency(false).await);
    let year = hamyar_persian::jalali_year(hamyar_persian::tehran_date(chrono::Utc::now()));
    let year = format!("year={year}");
    let built = "measure=open_families&rows=tier&filters=tier:harmed";
    let center = format!("center_id={}", world.own.center);
    for (person, path, known) in [
        (&agency, "/exports/tasks/csv/en", "state=open&due=1410-01-01"),
        (&manager, "/exports/caseloads/csv/en", center.as_str()),
        (&manager, "/exports/before-after/csv/en", "domain=economic&household_type=female_headed"),
        (&manager, "/exports/services/csv/en", year.as_str()),
        (&manager, "/exports/built-report/csv/en", built),
        (&officer, "/exports/atlas/csv/en", year.as_str()),
        (&manager, "/exports/transfers/csv/en", of.as_str()),
        (&officer, "/exports/tables/duties/csv/en", "rows=all"),
        (&manager, "/families", "tier=harmed&limit=10"),
        (&manager, "/reports/services", year.as_str()),
        (&manager, "/center/caseloads", center.as_str()),
        (&officer, "/agencies", "q=x"),
        (&manager, "/session/sign-ins", "limit=10"),
    ] {
        let asked = format!("{path}?{known}&{here}");
        person.get(&asked).await.is(200);
        let refused = person.get(&format!("{asked}&tiers=harmed")).await.is(422);
        assert_eq!(refused.faults(), [("tiers".to_owned(), "not_expected".to_owned())], "{path}");
    }
    // Every strange one is named, and none that is no name is repeated.
    let refused = manager.get("/exports/services/csv/en?yeer=1404&kinds=1&%3Cb%3E=1").await.is(422);
    assert_eq!(refused.fields(), ["query", "kinds", "yeer"]);
    let refused = manager.post("/exports/families/csv/en?tier=harmed", json!({})).await.is(422);
    assert_eq!(refused.faults(), [("tier".to_owned(), "not_expected".to_owned())]);
    manager.post("/exports/families/csv/en", json!({ "tiers": "harmed" })).await.is(422);
    // A file is a whole list.
    let refused = manager.post("/exports/families/csv/en", json!({ "tier": "harmed", "limit": "1" })).await.is(422);
    assert_eq!(refused.fields(), ["limit"]);
    let refused = agency.get("/exports/tasks/csv/en?cursor=MQ&limit=1").await.is(422);
    assert_eq!(refused.fields(), ["cursor", "limit"]);
    // Who is not signed in is told that first.
    world.nobody().get("/exports/services/csv/en?yeer=1404").await.is(401);
}

/// What the screen of programs narrows to, its file does too.
#[tokio::test(flavor = "multi_thread")]
async fn programs_of_an_agency_and_those_undivided_are_files() {
    let world = World::new().await;
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let here = caught_up(&world).await;
    let undivided = officer.get(&format!("/exports/tables/programs/csv/en?divided=false&{here}")).await.is(200);
    assert!(stamp(&undivided).contains("With a division of labour: no"), "{}", undivided.text);
    let persian = officer.get(&format!("/exports/tables/programs/csv/fa?divided=false&{here}")).await.is(200);
    assert!(stamp(&persian).contains("با تقسیم کار: نه"), "{}", persian.text);
    // An id is looked for by its own kind: a place is no agency.
    let path = format!("/exports/tables/programs/csv/en?agency_id={}&{here}", world.own.neighborhood);
    let other = officer.get(&path).await.is(200);
    assert!(stamp(&other).contains("Agency: one, not named"), "{}", other.text);
}

/// The division of labour as its screen shows it: a row for each part of each agency, the late ones marked, programs without any told below.
#[tokio::test(flavor = "multi_thread")]
async fn the_division_of_labour_is_a_file_with_a_row_for_each_part() {
    let world = World::empty().await;
    let officer = world.person("nation", Role::Officer, Scope::default()).await;
    let agency = world.agency(false).await;
    let program = async |title: &str| {
        let body = json!({ "kind": "scheme", "title": title, "title_en": "Scheme", "provinces": [], "registered_on": "1404-01-01" });
        let answer = officer.command("/programs", body).await.ok();
        answer["ids"]["program_id"].as_str().expect("an id").to_owned()
    };
    let first = program("طرح نماد").await;
    program("طرح سامان").await;
    for (part, due) in [("partner", json!("1404-03-01")), ("funder", json!(null))] {
        let share = json!({ "agency_id": agency, "part": part, "expected": "مشاوره, آموزش", "due_on": due, "given_on": "1404-02-01" });
        officer.command(&format!("/programs/{first}/shares"), share).await.ok();
    }
    let here = caught_up(&world).await;
    let english = officer.get(&format!("/exports/tables/division-of-labor/csv/en?{here}")).await.is(200);
    let told = lines(&english);
    assert_eq!(told[0], "Agency,Program,Part,What is expected of it,By,Overdue", "{}", english.text);
    assert_eq!(told[1], "دستگاه,Scheme,funder,\"مشاوره, آموزش\",,", "{}", english.text);
    assert_eq!(told[2], "دستگاه,Scheme,partner,\"مشاوره, آموزش\",2025-05-22,yes", "{}", english.text);
    let said = stamp(&english);
    assert!(said.contains("Division of labour in national programs"), "{said}");
    assert!(said.contains("of 2 programs that go on, 1 have no division of labour"), "{said}");
    let persian = officer.get(&format!("/exports/tables/division-of-labor/csv/fa?{here}")).await.is(200);
    assert!(persian.text.contains("طرح نماد,دستگاه همکار,") && persian.text.contains("۱۴۰۴/۰۳/۰۱"), "{}", persian.text);
    assert!(stamp(&persian).contains("از ۲ برنامه‌ای که پایان نیافته‌اند، ۱ برنامه تقسیم کار ندارد"), "{}", persian.text);
    let own = Scope { agency_id: agency.parse().ok(), ..Scope::default() };
    let agency_officer = world.person("agency", Role::AgencyOfficer, own).await;
    agency_officer.get("/exports/tables/division-of-labor/csv/fa").await.is(403);
}

/// Reports that list families or tasks are files for those who see the list, and leave a trace; numbers stand as numbers.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_families_taken_away_leaves_a_trace() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let member = world.role(Role::CommissionMember).await;
    let here = caught_up(&world).await;
    let queue = caseworker.get(&format!("/exports/tables/queue/csv/en?{here}")).await.is(200);
    assert!(lines(&queue)[0].starts_with("File number,Family name"), "{}", queue.text);
    let tasks = member.get(&format!("/exports/tables/commission-tasks/csv/en?state=open&{here}")).await.is(200);
    assert!(tasks.text.contains("پوشش بیمه") && stamp(&tasks).contains("State: open"), "{}", tasks.text);
    assert!(stamp(&tasks).contains("Commission: "), "{}", tasks.text);
    let agenda = member.get(&format!("/exports/tables/agenda/csv/fa?{here}")).await.is(200);
    assert!(stamp(&agenda).contains("کمیسیون: "), "{}", agenda.text);
    let ignored = format!("/exports/tables/commission-tasks/csv/en?responsible_id={}", world.own.family);
    assert_eq!(caseworker.get(&ignored).await.is(422).faults()[0].1, "not_expected");
    manager.get(&format!("/exports/tables/families-without-caseworker/csv/fa?{here}")).await.is(200);
    manager.get("/exports/tables/queue/csv/en").await.is(403);
    caseworker.get("/exports/tables/families-without-caseworker/csv/fa").await.is(403);
    let auditor = world.role(Role::Auditor).await;
    let replay =
        auditor.get(&format!("/exports/tables/case-replay/csv/en?family_id={}&{here}", world.own.family)).await;
    let replay = replay.is(200);
    assert!(replay.text.contains("Family identified") && stamp(&replay).contains("File: "), "{}", replay.text);
    let read = auditor.get("/audit/access").await.ok();
    let exported =
        read["items"].as_array().into_iter().flatten().filter(|one| one["operation"] == "export_report_table");
    let grounds: Vec<&str> = exported.filter_map(|one| one["ground"].as_str()).collect();
    assert_eq!(grounds.iter().filter(|ground| **ground == "own_commission").count(), 2, "{grounds:?}");
    assert!(!grounds.contains(&"aggregates"), "{grounds:?}");
    let traces = read.to_string();
    assert!(traces.contains("export_report_table") && traces.contains("list_family_events"), "{traces}");

    let file = manager.get(&format!("/exports/tables/funds/xlsx/fa?{here}")).await.is(200);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("rows");
    assert!(matches!(sheet.get((1, 1)), Some(Data::Float(_) | Data::Int(_))), "{:?}", sheet.get((1, 1)));
    assert!(!file.bytes.is_empty());
}
