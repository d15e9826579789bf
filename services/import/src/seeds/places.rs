//! Places: the tree from the country down, zones and municipal districts as groups over it, and the neighborhoods.

use super::ids::{document_day, stream_id};
use super::plan::{Plan, SeedCommand};
use super::source::{Row, SeedError, SeedSource};
use crate::gazetteer::KnownNeighborhood;
use hamyar_domain::neighborhood::{GroupNeighborhood, NeighborhoodCommand, RecordProfile, RegisterNeighborhood};
use hamyar_domain::place::{PlaceCommand, RegisterPlace};
use hamyar_events::neighborhood::{NeighborhoodGrouped, NeighborhoodRegistered, ProfileNote};
use hamyar_events::place::{FigureDeclared, PlaceRegistered};
use hamyar_events::{NeighborhoodId, PlaceId, PlaceLevel, Qualifier};
use hamyar_persian::JalaliDate;
use std::collections::HashMap;

const ZONES: &str = "002/mashhad_zones";

/// Id of a place by its key in `places.csv`, such as `mashhad`; zones are `mashhad_zone_1`, districts `mashhad_district_3`.
pub fn place_id(key: &str) -> PlaceId {
    PlaceId(stream_id("place", key))
}

/// Id of a neighborhood by its key: those of `neighborhoods.csv` by name, Mashhad's by zone and rank (`mashhad_5_3`), because
/// three of them are called «قائم» (S094).
pub fn neighborhood_id(key: &str) -> NeighborhoodId {
    NeighborhoodId(stream_id("neighborhood", key))
}

/// Key of one of Mashhad's neighborhoods.
pub fn mashhad_key(zone: &str, rank: &str) -> String {
    format!("mashhad_{zone}_{rank}")
}

/// Key of one of Mashhad's zones.
pub fn zone_key(zone: &str) -> String {
    format!("mashhad_zone_{zone}")
}

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let names = plan_tree(source, plan)?;
    let zones = plan_mashhad_groups(source, plan)?;
    plan_mashhad_neighborhoods(source, plan, &zones)?;
    plan_other_neighborhoods(source, plan, &names)?;
    plan_profiles(source, plan)
}

/// What a place lies in, itself first, by names.
type Chain = Vec<String>;

fn plan_tree(source: &SeedSource, plan: &mut Plan) -> Result<HashMap<String, Chain>, SeedError> {
    let mut chains: HashMap<String, Chain> = HashMap::new();
    for row in source.sheet("places.csv")?.rows {
        let parent = row.some("parent_key");
        let parent_chain = match &parent {
            // Parents stand above their children in the file.
            Some(key) => row.read("parent_key", |_| chains.get(key).cloned())?,
            None => Vec::new(),
        };
        let chain: Chain = [vec![row.text("name_fa").to_owned()], parent_chain].concat();
        chains.insert(row.text("key").to_owned(), chain);
        let valid_from = match row.some("valid_from_jalali") {
            Some(_) => Some(row.read("valid_from_jalali", |text| text.parse::<JalaliDate>().ok())?.to_gregorian()),
            None => None,
        };
        let place = PlaceRegistered {
            level: row.read("level", |text| text.parse().ok())?,
            name: row.text("name_fa").to_owned(),
            name_en: row.some("name_en"),
            parent_id: parent.as_deref().map(place_id),
            number: if row.text("number").is_empty() { None } else { Some(row.read("number", |n| n.parse().ok())?) },
            valid_from,
            source: row.text("source").to_owned(),
        };
        register_place(plan, row.text("key"), place);
    }
    Ok(chains)
}

