//! Seed data against the totals that were worked out for the documents (`checks.csv`).

use super::*;
use crate::gazetteer::Resolution;
use hamyar_domain::{
    AgencyCommand, CatalogCommand, CouncilCommand, EquipmentCommand, FacilitatorCommand, NeighborhoodCommand,
    PlaceCommand, ProgramCommand, SeriesCommand, WorkshopCommand,
};
use hamyar_events::place::FigureDeclared;
use hamyar_events::{InterventionApproach, InterventionLevel, PlaceId, PlaceLevel, ProgramField, Qualifier};
use hamyar_persian::fold_joined;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn planned() -> Plan {
    plan(&SeedSource::BuiltIn).expect("seed data is readable")
}

/// Computed value of a line of `checks.csv`.
fn check(id: &str) -> i64 {
    let text = include_str!("../../../../seed-data/checks.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = reader.records().flatten().find(|row| &row[0] == id).expect("a check of that id");
    row[3].parse().expect("a whole number")
}

fn printed(id: &str) -> i64 {
    let text = include_str!("../../../../seed-data/checks.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = reader.records().flatten().find(|row| &row[0] == id).expect("a check of that id");
    row[4].parse().expect("a whole number")
}

fn figures(plan: &Plan) -> Vec<(PlaceId, FigureDeclared)> {
    plan.commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Place(PlaceCommand::DeclareFigure(declare)) => {
                Some((PlaceId(planned.stream_id), declare.figure.clone()))
            }
            _ => None,
        })
        .collect()
}

/// Sum in whole units of an indicator over places, from one source.
fn sum(plan: &Plan, places: &[&str], indicator: &str, source: &str) -> i64 {
    let places: BTreeSet<PlaceId> = places.iter().map(|key| place_id(key)).collect();
    let declared = figures(plan);
    let of = declared
        .iter()
        .filter(|(place, figure)| places.contains(place) && figure.indicator == indicator && figure.source == source);
    of.map(|(_, figure)| figure.value_thousandths / 1000).sum()
}

fn registered(plan: &Plan, level: PlaceLevel) -> usize {
    let is = |planned: &&PlannedCommand| matches!(&planned.command, SeedCommand::Place(PlaceCommand::RegisterPlace(register)) if register.place.level == level);
    plan.commands.iter().filter(is).count()
}

const TOWNS: [&str; 5] = ["mashhad", "neyshabur", "sabzevar", "torbat_heydarieh", "kashmar"];

fn zones() -> Vec<String> {
    (1..=8).map(|zone| zone_key(&zone.to_string())).collect()
}

#[test]
fn ids_are_the_same_every_time_and_never_meet() {
    let (first, second) = (planned(), planned());
    assert_eq!(first.commands, second.commands);
    let ids: BTreeSet<Uuid> = first.commands.iter().map(|planned| planned.command_id).collect();
    assert_eq!(ids.len(), first.commands.len());
}

#[test]
fn a_stream_begins_with_its_registration_and_names_only_earlier_places() {
    let plan = planned();
    let mut begun: BTreeSet<Uuid> = BTreeSet::new();
    for planned in &plan.commands {
        let (begins, names) = match &planned.command {
            SeedCommand::Place(PlaceCommand::RegisterPlace(place)) => (true, place.place.parent_id),
            SeedCommand::Neighborhood(NeighborhoodCommand::RegisterNeighborhood(place)) => {
                (true, Some(place.neighborhood.place_id))
            }
            SeedCommand::Neighborhood(NeighborhoodCommand::GroupNeighborhood(group)) => {
                (false, Some(group.group.group_id))
            }
            SeedCommand::Agency(AgencyCommand::RegisterAgency(_)) => (true, None),
            SeedCommand::Council(CouncilCommand::FormCouncil(form)) => (true, form.council.place_id),
            SeedCommand::Facilitator(FacilitatorCommand::NominateFacilitator(nominate)) => {
                (true, Some(nominate.nomination.place_id))
            }
            SeedCommand::Workshop(WorkshopCommand::PlanWorkshop(plan)) => (true, Some(plan.plan.place_id)),
            SeedCommand::Program(ProgramCommand::RegisterProgram(register)) => {
                (true, register.program.facts.provinces.first().copied())
            }
            SeedCommand::Equipment(EquipmentCommand::OpenEquipmentLine(_)) => (true, None),
            SeedCommand::Series(SeriesCommand::OpenSeries(_)) => (true, None),
            SeedCommand::Catalog(_) => (!begun.contains(&planned.stream_id), None),
            _ => (false, None),
        };
        assert_eq!(begins, begun.insert(planned.stream_id), "{:?}", planned.command);
        assert!(names.is_none_or(|place| begun.contains(&place.0)), "{:?}", planned.command);
    }
}

