//! Agencies: the hundred organizations of the documents, merged through the table of aliases («بهبیستی» is «بهزیستی», S085).

use super::ids::stream_id;
use super::plan::{Plan, SeedCommand};
use super::source::{SeedError, SeedSource};
use hamyar_domain::agency::{AddAlias, AgencyCommand, RecordDuty, RegisterAgency};
use hamyar_events::agency::{AgencyAliasAdded, AgencyDutyRecorded, AgencyRegistered};
use hamyar_events::{AgencyId, AgencyLevel};
use hamyar_persian::{clean_name, fold_joined};
use std::collections::{BTreeMap, HashMap};

/// Id of an agency by its canonical name; spelling variants that fold alike give the same id.
pub fn agency_id(canonical_name: &str) -> AgencyId {
    AgencyId(stream_id("agency", &fold_joined(canonical_name)))
}

/// An agency being put together from several printed names.
struct Merged {
    registered: AgencyRegistered,
    /// Other spellings with their sources, in the order of the files.
    aliases: Vec<(String, String)>,
    /// Whether a row of its own name has been seen, which then speaks for it.
    has_own_row: bool,
}

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let alias_rows = source.sheet("agency_aliases.csv")?.rows;
    let canonical: HashMap<String, String> =
        alias_rows.iter().map(|row| (fold_joined(row.text("alias_fa")), row.text("canonical_fa").to_owned())).collect();

    let mut order: Vec<AgencyId> = Vec::new();
    let mut merged: BTreeMap<AgencyId, Merged> = BTreeMap::new();
    let mut add = |printed: &str, name_en: Option<String>, level: AgencyLevel, enforcement: bool, source: &str| {
        let printed = tidy(printed);
        let name = canonical.get(&fold_joined(&printed)).map_or_else(|| printed.clone(), |name| tidy(name));
        let id = agency_id(&name);
        let own = fold_joined(&printed) == fold_joined(&name);
        let agency = merged.entry(id).or_insert_with(|| {
            order.push(id);
            let registered =
                AgencyRegistered { name: name.clone(), name_en: None, level, enforcement, source: source.to_owned() };
            Merged { registered, aliases: Vec::new(), has_own_row: false }
        });
        agency.registered.enforcement |= enforcement;
        if agency.registered.name_en.is_none() || (own && !agency.has_own_row) {
            agency.registered.name_en = name_en.or(agency.registered.name_en.take());
        }
        if own {
            agency.has_own_row = true;
        } else {
            agency.aliases.push((printed, source.to_owned()));
        }
    };

    for row in source.sheet("organisations.csv")?.rows {
        add(row.text("name_fa"), row.some("name_en"), level(row.text("level")), false, row.text("sources"));
    }
    for row in source.sheet("agencies_more.csv")?.rows {
        let enforcement = row.text("enforcement") == "yes";
        add(row.text("name_fa"), row.some("name_en"), level(row.text("level")), enforcement, row.text("source"));
    }
    for row in &alias_rows {
        add(row.text("alias_fa"), None, AgencyLevel::Unknown, false, row.text("source"));
    }

    for id in order {
        if let Some(agency) = merged.remove(&id) {
            plan_agency(plan, id, agency);
        }
    }
    plan_duties(source, plan)
}

fn plan_agency(plan: &mut Plan, id: AgencyId, agency: Merged) {
    let source = agency.registered.source.clone();
    plan.agencies.insert(fold_joined(&agency.registered.name), id);
    plan.agency_names.insert(id, agency.registered.name.clone());
    let register = RegisterAgency { agency: agency.registered };
    plan.add(id.0, "register", &source, SeedCommand::Agency(AgencyCommand::from(register)));
    for (alias, source) in agency.aliases {
        // Spellings that fold alike find one another anyway; one of them is enough.
        if plan.agencies.insert(fold_joined(&alias), id).is_none() {
            let key = format!("alias/{}", fold_joined(&alias));
            let alias = AddAlias { alias: AgencyAliasAdded { alias, source: source.clone() } };
            plan.add(id.0, &key, &source, SeedCommand::Agency(AgencyCommand::from(alias)));
        }
    }
}

/// Duties of the agencies in the joint action plan. The printed name finds the agency, by its aliases too.
fn plan_duties(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const SOURCE: &str = "002/agency_duties";
    for row in source.sheet("002_agency_duties.csv")?.rows {
        let id = row.read("agency_fa", |printed| plan.agency(printed))?;
        let number = row.read("duty_no", |number| number.parse().ok())?;
        let duty = AgencyDutyRecorded { number, text: row.text("duty_fa").to_owned(), source: SOURCE.to_owned() };
        let command = SeedCommand::Agency(AgencyCommand::from(RecordDuty { duty }));
        plan.add(id.0, &format!("duty/{SOURCE}/{number}"), SOURCE, command);
    }
    Ok(())
}

/// The first level a source prints, in the product's words.
fn level(printed: &str) -> AgencyLevel {
    match printed.split(',').next().unwrap_or_default().trim() {
        "national" => AgencyLevel::National,
        "provincial" => AgencyLevel::Provincial,
        "county" => AgencyLevel::County,
        "district" | "municipal" | "neighbourhood" | "local" => AgencyLevel::Local,
        _ => AgencyLevel::Unknown,
    }
}

/// A printed name with Persian letters and without the blank before a comma.
fn tidy(printed: &str) -> String {
    clean_name(printed).replace(" ،", "،").replace("( ", "(").replace(" )", ")")
}
