//! Rows that the operations are asked for on, beside those that every world has.

use serde_json::json;
use uuid::Uuid;

use crate::support::{Place, World};

/// Rows of lists that everybody may read.
pub(crate) struct Lists {
    pub(super) agency: Uuid,
    pub(crate) place: Uuid,
    pub(super) text: Uuid,
    pub(super) council: Uuid,
}

pub(crate) async fn lists(world: &World) -> Lists {
    use hamyar_domain::settings::PublishApprovedText;
    use hamyar_domain::{Agency, Catalog, Neighborhood, Place, Settings};
    use hamyar_events::{
        AgencyLevel, ApprovedTextId, ApprovedTextKind, PlaceId, PlaceLevel, agency::AgencyRegistered,
        catalog::CatalogTermDefined, family::Sentence, neighborhood::NeighborhoodRegistered, place::PlaceRegistered,
        settings::ApprovedTextPublished,
    };
    let id = Uuid::now_v7;
    let lists = Lists { agency: id(), place: id(), text: id(), council: council(world).await };
    let source = || "test".to_owned();
    let agency = AgencyRegistered {
        name: "بهزیستی".to_owned(),
        name_en: None,
        level: AgencyLevel::National,
        enforcement: false,
        source: source(),
    };
    world.run::<Agency>(lists.agency, hamyar_domain::agency::RegisterAgency { agency }).await;
    let place = PlaceRegistered {
        level: PlaceLevel::City,
        name: "مشهد".to_owned(),
        name_en: None,
        parent_id: None,
        number: None,
        valid_from: None,
        source: source(),
    };
    world.run::<Place>(lists.place, hamyar_domain::place::RegisterPlace { place }).await;
    let neighborhood = NeighborhoodRegistered {
        name: "قائم".to_owned(),
        name_en: None,
        place_id: PlaceId(lists.place),
        valid_from: None,
        source: source(),
    };
    world.run::<Neighborhood>(Uuid::now_v7(), hamyar_domain::neighborhood::RegisterNeighborhood { neighborhood }).await;
    let text = ApprovedTextPublished {
        text_id: ApprovedTextId(lists.text),
        version: 0,
        kind: ApprovedTextKind::ByLaw,
        title: Sentence { fa: "آیین‌نامه".to_owned(), en: "By-law".to_owned() },
        body: "متن".to_owned(),
        approved_by: "شورا".to_owned(),
        approved_on: "2025-01-01".parse().expect("a day"),
    };
    let wish = PublishApprovedText {
        text,
        again: false,
        after_version: None,
        today: hamyar_persian::tehran_date(chrono::Utc::now()),
    };
    world.run::<Settings>(hamyar_domain::SETTINGS_ID, wish).await;
    let term = CatalogTermDefined {
        catalog: "service_kind".to_owned(),
        code: "counselling".to_owned(),
        title: Sentence { fa: "مشاوره".to_owned(), en: "Counselling".to_owned() },
        domain: None,
        group: None,
        order: 1,
        source: source(),
    };
    world.run::<Catalog>(Uuid::now_v7(), hamyar_domain::catalog::DefineTerm { term }).await;
    lists
}

/// A strategic council of the country.
pub(crate) async fn council(world: &World) -> Uuid {
    let council = hamyar_events::council::CouncilFormed {
        kind: hamyar_events::CouncilKind::StrategicCouncil,
        name: "شورای راهبردی".to_owned(),
        by_law: None,
        place_id: None,
        formed_on: "2025-01-01".parse().expect("a day"),
    };
    let id = Uuid::now_v7();
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    world.run::<hamyar_domain::Council>(id, hamyar_domain::council::FormCouncil { council, today }).await;
    id
}

/// A request to forget a child of the place's family, made by the place's manager.
pub(crate) async fn waiting_erasure(world: &World, name: &str, place: &Place) -> String {
    let manager = world.sign_in(&format!("center_manager.{name}")).await;
    let child = json!({ "given_name": "آرزو", "relation": "child", "despite_elsewhere": true });
    let child = manager.command(&format!("/families/{}/members", place.family), child).await.ok();
    let wish = json!({ "member_id": child["ids"]["member_id"], "ground": "person_request" });
    let waiting = manager.command(&format!("/families/{}/erasures", place.family), wish).await.ok();
    waiting["ids"]["erasure_id"].as_str().expect("an id").to_owned()
}