/// S091
#[test]
fn s091_the_settlements_of_five_towns_sum_to_what_is_printed() {
    let plan = planned();
    let source = "002/informal_settlements_by_city";
    assert_eq!(sum(&plan, &TOWNS, "informal_neighborhoods", source), check("C13"));
    assert_eq!(sum(&plan, &TOWNS, "informal_area", source), check("C14"));
    assert_eq!(sum(&plan, &TOWNS, "informal_population", source), check("C15"));
    assert_eq!(sum(&plan, &["khorasan_razavi"], "informal_population", source), printed("C15"));
}

/// S092
#[test]
fn s092_mashhad_has_8_zones_and_66_neighborhoods_on_3894_hectares() {
    let plan = planned();
    let zones = zones();
    let zones: Vec<&str> = zones.iter().map(String::as_str).collect();
    assert_eq!(registered(&plan, PlaceLevel::Zone), 8);
    assert_eq!(sum(&plan, &zones, "informal_area", "002/mashhad_zones"), check("C19"));
    let of_mashhad = plan.commands.iter().filter(|planned| {
        matches!(&planned.command, SeedCommand::Neighborhood(NeighborhoodCommand::RegisterNeighborhood(register))
            if register.neighborhood.place_id == place_id("mashhad"))
    });
    assert_eq!(i64::try_from(of_mashhad.count()).ok(), Some(check("C21")));
}

/// S093
#[test]
fn s093_the_zones_sum_to_883485_beside_the_declared_1250000() {
    let plan = planned();
    let zones = zones();
    let zones: Vec<&str> = zones.iter().map(String::as_str).collect();
    assert_eq!(sum(&plan, &zones, "informal_population", "002/mashhad_zones"), 883_485);
    assert_eq!(check("C20"), 883_485);
    let declared = figures(&plan).into_iter().find(|(place, figure)| {
        *place == place_id("mashhad")
            && figure.source == "002/mashhad_zones_total_as_printed"
            && figure.unit == "person"
    });
    let (_, declared) = declared.expect("the printed total");
    assert_eq!(declared.value_thousandths, 1_250_000_000);
    assert!(declared.quote.is_some_and(|quote| quote.contains("اتباع بیگانه")));
    assert_eq!(sum(&plan, &["mashhad"], "informal_population", "002/informal_settlements_by_city"), printed("C22"));
}

/// S094
#[test]
fn s094_three_neighborhoods_of_one_name_stay_three() {
    let plan = planned();
    let Resolution::Several(ids) = plan.gazetteer().resolve("قائم") else { panic!("three are expected") };
    assert_eq!(ids, [neighborhood_id("mashhad_5_3"), neighborhood_id("mashhad_6_9"), neighborhood_id("mashhad_7_6")]);
    let names: BTreeSet<String> = (1..=8)
        .flat_map(|zone| (1..=14).map(move |rank| mashhad_key(&zone.to_string(), &rank.to_string())))
        .filter_map(|key| plan.neighborhoods.iter().find(|known| known.id == neighborhood_id(&key)))
        .map(|known| fold_joined(&known.names[0]))
        .collect();
    assert_eq!(i64::try_from(names.len()).ok(), Some(check("C25")));
}

/// S096
#[test]
fn s096_a_zone_ranks_its_neighborhoods() {
    let plan = planned();
    let mut ranks: BTreeMap<PlaceId, Vec<u16>> = BTreeMap::new();
    for planned in &plan.commands {
        if let SeedCommand::Neighborhood(NeighborhoodCommand::GroupNeighborhood(group)) = &planned.command
            && let Some(rank) = group.group.rank
        {
            ranks.entry(group.group.group_id).or_default().push(rank);
        }
    }
    let counts: Vec<usize> = zones().iter().map(|zone| ranks[&place_id(zone)].len()).collect();
    assert_eq!(counts, [12, 14, 3, 10, 6, 11, 8, 2]);
    assert!(ranks.values().all(|ranks| ranks.iter().copied().eq(1..=u16::try_from(ranks.len()).unwrap_or(0))));
}

