//! Rights are events before they are rows: given for a time and with a reason, taken back at once, and never more than the giver holds.

use chrono::{Days, NaiveDate, Utc};
use hamyar_domain::account::OpenAccount;
use hamyar_domain::{Account, Place};
use hamyar_event_store::{Actor, CommandContext, HappenedAt};
use hamyar_events::{AccountEvent, GrantGround, PlaceId, PlaceLevel, StreamEvent, place::PlaceRegistered};
use hamyar_identity::{NewUser, Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, PASSWORD, World};

fn day(from_today: i64) -> String {
    let today = hamyar_persian::tehran_date(Utc::now());
    let day = if from_today >= 0 {
        today.checked_add_days(Days::new(from_today.unsigned_abs()))
    } else {
        today.checked_sub_days(Days::new(from_today.unsigned_abs()))
    };
    day.unwrap_or(NaiveDate::MAX).to_string()
}

/// An account with these roles, and its id.
async fn account(world: &World, name: &str, roles: &[Role], scope: Scope) -> String {
    let new = NewUser {
        id: None,
        username: name.to_owned(),
        display_name: name.to_owned(),
        password: PASSWORD.to_owned(),
        roles: roles.to_vec(),
        scope,
    };
    world.identity.create_user(new).await.expect("an account").principal.user_id.to_string()
}

async fn give(by: &Client, user: &str, mut body: Value) -> crate::support::Answer {
    if body.get("ground").is_none() {
        body["ground"] = "appointed".into();
    }
    by.command(&format!("/users/{user}/grants"), body).await
}

async fn withdraw(by: &Client, user: &str, grant: &Value) -> crate::support::Answer {
    let grant = grant.as_str().expect("a grant").to_owned();
    by.command(&format!("/users/{user}/grants/{grant}/withdraw"), json!({ "ground": "duty_ended" })).await
}

async fn roles(client: &Client) -> Value {
    client.get("/session").await.ok()["roles"].clone()
}

