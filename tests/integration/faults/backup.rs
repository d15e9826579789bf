//! The drill: the building burnt down at four in the afternoon, and last night's backup is what there is.

use crate::support::{LETTER, Load, PASSWORD, Person, Store, Town, assert_nothing_lost_or_doubled};

/// A backup taken while people write holds one moment, whole. Restored elsewhere, everything acknowledged before that moment is there once, its
/// people sign in, commands sent again get their first answers, and read models follow from the log.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_under_load_is_one_moment_and_comes_back_elsewhere() {
    let town = Town::on(Store::private(), &[]).await;
    let mut families = Vec::new();
    for name in ["نمونهٔ یکم", "نمونهٔ دوم", "نمونهٔ سوم"] {
        families.push(town.held(name).await);
    }
    let letter = town.manager.attach(&families[0], LETTER).await;
    let shelf = tempfile::tempdir().expect("a folder");
    let path = |name: &str| shelf.path().join(name).to_str().expect("a plain path").to_owned();
    let recipient = town.store.run(&["backup", "keygen", "--out", &path("identity")]).out;
    let people = [&town.manager, &town.caseworker];
    let load = Load::new(&people, &families);
    let (posted, taken) = tokio::join!(load.run(), async {
        load.until_more(60).await;
        let taken = tokio::task::block_in_place(|| {
            town.store.run(&[
                "backup",
                "--json",
                "--recipient",
                recipient.trim(),
                "--out",
                &path("a.data.age"),
                "--keys-out",
                &path("a.keys.age"),
            ])
        });
        load.until_more(60).await;
        load.stop();
        taken
    });
    assert_eq!(taken.code, 0, "{}", taken.err);
    let moment = taken.json()["position"].as_i64().expect("a position");
    let position = |answer: &serde_json::Value| answer["position"].as_i64().expect("a position");
    let (before, after): (Vec<_>, Vec<_>) = posted
        .into_iter()
        .filter(|one| one.answer.is_some())
        .partition(|one| one.answer.as_ref().is_some_and(|a| position(a) <= moment));
    assert!(before.len() >= 60 && after.len() >= 60, "people wrote before and after: {} {}", before.len(), after.len());

    let elsewhere = Store::private();
    std::fs::copy(town.store.folder().join("master.key"), elsewhere.folder().join("master.key")).expect("the key");
    drop(town.server);
    let (data, keys, identity) = (path("a.data.age"), path("a.keys.age"), path("identity"));
    let restored = elsewhere.run(&["restore", &data, "--keys", &keys, "--identity", &identity, "--json"]);
    assert_eq!(restored.code, 0, "{}", restored.err);
    assert_eq!(restored.json()["position"], moment);
    assert_eq!(restored.json()["proof"]["files"], 1);

    let server = elsewhere.serve();
    // The sign-ins of before have ended; the passwords are the same.
    town.manager.moved_to(&server.url).get("/session").await.refused(401, "not_signed_in");
    let manager = Person::sign_in(&server.url, "modir", PASSWORD).await;
    let caseworker = Person::sign_in(&server.url, "hamyar", PASSWORD).await;
    assert_nothing_lost_or_doubled(&elsewhere, &[&manager, &caseworker], &before).await;
    let file = format!("/families/{}/attachments/{letter}", families[0]);
    assert_eq!(caseworker.download(&file).await, LETTER, "a file of the case, byte by byte");
    // What came after the moment is gone, as it must be; sent again by the phones that kept it, it is there once more.
    let people = [&manager, &caseworker];
    for one in &after {
        let again = people[one.who].send(reqwest::Method::POST, &one.path, &[], Some(one.body.clone())).await.ok();
        assert_eq!(again["repeated"], false, "{again}");
    }
    drop(server);
}

/// A file whose bytes somebody bent, and one whose bytes somebody took away, before the backup was made: both are told, and nothing is put back
/// as if they were whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_bent_files_says_which_they_are() {
    let town = Town::new().await;
    let family = town.held("نمونهٔ پیوست").await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(town.manager.attach(&family, LETTER).await);
    }
    let removed = serde_json::json!({ "reason": "از خانوادهٔ دیگری است" });
    town.manager.post(&format!("/families/{family}/attachments/{}/remove", ids[3]), removed).await.ok();
    let pool = sqlx::PgPool::connect(town.store.database_url()).await.expect("the database");
    let bent = format!(
        "set session_replication_role = replica;
         update attachments.blob set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where attachment_id = '{}' and chunk = 0;
         delete from attachments.blob where attachment_id = '{}'; delete from attachments.waiting where attachment_id = '{}';
         delete from attachments.sealed where attachment_id = '{}'",
        ids[1], ids[2], ids[2], ids[2]
    );
    sqlx::raw_sql(&bent).execute(&pool).await.expect("a superuser may");
    let shelf = tempfile::tempdir().expect("a folder");
    let path = |name: &str| shelf.path().join(name).to_str().expect("a plain path").to_owned();
    let recipient = town.store.run(&["backup", "keygen", "--out", &path("identity")]).out;
    let (data, keys) = (path("a.data.age"), path("a.keys.age"));
    let taken = town.store.run(&["backup", "--recipient", recipient.trim(), "--out", &data, "--keys-out", &keys]);
    assert_eq!(taken.code, 0, "{}", taken.err);

    let elsewhere = Store::new().await;
    std::fs::copy(town.store.folder().join("master.key"), elsewhere.folder().join("master.key")).expect("the key");
    let wish = ["restore", &data, "--keys", &keys, "--identity", &path("identity"), "--json"];
    let refused = elsewhere.run(&wish);
    assert_eq!(refused.code, 4, "{}", refused.err);
    for id in &ids[1..3] {
        assert!(refused.err.contains(id.as_str()), "{}", refused.err);
    }
    let accepted = elsewhere.run(&[&wish[..], &["--accept-faults"]].concat());
    assert_eq!(accepted.code, 1, "{}", accepted.err);
    let proof = &accepted.json()["proof"];
    assert_eq!(proof["faults"].as_array().map(Vec::len), Some(2), "{proof}");
    assert_eq!(proof["files"], 1, "the fourth was taken out and has no bytes");
}
