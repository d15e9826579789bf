//! General aid: planned, announced, held; attendance by family, member and head; person-hours derived; tests before and after.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, World};

async fn seen(world: &World, client: &Client) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("/activities/{}?at_least={head}", world.own.activity)).await.ok()
}

/// S045: kind, date, audience and attendance are recorded; nobody types person-hours.
#[tokio::test(flavor = "multi_thread")]
async fn attendance_gives_persons_and_person_hours() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/activities/{}", world.own.activity);
    let here = json!({ "family_id": world.own.family, "member_id": world.own.head });
    assert_eq!(manager.command(&format!("{at}/attendance"), here.clone()).await.is(409).code(), "activity_not_held");
    let test = |moment: &str, score: u8| json!({ "family_id": world.own.family, "member_id": world.own.head, "moment": moment, "score": score });
    manager.command(&format!("{at}/tests"), test("before", 40)).await.ok();
    manager.command(&format!("{at}/announce"), json!({})).await.ok();
    assert_eq!(seen(&world, &manager).await["state"], "announced");
    manager.command(&format!("{at}/hold"), json!({ "hours": 3, "head_count": 12 })).await.ok();
    manager.command(&format!("{at}/attendance"), here.clone()).await.ok();
    let (second, _) = world.harmed_family(&manager, crate::support::NEIGHBORHOOD).await;
    let family = json!({ "family_id": second, "persons": 4, "hours": 2 });
    manager.command(&format!("{at}/attendance"), family).await.ok();
    manager.command(&format!("{at}/tests"), test("after", 70)).await.ok();
    let activity = seen(&world, &manager).await;
    let counts = ["families", "persons", "person_hours"].map(|name| activity[name].as_i64());
    assert_eq!(counts, [Some(2), Some(17), Some(3 + 8 + 36)], "{activity}");
    assert_eq!(activity["tests"], json!({ "both": 1, "improved": 1, "mean_before": 40, "mean_after": 70 }));

    let too_many = json!({ "family_id": world.own.family, "member_id": world.own.head, "persons": 2 });
    assert_eq!(manager.command(&format!("{at}/attendance"), too_many).await.is(422).fields(), ["persons"]);
    let stranger = json!({ "family_id": world.foreign.family });
    let fault = |field: &str| vec![(field.to_owned(), "unknown".to_owned())];
    assert_eq!(manager.command(&format!("{at}/attendance"), stranger).await.is(422).faults(), fault("family_id"));
    let nobody = json!({ "family_id": world.own.family, "member_id": uuid::Uuid::now_v7() });
    assert_eq!(manager.command(&format!("{at}/attendance"), nobody).await.is(422).faults(), fault("member_id"));
    // It stands in the family's own file, for those who open the file; a packet of the commission has none.
    let file = async |reader: &Client| {
        let head = world.store.head().await.expect("the head");
        reader.get(&format!("/families/{}?at_least={head}", world.own.family)).await.ok()
    };
    let caseworker = world.role(Role::Caseworker).await;
    let attended = file(&caseworker).await["general_aid"].clone();
    let one = &attended[0];
    assert_eq!((&one["activity_id"], &one["member_id"]), (&json!(world.own.activity), &json!(world.own.head)));
    assert_eq!((&one["hours"], &one["persons"], attended.as_array().map(Vec::len)), (&json!(3), &json!(1), Some(1)));
    let member = world.role(Role::CommissionMember).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    assert_eq!(member.get(&packet).await.ok()["file"]["general_aid"], json!([]));
    manager.command(&format!("{at}/attendance/strike"), here).await.ok();
    assert_eq!(file(&manager).await["general_aid"], json!([]));
    assert_eq!(seen(&world, &manager).await["person_hours"], 44);

    let foreign = world.sign_in("center_manager.B").await;
    foreign.get(&at).await.is(404);
    let list = world.role(Role::Auditor).await.get("/activities").await.ok();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
    let harmed = json!({ "form": "film", "title": "فیلم", "domain": "cultural", "audience": ["harmed"], "planned_for": "1405-09-01", "hours": 2 });
    assert_eq!(manager.command("/activities", harmed).await.is(422).fields(), ["audience"]);
}