/// The stored events of an account: type, actor, payload as stored.
async fn stored(world: &World, user: &str) -> Vec<(String, String, String)> {
    let id = user.parse().expect("an id");
    let events = world.store.stream_stored(AccountEvent::STREAM, id, 1, 100).await.expect("events");
    let actor = |metadata: &str| {
        serde_json::from_str::<Value>(metadata).expect("metadata")["actor"].as_str().map(str::to_owned)
    };
    events.into_iter().map(|one| (one.event_type, actor(&one.metadata).expect("an actor"), one.payload)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_is_an_event_with_who_gave_it_why_and_on_which_own_right_it_rests() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Officer], Scope::default()).await;
    let note = "به درخواست فرمانداری نمونه";
    let answer = give(&world.administrator, &user, json!({ "role": "officer", "place_id": province(&world, "خراسان").await.to_string(), "note": note, "until": day(30) })).await.ok();
    let admin = world.administrator.get("/session").await.ok();
    let events = stored(&world, &user).await;
    assert_eq!(
        events.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(),
        ["account_opened", "role_granted", "role_granted"]
    );
    let (_, actor, payload) = &events[2];
    assert_eq!(*actor, format!("user:{}", admin["user_id"].as_str().expect("an id")));
    assert!(!payload.contains(note) && payload.contains("$sealed"), "the reason is sealed: {payload}");
    let payload: Value = serde_json::from_str(payload).expect("JSON");
    assert_eq!(payload["grant_id"], answer["ids"]["grant_id"]);
    assert_eq!(payload["by_grant"], admin["grants"][0]["grant_id"]);
    assert_eq!(payload["until"], day(30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_sent_again_gives_a_right_once() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Officer], Scope::default()).await;
    let body = json!({ "command_id": Uuid::now_v7(), "role": "auditor", "ground": "appointed" });
    let first = world.administrator.post(&format!("/users/{user}/grants"), body.clone()).await.ok();
    let again = world.administrator.post(&format!("/users/{user}/grants"), body).await.ok();
    assert_eq!((&first["ids"], &again["repeated"]), (&again["ids"], &json!(true)));
    assert_eq!(stored(&world, &user).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_counts_in_its_days_only() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Officer], Scope::default()).await;
    let client = world.sign_in("kasi").await;
    let later = json!({ "role": "auditor", "from": day(1), "until": day(9) });
    give(&world.administrator, &user, later).await.ok();
    assert_eq!(roles(&client).await, json!(["officer"]), "it has not begun");
    client.get("/audit/events").await.is(403);
    let now = |days| {
        let at = Utc::now() + chrono::TimeDelta::days(days);
        let (identity, id) = (world.identity.clone(), user.parse().expect("an id"));
        async move { identity.user(id, at).await.expect("read").expect("an account").principal.roles() }
    };
    assert_eq!(now(1).await, [Role::Auditor, Role::Officer]);
    assert_eq!(now(9).await, [Role::Auditor, Role::Officer]);
    assert_eq!(now(10).await, [Role::Officer], "it is over");
    let listed = world.administrator.get("/users").await.ok();
    let row = listed["items"].as_array().expect("rows").iter().find(|row| row["id"] == user.as_str()).expect("a row");
    assert_eq!(row["roles"], json!(["officer"]));
    assert_eq!(row["grants"].as_array().expect("grants").len(), 2, "the list tells of what is to come");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_right_ends_with_the_next_request() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Auditor], Scope::default()).await;
    let client = world.sign_in("kasi").await;
    client.get("/audit/events").await.is(200);
    let grant = client.get("/session").await.ok()["grants"][0]["grant_id"].clone();
    withdraw(&world.administrator, &user, &grant).await.ok();
    client.get("/audit/events").await.is(403);
    assert_eq!(roles(&client).await, json!([]), "the session goes on, without the right");
    withdraw(&world.administrator, &user, &grant).await.ok();
    let unknown = json!(Uuid::now_v7().to_string());
    assert_eq!(withdraw(&world.administrator, &user, &unknown).await.is(409).code(), "unknown_grant");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_the_own_rights() {
    let world = World::empty().await;
    let own = world.administrator.get("/session").await.ok();
    let id = own["user_id"].as_str().expect("an id");
    let refused = give(&world.administrator, id, json!({ "role": "officer" })).await;
    assert_eq!(refused.is(409).code(), "own_rights");
    account(&world, "digari", &[Role::Administrator], Scope::default()).await;
    let refused = withdraw(&world.administrator, id, &own["grants"][0]["grant_id"]).await;
    assert_eq!(refused.is(409).code(), "own_rights");
    let refused = world.administrator.command(&format!("/users/{id}/disable"), json!({ "ground": "left" })).await;
    assert_eq!(refused.is(409).code(), "own_rights");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_of_the_nation_does_not_vanish() {
    let world = World::empty().await;
    let place = province(&world, "خراسان").await;
    let first = world.administrator.get("/session").await.ok();
    let first_id = first["user_id"].as_str().expect("an id").to_owned();
    // An administrator of a place, or with an end, does not keep the nation.
    let ending = account(&world, "payandar", &[Role::Officer], Scope::default()).await;
    give(&world.administrator, &ending, json!({ "role": "administrator", "until": day(400) })).await.ok();
    let ending = world.sign_in("payandar").await;
    for at in ["withdraw", "disable"] {
        let refused = if at == "withdraw" {
            withdraw(&ending, &first_id, &first["grants"][0]["grant_id"]).await
        } else {
            ending.command(&format!("/users/{first_id}/disable"), json!({ "ground": "left" })).await
        };
        assert_eq!(refused.is(409).code(), "last_administrator", "{at}");
    }
    for smaller in [json!({ "place_id": place }), json!({ "until": day(400) }), json!({ "from": day(1) })] {
        let mut body = json!({ "role": "administrator", "replaces": first["grants"][0]["grant_id"] });
        body.as_object_mut().expect("a body").extend(smaller.as_object().expect("fields").clone());
        assert_eq!(give(&ending, &first_id, body).await.is(409).code(), "last_administrator");
    }
    // With a second one who lasts, the first may go.
    account(&world, "dovom", &[Role::Administrator], Scope::default()).await;
    withdraw(&ending, &first_id, &first["grants"][0]["grant_id"]).await.ok();
    world.administrator.get("/users").await.is(403);
}

/// Two administrators who take each other's right at the same moment: one of them remains.
#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_cannot_take_the_last_right_from_each_other_at_once() {
    let world = World::empty().await;
    for round in 0..5 {
        let name = format!("rahbar{round}");
        account(&world, &name, &[Role::Administrator], Scope::default()).await;
        let (one, other) = (world.administrator.clone(), world.sign_in(&name).await);
        let (own, theirs) = (one.get("/session").await.ok(), other.get("/session").await.ok());
        let (own_id, their_id) = (own["user_id"].as_str().expect("an id"), theirs["user_id"].as_str().expect("an id"));
        let (first, second) = tokio::join!(
            withdraw(&one, their_id, &theirs["grants"][0]["grant_id"]),
            withdraw(&other, own_id, &own["grants"][0]["grant_id"])
        );
        let done = [&first, &second].iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(done, 1, "{} {}", first.text, second.text);
        if second.status.is_success() {
            // Back to one administrator for the next round.
            give(&other, own_id, json!({ "role": "administrator" })).await.ok();
            withdraw(&one, their_id, &theirs["grants"][0]["grant_id"]).await.ok();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn duties_that_are_kept_apart_are_not_one_persons() {
    let world = World::new().await;
    let user = account(
        &world,
        "kasi",
        &[Role::CenterManager],
        Scope { center_id: world.own.center.parse().ok(), ..Scope::default() },
    )
    .await;
    for role in ["administrator", "auditor"] {
        let refused = give(&world.administrator, &user, json!({ "role": role })).await.is(409);
        assert_eq!(refused.code(), "duties_conflict");
        assert_eq!(refused.body["params"], json!({ "role": role, "with": "center_manager" }));
    }
    give(&world.administrator, &user, json!({ "role": "officer" })).await.ok();
    let both = json!({ "username": "har.do", "display_name": "هر دو", "roles": ["administrator", "auditor"] });
    assert_eq!(world.administrator.post("/users", both).await.is(409).code(), "duties_conflict");
    let again = json!({ "username": "har.do", "display_name": "هر دو", "roles": ["administrator"] });
    world.administrator.post("/users", again).await.is(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_values_name_their_field_and_change_nothing() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Officer], Scope::default()).await;
    let rule = |field: &str, rule: &str| vec![(field.to_owned(), rule.to_owned())];
    let nowhere = Uuid::now_v7().to_string();
    for (body, faults) in [
        (json!({ "role": "center_manager" }), rule("center_id", "required")),
        (json!({ "role": "commission_member" }), rule("commission_id", "required")),
        (json!({ "role": "auditor", "place_id": nowhere }), rule("place_id", "not_expected")),
        (json!({ "role": "officer", "place_id": nowhere }), rule("place_id", "unknown")),
        (json!({ "role": "auditor", "from": day(-1) }), rule("from", "too_early")),
        (json!({ "role": "auditor", "until": day(-1) }), rule("until", "before_start")),
        (json!({ "role": "auditor", "ground": "other" }), rule("note", "required")),
        (json!({ "role": "auditor", "ground": "existed_before" }), rule("ground", "not_in_set")),
        (json!({ "role": "king" }), rule("role", "not_in_set")),
    ] {
        assert_eq!(give(&world.administrator, &user, body.clone()).await.is(422).faults(), faults, "{body}");
    }
    assert_eq!(stored(&world, &user).await.len(), 2);
}

pub async fn place(world: &World, name: &str, level: PlaceLevel, parent: Option<Uuid>) -> Uuid {
    let id = Uuid::now_v7();
    let place = PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(PlaceId),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    world.run::<Place>(id, hamyar_domain::place::RegisterPlace { place }).await;
    let head = world.store.head().await.expect("the head");
    world.administrator.get(&format!("/centers?at_least={head}")).await.ok();
    id
}

async fn province(world: &World, name: &str) -> Uuid {
    place(world, name, PlaceLevel::Province, None).await
}

/// An administrator of a province keeps what lies in it, and neither sees nor touches what reaches further.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_of_a_place_gives_and_keeps_only_what_lies_inside_it() {
    let world = World::empty().await;
    let (own, other) = (province(&world, "خراسان").await, province(&world, "قزوین").await);
    let county = place(&world, "مشهد", PlaceLevel::County, Some(own)).await;
    let bound = |id: Uuid| Scope { place_id: Some(id), ..Scope::default() };
    account(&world, "ostandar", &[Role::Administrator], bound(own)).await;
    let keeper = world.sign_in("ostandar").await;
    let new = |name: &str, role: &str, place: Option<Uuid>| json!({ "username": name, "display_name": name, "roles": [role], "place_id": place });
    for (role, place, code) in [
        ("officer", Some(county), None),
        ("administrator", Some(own), None),
        ("officer", Some(other), Some("more_than_held")),
        ("officer", None, Some("more_than_held")),
        ("administrator", None, Some("more_than_held")),
        ("auditor", None, Some("more_than_held")),
    ] {
        let name = format!("kasi.{}", Uuid::now_v7().simple());
        let answer = keeper.post("/users", new(&name, role, place)).await;
        match code {
            None => drop(answer.is(201)),
            Some(code) => assert_eq!(answer.is(409).code(), code, "{role}"),
        }
    }
    let inside = account(&world, "darun", &[Role::Officer], bound(county)).await;
    let wider = account(&world, "birun", &[Role::Officer], Scope::default()).await;
    let national = world.administrator.get("/session").await.ok()["user_id"].as_str().expect("an id").to_owned();
    give(&keeper, &inside, json!({ "role": "officer", "place_id": own })).await.ok();
    for (user, what) in [(&wider, "an officer of the nation"), (&national, "the nation's administrator")] {
        for (at, body) in [
            (
                "grants",
                json!({ "role": "officer", "place_id": county, "ground": "appointed", "command_id": Uuid::now_v7() }),
            ),
            ("disable", json!({})),
            ("link", json!({})),
            ("second-factor/reset", json!({ "reason": "x" })),
        ] {
            keeper.post(&format!("/users/{user}/{at}"), body).await.is(404);
        }
        let listed = keeper.get("/users").await.ok();
        let seen = listed["items"].as_array().expect("rows").iter().any(|row| row["id"] == user.as_str());
        assert!(!seen, "{what} is not seen");
    }
    let listed = keeper.get("/users").await.ok();
    assert!(listed["items"].as_array().expect("rows").iter().any(|row| row["id"] == inside.as_str()));
    // What is of the store as a whole is not a place's.
    keeper.get("/system/projections").await.is(403);
    keeper.command("/commissions", json!({})).await.is(403);
}

/// The event is there and the row is not: whoever comes next sees what the log says.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_event_and_row_neither_leaves_a_right_nor_loses_one() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Auditor], Scope::default()).await;
    let client = world.sign_in("kasi").await;
    let id: Uuid = user.parse().expect("an id");
    let grant = client.get("/session").await.ok()["grants"][0]["grant_id"].as_str().expect("a grant").to_owned();
    // As a process that dies right after the append: the log alone is written.
    let context = || CommandContext::new(Uuid::now_v7(), Actor::system("test"), HappenedAt::Instant(Utc::now()));
    let today = hamyar_persian::tehran_date(Utc::now());
    let withdraw = hamyar_domain::account::WithdrawRole {
        grant_id: grant.parse().expect("an id"),
        ground: hamyar_events::WithdrawalGround::Misuse,
        note: None,
        other_administrators: 1,
        today,
    };
    world.store.execute::<Account>(id, withdraw.into(), context()).await.expect("an event");
    client.get("/audit/events").await.is(403);
    let give = hamyar_domain::account::GrantRole {
        grant: hamyar_identity::grants_of(&[Role::Auditor], &Scope::default(), GrantGround::Appointed, today)
            .expect("grants")
            .remove(0),
        replaces: None,
        other_administrators: 1,
        today,
    };
    world.store.execute::<Account>(id, give.into(), context()).await.expect("an event");
    client.get("/audit/events").await.is(200);
    let disable = hamyar_domain::account::DisableAccount {
        ground: hamyar_events::WithdrawalGround::Left,
        note: None,
        other_administrators: 1,
        today,
    };
    world.store.execute::<Account>(id, disable.into(), context()).await.expect("an event");
    client.get("/session").await.is(401);
    world.nobody().post("/session", json!({ "username": "kasi", "password": PASSWORD })).await.is(401);
}

