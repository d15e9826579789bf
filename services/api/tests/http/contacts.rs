//! Addresses outside the program: named, shown to be one's own by a code, written to, dropped.

use chrono::{DateTime, Days, Duration, Utc};
use hamyar_identity::{Channel, Letter, LetterBody, Role};
use hamyar_notify::{Mail, Notifier, Outlets};
use hamyar_projector::read_pool;
use serde_json::json;

use crate::reception::caught_up;
use crate::support::{Client, World};

/// Noon in Tehran, today: nobody sleeps, and the test does not depend on its hour.
fn noon() -> DateTime<Utc> {
    let today = hamyar_persian::tehran_date(Utc::now());
    hamyar_persian::tehran::tehran_instant(today.and_hms_opt(12, 0, 0).expect("noon"))
}

fn an_hour_and_a_half_later() -> DateTime<Utc> {
    noon() + Duration::minutes(90)
}

async fn due(world: &World) -> Vec<Letter> {
    let later = Utc::now() + Duration::days(2);
    world.identity.due_letters(&[Channel::Email], later, 100).await.expect("letters")
}

async fn code_of(world: &World) -> String {
    let letters = due(world).await;
    let code = letters.iter().find_map(|letter| match &letter.body {
        LetterBody::Code(code) => Some(code.clone()),
        LetterBody::Counts(_) | LetterBody::Week(_) => None,
    });
    code.expect("a code")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_ones_own_once_its_code_came_back() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let address = |text: &str| json!({ "channel": "email", "address": text, "language": "fa", "rhythm": "daily" });
    assert_eq!(manager.get("/contacts").await.ok(), json!({ "offered": ["email"], "items": [] }));

    // Given an address that is none, it is refused by its field; a channel that is not there, by its name.
    let wrong = manager.with_body("PUT", "/contacts", address("modir").to_string()).await.is(422);
    assert_eq!(wrong.faults(), [("address".to_owned(), "not_an_email_address".to_owned())]);
    let sms = json!({ "channel": "sms", "address": "09123456789", "language": "fa", "rhythm": "daily" });
    assert_eq!(manager.with_body("PUT", "/contacts", sms.to_string()).await.is(409).code(), "channel_not_offered");
    let pigeon = json!({ "channel": "pigeon", "address": "x@example.ir", "language": "fr", "rhythm": "hourly" });
    let wrong = manager.with_body("PUT", "/contacts", pigeon.to_string()).await.is(422);
    assert_eq!(wrong.fields(), ["channel", "language", "rhythm"]);

    // When it is named, it waits for its code, which nobody but the address learns.
    let named = manager.with_body("PUT", "/contacts", address("modir@example.ir").to_string()).await;
    assert!(named.body["items"][0]["confirmed_at"].is_null(), "{}", named.body);
    let code = code_of(&world).await;
    assert!(!named.body.to_string().contains(&code));
    let kept: String = sqlx::query_scalar(
        "SELECT string_agg(c::text || l::text, '') FROM identity.contacts c JOIN identity.letters l USING (user_id)",
    )
    .fetch_one(world.store.pool())
    .await
    .expect("rows");
    assert!(!kept.contains("modir@example.ir") && !kept.contains(&code), "neither stands in the database in clear");

    // Then a wrong code is refused, another's is none of theirs, and the right one confirms.
    let give = |code: &str| json!({ "channel": "email", "code": code });
    let other = if code == "000000" { "111111" } else { "000000" };
    let wrong = manager.post("/contacts/confirm", give(other)).await.is(422);
    assert_eq!(wrong.faults(), [("code".to_owned(), "wrong_contact_code".to_owned())]);
    caseworker.post("/contacts/confirm", give(&code)).await.is(422);
    let confirmed = manager.post("/contacts/confirm", give(&code)).await.ok();
    assert!(confirmed["items"][0]["confirmed_at"].is_string() || confirmed["items"][0]["confirmed_at"].is_object());
    manager.post("/contacts/confirm", give(&code)).await.is(422);
    assert_eq!(caseworker.get("/contacts").await.ok()["items"], json!([]));

    // The same address again changes the wish alone; another one has to be shown anew.
    let english = json!({ "channel": "email", "address": " MODIR@example.ir".to_lowercase(), "language": "en", "rhythm": "at_once" });
    let again = manager.with_body("PUT", "/contacts", english.to_string()).await.ok();
    assert_eq!((&again["items"][0]["language"], again["items"][0]["confirmed_at"].is_null()), (&json!("en"), false));
    let moved = manager.with_body("PUT", "/contacts", address("other@example.ir").to_string()).await.ok();
    assert!(moved["items"][0]["confirmed_at"].is_null());
    manager.post("/contacts/drop", json!({ "channel": "email" })).await.is(204);
    assert_eq!(manager.get("/contacts").await.ok()["items"], json!([]));
    assert!(due(&world).await.is_empty(), "letters to an address go with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_not_guessed_and_nobody_is_flooded() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let named = |n: usize| json!({ "channel": "email", "address": format!("m{n}@example.ir"), "language": "fa", "rhythm": "daily" });
    manager.with_body("PUT", "/contacts", named(0).to_string()).await.is(200);
    let code = code_of(&world).await;
    for guess in 0..5 {
        let guess = format!("{:06}", (code.parse::<u32>().expect("digits") + 1 + guess) % 1_000_000);
        manager.post("/contacts/confirm", json!({ "channel": "email", "code": guess })).await.is(422);
    }
    // After five wrong ones the right one does not do either.
    manager.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(422);
    for n in 1..5 {
        manager.with_body("PUT", "/contacts", named(n).to_string()).await.is(200);
    }
    assert_eq!(manager.with_body("PUT", "/contacts", named(5).to_string()).await.is(429).code(), "too_many_attempts");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_counted_for_whoever_it_waits_for() {
    let world = World::new().await;
    let at = format!("/families/{}/requests", world.own.family);
    let wish = json!({ "kind": "another_caseworker", "words": "با خانمی راحت‌تریم" });
    world.role(Role::Caseworker).await.command(&at, wish).await.ok();
    let seen = caught_up(&world).await;
    let of = async |role: Role| {
        let answer = world.role(role).await.get(&format!("/notices?{seen}")).await.ok();
        let kinds = answer["waiting"].as_array().expect("a list").iter();
        kinds
            .map(|one| (one["kind"].as_str().unwrap_or_default().to_owned(), one["count"].as_u64().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert!(of(Role::CenterManager).await.contains(&("family_request".to_owned(), 1)));
    for role in [Role::Caseworker, Role::CommissionMember, Role::AgencyOfficer, Role::Auditor, Role::Administrator] {
        assert!(!of(role).await.iter().any(|(kind, _)| kind == "family_request"), "{role}");
    }
    let foreign = world.sign_in("center_manager.B").await;
    let foreign = foreign.get(&format!("/notices?{seen}")).await.ok();
    assert!(!foreign["waiting"].to_string().contains("family_request"));
}

/// Given a mail server that is away, when letters are due, then none is lost and none is made twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_waits_for_a_mail_server_that_is_away() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let wish = json!({ "kind": "another_caseworker", "words": "با خانمی راحت‌تریم" });
    let at = format!("/families/{}/requests", world.own.family);
    world.role(Role::Caseworker).await.command(&at, wish).await.ok();
    let named = json!({ "channel": "email", "address": "modir@example.ir", "language": "fa", "rhythm": "at_once" });
    manager.with_body("PUT", "/contacts", named.to_string()).await.is(200);
    let code = code_of(&world).await;
    manager.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(200);
    manager.get(&format!("/notices?{}", caught_up(&world).await)).await.ok();

    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).expect("a port");
    let mail = Mail::new(&format!("smtp://{closed}"), None, "hamyar@example.ir").expect("mail");
    let outlets = Outlets { mail: Some(mail), ..Outlets::default() };
    let notifier = async |now: fn() -> DateTime<Utc>| {
        let read = read_pool(&world.app_url, 2).await.expect("a pool");
        let notifier = Notifier::new(world.store.clone(), world.identity.clone(), read, outlets.clone()).with_now(now);
        notifier.pass().await.expect("a pass");
    };
    let counted = async || {
        let letters = due(&world).await;
        letters.into_iter().filter(|letter| matches!(letter.body, LetterBody::Counts(_))).collect::<Vec<_>>()
    };
    notifier(noon).await;
    let letters = counted().await;
    assert_eq!((letters.len(), letters[0].tries), (1, 1));
    // Two nodes, and two hours: still one letter, tried again.
    notifier(an_hour_and_a_half_later).await;
    let letters = counted().await;
    assert_eq!((letters.len(), letters[0].tries), (1, 2));
    let LetterBody::Counts(counts) = &letters[0].body else { panic!("counts") };
    assert!(counts.to_string().contains("family_request"), "{counts}");
    assert!(!counts.to_string().contains(&world.own.family));
}

/// Given a caseworker's question that waits for the manager, whose address is their own: due to be told by letter.
async fn something_to_tell(world: &World) {
    let manager = world.role(Role::CenterManager).await;
    let wish = json!({ "kind": "another_caseworker", "words": "با خانمی راحت‌تریم" });
    world.role(Role::Caseworker).await.command(&format!("/families/{}/requests", world.own.family), wish).await.ok();
    let named = json!({ "channel": "email", "address": "modir@example.ir", "language": "fa", "rhythm": "at_once" });
    manager.with_body("PUT", "/contacts", named.to_string()).await.is(200);
    let code = code_of(world).await;
    manager.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(200);
    manager.get(&format!("/notices?{}", caught_up(world).await)).await.ok();
    sqlx::query("UPDATE identity.letters SET sent_at = now() WHERE code IS NOT NULL")
        .execute(world.store.pool())
        .await
        .expect("the code went out");
}

/// What a mail server took, as it stood on the line.
#[derive(Clone, Default)]
struct Taken(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

impl Taken {
    fn count(&self) -> usize {
        self.0.lock().expect("letters").len()
    }

    fn with(&self, words: &str) -> Vec<String> {
        self.0.lock().expect("letters").iter().filter(|letter| letter.contains(words)).cloned().collect()
    }
}

/// A mail server that takes its time over every letter, and keeps them.
fn slow_server() -> (std::net::SocketAddr, Taken) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let letters = Taken::default();
    let taken = letters.clone();
    std::thread::spawn(move || {
        for line in listener.incoming() {
            let (Ok(mut stream), taken) = (line, taken.clone()) else { return };
            std::thread::spawn(move || {
                let _ = stream.write_all(b"220 ready\r\n");
                let Ok(reading) = stream.try_clone() else { return };
                let mut letter: Option<String> = None;
                for line in BufReader::new(reading).lines().map_while(Result::ok) {
                    let answer: &[u8] = match (letter.take(), line.as_str()) {
                        (Some(whole), ".") => {
                            std::thread::sleep(std::time::Duration::from_millis(700));
                            taken.0.lock().expect("letters").push(whole);
                            b"250 taken\r\n"
                        }
                        (Some(so_far), more) => {
                            letter = Some(format!("{so_far}{more}\n"));
                            continue;
                        }
                        (None, "DATA") => {
                            letter = Some(String::new());
                            b"354 go on\r\n"
                        }
                        (None, "QUIT") => b"221 bye\r\n",
                        (None, _) => b"250 ok\r\n",
                    };
                    let _ = stream.write_all(answer);
                }
            });
        }
    });
    (address, letters)
}

async fn notifier(world: &World, server: std::net::SocketAddr) -> Notifier {
    notifier_at(world, server, noon).await
}

async fn notifier_at(world: &World, server: std::net::SocketAddr, now: fn() -> DateTime<Utc>) -> Notifier {
    let mail = Mail::new(&format!("smtp://{server}"), None, "hamyar@example.ir").expect("mail");
    let outlets = Outlets { mail: Some(mail), ..Outlets::default() };
    let read = read_pool(&world.app_url, 2).await.expect("a pool");
    Notifier::new(world.store.clone(), world.identity.clone(), read, outlets).with_now(now)
}

/// Given two nodes that look at the same time, when something is to be told, then one letter is made and one goes out.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_send_one_letter() {
    let world = World::new().await;
    something_to_tell(&world).await;
    let (server, letters) = slow_server();
    let (one, other) = (notifier(&world, server).await, notifier(&world, server).await);
    let (first, second) = tokio::join!(one.pass(), other.pass());
    first.and(second).expect("two passes");
    one.pass().await.expect("a pass");
    assert_eq!(letters.count(), 1);
    assert!(due(&world).await.is_empty());
}

/// Given a read model that is being made anew, when a pass begins, then nothing is told: what the read model does not know yet would pass for done.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_while_a_read_model_is_made_anew() {
    let world = World::new().await;
    something_to_tell(&world).await;
    let caseworker = world.role(Role::Caseworker).await;
    let notes = format!("/families/{}/notes", world.own.family);
    while world.store.head().await.expect("a head") <= 200 {
        caseworker.command(&notes, json!({ "text": "در راه" })).await.ok();
    }
    let admin = sqlx::PgPool::connect(&world.admin_url).await.expect("the database");
    let begun = "insert into projection.checkpoint (name, version, position) values ('due_items', 30000, 0)";
    sqlx::query(begun).execute(&admin).await.expect("a read model that begins");
    let (server, letters) = slow_server();
    let notifier = notifier(&world, server).await;
    notifier.pass().await.expect("a pass");
    assert_eq!(letters.count(), 0);
    sqlx::query("update projection.checkpoint set position = $1 where version = 30000")
        .bind(world.store.head().await.expect("a head"))
        .execute(&admin)
        .await
        .expect("it is there");
    notifier.pass().await.expect("a pass");
    assert_eq!(letters.count(), 1);
}

/// A mail server of a few words, which knows no mailbox.
fn server_without_mailboxes() -> std::net::SocketAddr {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for line in listener.incoming() {
            let Ok(mut stream) = line else { return };
            let _ = stream.write_all(b"220 ready\r\n");
            let Ok(reading) = stream.try_clone() else { return };
            for command in BufReader::new(reading).lines().map_while(Result::ok) {
                let answer: &[u8] = match command.get(..4) {
                    Some("RCPT") => b"550 no such mailbox\r\n",
                    Some("QUIT") => b"221 bye\r\n",
                    _ => b"250 ok\r\n",
                };
                let _ = stream.write_all(answer);
            }
        }
    });
    address
}

