//! One change to many families, through the interface.

use hamyar_domain::agency::RegisterAgency;
use hamyar_domain::family::AgreeToHandingOn;
use hamyar_domain::{Agency, Family};
use hamyar_event_store::EventStore;
use hamyar_events::agency::AgencyRegistered;
use hamyar_events::family::HandingOnAgreed;
use hamyar_events::{AgencyId, AgencyLevel};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

use crate::Fault;
use crate::client::Connection;
use crate::families::{self, Seed};
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::work::context;

const FAMILIES: u32 = 300;

/// Marks every one of 300 families as sent to a body in a list, by the manager of their center; a body for each round.
pub(super) async fn measure(
    store: &EventStore,
    manager: &mut Connection,
    center: Uuid,
    place: &Place,
) -> Result<Row, Fault> {
    let count = place.size(FAMILIES, 20);
    let seed = |number: u32| Seed {
        id: Uuid::from_u128(0x00b0_0000 + u128::from(number)),
        number: 9_000_000 + number,
        center_id: center,
        neighborhood_id: Uuid::from_u128(1),
    };
    let seeds: Vec<Seed> = (0..count).map(seed).collect();
    families::make(store, &seeds, 1).await?;
    for one in &seeds {
        families::consent(store, one.id).await?;
    }
    let named: Vec<Value> = seeds.iter().map(|one| json!({ "family_id": one.id })).collect();
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let mut longest = Duration::ZERO;
    for round in 0..place.size(5_u128, 2) {
        let agency = Uuid::from_u128(0x00a0_0000 + round);
        let registered = AgencyRegistered {
            name: format!("دستگاه {round}"),
            name_en: None,
            level: AgencyLevel::National,
            enforcement: false,
            source: "bench".to_owned(),
        };
        let registered = store.execute::<Agency>(agency, RegisterAgency { agency: registered }.into(), context()).await;
        registered.map_err(|error| format!("{error:?}"))?;
        // Each household said yes to this body before the list was made.
        for one in &seeds {
            let agreement = HandingOnAgreed { agency_id: AgencyId(agency), member_id: None, agreed_on: today };
            let agreed = store.execute::<Family>(one.id, AgreeToHandingOn { agreement, today }.into(), context()).await;
            agreed.map_err(|error| format!("{error:?}"))?;
        }
        let body = json!({ "command_id": Uuid::now_v7(), "operation": "send_to_agency", "families": named, "command": { "agency_id": agency }, "try_only": false });
        let answer = manager.post("/families/bulk", &body.to_string()).await?.ok()?;
        longest = longest.max(answer.took);
    }
    let how =
        format!("{count} families marked as sent in one request, each by its own command; the longest of the rounds");
    Ok(Row::new("bulk change of 300 families", Bar::AtMost(2.0), longest.as_secs_f64(), "s", how))
}
