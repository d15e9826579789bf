//! A store with two centers, each with a caseworker, a harmed family before its commission, and a task; and one account per role.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use hamyar_api::{AppState, Clock, DemoSignIn};
use hamyar_domain::{Agency, DEFAULT_INDICATOR_SET_ID, IndicatorSet, Neighborhood, default_indicator_set};
use hamyar_event_store::testing::{DbUrls, TestCluster};
use hamyar_event_store::{CommandContext, ErasureRegister, EventStore, MasterKey, StoreOptions};
use hamyar_events::agency::AgencyRegistered;
use hamyar_events::neighborhood::NeighborhoodRegistered;
use hamyar_events::{Actor, AgencyLevel, Decider, HappenedAt, PlaceId};
use hamyar_identity::{Identity, NewUser, Role, Scope};
use hamyar_projector::{Projector, ProjectorOptions, read_pool};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

pub const PASSWORD: &str = "چهار اسب در برف";
/// A neighborhood of every test store.
pub const NEIGHBORHOOD: &str = "018f0000-0000-7000-8000-000000000001";
/// A document that may be attached.
pub const LETTER: &[u8] = include_bytes!("../../../media/tests/samples/letter.pdf");
pub const API: &str = "/api/v1";

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: axum::body::Bytes,
    pub text: String,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
    /// Fields named in a 422.
    pub fn fields(&self) -> Vec<String> {
        self.faults().into_iter().map(|(field, _)| field).collect()
    }
    /// Fields named in a 422, each with its rule.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["field"]), text(&error["rule"]))).collect()
    }
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.body
    }
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

/// Somebody at a screen.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
}

impl Client {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let live = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let bytes = if live { Default::default() } else { body.collect().await.expect("a body").to_bytes() };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, bytes, text, body }
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let path =
            if path.starts_with("/api") || !path.starts_with('/') { path.to_owned() } else { format!("{API}{path}") };
        let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    pub async fn with_body(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.with_body("POST", path, body.to_string()).await
    }

    /// A form of facts and a file, as the web sends it; a fresh command id when the facts have none.
    pub async fn attach(&self, path: &str, mut facts: Value, file: &[u8]) -> Answer {
        if facts["command_id"].is_null() {
            facts["command_id"] = Uuid::now_v7().to_string().into();
        }
        let facts = ("facts", "application/json", facts.to_string().into_bytes());
        self.form(path, &[facts, ("file", "application/octet-stream", file.to_vec())]).await
    }

    /// A form of parts, each with its name, its declared type and its content.
    pub async fn form(&self, path: &str, parts: &[(&str, &str, Vec<u8>)]) -> Answer {
        let mut body = Vec::new();
        for (name, kind, content) in parts {
            let head = format!(
                "--limit\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"قناری.exe\"\r\nContent-Type: {kind}\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--limit--\r\n");
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit");
        self.send(request.body(body.into()).expect("a request")).await
    }

    /// A command with a fresh id.
    pub async fn command(&self, path: &str, mut body: Value) -> Answer {
        body["command_id"] = Uuid::now_v7().to_string().into();
        self.post(path, body).await
    }

    /// A command that replaces something, with a fresh id.
    pub async fn put_command(&self, path: &str, mut body: Value) -> Answer {
        body["command_id"] = Uuid::now_v7().to_string().into();
        self.with_body("PUT", path, body.to_string()).await
    }
}

/// What one center has.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    pub center: String,
    pub caseworker: String,
    pub family: String,
    pub head: String,
    pub commission: String,
    pub session: String,
    pub referral: String,
    pub task: String,
    pub attachment: String,
    pub activity: String,
    /// One with a facilitator in charge, and a class.
    pub neighborhood: String,
    pub facilitator: String,
    pub workshop: String,
    pub fund: String,
    pub saved_report: String,
    /// An open office with a plan that asks the agency of the task.
    pub office: String,
    /// A request to forget somebody, where a test makes one.
    pub erasure: String,
}

/// What a copy of a world's store cannot tell.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: [u8; 32],
    /// Of the administrator.
    cookie: Option<String>,
    own: Place,
    foreign: Place,
}