/// S079
#[test]
fn s079_qazvin_has_8_neighborhoods_in_4_counties_by_the_tree() {
    let plan = planned();
    let mut counties = BTreeSet::new();
    let mut neighborhoods = 0;
    for known in plan.neighborhoods.iter().filter(|known| known.lies_in.contains(&"ایران".to_owned())) {
        if known.lies_in.iter().rev().nth(1).is_some_and(|province| province == "قزوین") {
            neighborhoods += 1;
            counties.extend(known.lies_in.iter().rev().nth(2).cloned());
        }
    }
    assert_eq!(neighborhoods, check("C03"));
    assert_eq!(i64::try_from(counties.len()).ok(), Some(check("C04")));
}

/// S080
#[test]
fn s080_a_profile_keeps_audience_risk_period_and_hours() {
    let plan = planned();
    let profiles: Vec<_> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Neighborhood(NeighborhoodCommand::RecordProfile(profile)) => Some(profile),
            _ => None,
        })
        .collect();
    assert_eq!(profiles.len(), 8);
    for profile in &profiles {
        let kinds: BTreeSet<&str> = profile.notes.iter().map(|note| note.kind.as_str()).collect();
        assert_eq!(kinds, BTreeSet::from(["audience", "period", "risk"]));
    }
    let total = |indicator: &str| -> i64 {
        let of = profiles.iter().flat_map(|profile| &profile.figures).filter(|figure| figure.indicator == indicator);
        of.map(|figure| figure.value_thousandths / 1000).sum()
    };
    assert_eq!((total("class_participants"), total("class_hours")), (check("C01"), 480));
}

#[test]
fn rey_and_kahrizak_are_places_families_can_live_in() {
    let places = planned().gazetteer();
    assert_eq!(places.resolve("شهر ری"), Resolution::Known(neighborhood_id("rey")));
    assert_eq!(places.resolve("كهريزك"), Resolution::Known(neighborhood_id("kahrizak")));
    assert_eq!(places.len(), 66 + 8 + 2);
}

/// S085
#[test]
fn s085_three_spellings_of_behzisti_are_one_agency() {
    let plan = planned();
    let id = plan.agency("بهزیستی").expect("known");
    for spelling in ["بهبیستی", "بهبودیستی", "سازمان بهزيستي", "اداره کل بهزیستی استان"]
    {
        assert_eq!(plan.agency(spelling), Some(id), "{spelling}");
    }
    assert_ne!(plan.agency("کمیته امداد"), Some(id));
}

#[test]
fn the_hundred_organizations_are_merged_by_the_alias_table() {
    let plan = planned();
    let sheet = SeedSource::BuiltIn.sheet("organisations.csv").expect("readable");
    assert_eq!(sheet.rows.len(), 100);
    let merged: BTreeSet<_> = sheet
        .rows
        .iter()
        .map(|row| plan.agency(row.text("name_fa")).unwrap_or_else(|| panic!("{} is lost", row.text("name_fa"))))
        .collect();
    assert_eq!(merged.len(), 91);
    assert!(merged.iter().all(|id| plan.agency_names.contains_key(id)));
    for partner in SeedSource::BuiltIn.sheet("001_partner_agencies.csv").expect("readable").rows {
        assert!(plan.agency(partner.text("agency_fa")).is_some(), "{}", partner.text("agency_fa"));
    }
}

/// S083
#[test]
fn s083_the_agencies_of_the_roadmaps_are_43_and_behzisti_has_the_most_actions() {
    let plan = planned();
    let rows = SeedSource::BuiltIn.sheet("000_roadmap_action_agencies.csv").expect("readable").rows;
    assert_eq!(rows.len(), 121);
    let mut by_agency: BTreeMap<_, usize> = BTreeMap::new();
    let mut keys: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        let printed = row.text("agency_as_printed");
        let id = plan.agency(printed).unwrap_or_else(|| panic!("{printed} is lost"));
        *by_agency.entry(id).or_default() += 1;
        keys.entry(id).or_default().insert(row.text("agency_key_proposed"));
    }
    assert!(keys.values().all(|keys| keys.len() == 1), "two agencies were taken for one");
    assert_eq!(by_agency.len(), 43);
    let most = by_agency.iter().max_by_key(|(_, count)| **count).expect("some");
    assert_eq!((*most.0, *most.1), (plan.agency("بهزیستی").expect("known"), 13));
}