/// A row that somebody wrote into the table gives no right for long: the log knows nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_the_log_does_not_know_is_taken_out_of_the_table() {
    let world = World::empty().await;
    let user = account(&world, "kasi", &[Role::Officer], Scope::default()).await;
    assert_eq!(world.identity.mend_rights().await.expect("mended"), 0);
    let client = world.sign_in("kasi").await;
    for forged in [
        "INSERT INTO identity.grants (user_id, grant_id, role, kind, from_day, sequence) VALUES ($1, gen_random_uuid(), 'auditor', 'nation', '2020-01-01', 9)",
        "UPDATE identity.grants SET role = 'auditor' WHERE user_id = $1",
        "DELETE FROM identity.grants WHERE user_id = $1",
    ] {
        sqlx::query(forged)
            .bind(user.parse::<Uuid>().expect("an id"))
            .execute(world.store.pool())
            .await
            .expect("forged");
        assert_eq!(world.identity.mend_rights().await.expect("mended"), 1, "{forged}");
        assert_eq!(roles(&client).await, json!(["officer"]));
        client.get("/audit/events").await.is(403);
    }
}

/// Accounts of a store that knew no grants are told to the log once, however often it is asked.
#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_stood_before_are_told_to_the_log_once() {
    let world = World::empty().await;
    let (id, off) = (Uuid::now_v7(), Uuid::now_v7());
    let (center, commissions) = (Uuid::now_v7(), [Uuid::now_v7(), Uuid::now_v7()]);
    for (id, name, roles, disabled) in
        [(id, "qadim", vec!["center_manager", "commission_member"], false), (off, "rafte", vec!["auditor"], true)]
    {
        sqlx::query(
            "INSERT INTO identity.users (id, username, username_folded, display_name, password_hash, roles, center_id, commission_ids, disabled) \
             VALUES ($1, $2, $2, $2, 'x', $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(name)
        .bind(roles)
        .bind(center)
        .bind(commissions.to_vec())
        .bind(disabled)
        .execute(world.store.pool())
        .await
        .expect("a row as before");
    }
    assert_eq!(world.identity.tell_existing(Utc::now()).await.expect("told"), 2);
    assert_eq!(world.identity.tell_existing(Utc::now()).await.expect("told"), 0);
    let user = world.identity.user(id, Utc::now()).await.expect("read").expect("an account");
    assert_eq!(user.principal.roles(), [Role::CenterManager, Role::CommissionMember]);
    assert_eq!(user.principal.center_ids(), [center]);
    assert_eq!(user.principal.commission_ids(), commissions);
    let events = stored(&world, &id.to_string()).await;
    assert_eq!(events.len(), 4);
    assert!(events.iter().all(|(_, actor, payload)| actor == "system:accounts" && !payload.contains("qadim")));
    assert!(world.identity.user(off, Utc::now()).await.expect("read").expect("an account").disabled);
}