/// The read models' keeper of a world.
struct Running {
    end: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    async fn end(self) {
        self.end.cancel();
        self.task.await.expect("the projector");
    }
}

pub struct World {
    pub router: Router,
    pub store: EventStore,
    pub identity: Identity,
    /// As superuser.
    pub admin_url: String,
    pub app_url: String,
    pub own: Place,
    pub foreign: Place,
    pub administrator: Client,
    /// Seconds by which the server's clock is ahead.
    pub ahead: Arc<AtomicI64>,
}

impl World {
    /// An empty store with an administrator and the default indicator set.
    pub async fn empty() -> Self {
        let kept = |urls| Self::kept(urls, async |_: &mut Self| {});
        let (urls, told) = TestCluster::shared().await.new_database_like("empty", kept).await;
        Self::as_kept(urls, &told).await.0
    }

    /// Two centers, each with everything.
    pub async fn new() -> Self {
        let kept = |urls| Self::kept(urls, Self::furnish);
        let (urls, told) = TestCluster::shared().await.new_database_like("world", kept).await;
        Self::as_kept(urls, &told).await.0
    }

    /// The same, made by this process from the first request on.
    pub async fn made_here() -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        let mut world = Self::begun(urls, MasterKey::generate()).await.0;
        world.furnish().await;
        world
    }

    async fn furnish(&mut self) {
        self.own = self.place("A").await;
        self.foreign = self.place("B").await;
    }

    async fn begun(urls: DbUrls, key: MasterKey) -> (Self, Running) {
        let (mut world, running) = Self::open(urls, key).await;
        world.run::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID, default_indicator_set()).await;
        world.neighborhood().await;
        world.administrator = world.person("admin", Role::Administrator, Scope::default()).await;
        (world, running)
    }

    /// Makes a world, ends it, and tells what is needed to go on with it.
    async fn kept(urls: DbUrls, furnish: impl AsyncFnOnce(&mut Self)) -> String {
        let key = Uuid::new_v4().into_bytes();
        let key: [u8; 32] = std::array::from_fn(|at| key[at % 16]);
        let (mut world, running) = Self::begun(urls, MasterKey::from_bytes(key)).await;
        furnish(&mut world).await;
        running.end().await;
        let kept = Kept { key, cookie: world.administrator.cookie, own: world.own, foreign: world.foreign };
        serde_json::to_string(&kept).expect("JSON")
    }

    /// Goes on with it, on a copy.
    async fn as_kept(urls: DbUrls, told: &str) -> (Self, Running) {
        let kept: Kept = serde_json::from_str(told).expect("what was kept");
        let (mut world, running) = Self::open(urls, MasterKey::from_bytes(kept.key)).await;
        world.administrator.cookie = kept.cookie;
        (world.own, world.foreign) = (kept.own, kept.foreign);
        (world, running)
    }

    async fn open(urls: DbUrls, key: MasterKey) -> (Self, Running) {
        let register = std::env::temp_dir().join(format!("{}.erasures", urls.name));
        std::fs::remove_file(&register).ok();
        let mut options = StoreOptions::new(urls.app_url.clone(), key.clone());
        options.register = Some(ErasureRegister::new(register, &key));
        let store = EventStore::open(options).await.expect("a store");
        let identity = Identity::of(&store);
        identity.migrate().await.expect("the accounts");
        let options = ProjectorOptions::new(urls.app_url.clone());
        let projector = Projector::open(store.clone(), options, hamyar_projections::all()).await.expect("projections");
        let end = CancellationToken::new();
        let ended = end.clone();
        let task = tokio::spawn(async move {
            projector.run(ended).await;
        });
        let read = read_pool(&urls.app_url, 8).await.expect("a pool");
        let ahead = Arc::new(AtomicI64::new(0));
        let later = ahead.clone();
        let clock =
            Clock::from_fn(move || chrono::Utc::now() + chrono::TimeDelta::seconds(later.load(Ordering::Relaxed)));
        let state = AppState::builder(store.clone(), identity.clone(), read)
            .clock(clock)
            .demo(vec![DemoSignIn {
                role: Role::Auditor,
                username: "auditor".to_owned(),
                password: PASSWORD.to_owned(),
                display_name: "Auditor".to_owned(),
            }])
            .channels(vec![hamyar_identity::Channel::Email])
            // What is tested here is what people may do once they are signed in.
            .second_factor(false)
            .build();
        let router = hamyar_api::router(state);
        let world = Self {
            administrator: Client { router: router.clone(), cookie: None },
            router,
            store,
            identity,
            admin_url: urls.admin_url,
            app_url: urls.app_url,
            own: Place::default(),
            foreign: Place::default(),
            ahead,
        };
        (world, Running { end, task })
    }

    /// Has checkpoints kept, in a folder that goes with what is returned; the first is made before.
    pub async fn keep_checkpoints(&self) -> tempfile::TempDir {
        let place = tempfile::tempdir().expect("a folder");
        let folder = hamyar_proof::Folder::new(place.path().join("checkpoints"));
        let keeper = hamyar_proof::Keeper::new(self.store.pool().clone(), folder, place.path().join("signing-key"));
        keeper.make(chrono::Utc::now()).await.expect("a checkpoint");
        let hour = std::time::Duration::from_secs(3_600);
        tokio::spawn(hamyar_proof::schedule::run(keeper, hour, tokio_util::sync::CancellationToken::new()));
        place
    }

    pub async fn run<A: Decider>(&self, id: Uuid, command: impl Into<A::Command>) {
        let today = hamyar_persian::tehran_date(chrono::Utc::now());
        let context = CommandContext::new(Uuid::now_v7(), Actor::system("test"), HappenedAt::Day(today));
        if let Err(error) = self.store.execute::<A>(id, command.into(), context).await {
            panic!("{error:?}");
        }
    }

    async fn neighborhood(&self) {
        self.another_neighborhood(NEIGHBORHOOD.parse().expect("an id")).await;
    }

    /// A neighborhood that no center covers.
    pub async fn another_neighborhood(&self, id: Uuid) {
        let neighborhood = NeighborhoodRegistered {
            name: "التیمور".to_owned(),
            name_en: None,
            place_id: PlaceId(Uuid::now_v7()),
            valid_from: None,
            source: "test".to_owned(),
        };
        self.run::<Neighborhood>(id, hamyar_domain::neighborhood::RegisterNeighborhood { neighborhood }).await;
    }

    /// An agency of the register; an enforcement body when said so.
    pub async fn agency(&self, enforcement: bool) -> String {
        let agency = AgencyRegistered {
            name: "دستگاه".to_owned(),
            name_en: None,
            level: AgencyLevel::National,
            enforcement,
            source: "test".to_owned(),
        };
        let id = Uuid::now_v7();
        self.run::<Agency>(id, hamyar_domain::agency::RegisterAgency { agency }).await;
        id.to_string()
    }

    pub fn nobody(&self) -> Client {
        Client { router: self.router.clone(), cookie: None }
    }

    /// Makes an account and signs in.
    pub async fn person(&self, username: &str, role: Role, scope: Scope) -> Client {
        self.person_of(username, &[role], scope).await
    }

    /// As [`Self::person`], of several roles over one scope.
    pub async fn person_of(&self, username: &str, roles: &[Role], scope: Scope) -> Client {
        let role = roles.first().expect("a role");
        let new = NewUser {
            id: None,
            username: username.to_owned(),
            display_name: format!("{role} {username}"),
            password: PASSWORD.to_owned(),
            roles: roles.to_vec(),
            scope,
        };
        self.identity.create_user(new).await.expect("an account");
        self.sign_in(username).await
    }

    pub async fn sign_in(&self, username: &str) -> Client {
        let answer =
            self.nobody().post("/session", json!({ "username": username, "password": PASSWORD })).await.is(200);
        let cookie = answer.headers.get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok()).expect("a cookie");
        let cookie = cookie.split(';').next().map(str::to_owned);
        Client { router: self.router.clone(), cookie }
    }

    /// The person of a role, in the scope of the own place.
    pub async fn role(&self, role: Role) -> Client {
        self.sign_in(&format!("{role}.A")).await
    }

    async fn place(&self, name: &str) -> Place {
        let id = |answer: &Value, kind: &str| answer["ids"][kind].as_str().expect("an id").to_owned();
        let scope_of = |text: &str| text.parse::<Uuid>().ok();
        let admin = &self.administrator;
        let neighborhood = NEIGHBORHOOD;
        let center = admin
            .command("/centers", json!({ "name": format!("مرکز {name}"), "host": "mosque", "file_prefix": name, "neighborhood_ids": [neighborhood] }))
            .await
            .ok();
        let center = id(&center, "center_id");
        let manager = Scope { center_id: scope_of(&center), ..Scope::default() };
        let manager = self.person(&format!("center_manager.{name}"), Role::CenterManager, manager).await;
        let caseworker =
            manager.command("/caseworkers", json!({ "name": "همیار", "background": "graduate" })).await.ok();
        let caseworker = id(&caseworker, "caseworker_id");
        let training = json!({ "phase": "before", "mode": "in_person", "hours": 40, "title": "دورهٔ آغازین" });
        manager.command(&format!("/caseworkers/{caseworker}/training"), training).await.ok();
        manager.command(&format!("/caseworkers/{caseworker}/accredit"), json!({})).await.ok();
        let family = self.harmed_family(&manager, neighborhood).await;
        let (family, head) = family;
        manager.command(&format!("/families/{family}/assign"), json!({ "caseworker_id": caseworker })).await.ok();

        let letter = json!({ "kind": "letter", "title": "نامهٔ مدرسه" });
        let letter = manager.attach(&format!("/families/{family}/attachments"), letter, LETTER).await.ok();
        let attachment = id(&letter, "attachment_id");

        let workshop = json!({
            "form": "workshop", "title": "کارگاه فرزندپروری", "domain": "cultural", "audience": ["stable", "at_risk"],
            "planned_for": hamyar_persian::tehran_date(chrono::Utc::now()).to_string(), "hours": 4,
        });
        let activity = id(&manager.command("/activities", workshop).await.ok(), "activity_id");
        let fund = manager.command("/funds", json!({ "name": format!("صندوق {name}") })).await.ok();
        let fund = id(&fund, "fund_id");
        let definition = json!({ "measure": "services", "rows": "year", "filters": [], "chart": "table" });
        let saved_report =
            manager.command("/saved-reports", json!({ "name": "خدمت‌های سال", "definition": definition })).await.ok();
        let saved_report = id(&saved_report, "saved_report_id");

        let commission =
            json!({ "name": format!("کمیسیون {name}"), "domain": "social", "center_ids": [center], "quorum": 3 });
        let commission = id(&admin.command("/commissions", commission).await.ok(), "commission_id");
        let member = Scope { commission_ids: scope_of(&commission).into_iter().collect(), ..Scope::default() };
        let member = self.person(&format!("commission_member.{name}"), Role::CommissionMember, member).await;
        let mut present = vec![json!({ "kind": "caseworker", "person_id": caseworker })];
        for kind in ["expert", "official", "activist"] {
            let seat = json!({ "name": "عضو کمیسیون", "kind": kind });
            let seat = member.command(&format!("/commissions/{commission}/participants"), seat).await.ok();
            present.push(json!({ "kind": kind, "person_id": seat["ids"]["participant_id"] }));
        }
        let question = json!({ "commission_id": commission, "question": "چه باید کرد؟", "urgency": "normal" });
        let referral = manager.command(&format!("/families/{family}/referrals"), question).await.ok();
        let position = referral["position"].clone();
        let referral = id(&referral, "referral_id");
        let today = hamyar_persian::tehran_date(chrono::Utc::now()).to_string();
        let session = json!({ "held_on": today, "starts_at": "۰۹:۰۰" });
        let session =
            id(&member.command(&format!("/commissions/{commission}/sessions"), session).await.ok(), "session_id");
        let at = format!("/commissions/{commission}/sessions/{session}");
        let case = json!({ "referral_id": referral });
        member.command(&format!("{at}/agenda?at_least={position}"), case).await.ok();
        member.command(&format!("{at}/open"), json!({ "present": present })).await.ok();
        let agency = self.agency(false).await;
        let due = (chrono::Utc::now() + chrono::TimeDelta::days(20)).date_naive().to_string();
        let decision = json!({
            "referral_id": referral, "outcome": "tasks", "reason": "نیاز به بیمه",
            "tasks": [{ "title": "پوشش بیمه", "domain": "economic", "due_on": due, "responsible": { "kind": "agency", "agency_id": agency } }],
        });
        member.command(&format!("{at}/decide"), decision).await.ok();
        let file = manager.get(&format!("/families/{family}")).await.ok();
        let task = file["tasks"][0]["task_id"].as_str().expect("a task").to_owned();

        let (office, served) = crate::offices::open_office(self, &agency).await;
        let facilitated = crate::roadmaps::facilitated(self, served.parse().expect("an id")).await;
        let scoped = [
            (
                Role::Caseworker,
                Scope { caseworker_id: scope_of(&caseworker), center_id: scope_of(&center), ..Scope::default() },
            ),
            (Role::AgencyOfficer, Scope { agency_id: scope_of(&agency), ..Scope::default() }),
            (Role::Facilitator, Scope { place_id: scope_of(&facilitated.neighborhood), ..Scope::default() }),
            (Role::Auditor, Scope::default()),
            (Role::Officer, Scope::default()),
            (Role::Administrator, Scope::default()),
        ];
        for (role, scope) in scoped {
            self.person(&format!("{role}.{name}"), role, scope).await;
        }
        // The facilitation office of the neighborhood.
        let keeper = Scope { place_id: scope_of(neighborhood), ..Scope::default() };
        self.person(&format!("office.{name}"), Role::Facilitator, keeper).await;
        Place {
            center,
            caseworker,
            family,
            head,
            commission,
            session,
            referral,
            task,
            attachment,
            activity,
            neighborhood: facilitated.neighborhood,
            facilitator: facilitated.facilitator,
            workshop: facilitated.workshop,
            fund,
            saved_report,
            office,
            erasure: String::new(),
        }
    }

    /// A consenting family whose baseline tier is harmed; its id and its head's.
    pub async fn harmed_family(&self, manager: &Client, neighborhood: &str) -> (String, String) {
        let family = identify(manager, neighborhood).await;
        let (id, head) = (family["id"].as_str().expect("an id"), family["ids"]["member_id"].as_str().expect("an id"));
        let at = format!("/families/{id}");
        manager.command(&format!("{at}/consent"), json!({ "basis": "head", "member_id": head })).await.ok();
        let readings: Vec<Value> = default_indicator_set()
            .indicators
            .iter()
            .map(|one| json!({ "indicator": one.code, "value": 1, "how_known": "seen" }))
            .collect();
        let assessment = json!({ "moment": "baseline", "readings": readings });
        let assessment = manager.command(&format!("{at}/assessments"), assessment).await.ok();
        let assessment = assessment["ids"]["assessment_id"].clone();
        manager
            .command(&format!("{at}/tiers"), json!({ "moment": "baseline", "assessment_id": assessment }))
            .await
            .ok();
        (id.to_owned(), head.to_owned())
    }
}

/// Opens a file for a family with a head.
pub async fn identify(manager: &Client, neighborhood: &str) -> Value {
    manager.command("/families", family_body(neighborhood)).await.ok()
}

pub fn family_body(neighborhood: &str) -> Value {
    json!({
        "neighborhood_id": neighborhood, "family_name": "خانوادهٔ نمونه", "address": "کوچهٔ سوم", "entry": "self_referred", "source": "local_setting",
        "head": { "given_name": "نمونه", "relation": "head", "sex": "female", "national_id": national_id(), "birth_date": "1360/5/31" },
    })
}

/// A well-formed national id that no other test person has.
pub fn national_id() -> String {
    let random = Uuid::new_v4().as_u128();
    let digits: Vec<u8> = (0..9).map(|place| (random / 10_u128.pow(place) % 10) as u8).collect();
    hamyar_persian::NationalId::with_check_digit(&digits).map_or_else(national_id, |id| id.as_str().to_owned())
}