#[test]
fn duties_of_fourteen_kinds_of_agency_are_recorded() {
    let plan = planned();
    let duties: Vec<_> = plan
        .commands
        .iter()
        .filter(|planned| matches!(planned.command, SeedCommand::Agency(AgencyCommand::RecordDuty(_))))
        .map(|planned| planned.stream_id)
        .collect();
    assert_eq!(duties.len(), SeedSource::BuiltIn.sheet("002_agency_duties.csv").expect("readable").rows.len());
    assert_eq!(duties.iter().collect::<BTreeSet<_>>().len(), 14);
}

#[test]
fn enforcement_bodies_are_marked_from_the_start() {
    let plan = planned();
    let marked: BTreeSet<String> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Agency(AgencyCommand::RegisterAgency(register)) if register.agency.enforcement => {
                Some(register.agency.name.clone())
            }
            _ => None,
        })
        .collect();
    assert_eq!(marked.len(), 4);
    assert!(marked.contains("نیروی انتظامی"));
}

/// S006 S042
#[test]
fn s006_s042_every_term_of_the_documents_is_in_a_catalog() {
    let terms: BTreeSet<(String, String)> = planned()
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Catalog(CatalogCommand::DefineTerm(define)) => {
                assert!(!define.term.title.en.is_empty() && !define.term.title.fa.is_empty());
                Some((define.term.catalog.clone(), fold_joined(&define.term.title.fa)))
            }
            _ => None,
        })
        .collect();
    let mut missing = Vec::new();
    for (file, column, catalog) in [
        ("003_catalogues.csv", "term_fa", None),
        ("002_vulnerable_groups.csv", "category_fa", Some("vulnerable_group")),
        ("002_action_programme_catalogue.csv", "measure_fa", Some("local_measure")),
        ("004_facility_types.csv", "facility_fa", Some("facility_type")),
    ] {
        for row in SeedSource::BuiltIn.sheet(file).expect("readable").rows {
            let title = fold_joined(row.text(column));
            // «معتادان» and «بیکار» may stand in more than one catalog; the term's own one is asked for where it is known.
            if !terms.iter().any(|(of, term)| *term == title && catalog.is_none_or(|catalog| catalog == of)) {
                missing.push(row.text(column).to_owned());
            }
        }
    }
    // One title of the document is a description («طبقه‌بندی آنها …»), two have a letter missing in print.
    assert_eq!(
        missing,
        ["مسولین نهادهای مرتبط", "فارغالتحصیلان حوزی و دانشگاهی", "طبقهبندی آنها براساس سن، جنس، مهارت، تحصیلات"]
    );
}

/// S115
#[test]
fn s115_figures_keep_their_qualifier_and_source() {
    let declared = figures(&planned());
    let find = |indicator: &str| {
        declared
            .iter()
            .find(|(_, figure)| figure.indicator == indicator)
            .map(|(_, figure)| figure.clone())
            .expect("known")
    };
    assert_eq!(
        (find("registry_completed").value_thousandths, find("registry_completed").qualifier),
        (5_972_000, Qualifier::Exact)
    );
    assert_eq!(find("registry_about").qualifier, Qualifier::About);
    assert_eq!(find("mou_budget").qualifier, Qualifier::MoreThan);
    assert_eq!(find("drowning_deaths").qualifier, Qualifier::LessThan);
    assert_eq!(find("divorce_rate_married_women").value_thousandths, 7_900);
    assert_eq!(find("ngo_licences_national").period.as_deref(), Some("1392-1398"));
    assert!(declared.iter().all(|(_, figure)| !figure.source.is_empty()));
}