/// Given an address that the mail server does not know, when a letter comes back, then nothing more is sent there, and what it was to tell was told
/// to nobody.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_no_more_has_to_be_shown_anew() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let wish = json!({ "kind": "another_caseworker", "words": "با خانمی راحت‌تریم" });
    world.role(Role::Caseworker).await.command(&format!("/families/{}/requests", world.own.family), wish).await.ok();
    let named = json!({ "channel": "email", "address": "modir@example.ir", "language": "fa", "rhythm": "at_once" });
    manager.with_body("PUT", "/contacts", named.to_string()).await.is(200);
    let code = code_of(&world).await;
    manager.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(200);
    manager.get(&format!("/notices?{}", caught_up(&world).await)).await.ok();
    sqlx::query("UPDATE identity.letters SET sent_at = now() WHERE code IS NOT NULL")
        .execute(world.store.pool())
        .await
        .expect("the code went out");
    let mail = Mail::new(&format!("smtp://{}", server_without_mailboxes()), None, "hamyar@example.ir").expect("mail");
    let outlets = Outlets { mail: Some(mail), ..Outlets::default() };
    let read = read_pool(&world.app_url, 2).await.expect("a pool");
    let notifier = Notifier::new(world.store.clone(), world.identity.clone(), read, outlets).with_now(noon);
    notifier.pass().await.expect("a pass");
    assert!(due(&world).await.is_empty(), "given up");
    let told: i64 =
        sqlx::query_scalar("SELECT count(*) FROM identity.told").fetch_one(world.store.pool()).await.expect("a count");
    assert_eq!(told, 0);
    assert!(manager.get("/contacts").await.ok()["items"][0]["confirmed_at"].is_null());
}

