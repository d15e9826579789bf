//! Files of a family's case, from the telephone to the database and back.

use hamyar_domain::Family;
use hamyar_domain::family::AddAttachment;
use hamyar_event_store::{AttachmentPlace, Subject};
use hamyar_events::family::AttachmentAdded;
use hamyar_events::{AttachmentId, AttachmentKind, MediaType, Personal};
use hamyar_identity::Role;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Client, LETTER, World};

const PHOTO: &[u8] = include_bytes!("../../../media/tests/samples/photo.jpg");
const VOICE: &[u8] = include_bytes!("../../../media/tests/samples/voice.ogg");
/// What Chromium records of a microphone, and of a camera beside it.
const RECORDED: &[u8] = include_bytes!("../../../media/tests/samples/sliced.webm");
const FILMED: &[u8] = include_bytes!("../../../media/tests/samples/film.webm");
const SCRIPT: &[u8] = include_bytes!("../../../media/tests/samples/script.pdf");
const CANARY: &str = "قناری canary 7731";

fn letter() -> Value {
    json!({ "kind": "letter", "title": "نامهٔ مدرسه" })
}

fn at(world: &World) -> String {
    format!("/families/{}/attachments", world.own.family)
}

fn of(answer: &Value) -> String {
    answer["ids"]["attachment_id"].as_str().expect("an id").to_owned()
}

async fn admin(world: &World) -> PgPool {
    PgPool::connect(&world.admin_url).await.expect("the database")
}