/// Zones (پهنه) and municipal districts (منطقه) of Mashhad. The source says which districts a zone touches, not which
/// neighborhood of it lies in which, so only neighborhoods of a zone within one district are put in that district.
fn plan_mashhad_groups(source: &SeedSource, plan: &mut Plan) -> Result<HashMap<String, (String, Vec<u16>)>, SeedError> {
    let mut zones = HashMap::new();
    let mut districts = std::collections::BTreeSet::new();
    for row in source.sheet("002_mashhad_zones.csv")?.rows {
        let numbers: Vec<u16> = row.read("municipal_districts", |text| {
            text.split(';').map(|number| number.trim().parse().ok()).collect::<Option<Vec<u16>>>()
        })?;
        districts.extend(numbers.iter().copied());
        let zone = row.text("zone_no");
        let place = PlaceRegistered {
            level: PlaceLevel::Zone,
            name: row.text("zone").to_owned(),
            name_en: None,
            parent_id: Some(place_id("mashhad")),
            number: Some(row.read("zone_no", |number| number.parse().ok())?),
            valid_from: Some(document_day(ZONES)),
            source: ZONES.to_owned(),
        };
        register_place(plan, &zone_key(zone), place);
        zones.insert(zone.to_owned(), (row.text("zone").to_owned(), numbers));
    }
    for number in districts {
        let place = PlaceRegistered {
            level: PlaceLevel::MunicipalDistrict,
            name: format!("منطقه {} شهرداری مشهد", hamyar_persian::digits::to_persian(&number.to_string())),
            name_en: Some(format!("Mashhad Municipal District {number}")),
            parent_id: Some(place_id("mashhad")),
            number: Some(number),
            valid_from: None,
            source: ZONES.to_owned(),
        };
        register_place(plan, &format!("mashhad_district_{number}"), place);
    }
    Ok(zones)
}

fn plan_mashhad_neighborhoods(
    source: &SeedSource,
    plan: &mut Plan,
    zones: &HashMap<String, (String, Vec<u16>)>,
) -> Result<(), SeedError> {
    const SOURCE: &str = "002/mashhad_neighbourhoods";
    for row in source.sheet("002_mashhad_neighbourhoods.csv")?.rows {
        let (zone, rank) = (row.text("zone_no"), row.text("rank_in_zone"));
        let (zone_name, districts) = row.read("zone_no", |zone| zones.get(zone))?;
        let key = mashhad_key(zone, rank);
        let printed = row.text("neighbourhood");
        let name = with_half_space(printed);
        let lies_in =
            vec![zone_name.clone(), format!("پهنه {zone}"), zone.to_owned(), "مشهد".into(), "خراسان رضوی".into()];
        register_neighborhood(
            plan,
            &key,
            NeighborhoodRegistered {
                name: name.clone(),
                name_en: None,
                place_id: place_id("mashhad"),
                valid_from: None,
                source: SOURCE.to_owned(),
            },
            KnownNeighborhood { id: neighborhood_id(&key), names: vec![name], lies_in },
        );
        group(plan, &key, &zone_key(zone), Some(row.read("rank_in_zone", |rank| rank.parse().ok())?), SOURCE);
        if let [only] = districts[..] {
            group(plan, &key, &format!("mashhad_district_{only}"), None, ZONES);
        }
    }
    Ok(())
}

fn plan_other_neighborhoods(
    source: &SeedSource,
    plan: &mut Plan,
    chains: &HashMap<String, Chain>,
) -> Result<(), SeedError> {
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    for row in source.sheet("neighborhood_aliases.csv")?.rows {
        aliases.entry(row.text("key").to_owned()).or_default().push(row.text("alias_fa").to_owned());
    }
    for row in source.sheet("neighborhoods.csv")?.rows {
        let key = row.text("key");
        let lies_in = row.read("place_key", |place| chains.get(place).cloned())?;
        let name = row.text("name_fa").to_owned();
        let names = [vec![name.clone()], aliases.remove(key).unwrap_or_default()].concat();
        let registered = NeighborhoodRegistered {
            name,
            name_en: row.some("name_en"),
            place_id: place_id(row.text("place_key")),
            valid_from: None,
            source: row.text("source").to_owned(),
        };
        register_neighborhood(plan, key, registered, KnownNeighborhood { id: neighborhood_id(key), names, lies_in });
        if let Some(group_key) = row.some("group_key") {
            group(plan, key, &group_key, None, row.text("source"));
        }
    }
    Ok(())
}