/// Noon of the first working day of a week that is so many after this one.
fn week_begins(weeks: u64) -> DateTime<Utc> {
    let today = hamyar_persian::tehran_date(Utc::now());
    let saturday = today - Days::new(hamyar_persian::jalali::persian_weekday(today).into()) + Days::new(7 * weeks);
    let day = saturday.iter_days().find(|day| hamyar_persian::working_days::is_working_day(*day)).expect("a day");
    hamyar_persian::tehran::tehran_instant(day.and_hms_opt(12, 0, 0).expect("noon"))
}

fn next_week() -> DateTime<Utc> {
    week_begins(1)
}

fn the_night_before() -> DateTime<Utc> {
    week_begins(1) - Duration::hours(9)
}

fn later_that_day() -> DateTime<Utc> {
    week_begins(1) + Duration::hours(4)
}

fn that_night() -> DateTime<Utc> {
    week_begins(1) + Duration::hours(11)
}

fn the_morning_after() -> DateTime<Utc> {
    week_begins(1) + Duration::hours(20)
}

fn the_week_after() -> DateTime<Utc> {
    week_begins(2)
}

/// An address that is its person's own; letters come in English.
async fn reached(world: &World, person: &Client, address: &str) {
    let named = json!({ "channel": "email", "address": address, "language": "en", "rhythm": "daily" });
    person.with_body("PUT", "/contacts", named.to_string()).await.is(200);
    let code = code_of(world).await;
    person.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(200);
    sqlx::query("UPDATE identity.letters SET sent_at = now() WHERE code IS NOT NULL")
        .execute(world.store.pool())
        .await
        .expect("the code went out");
}