/// Document 004, table by table.
#[test]
fn the_national_tables_are_planned_row_by_row() {
    let plan = planned();
    let rows = |file: &'static str| SeedSource::BuiltIn.sheet(file).expect("readable").rows;
    let programs: Vec<_> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Program(ProgramCommand::RegisterProgram(register)) => Some(&register.program),
            _ => None,
        })
        .collect();
    let titles = |source: &str| -> Vec<&str> {
        let of = programs.iter().filter(|one| one.source.as_deref() == Some(source));
        of.map(|one| one.facts.title.as_str()).collect()
    };
    let printed = |file: &'static str, column: &str| -> Vec<String> {
        rows(file).iter().map(|row| row.text(column).to_owned()).collect()
    };
    assert_eq!(titles("004/macro_actions"), printed("004_macro_actions.csv", "action_fa"));
    assert_eq!(titles("004/detailed_measures"), printed("004_detailed_measures.csv", "measure_fa"));
    let kinds = rows("004_fields_schemes_groups.csv");
    let of_kind = |kind: &str| -> Vec<&str> {
        kinds.iter().filter(|row| row.text("kind") == kind).map(|row| row.text("name_fa")).collect()
    };
    assert_eq!(titles("004/schemes"), of_kind("scheme"));
    assert_eq!(of_kind("field").len(), ProgramField::ALL.len());
    let provinces = |source: &str| -> Vec<usize> {
        let of = programs.iter().filter(|one| one.source.as_deref() == Some(source));
        of.map(|one| one.facts.provinces.iter().collect::<BTreeSet<_>>().len()).collect()
    };
    assert_eq!(provinces("004/border_provinces"), [rows("004_border_provinces.csv").len()]);
    assert_eq!(provinces("004/workshop_provinces"), [rows("004_workshop_provinces.csv").len()]);
    let groups = plan.commands.iter().filter(|planned| {
        matches!(&planned.command, SeedCommand::Catalog(CatalogCommand::DefineTerm(define)) if define.term.catalog == "national_target_group")
    });
    assert_eq!(groups.count(), of_kind("target_group").len());

    let goals = plan.commands.iter().filter(|planned| {
        matches!(&planned.command, SeedCommand::Catalog(CatalogCommand::DefineTerm(define)) if define.term.catalog == "national_goal")
    });
    let text = include_str!("../../../../seed-data/004_macro_goals.csv");
    assert_eq!(goals.count(), csv::Reader::from_reader(text.as_bytes()).records().count());

    // Who does what, where the document names the agency; of Nemad's 14 and Saman's 6 it names none.
    let shares: Vec<_> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Program(ProgramCommand::GiveShare(give)) => Some(&give.share),
            _ => None,
        })
        .collect();
    assert_eq!(shares.len(), rows("004_program_shares.csv").len());
    assert!(shares.iter().all(|share| plan.agency_names.contains_key(&share.agency_id)));
    let quoted = rows("004_program_shares.csv");
    assert!(quoted.iter().all(|row| !row.text("quote_fa").is_empty() && !row.text("key").contains("نماد")));

    // S118: six cells; the document puts nothing into them, and neither does the seed.
    let cells: BTreeSet<(String, String)> = {
        let text = include_str!("../../../../seed-data/004_intervention_matrix.csv");
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        reader.records().flatten().map(|row| (row[0].to_owned(), row[3].to_owned())).collect()
    };
    let known: BTreeSet<(String, String)> = InterventionLevel::ALL
        .iter()
        .flat_map(|level| InterventionApproach::ALL.iter().map(move |one| (level.to_string(), one.to_string())))
        .collect();
    assert_eq!((cells.len(), cells), (6, known));
    let classed =
        |planned: &&PlannedCommand| matches!(&planned.command, SeedCommand::Program(ProgramCommand::ClassProgram(_)));
    assert_eq!(plan.commands.iter().filter(classed).count(), 0);

    let coverage: Vec<_> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Equipment(EquipmentCommand::DeclareEquipmentCoverage(declare)) => Some(&declare.coverage),
            _ => None,
        })
        .collect();
    let sheet = rows("004_equipment_coverage.csv");
    assert_eq!(coverage.len(), sheet.len());
    for (one, row) in coverage.iter().zip(&sheet) {
        let told = [one.provinces, one.counties, one.neighborhoods, one.units]
            .map(|count| count.map_or_else(String::new, |count| count.value.to_string()));
        assert_eq!(
            told,
            ["provinces", "counties", "neighbourhoods", "units"].map(|column| row.text(column).to_owned())
        );
    }
    let more: Vec<&str> = coverage
        .iter()
        .zip(&sheet)
        .filter(|(one, _)| one.neighborhoods.is_some_and(|count| count.qualifier == Qualifier::MoreThan))
        .map(|(_, row)| row.text("item"))
        .collect();
    assert_eq!(more, ["kanoon"]);
}