/// Profiles of Qazvin's eight neighborhoods: hours and participants of the classes, audience, risk and period as printed.
fn plan_profiles(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const PROFILE: &str = "000/neighbourhood_profiles";
    const CLASSES: &str = "000/training_classes";
    let classes = source.sheet("000_training_classes.csv")?.rows;
    for row in source.sheet("000_neighbourhood_profiles.csv")?.rows {
        let key = row.text("neighbourhood_key");
        let class = classes.iter().find(|class| class.text("neighbourhood_key") == key);
        let figure =
            |row: &Row, column: &str, indicator: &str, unit: &str| -> Result<Option<FigureDeclared>, SeedError> {
                let Some(value_thousandths) = row.thousandths(column)? else { return Ok(None) };
                Ok(Some(FigureDeclared {
                    indicator: indicator.to_owned(),
                    value_thousandths,
                    qualifier: Qualifier::Exact,
                    unit: unit.to_owned(),
                    period: Some("تابستان ۱۳۹۷".to_owned()),
                    source: CLASSES.to_owned(),
                    quote: None,
                }))
            };
        let mut figures = Vec::new();
        if let Some(class) = class {
            figures.extend(figure(class, "hours", "class_hours", "hour")?);
            figures.extend(figure(class, "participants", "class_participants", "person")?);
        }
        let mut notes: Vec<ProfileNote> = [("audience", "audience"), ("risk", "risk_title"), ("period", "period")]
            .into_iter()
            .filter_map(|(kind, column)| Some((kind, row.some(column)?)))
            .map(|(kind, text)| ProfileNote { kind: kind.to_owned(), text, source: PROFILE.to_owned() })
            .collect();
        // Where the table of classes titles the risk otherwise, both titles are kept.
        let class_risk =
            class.and_then(|class| class.some("risk_title")).filter(|title| title != row.text("risk_title"));
        notes.extend(class_risk.map(|text| ProfileNote { kind: "risk".into(), text, source: CLASSES.into() }));
        let profile = RecordProfile {
            figures,
            counted: Vec::new(),
            notes,
            as_of: document_day(PROFILE),
            today: None,
            after_version: None,
        };
        let command = SeedCommand::Neighborhood(NeighborhoodCommand::from(profile));
        plan.add(neighborhood_id(key).0, &format!("profile/{PROFILE}"), PROFILE, command);
    }
    Ok(())
}

fn register_place(plan: &mut Plan, key: &str, place: PlaceRegistered) {
    let source = place.source.clone();
    let command = SeedCommand::Place(PlaceCommand::from(RegisterPlace { place }));
    plan.add(place_id(key).0, "register", &source, command);
}

fn register_neighborhood(plan: &mut Plan, key: &str, neighborhood: NeighborhoodRegistered, known: KnownNeighborhood) {
    let source = neighborhood.source.clone();
    let command = SeedCommand::Neighborhood(NeighborhoodCommand::from(RegisterNeighborhood { neighborhood }));
    plan.add(neighborhood_id(key).0, "register", &source, command);
    plan.neighborhoods.push(known);
}

fn group(plan: &mut Plan, key: &str, group_key: &str, rank: Option<u16>, source: &str) {
    let group = NeighborhoodGrouped {
        group_id: place_id(group_key),
        rank,
        valid_from: Some(document_day(source)),
        source: source.to_owned(),
    };
    let command = SeedCommand::Neighborhood(NeighborhoodCommand::from(GroupNeighborhood { group }));
    plan.add(neighborhood_id(key).0, &format!("group/{group_key}"), source, command);
}

/// The source prints «ابراهیمآباد» where the half space was lost; search folding finds either spelling.
fn with_half_space(name: &str) -> String {
    match name.find("آباد") {
        Some(at) if at > 0 && !name[..at].ends_with(' ') => format!("{}\u{200C}{}", &name[..at], &name[at..]),
        _ => name.to_owned(),
    }
}
