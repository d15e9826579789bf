use super::*;
use hamyar_identity::policy::FamilyFacts;
use std::collections::BTreeSet;
use std::path::Path;

fn document() -> Value {
    serde_json::to_value(crate::openapi()).expect("a document")
}

/// The properties of a schema, those of its parts included. A page's are those of its items, which stand in it.
fn properties(document: &Value, name: &str) -> Vec<(String, Value)> {
    let schema = &document["components"]["schemas"][name];
    let schema = if name.starts_with("Page_") { &schema["properties"]["items"]["items"] } else { schema };
    let own = schema["properties"].as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone()));
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| match part["$ref"].as_str() {
        Some(other) => properties(document, other.rsplit('/').next().unwrap_or_default()),
        None => part["properties"].as_object().into_iter().flatten().map(|(n, v)| (n.clone(), v.clone())).collect(),
    });
    own.chain(parts.collect::<Vec<_>>()).collect()
}

fn refs(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = map.get("$ref").and_then(Value::as_str) {
                found.insert(name.rsplit('/').next().unwrap_or_default().to_owned());
            }
            map.values().for_each(|inner| refs(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| refs(inner, found)),
        _ => {}
    }
}

/// Schemas that tell nothing of a family: lists of the house, values, and wrappers whose items are classed.
const PLAIN: &str = "
ActorRef NamedRef CivilDate Instant FieldTime Title Sentence Attendee Participant Change TaskResponsible SetReference
Density DensityDay AuditActor Patterns Thresholds NightEdits BulkRead OverrideShare BackDated DatedBefore IdleReader Refusals RefusalWords QuickTask
Situations Slice Answers PhoneView Contacts ContactItem WaitingCount SelfDealing Burst DeviceView SignInItem CaseworkerAccount CaseworkerInvited LinkView
Done ErasureCertificate InstalmentItem ReportCard ReportList ReportTable ReportColumn ReportCell ReportBuilder BuilderMeasure BuilderDimension SavedReportView ReportDefinition ReportFilter FundReport CouncilReport CouncilCounts CheckpointItem CheckpointList CheckpointView KeeperView QrView AccessItem AuditItem Today DueCounts Intake IntakeCounts SearchAnswer Notices Comparisons AgendaCommission CommissionCard
Bundle Carried CarriedFamily CarriedLists Clash ProblemBody FieldError Indicator GroupRef ProgramNumbers TierBands IndicatorSetView AgencyCard CatalogTerm CenterView NeighborhoodCard SettingsView LateWorkView Quarantined StoreKey Bundle Carried LateWorkView Quarantined StoreKey AgencyWeek TaskWeek FollowUp AgencyLoad Colleague Minutes MinutesPerson Signature
CaseworkerView Caseload Training ReportYears ServiceReport ServiceCounts ServiceParticulars HandedOver HandedOverFamily BeforeAfter BeforeAfterFilter Matrix MatrixTotals TierRow TypeMatrix TierCounts TierPreview TierComputation
Changes Part Way Share Mean Test Tests IndicatorPart DomainPart Group
Pathway PathwayStep PathwayStepCount PathwaySlice PathwayTime PathwayGroup TransferReport TransferPhase ListHeading ListPreset WrongListCell RepeatedListRow RecordCounts ListRowsRegistered DecidedRows DecidedRow
BulkDone BulkItem WhatIf TriedYear TriedMatrix CenterEffect CaseworkerEffect DecisionEffect CommissionEffect
";

/// Every field of every view that an operation on families, tasks, commissions, reports or the trail answers is classed.
#[test]
fn every_field_of_every_view_of_a_family_is_classed() {
    let document = document();
    let mut open = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let house = [
            "agencies",
            "places",
            "neighborhoods",
            "centers",
            "catalogs",
            "settings",
            "indicator-sets",
            "approved-texts",
            "users",
            "session",
            "meta",
        ];
        let first = path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
        if house.contains(&first) || first == "projections" || first == "me" || first == "account" {
            continue;
        }
        let tells = |tag: &str| {
            ["families", "audit", "tasks", "commissions", "reports", "caseworkers", "today", "erasures", "sync"]
                .contains(&tag)
        };
        for operation in item.as_object().expect("operations").values() {
            let tags = operation["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if tags.clone().any(tells) || tags.clone().any(|tag| tag == "centers") || path.ends_with("/notices") {
                refs(&operation["responses"]["200"], &mut open);
            }
        }
    }
    let known: BTreeSet<&str> = policy::views().collect();
    let plain: BTreeSet<&str> = PLAIN.split_whitespace().collect();
    let (mut seen, mut unclassed) = (BTreeSet::new(), Vec::new());
    while let Some(name) = open.pop_first() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let fields = properties(&document, &name);
        let mut below = BTreeSet::new();
        refs(&document["components"]["schemas"][&name], &mut below);
        let name = name.strip_prefix("Page_").map_or(name.clone(), str::to_owned);
        seen.insert(name.clone());
        if fields.is_empty() || plain.contains(name.as_str()) {
            open.extend(below);
            continue;
        }
        if !known.contains(name.as_str()) {
            unclassed.push(name);
            continue;
        }
        for (field, schema) in fields {
            match policy::field_rule(&name, &field) {
                None => unclassed.push(format!("{name}.{field}")),
                Some(Rule::In(other) | Rule::ByDomain(other) | Rule::ByIndicator(other)) => {
                    let mut leads = BTreeSet::new();
                    refs(&schema, &mut leads);
                    assert!(leads.contains(other), "{name}.{field} is no {other}");
                    open.extend(leads);
                }
                Some(_) => {}
            }
        }
    }
    assert_eq!(unclassed, Vec::<String>::new(), "unclassed fields");
    let lost: Vec<_> = known.into_iter().filter(|view| !seen.contains(*view)).collect();
    let within = ["FamilyLite", "FileCategory", "FileCoverage", "FileNote", "FileExpertReferral", "RevealedPhone"];
    assert!(lost.iter().all(|view| within.contains(view)), "classed, and answered by nobody: {lost:?}");
}

