//! Real families in the log, through the family's own commands.

use futures::{StreamExt, TryStreamExt};
use hamyar_domain::Family;
use hamyar_domain::family::{FamilyCommand, GiveConsent, IdentifyFamily, RecordVisit};
use hamyar_event_store::{Committed, EventStore};
use hamyar_events::family::{ConsentGiven, FamilyIdentified, Registration, VisitFacts, VisitRecorded};
use hamyar_events::{
    CenterId, ConsentBasis, EntryWay, InformationSource, NeighborhoodId, Personal, VisitId, VisitPlace,
};
use uuid::Uuid;

use crate::Fault;
use crate::work::context;

/// A family to be made.
#[derive(Clone, Copy)]
pub(crate) struct Seed {
    pub(crate) id: Uuid,
    pub(crate) number: u32,
    pub(crate) center_id: Uuid,
    pub(crate) neighborhood_id: Uuid,
}

async fn execute(store: &EventStore, id: Uuid, command: FamilyCommand) -> Result<Committed, Fault> {
    store.execute::<Family>(id, command, context()).await.map_err(|error| format!("{error:?}").into())
}

fn identify(seed: Seed) -> FamilyCommand {
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let family = FamilyIdentified {
        file_number: format!("M{}", seed.number),
        center_id: Some(CenterId(seed.center_id)),
        neighborhood_id: NeighborhoodId(seed.neighborhood_id),
        family_name: Personal::of_family(seed.id, format!("خانوادهٔ {}", seed.number)),
        address: Some(Personal::of_family(seed.id, format!("کوچهٔ {}", seed.number))),
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::LocalSetting,
            referred_by: None,
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: today,
    };
    IdentifyFamily { family, today }.into()
}

/// A visit with a sealed note.
pub(crate) async fn visit(store: &EventStore, id: Uuid) -> Result<Committed, Fault> {
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let visit = VisitFacts {
        visited_on: today,
        place: VisitPlace::Home,
        present: Vec::new(),
        note: Some(Personal::of_family(id, "با خانواده گفت‌وگو شد؛ پیگیری بیمهٔ درمان لازم است.".to_owned())),
        next_visit_on: None,
    };
    let visit = VisitRecorded { visit_id: VisitId(Uuid::now_v7()), caseworker_id: None, visit };
    execute(store, id, RecordVisit { visit, today }.into()).await
}

/// The family agrees, on a legal ground: nobody has to be named for it.
pub(crate) async fn consent(store: &EventStore, id: Uuid) -> Result<Committed, Fault> {
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let ground = Some(Personal::of_family(id, "حکم".to_owned()));
    let consent = ConsentGiven { basis: ConsentBasis::LegalGround, member_id: None, ground, given_on: today };
    execute(store, id, GiveConsent { consent, today }.into()).await
}

/// Families of so many events each: identified, then visited.
pub(crate) async fn make(store: &EventStore, seeds: &[Seed], events: u32) -> Result<(), Fault> {
    futures::stream::iter(seeds)
        .map(|seed| async move {
            execute(store, seed.id, identify(*seed)).await?;
            for _ in 1..events {
                visit(store, seed.id).await?;
            }
            Ok::<_, Fault>(())
        })
        .buffer_unordered(128)
        .try_for_each(|()| async { Ok(()) })
        .await
}

/// So many families of any center.
pub(crate) fn seeds(count: u32) -> Vec<Seed> {
    let seed = |number| Seed {
        id: Uuid::from_u128(0x00f0_0000 + u128::from(number)),
        number,
        center_id: Uuid::from_u128(7),
        neighborhood_id: Uuid::from_u128(8),
    };
    (0..count).map(seed).collect()
}