/// Attachments of the own family whose bytes are there, beside the one that every place has.
async fn kept(world: &World) -> i64 {
    let sql = "select count(*) from attachments.sealed where family_id = $1 and attachment_id <> $2";
    let ids = [&world.own.family, &world.own.attachment].map(|id| id.parse::<Uuid>().expect("an id"));
    let admin = admin(world).await;
    sqlx::query_scalar(sql).bind(ids[0]).bind(ids[1]).fetch_one(&admin).await.expect("a count")
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn faults(answer: Answer) -> Vec<(String, String)> {
    answer.is(422).faults()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_put_in_shown_in_the_file_and_handed_out_to_be_saved() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let facts = json!({ "kind": "identity_document", "title": "کپی شناسنامه", "member_id": world.own.head });
    let done = caseworker.attach(&at(&world), facts, PHOTO).await.ok();
    let id = of(&done);

    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    let shown = file["attachments"].as_array().expect("files").iter().find(|one| one["id"] == id.as_str()).expect("it");
    assert_eq!((&shown["kind"], &shown["title"]), (&json!("identity_document"), &json!("کپی شناسنامه")));
    assert_eq!((&shown["media_type"], &shown["removed"]), (&json!("image/jpeg"), &Value::Null));
    assert_eq!(shown["member"]["name"], "نمونه خانوادهٔ نمونه");
    assert!(shown["by"]["name"].as_str().is_some_and(|name| name.contains("caseworker")));

    let answer = caseworker.get(&format!("{}/{id}", at(&world))).await.is(200);
    let clean = hamyar_media::accept(PHOTO).expect("a picture").bytes;
    assert_eq!(answer.bytes[..], clean[..], "what was sent, without what the telephone wrote into it");
    assert_eq!(shown["size_bytes"], clean.len());
    assert_eq!(header(&answer, "content-type"), "image/jpeg");
    let name = header(&answer, "content-disposition");
    assert!(name.starts_with("attachment; filename=\"attachment-") && name.contains(".jpg\"; filename*=UTF-8''%D9%BE"));
    assert!(name.is_ascii() && !name.contains("شناسنامه"));
    assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert_eq!(header(&answer, "content-security-policy"), "default-src 'none'; sandbox");

    let trail =
        world.role(Role::Auditor).await.get(&format!("/audit/access?family_id={}", world.own.family)).await.ok();
    assert_eq!(
        (&trail["items"][0]["operation"], &trail["items"][0]["ground"]),
        (&json!("read_attachment"), &json!("own_family"))
    );
    let timeline = caseworker.get(&format!("/families/{}/timeline", world.own.family)).await.ok();
    assert_eq!(timeline["items"][0]["type"], "attachment_added");
    assert_eq!(timeline["items"][0]["payload"]["title"], "کپی شناسنامه");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_is_is_seen_in_its_bytes_and_every_fault_is_told_at_once() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let fault = async |file: &[u8]| faults(caseworker.attach(&at(&world), letter(), file).await);
    let one = |rule: &str| vec![("file".to_owned(), rule.to_owned())];
    assert_eq!(fault(b"").await, one("file_empty"));
    for other in
        [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<!doctype html>", b"PK\x03\x04", b"MZ\x90\0", b"GIF89a"]
    {
        assert_eq!(fault(other).await, one("file_not_allowed"));
    }
    assert_eq!(fault(FILMED).await, one("file_not_allowed"), "a film is no voice");
    assert_eq!(fault(&LETTER[..LETTER.len() / 2]).await, one("file_broken"));
    assert_eq!(fault(&RECORDED[..RECORDED.len() - 9]).await, one("file_broken"));
    assert_eq!(fault(SCRIPT).await, one("file_active"));
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    assert_eq!(fault(&[LETTER, archive].concat()).await, one("file_mixed"));
    let mut wide = PHOTO.to_vec();
    let frame = wide.windows(2).position(|two| two == b"\xFF\xC2").expect("a frame");
    wide[frame + 5..frame + 9].fill(0xFF);
    assert_eq!(fault(&wide).await, one("file_too_many_pixels"));
    // The type that the sender declares is not believed, in neither direction.
    let facts = json!({ "command_id": Uuid::now_v7(), "kind": "letter", "title": "نامه" }).to_string();
    let lying = |kind: &'static str, file: &[u8]| {
        [("facts", "application/json", facts.clone().into_bytes()), ("file", kind, file.to_vec())]
    };
    caseworker.form(&at(&world), &lying("image/svg+xml", VOICE)).await.ok();
    assert_eq!(faults(caseworker.form(&at(&world), &lying("image/png", b"<svg/>")).await), one("file_not_allowed"));
    assert_eq!(faults(caseworker.form(&at(&world), &lying("audio/ogg", FILMED)).await), one("file_not_allowed"));

    let wrong = json!({ "kind": "painting", "title": " ", "member_id": "x", "received_on": "1405/13/1", "size": 5 });
    let all = faults(caseworker.attach(&at(&world), wrong, b"PK\x03\x04").await);
    let fields: Vec<&str> = all.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["size", "kind", "title", "member_id", "received_on", "file"]);
    let answer = caseworker.attach(&at(&world), letter(), b"PK").await.is(422);
    let (fa, en) =
        (answer.body["errors"][0]["message"].to_string(), answer.body["errors"][0]["message_en"].to_string());
    assert!(["JPEG", "PDF", "M4A"].iter().all(|allowed| fa.contains(allowed) && en.contains(allowed)), "{fa} {en}");
    let of_stranger = json!({ "kind": "letter", "title": "نامه", "member_id": world.foreign.head });
    assert_eq!(caseworker.attach(&at(&world), of_stranger, LETTER).await.is(409).code(), "unknown_member");
    assert_eq!(kept(&world).await, 1, "only what was taken leaves bytes");
}

