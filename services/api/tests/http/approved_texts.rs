//! Texts that the program's bodies approved (S066).

use hamyar_identity::Role;
use serde_json::json;

use crate::reception::caught_up;
use crate::support::World;

/// S066: the approved texts are kept with the day of their approval and can be read by every user.
#[tokio::test(flavor = "multi_thread")]
async fn s066_approved_texts_are_kept_with_their_day_and_read_by_every_user() {
    let world = World::new().await;
    let administrator = world.role(Role::Administrator).await;
    let faults = administrator
        .command("/approved-texts", json!({ "kind": "poem", "title": { "fa": " ", "en": "Charter" } }))
        .await;
    assert_eq!(faults.is(422).fields(), ["kind", "title.fa", "body", "approved_by"]);
    let charter = |body: &str, on: &str| {
        json!({ "kind": "ethical_charter", "title": { "fa": "منشور اخلاقی", "en": "Ethical charter" }, "body": body,
            "approved_by": "شورای راهبردی", "approved_on": on })
    };
    let made = administrator.command("/approved-texts", charter("راز خانواده امانت است.", "1404-02-01")).await.ok();
    let id = made["ids"]["text_id"].as_str().expect("an id").to_owned();
    let at = format!("/approved-texts/{id}");
    let early = administrator.put_command(&at, charter("متن", "1403-01-01")).await.is(422);
    assert_eq!(early.fields(), ["approved_on"]);
    administrator.put_command(&at, charter("راز خانواده امانت است و می‌ماند.", "1404-06-01")).await.ok();
    let long = format!("بند یک.\n\n{}", "همراهی با خانواده. ".repeat(1000));
    let mut whole = charter(&long, "1404-06-01");
    whole["kind"] = json!("by_law");
    let by_law = administrator.command("/approved-texts", whole.clone()).await.ok()["ids"]["text_id"].clone();
    whole["after_version"] = json!(7);
    let changed = administrator
        .put_command(&format!("/approved-texts/{}", by_law.as_str().expect("an id")), {
            whole["body"] = json!("دیگر");
            whole
        })
        .await;
    assert_eq!(changed.is(409).code(), "approved_text_changed");
    let seen = caught_up(&world).await;
    for role in Role::ALL.iter().copied() {
        let reader = world.role(role).await;
        let list = reader.get(&format!("/approved-texts?{seen}")).await.ok();
        assert_eq!(
            (&list["items"][0]["version"], &list["items"][0]["approved_on"]["jalali"]),
            (&json!(2), &json!("1404-06-01")),
            "{role}"
        );
        let text = reader.get(&at).await.ok();
        assert_eq!(text["body"], "راز خانواده امانت است و می‌ماند.", "{role}");
        let first = reader.get(&format!("{at}?version=1")).await.ok();
        assert_eq!(
            (&first["body"], &first["versions"][1]["approved_on"]["jalali"]),
            (&json!("راز خانواده امانت است."), &json!("1404-02-01"))
        );
        reader.get(&format!("{at}?version=9")).await.is(404);
    }
    let why = json!({ "reason": "متن تازه‌ای جای آن آمد" });
    administrator.command(&format!("{at}/withdraw"), why.clone()).await.ok();
    let text = administrator.get(&format!("{at}?{}", caught_up(&world).await)).await.ok();
    assert!(text["withdrawn_on"]["iso"].is_string() && text["withdrawn_because"].is_string(), "{text}");
    let late = administrator.put_command(&at, charter("باز", "1404-07-01")).await.is(409);
    assert_eq!(late.code(), "approved_text_withdrawn");
    let nowhere = format!("/approved-texts/{}", uuid::Uuid::now_v7());
    assert_eq!(
        administrator.put_command(&nowhere, charter("متن", "1404-07-01")).await.is(409).code(),
        "unknown_approved_text"
    );
}
