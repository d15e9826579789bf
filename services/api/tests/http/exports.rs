//! Lists and reports taken away as files: the rows and fields of the screen and no more, no cell that runs, and a trace of who took what.

use calamine::{Data, Reader, Xlsx};
use hamyar_identity::Role;
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
    assert!(lines(&rounded).iter().skip(1).all(|line| line.ends_with(",,,,")), "{}", rounded.text);
    officer.get(&format!("/exports/before-after/csv/en?center_id={}", world.own.center)).await.is(403);
    for path in ["services", "caseloads"] {
        let file = manager.get(&format!("/exports/{path}/xlsx/fa?{here}")).await.is(200);
        assert!(file.bytes.starts_with(b"PK"));
    }
    for path in ["services/pdf/fa", "services/csv/de"] {
        manager.get(&format!("/exports/{path}")).await.is(404);
    }
}