const WEEKLY: &str = "Subject: Hamyar: the past week of your agency";

/// Given an agency's officer who is written to, when a week begins, then the past one is told in numbers, once for the person: on two nodes, after a restart,
/// and at another address.
#[tokio::test(flavor = "multi_thread")]
async fn an_agencys_week_is_told_once_to_its_officer() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    reached(&world, &officer, "officer@example.ir").await;
    reached(&world, &world.role(Role::CenterManager).await, "modir@example.ir").await;
    let accepted = format!("/families/{}/tasks/{}/accept", world.own.family, world.own.task);
    officer.command(&accepted, json!({})).await.ok();
    officer.get(&format!("/tasks?state=open&{}", caught_up(&world).await)).await.ok();

    let (server, letters) = slow_server();
    notifier_at(&world, server, the_night_before).await.pass().await.expect("a pass");
    assert_eq!(letters.count(), 0, "nobody is disturbed at night");
    let (one, other) = (notifier_at(&world, server, next_week).await, notifier_at(&world, server, next_week).await);
    let (first, second) = tokio::join!(one.pass(), other.pass());
    first.and(second).expect("two passes");
    let weekly = letters.with(WEEKLY);
    let [letter] = &weekly[..] else { panic!("{weekly:?}") };
    assert!(letter.contains("To: officer@example.ir"), "{letter}");
    for line in ["1 new", "1 under way", "0 late", "0 done", "0 returned to the commission"] {
        assert!(letter.contains(line), "{line}: {letter}");
    }
    for named in [&world.own.family, &world.own.task, &world.own.commission] {
        assert!(!letter.contains(named.as_str()), "{letter}");
    }

    // Another node, later that day; and another address of the same person.
    notifier_at(&world, server, later_that_day).await.pass().await.expect("a pass");
    officer.post("/contacts/drop", json!({ "channel": "email" })).await.is(204);
    reached(&world, &officer, "elsewhere@example.ir").await;
    notifier_at(&world, server, later_that_day).await.pass().await.expect("a pass");
    assert_eq!(letters.with(WEEKLY).len(), 1);

    // The next week has a letter of its own, in which nothing is new.
    notifier_at(&world, server, the_week_after).await.pass().await.expect("a pass");
    let weekly = letters.with(WEEKLY);
    assert_eq!(weekly.len(), 2);
    assert!(weekly[1].contains("To: elsewhere@example.ir") && weekly[1].contains("0 new"), "{}", weekly[1]);
    assert!(weekly[1].contains("1 under way"), "{}", weekly[1]);
}