/// Cut off after the row and before the event, an account can do nothing, and an administrator can go on with it.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_cut_off_in_its_making_has_no_right() {
    let world = World::empty().await;
    let id = Uuid::now_v7();
    sqlx::query("INSERT INTO identity.users (id, username, username_folded, display_name, password_hash) VALUES ($1, 'nime', 'nime', 'nime', 'x')")
        .bind(id)
        .execute(world.store.pool())
        .await
        .expect("a row");
    world.identity.tell_existing(Utc::now()).await.expect("told");
    let user = world.identity.user(id, Utc::now()).await.expect("read").expect("an account");
    assert!(user.grants.is_empty());
    give(&world.administrator, &id.to_string(), json!({ "role": "officer" })).await.ok();
    // The log refuses to open it a second time.
    let open = OpenAccount {
        ground: GrantGround::Appointed,
        grants: Vec::new(),
        disabled: false,
        today: NaiveDate::default(),
    };
    let context = CommandContext::new(Uuid::now_v7(), Actor::system("test"), HappenedAt::Instant(Utc::now()));
    assert!(world.store.execute::<Account>(id, open.into(), context).await.is_err());
}

/// A link that an administrator of a place made for an account opens no more than it did then: it ends when somebody else gives the account more.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_link_ends_when_somebody_else_gives_the_account_more() {
    let world = World::empty().await;
    let own = province(&world, "خراسان").await;
    account(&world, "ostandar", &[Role::Administrator], Scope { place_id: Some(own), ..Scope::default() }).await;
    let keeper = world.sign_in("ostandar").await;
    let new = json!({ "username": "mehman", "display_name": "مهمان", "roles": ["officer"], "place_id": own });
    let invited = keeper.post("/users", new).await.is(201).body;
    let (id, token) = (invited["id"].as_str().expect("an id"), invited["link"]["token"].clone());
    give(&keeper, id, json!({ "role": "officer", "place_id": own, "until": day(9) })).await;
    world.nobody().post("/invitation", json!({ "token": token })).await.is(200);
    give(&world.administrator, id, json!({ "role": "auditor", "note": "برای استان" })).await.ok();
    let refused =
        world.nobody().post("/invitation/accept", json!({ "token": token, "password": "باران روی بام خانه" })).await;
    assert_eq!(refused.code(), "link_invalid", "{}", refused.text);
}

/// Counts of one center are exact for its manager alone: another role that reads rounded counts of all opens no other center's.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_is_an_officer_too_reads_no_other_centers_exact_counts() {
    let world = World::new().await;
    let id = |text: &str| Some(text.parse::<Uuid>().expect("an id"));
    let scope = Scope { center_id: id(&world.own.center), ..Scope::default() };
    let user = account(&world, "dogane", &[Role::CenterManager], scope).await;
    give(&world.administrator, &user, json!({ "role": "officer" })).await.ok();
    let both = world.sign_in("dogane").await;
    both.get(&format!("/reports/before-after?center_id={}", world.own.center)).await.ok();
    for more in ["", "&as_of=1"] {
        both.get(&format!("/reports/before-after?center_id={}{more}", world.foreign.center)).await.is(404);
    }
}