/// What stands where a value is hidden still has the shape that the document promises.
#[test]
fn a_hidden_value_keeps_the_shape_of_its_field() {
    let document = document();
    for view in policy::views() {
        for (field, schema) in properties(&document, view) {
            let may_hide = match policy::field_rule(view, &field) {
                Some(Rule::Is(Class::Sensitive | Class::Location | Class::Area | Class::NationalId)) => true,
                Some(Rule::Is(Class::Personal | Class::Work)) => {
                    (view.starts_with("Task") && field != "responsible")
                        || (view.starts_with("Agenda") && field != "caseworker")
                }
                _ => false,
            };
            if !may_hide {
                continue;
            }
            let text = schema.to_string();
            let fits = text.contains("\"null\"")
                || schema["type"] == "array"
                || ["NamedRef", "Title"].iter().any(|shape| text.contains(&format!("schemas/{shape}")));
            // Whole items of these are left out, never single fields.
            let whole = ["FileCategory", "FileCoverage", "FileExpertReferral", "RevealedPhone"].contains(&view);
            assert!(fits || whole, "{view}.{field}: {text}");
        }
    }
}

/// Every field of every event that can stand in a timeline is classed: the stored history is walked.
#[test]
fn every_field_of_every_payload_is_classed() {
    fn walk(value: &Value, unclassed: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) if map.contains_key("$open") => {}
            Value::Object(map) => map.iter().for_each(|(field, inner)| {
                if policy::payload_class(field).is_none() {
                    unclassed.insert(field.clone());
                }
                walk(inner, unclassed);
            }),
            Value::Array(items) => items.iter().for_each(|item| walk(item, unclassed)),
            _ => {}
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/tests/history/family");
    let mut unclassed = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("the history") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a payload");
        walk(&serde_json::from_str(&text).expect("JSON"), &mut unclassed);
    }
    assert_eq!(unclassed, BTreeSet::new());
}

fn file() -> Value {
    json!({
        "id": "1", "family_name": "نمونه", "neighborhood": { "id": "2", "name": "قائم" }, "address": "کوچهٔ سوم",
        "members": [{ "id": "3", "given_name": "زینب", "national_id": "0084575948", "phone": "0915", "categories": ["violence"] }],
        "assessments": [{ "readings": [{ "indicator": "substance_use", "value": 0, "note": "ن" }, { "indicator": "income", "value": 1, "note": "د" }],
            "harms": ["violence", "income"] }],
        "services": [{ "domain": "social", "note": "ترک" }, { "domain": "economic", "note": "وام" }],
        "notes": [{ "text": "یادداشت" }], "unheard_of": "چیزی"
    })
}

#[test]
fn an_economic_commission_sees_nothing_of_health_addiction_violence_and_crime() {
    let facts = FamilyFacts::default();
    let shown = covered("FamilyFile", &file(), Fields::packet(&facts, false));
    let shown = shown.value();
    assert_eq!((&shown["members"][0]["categories"], &shown["notes"]), (&json!([]), &json!([])));
    assert_eq!(shown["assessments"][0]["readings"], json!([{ "indicator": "income", "value": 1, "note": null }]));
    assert_eq!(shown["assessments"][0]["harms"], json!(["income"]));
    assert_eq!(shown["services"], json!([{ "domain": "economic", "note": "وام" }]));
    assert_eq!((&shown["members"][0]["given_name"], &shown["address"]), (&json!("زینب"), &json!("کوچهٔ سوم")));
    assert_eq!(shown["members"][0]["national_id"], "•••••••948");
    assert_eq!(shown["unheard_of"], Value::Null, "what is not classed is shown to nobody");
    let social = covered("FamilyFile", &file(), Fields::packet(&facts, true));
    assert_eq!(social.value()["services"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_address_under_threat_is_covered_with_everything_that_leads_there() {
    let facts = FamilyFacts { address_under_threat: true, ..FamilyFacts::default() };
    for (fields, neighborhood) in [(Fields::audit(&facts), Value::Null), (Fields::center(&facts), json!("قائم"))] {
        let shown = covered("FamilyFile", &file(), fields);
        let shown = shown.value();
        assert_eq!((&shown["address"], &shown["members"][0]["phone"]), (&Value::Null, &Value::Null));
        assert_eq!(shown["neighborhood"]["name"], neighborhood);
    }
    let event = json!({ "type": "address_changed", "neighborhood_id": "n", "address": { "$open": { "s": "family:1", "v": "کوچهٔ سوم" } } });
    let shown = payload(&event.to_string(), Fields::audit(&facts));
    assert_eq!(shown, json!({ "type": "address_changed", "neighborhood_id": null, "address": null }));
    let whole = payload(&event.to_string(), Fields::WHOLE);
    assert_eq!(whole["address"], "کوچهٔ سوم");
}