/// Given an officer who switched letters off, or has not shown the address, or is no officer any more, when a week begins, then no letter of it is sent; one that the mail
/// server refused for good told nobody.
#[tokio::test(flavor = "multi_thread")]
async fn an_agencys_week_is_told_to_nobody_who_does_not_want_or_may_not_have_it() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let (server, letters) = slow_server();
    reached(&world, &officer, "officer@example.ir").await;
    officer.post("/contacts/drop", json!({ "channel": "email" })).await.is(204);
    let named = json!({ "channel": "email", "address": "new@example.ir", "language": "en", "rhythm": "daily" });
    officer.with_body("PUT", "/contacts", named.to_string()).await.is(200);
    // A week later the code is no good any more and is not sent.
    let code = code_of(&world).await;
    notifier_at(&world, server, next_week).await.pass().await.expect("a pass");
    assert_eq!(letters.count(), 0);

    let weeks_told = async || -> i64 {
        let count = sqlx::query_scalar("SELECT count(*) FROM identity.weeks_told");
        count.fetch_one(world.store.pool()).await.expect("a count")
    };
    officer.post("/contacts/confirm", json!({ "channel": "email", "code": code })).await.is(200);
    notifier_at(&world, server_without_mailboxes(), next_week).await.pass().await.expect("a pass");
    assert_eq!(weeks_told().await, 0, "there is no such mailbox");

    // A letter that waits is not sent to somebody who left the agency meanwhile.
    reached(&world, &officer, "officer@example.ir").await;
    notifier_at(&world, server_that_is_away(), next_week).await.pass().await.expect("a pass");
    assert_eq!(weeks_told().await, 1);
    let own = officer.get("/session").await.ok();
    let user = own["user_id"].as_str().expect("an id");
    world.administrator.command(&format!("/users/{user}/disable"), json!({ "ground": "left" })).await.ok();
    notifier_at(&world, server, later_that_day).await.pass().await.expect("a pass");
    assert_eq!((letters.with(WEEKLY).len(), weeks_told().await), (0, 0));
}