/// Given a voice that a browser recorded, when it is put in, then it is kept as Ogg with the same sound and without a word of the program; and only with
/// consent, as every file but a consent form.
#[tokio::test(flavor = "multi_thread")]
async fn a_voice_recorded_in_the_browser_is_kept_as_ogg() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let facts = json!({ "kind": "voice_note", "title": "پیام مادر", "member_id": world.own.head });
    let id = of(&caseworker.attach(&at(&world), facts, RECORDED).await.ok());
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    let shown = file["attachments"].as_array().expect("files").iter().find(|one| one["id"] == id.as_str()).expect("it");
    assert_eq!((&shown["kind"], &shown["media_type"]), (&json!("voice_note"), &json!("audio/ogg")));
    let answer = caseworker.get(&format!("{}/{id}", at(&world))).await.is(200);
    assert_eq!(answer.bytes[..], hamyar_media::accept(RECORDED).expect("a voice").bytes[..]);
    assert!(answer.bytes.starts_with(b"OggS") && !answer.bytes.windows(6).any(|six| six == b"Chrome"));
    assert_eq!(header(&answer, "content-type"), "audio/ogg");
    assert!(header(&answer, "content-disposition").contains(".ogg\""));

    let manager = world.role(Role::CenterManager).await;
    let unasked = crate::support::identify(&manager, crate::support::NEIGHBORHOOD).await;
    let path = format!("/families/{}/attachments", unasked["id"].as_str().expect("an id"));
    let note = json!({ "kind": "voice_note", "title": "پیام مادر" });
    assert_eq!(manager.attach(&path, note, RECORDED).await.is(409).code(), "consent_not_asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_five_mebibytes_and_only_this_address_takes_so_much() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    // A document that is as large as it is told to be.
    let sized = |bytes: usize| {
        let mut document = LETTER.to_vec();
        let fill = vec![b' '; bytes - document.len()];
        document.splice(9..9, fill);
        document
    };
    let most = 5 * 1024 * 1024;
    caseworker.attach(&at(&world), letter(), &sized(most)).await.ok();
    for more in [most + 1, 12 * 1024 * 1024, 33 * 1024 * 1024] {
        let answer = caseworker.attach(&at(&world), letter(), &sized(more)).await.is(422);
        let fault = &answer.body["errors"][0];
        assert_eq!(
            (&fault["field"], &fault["rule"], &fault["params"]["max"]),
            (&json!("file"), &json!("file_too_large"), &json!(5))
        );
        assert!(fault["message"].as_str().is_some_and(|text| text.contains('۵')), "the number is said");
    }
    let note = json!({ "text": "x".repeat(2 * 1024 * 1024) });
    caseworker.command(&format!("/families/{}/notes", world.own.family), note).await.is(413);
    let facts = json!({ "kind": "letter", "title": "x".repeat(100 * 1024) });
    caseworker.attach(&at(&world), facts, LETTER).await.is(413);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_shape_is_not_read() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let facts = || {
        let facts = json!({ "command_id": Uuid::now_v7(), "kind": "letter", "title": "نامه" });
        ("facts", "application/json", facts.to_string().into_bytes())
    };
    let file = || ("file", "application/pdf", LETTER.to_vec());
    let plain = ("facts", "text/plain", facts().2);
    for parts in [
        vec![file(), facts()],
        vec![facts()],
        vec![file()],
        vec![facts(), file(), file()],
        vec![plain, file()],
        vec![("facts", "application/json", b"{".to_vec()), file()],
        vec![],
    ] {
        let answer = caseworker.form(&at(&world), &parts).await;
        assert_eq!(answer.status.as_u16(), 400, "{}", answer.text);
    }
    caseworker.post(&at(&world), json!({})).await.is(400);
    let broken = caseworker.request("POST", &at(&world)).header("content-type", "multipart/form-data; boundary=x");
    let broken = broken.body("--x\r\nContent-Disposition: form-data; name=\"facts\"\r\n".into()).expect("a request");
    caseworker.send(broken).await.is(400);
    assert_eq!(kept(&world).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_that_is_sent_again_gets_its_first_answer_and_another_file_under_its_id_is_refused() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let mut facts = letter();
    facts["command_id"] = Uuid::now_v7().to_string().into();
    let first = caseworker.attach(&at(&world), facts.clone(), PHOTO).await.ok();
    let again = caseworker.attach(&at(&world), facts.clone(), PHOTO).await.ok();
    assert_eq!(
        (&again["sequence"], &again["ids"], &again["repeated"]),
        (&first["sequence"], &first["ids"], &json!(true))
    );
    let other = caseworker.attach(&at(&world), facts.clone(), VOICE).await.is(409);
    assert_eq!(other.code(), "command_id_reused");
    facts["title"] = "دیگر".into();
    assert_eq!(caseworker.attach(&at(&world), facts, PHOTO).await.is(409).code(), "command_id_reused");
    assert_eq!(kept(&world).await, 1);

    // Both at once.
    let mut facts = letter();
    facts["command_id"] = Uuid::now_v7().to_string().into();
    let path = at(&world);
    let (one, two) =
        tokio::join!(caseworker.attach(&path, facts.clone(), PHOTO), caseworker.attach(&path, facts.clone(), PHOTO));
    let (one, two) = (one.ok(), two.ok());
    assert_eq!(one["sequence"], two["sequence"]);
    caseworker.get(&format!("{path}/{}", of(&one))).await.is(200);
}

/// The node, or the database's will to append, dies when the bytes are there and the event is not.
#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_between_bytes_and_event_is_finished_by_sending_again_or_swept() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let admin = admin(&world).await;
    let append = "execute on function log.append_batch";
    sqlx::raw_sql(&format!("revoke {append} from hamyar_app")).execute(&admin).await.expect("revoked");
    let mut facts = letter();
    facts["command_id"] = Uuid::now_v7().to_string().into();
    caseworker.attach(&at(&world), facts.clone(), PHOTO).await.is(500);
    caseworker.attach(&at(&world), letter(), VOICE).await.is(500);
    sqlx::raw_sql(&format!("grant {append} to hamyar_app")).execute(&admin).await.expect("granted");
    assert_eq!(kept(&world).await, 2, "bytes without events");

    let done = caseworker.attach(&at(&world), facts, PHOTO).await.ok();
    assert_eq!(done["repeated"], false);
    assert_eq!(kept(&world).await, 2, "the bytes that were there");
    caseworker.get(&format!("{}/{}", at(&world), of(&done))).await.is(200);

    sqlx::query("update attachments.waiting set since = since - interval '25 hours'")
        .execute(&admin)
        .await
        .expect("aged");
    let swept = world.store.sweep_attachments().await.expect("a sweep");
    assert_eq!(swept.destroyed, 1, "what nobody sent again");
    assert_eq!(kept(&world).await, 1);
    caseworker.get(&format!("{}/{}", at(&world), of(&done))).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_refuse_leaves_no_bytes() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    manager
        .command(&format!("/families/{}/consent/withdraw", world.own.family), json!({ "reason": "نمی‌خواهند" }))
        .await
        .ok();
    let tomorrow = (chrono::Utc::now() + chrono::TimeDelta::days(2)).date_naive().to_string();
    let mut late = letter();
    late["received_on"] = tomorrow.into();
    assert_eq!(
        faults(manager.attach(&at(&world), late, LETTER).await),
        [("received_on".to_owned(), "in_future".to_owned())]
    );
    let family = crate::support::identify(&manager, crate::support::NEIGHBORHOOD).await;
    let path = format!("/families/{}/attachments", family["id"].as_str().expect("an id"));
    let refused = manager.attach(&path, letter(), LETTER).await.is(409);
    assert_eq!(refused.code(), "consent_not_asked");
    let form = json!({ "kind": "consent_form", "title": "رضایت‌نامهٔ امضاشده" });
    manager.attach(&path, form, LETTER).await.ok();
    let rows: i64 = sqlx::query_scalar("select count(*) from attachments.sealed where family_id = $1")
        .bind(family["id"].as_str().and_then(|id| id.parse::<Uuid>().ok()))
        .fetch_one(&admin(&world).await)
        .await
        .expect("a count");
    assert_eq!(rows, 1, "the consent form alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_has_two_hundred_mebibytes_and_the_refusal_says_so_in_numbers() {
    let world = World::new().await;
    let family: Uuid = world.own.family.parse().expect("an id");
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    for number in 0..40_u128 {
        let attachment = AttachmentAdded {
            attachment_id: AttachmentId(Uuid::from_u128(number)),
            kind: AttachmentKind::Photo,
            title: Personal::of_family(family, "عکس".to_owned()),
            member_id: None,
            media_type: MediaType::Jpeg,
            size_bytes: 5 * 1024 * 1024 - 100,
            sealed_sha256: "0".repeat(64),
            received_on: today,
        };
        world.run::<Family>(family, AddAttachment { attachment, today }).await;
    }
    let caseworker = world.role(Role::Caseworker).await;
    let mut document = LETTER.to_vec();
    document.splice(9..9, vec![b' '; 8_000]);
    let answer = caseworker.attach(&at(&world), letter(), &document).await.is(409);
    assert_eq!(answer.code(), "attachments_full");
    assert_eq!(
        answer.body["params"],
        json!({ "limit_mebibytes": 200, "held_mebibytes": 200, "limit_files": 500, "held_files": 41 })
    );
    assert!(answer.body["title"].as_str().is_some_and(|title| title.contains("۲۰۰")));
    assert_eq!(kept(&world).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_out_destroys_the_bytes_and_leaves_the_history() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let facts = json!({ "kind": "medical", "title": "نسخه", "member_id": world.own.head });
    let id = of(&caseworker.attach(&at(&world), facts, PHOTO).await.ok());
    let remove = format!("{}/{id}/remove", at(&world));
    assert_eq!(faults(caseworker.command(&remove, json!({})).await), [("reason".to_owned(), "required".to_owned())]);
    caseworker.get(&format!("{}/{id}", at(&world))).await.is(200);
    let mut wish = json!({ "reason": "برای خانوادهٔ دیگری است" });
    wish["command_id"] = Uuid::now_v7().to_string().into();
    caseworker.post(&remove, wish.clone()).await.ok();
    assert_eq!(kept(&world).await, 0, "no byte is left");
    assert_eq!(caseworker.get(&format!("{}/{id}", at(&world))).await.is(409).code(), "attachment_removed");
    assert_eq!(caseworker.post(&remove, wish).await.ok()["repeated"], true);
    caseworker.command(&remove, json!({ "reason": "باز هم" })).await.ok();
    let unknown = format!("{}/{}/remove", at(&world), Uuid::now_v7());
    assert_eq!(caseworker.command(&unknown, json!({ "reason": "x" })).await.is(409).code(), "unknown_attachment");
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    let shown = file["attachments"].as_array().expect("files").iter().find(|one| one["id"] == id.as_str()).expect("it");
    assert_eq!(shown["removed"]["reason"], "برای خانوادهٔ دیگری است");
    assert!(shown["removed"]["by"]["name"].is_string());
}

/// S034 and its kind, for the bytes themselves; the table of verdicts has the rest.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_open_to_whom_the_file_opens_and_to_nobody_else() {
    let world = World::new().await;
    let path = format!("{}/{}", at(&world), world.own.attachment);
    for role in [Role::Caseworker, Role::CenterManager, Role::Auditor] {
        world.role(role).await.get(&path).await.is(200);
    }
    for role in [Role::CommissionMember, Role::AgencyOfficer, Role::Officer, Role::Administrator] {
        world.role(role).await.get(&path).await.is(403);
    }
    let caseworker = world.role(Role::Caseworker).await;
    // Another family's file is not reached through the own family.
    caseworker.get(&format!("{}/{}", at(&world), world.foreign.attachment)).await.is(404);
    let foreign = format!("/families/{}/attachments/{}", world.foreign.family, world.own.attachment);
    caseworker.get(&foreign).await.is(404);
    world.role(Role::Auditor).await.get(&foreign).await.is(404);
    let member = world.role(Role::CommissionMember).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    assert_eq!(member.get(&packet).await.ok()["file"]["attachments"], json!([]), "no packet has files of the case");

    let manager = world.role(Role::CenterManager).await;
    let other = manager.command("/caseworkers", json!({ "name": "همیار دوم", "background": "graduate" })).await.ok();
    let other = other["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 40, "title": "دوره" });
    manager.command(&format!("/caseworkers/{other}/training"), training).await.ok();
    manager.command(&format!("/caseworkers/{other}/accredit"), json!({})).await.ok();
    let transfer = json!({ "caseworker_id": other });
    manager.command(&format!("/families/{}/transfer", world.own.family), transfer).await.ok();
    caseworker.get(&path).await.is(404);
    caseworker.attach(&at(&world), letter(), LETTER).await.is(404);
    caseworker.command(&format!("{path}/remove"), json!({ "reason": "x" })).await.is(404);
}

/// S065: a photo of the house is its address.
#[tokio::test(flavor = "multi_thread")]
async fn where_the_address_is_under_threat_files_open_only_to_who_sees_it() {
    let world = World::new().await;
    let category = json!({ "category": "woman_with_abusive_or_unfit_guardian" });
    let categories = format!("/families/{}/categories", world.own.family);
    world.role(Role::CenterManager).await.command(&categories, category).await.ok();
    let path = format!("{}/{}", at(&world), world.own.attachment);
    world.role(Role::Caseworker).await.get(&path).await.is(200);
    let auditor = world.role(Role::Auditor).await;
    assert_eq!(auditor.get(&path).await.is(409).code(), "attachment_under_threat");
    let trail = auditor.get(&format!("/audit/access?family_id={}", world.own.family)).await.ok();
    assert_ne!(trail["items"][0]["ground"], "audit", "what was not shown was not opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_somebody_bent_are_not_handed_out() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let id = of(&caseworker.attach(&at(&world), letter(), PHOTO).await.ok());
    let admin = admin(&world).await;
    let bend = format!(
        "set session_replication_role = replica; \
         update attachments.blob set bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) where attachment_id = '{id}'; \
         set session_replication_role = origin"
    );
    sqlx::raw_sql(&bend).execute(&admin).await.expect("bent");
    let answer = caseworker.get(&format!("{}/{id}", at(&world))).await.is(409);
    assert_eq!(answer.code(), "attachment_damaged");
    sqlx::query("delete from attachments.sealed where attachment_id = $1")
        .bind(id.parse::<Uuid>().expect("an id"))
        .execute(&admin)
        .await
        .expect("lost");
    assert_eq!(caseworker.get(&format!("{}/{id}", at(&world))).await.is(409).code(), "attachment_damaged");
}

/// Everything a database dump would hold, as text; bytes as hexadecimal digits.
async fn dump(admin: &PgPool) -> Vec<(String, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(admin)
    .await
    .expect("tables");
    let mut all = Vec::new();
    for table in tables {
        let sql = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
        all.push((table.clone(), sqlx::query_scalar(&sql).fetch_one(admin).await.expect("rows")));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_and_no_title_stands_in_the_clear_and_none_is_left_when_the_person_is_gone() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let facts = json!({ "kind": "identity_document", "title": CANARY, "member_id": world.own.head });
    let done = caseworker.attach(&at(&world), facts.clone(), PHOTO).await.ok();
    let id = of(&done);
    world.administrator.get(&format!("/centers?at_least={}", done["position"])).await.ok();
    let admin = admin(&world).await;
    let clean = hamyar_media::accept(PHOTO).expect("a picture").bytes;
    let piece: String = clean[clean.len() / 2..][..16].iter().map(|byte| format!("{byte:02x}")).collect();
    for (table, text) in dump(&admin).await {
        assert!(!text.contains(CANARY) && !text.contains("canary 7731") && !text.contains(&piece), "{table}");
    }

    let person = Subject::Person(world.own.head.parse().expect("an id"));
    sqlx::query("update log.subject_key set wrapped = null, destroyed_at = now() where subject = $1")
        .bind(person.to_string())
        .execute(&admin)
        .await
        .expect("destroyed");
    assert_eq!(world.store.purge_attachments_of(&[person]).await.expect("purged"), 1);
    world.store.forget_caches();
    assert_eq!(kept(&world).await, 0);
    let answer = caseworker.get(&format!("{}/{id}", at(&world))).await.is(409);
    assert_eq!(answer.code(), "attachment_erased");
    assert_eq!(caseworker.attach(&at(&world), facts, PHOTO).await.is(409).code(), "attachment_erased");
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    let shown = file["attachments"].as_array().expect("files").iter().find(|one| one["id"] == id.as_str()).expect("it");
    assert_eq!((&shown["title"], &shown["erased"]), (&Value::Null, &json!(true)));
}

/// A file that came while its person was being erased is either destroyed with the others or refused.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_put_before_an_erasure_and_claimed_after_it_are_not_there() {
    let world = World::new().await;
    let (family, member) = (world.own.family.parse().expect("an id"), world.own.head.parse().expect("an id"));
    let place = AttachmentPlace { family_id: family, attachment_id: Uuid::now_v7(), subject: Subject::Person(member) };
    let kept = world.store.put_attachment(place, LETTER).await.expect("kept");
    assert_eq!(world.store.purge_attachments_of(&[place.subject]).await.expect("an answer"), 0, "the key lives");
    sqlx::query("update log.subject_key set wrapped = null, destroyed_at = now() where subject = $1")
        .bind(place.subject.to_string())
        .execute(&admin(&world).await)
        .await
        .expect("destroyed");
    assert_eq!(world.store.purge_attachments_of(&[place.subject]).await.expect("purged"), 1);
    assert!(world.store.read_attachment(place, &kept.sealed_sha256).await.is_err());
}

/// Nobody signed in, nobody of another place, learns from a large body what is there.
#[tokio::test(flavor = "multi_thread")]
async fn rights_are_asked_before_a_byte_is_read() {
    let world = World::new().await;
    let nobody: Client = world.nobody();
    nobody.attach(&at(&world), letter(), b"PK").await.is(401);
    world.role(Role::Auditor).await.attach(&at(&world), letter(), b"PK").await.is(403);
    let foreign = format!("/families/{}/attachments", world.foreign.family);
    world.role(Role::Caseworker).await.attach(&foreign, letter(), b"PK").await.is(404);
}