/// S119, M53: every national figure is told somewhere; items 8 and 10 are told in 14 again, the 150 programs twice in 12, and each is one record.
#[test]
fn s119_figures_are_told_in_several_sections_and_stay_one_record() {
    let plan = planned();
    let told: Vec<_> = plan
        .commands
        .iter()
        .filter_map(|planned| match &planned.command {
            SeedCommand::Place(PlaceCommand::TellFigure(tell)) => Some(&tell.telling),
            _ => None,
        })
        .collect();
    let sections = |indicator: &str| told.iter().filter(|one| one.indicator == indicator).count();
    let twice: BTreeSet<&str> =
        told.iter().map(|one| one.indicator.as_str()).filter(|indicator| sections(indicator) > 1).collect();
    let expected =
        ["participation_sessions", "donations", "corona_ngos", "corona_groups", "joy_programmes", "leader_sessions"];
    assert_eq!(twice, BTreeSet::from(expected));
    let again: Vec<_> = told.iter().filter_map(|one| one.declared_as.as_deref()).collect();
    assert_eq!(again, ["joy_programmes_repeat"]);
    for row in SeedSource::BuiltIn.sheet("004_national_figures.csv").expect("readable").rows {
        let indicator = row.text("indicator");
        assert!(sections(indicator) > 0 || again.contains(&indicator), "{indicator} is told nowhere");
    }
}

#[test]
fn a_folder_overrides_the_built_in_files_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("neighborhoods.csv"), "key,place_key,group_key,name_fa,name_en,source\n")
        .expect("written");
    // The profiles name neighborhoods that are gone, so the mistake shows at once and names file and row.
    let plan = plan(&SeedSource::Folder(folder.path().to_owned())).expect("readable");
    assert_eq!(plan.neighborhoods.len(), 66);
    std::fs::write(folder.path().join("places.csv"), "key,parent_key,level,name_fa\nx,,planet,y\n").expect("written");
    let error = super::plan(&SeedSource::Folder(folder.path().to_owned())).expect_err("a planet is no place");
    assert_eq!(error.to_string(), "places.csv, row 1: column level is wrong: \"planet\"");
    assert!(super::plan(&SeedSource::Folder("/nowhere".into())).is_err());
}

/// S113: the obstacles that the report of the pilot lists, one event each, with the body that has them; the letters by their printed numbers.
#[test]
fn s113_the_pilot_has_its_council_with_obstacles_and_letters() {
    let plan = planned();
    let of_council: Vec<&CouncilCommand> = plan
        .commands
        .iter()
        .filter(|one| one.stream_id == super::pilot_council_id())
        .filter_map(|one| match &one.command {
            SeedCommand::Council(command) => Some(command),
            _ => None,
        })
        .collect();
    let obstacles: Vec<&str> = of_council
        .iter()
        .filter_map(|command| match command {
            CouncilCommand::RaiseObstacle(raise) => Some(raise.obstacle.text.as_str()),
            _ => None,
        })
        .collect();
    let rows = SeedSource::BuiltIn.sheet("001_obstacles.csv").expect("readable").rows;
    assert_eq!(obstacles, rows.iter().map(|row| row.text("obstacle_fa")).collect::<Vec<_>>());
    assert_eq!(obstacles.len(), 8);
    let letters = of_council.iter().filter_map(|command| match command {
        CouncilCommand::RecordLetter(record) => {
            Some((record.letter.number.as_str(), record.letter.dated_on.to_string()))
        }
        _ => None,
    });
    let expected = [("۶۰/۸۴۹۹۳", "2014-07-02".to_owned()), ("۴۷۸۴۲", "2014-07-22".to_owned())];
    assert_eq!(letters.collect::<Vec<_>>(), expected);
    let terms = plan.commands.iter().filter(|one| one.stream_id == super::catalog_id("pilot_activity")).count();
    assert_eq!(terms, SeedSource::BuiltIn.sheet("001_activities.csv").expect("readable").rows.len());
}