/// Nobody listens there.
fn server_that_is_away() -> std::net::SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).expect("a port")
}

/// Given a letter of the week that could not be sent yet, when its person takes another address, or drops one and names another, then the week is told
/// there; once it was sent, it is not told again.
#[tokio::test(flavor = "multi_thread")]
async fn a_week_that_was_not_sent_yet_is_told_at_the_new_address() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let ((server, letters), away) = (slow_server(), server_that_is_away());
    let forgotten = async || officer.post("/contacts/drop", json!({ "channel": "email" })).await.is(204);
    reached(&world, &officer, "first@example.ir").await;
    notifier_at(&world, away, next_week).await.pass().await.expect("a pass");
    // Another in its place.
    reached(&world, &officer, "second@example.ir").await;
    notifier_at(&world, away, next_week).await.pass().await.expect("a pass");
    // Dropped, and another named.
    forgotten().await;
    reached(&world, &officer, "third@example.ir").await;
    notifier_at(&world, server, later_that_day).await.pass().await.expect("a pass");
    let weekly = letters.with(WEEKLY);
    let [letter] = &weekly[..] else { panic!("{weekly:?}") };
    assert!(letter.contains("To: third@example.ir"), "{letter}");

    forgotten().await;
    reached(&world, &officer, "fourth@example.ir").await;
    notifier_at(&world, server, later_that_day).await.pass().await.expect("a pass");
    assert_eq!(letters.with(WEEKLY).len(), 1);
}

/// Given a letter that could not be sent by day, when it is tried again at night, then it waits for the morning.
#[tokio::test(flavor = "multi_thread")]
async fn another_try_of_a_letter_waits_for_the_morning() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let (server, letters) = slow_server();
    reached(&world, &officer, "officer@example.ir").await;
    notifier_at(&world, server_that_is_away(), next_week).await.pass().await.expect("a pass");
    notifier_at(&world, server, that_night).await.pass().await.expect("a pass");
    assert_eq!(letters.count(), 0, "nobody is disturbed at night");
    notifier_at(&world, server, the_morning_after).await.pass().await.expect("a pass");
    assert_eq!(letters.with(WEEKLY).len(), 1);
}
