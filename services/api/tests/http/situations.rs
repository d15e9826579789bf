//! Members by work and schooling (S013, S014).

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::{Client, World};

fn count(report: &Value, axis: &str, part: &str) -> i64 {
    let slices = report[axis].as_array().expect("slices");
    slices.iter().find(|slice| slice["part"] == part).map_or(0, |slice| slice["count"].as_i64().unwrap_or(-1))
}

async fn join(client: &Client, family: &str, member: Value) -> String {
    let answer = client.command(&format!("/families/{family}/members"), member).await.ok();
    answer["ids"]["member_id"].as_str().expect("an id").to_owned()
}

/// S013: unemployed members are counted by age, sex, skill, education.
#[tokio::test(flavor = "multi_thread")]
async fn s013_unemployed_members_are_counted_by_age_sex_skill_and_education() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let family = world.own.family.clone();
    let this_year = hamyar_persian::jalali_year(hamyar_persian::tehran_date(chrono::Utc::now()));
    let born = |age: i32| {
        let (first, _) = hamyar_persian::jalali_year_bounds(this_year - age).expect("a year");
        first + chrono::Days::new(20)
    };
    for (name, sex, age, skill, education, work) in [
        ("نسرین", "female", 23, Some("خیاطی"), "diploma", "unemployed"),
        ("پروین", "female", 40, Some("خياطي"), "primary", "unemployed"),
        ("بهرام", "male", 52, None, "diploma", "unemployed"),
        ("کاوه", "male", 30, Some("جوشکاری"), "bachelor", "working"),
    ] {
        let member = json!({ "given_name": name, "relation": "other", "sex": sex, "birth_date": born(age), "skill": skill,
            "education": education, "work": work });
        join(&caseworker, &family, member).await;
    }
    let seen = caught_up(&world).await;
    let report = manager.get(&format!("/reports/situations?{seen}")).await.ok();
    assert_eq!((&report["unemployed"], &report["work_known"]), (&json!(3), &json!(4)));
    let ages = ["under_25", "25_34", "35_49", "50_up"].map(|age| count(&report, "unemployed_by_age", age));
    assert_eq!(ages, [1, 0, 1, 1]);
    assert_eq!((count(&report, "unemployed_by_sex", "female"), count(&report, "unemployed_by_sex", "male")), (2, 1));
    assert_eq!((count(&report, "unemployed_by_skill", "خیاطی"), count(&report, "unemployed_by_skill", "none")), (2, 1));
    assert_eq!(count(&report, "unemployed_by_education", "diploma"), 2);
    // Another center has none of them, and officers are told no count below five, nor a skill in somebody's words.
    let foreign = world.sign_in("center_manager.B").await;
    assert_eq!(foreign.get(&format!("/reports/situations?{seen}")).await.ok()["unemployed"], json!(0));
    let officer = world.person("officer.nation", Role::Officer, Scope::default()).await;
    let told = officer.get(&format!("/reports/situations?{seen}")).await.ok();
    assert_eq!(
        (&told["unemployed"], &told["unemployed_by_skill"], &told["rounded"]),
        (&Value::Null, &json!([]), &json!(true))
    );
    // A value that is none is refused by its field.
    let wrong = json!({ "given_name": "نسرین", "relation": "other", "work": "idle", "schooling": "sometimes" });
    let wrong = caseworker.command(&format!("/families/{family}/members"), wrong).await.is(422);
    assert_eq!(wrong.fields(), ["work", "schooling"]);
}

/// S014: an out-of-school child is recorded, and marked when back in school.
#[tokio::test(flavor = "multi_thread")]
async fn s014_a_child_out_of_school_is_marked_when_back_in_school() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let family = world.own.family.clone();
    let child = |schooling: &str| json!({ "given_name": "نیلوفر", "relation": "child", "schooling": schooling });
    let member = join(&caseworker, &family, child("out_of_school")).await;
    let report = async || {
        let report = manager.get(&format!("/reports/situations?{}", caught_up(&world).await)).await.ok();
        (report["out_of_school"].clone(), report["back_in_school"].clone())
    };
    assert_eq!(report().await, (json!(1), json!(0)));
    let one = format!("/families/{family}/members/{member}");
    caseworker.put_command(&one, child("in_school")).await.ok();
    assert_eq!(report().await, (json!(0), json!(1)));
    let file = caseworker.get(&format!("/families/{family}")).await.ok();
    let shown = file["members"].as_array().expect("members").iter().find(|one| one["id"] == json!(member));
    assert_eq!(shown.map(|one| &one["schooling"]), Some(&json!("in_school")));
    // Who stays in school stays counted as come back; who drops out again is not.
    caseworker.put_command(&one, child("in_school")).await.ok();
    assert_eq!(report().await, (json!(0), json!(1)));
    caseworker.put_command(&one, child("out_of_school")).await.ok();
    assert_eq!(report().await, (json!(1), json!(0)));
    // A child who left the family is counted no more.
    let left = json!({ "reason": "other" });
    caseworker.command(&format!("{one}/leave"), left).await.ok();
    assert_eq!(report().await, (json!(0), json!(0)));
}
