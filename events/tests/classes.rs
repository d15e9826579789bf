//! Every text of every stored event is classed: sealed with its subject's key, a value of a closed set, an id, a date, or on the list below, where
//! each open text stands with the reason why it may. A new text field that is in none of these fails here before the first event with it is stored.

use hamyar_events::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Texts that are stored in the clear: `Struct.field`, then why. A code is checked for its shape where it is accepted and titled in a catalog;
/// public texts are of things and places and name nobody.
const PUBLIC: &str = "
FamilyIdentified.file_number         names the file to people; made by a counter, refused where it could be a national id
Registration.register                label the importer chooses: letters, digits, - and _, at most 40; never a name
MergedAway.from_file_number          as FamilyIdentified.file_number
MergedAway.into_file_number          as FamilyIdentified.file_number
FamilyMerged.from_file_number        as FamilyIdentified.file_number
MembersMovedOut.from_file_number     as FamilyIdentified.file_number
MembersMovedOut.to_file_number       as FamilyIdentified.file_number
MembersMovedIn.from_file_number      as FamilyIdentified.file_number
MembersReturned.because              stable code of a refusal
MergeUndone.because                  stable code of a refusal
ContactWindow.from                   wall-clock time, HH:MM; stored only inside a sealed value
ContactWindow.until                  as ContactWindow.from
CategoryAdded.category               code of catalog vulnerable_group
CategoryRemoved.category             code of catalog vulnerable_group
Reading.indicator                    code of an indicator of the published set
AssessmentRecorded.strengths         codes of indicators
AssessmentRecorded.harms             codes of indicators
UsedReading.indicator                code of an indicator
DomainScore.critical                 codes of indicators
Sentence.fa                          made by the rule from codes and numbers, or a title of a catalog or set; nobody types it into a file
Sentence.en                          as Sentence.fa
TierComputation.strengths            codes of indicators
TierComputation.harms                codes of indicators
CalendarEntryPlanned.kind            code of catalog service_kind
GoalSet.indicator                    code of an indicator of the published set
ProgramEnrolled.criteria             codes of the list of criteria that the event names by its version
LateWorkParked.operation             stable name of an operation, from the list the server knows
LateWorkParked.refusal               stable code of a refusal
LateFile.sealed_sha256               digest of sealed bytes
ServiceFacts.kind                    code of catalog service_kind
AttachmentAdded.sealed_sha256        digest of sealed bytes
SkillsDeclared.skills                codes of catalog caseworker_skill
ReservationReleased.because          stable code of a refusal
DecisionVoided.because               stable code of a refusal
ActivityPlanned.form                 code of catalog general_aid_form
ActivityPlanned.title                title of a public event as it is announced; the screen asks to name nobody
CouncilFormed.name                   name of a body
AgreementSigned.number               number of an agreement on paper
AgreementSigned.title                what bodies agreed on; the screen asks to name nobody
AgreementAmended.note                what was changed, and by which paper; the screen asks to name nobody
CreditAllocated.budget_line          name of a line of the budget
CreditAllocated.purpose              what money of a body is for; the screen asks to name nobody
CreditSpent.note                     on what money of a body was spent; the screen asks to name nobody
ProgramRegistered.source             which published document says so
ProgramFacts.title                   name of a public program
ProgramFacts.title_en                name of a public program
ProgramClassed.reason                why a program belongs to a cell; the screen asks to name nobody
ProgramUnclassed.reason              as ProgramClassed.reason
ShareGiven.source                    which published document says so
ShareFacts.expected                  what is expected of a body in a public program; the screen asks to name nobody
ShareEnded.reason                    why a body has a part no more; the screen asks to name nobody
EquipmentLineOpened.title            what kind of institution is equipped
EquipmentLineOpened.title_en         what kind of institution is equipped
EquipmentLineOpened.facility_type    code of catalog facility_type
EquipmentLineOpened.items            what is bought for institutions
EquipmentLineOpened.unit             unit of a count
EquipmentLineOpened.source           which published document says so
EquipmentCoverageDeclared.source     which published document says so
EquipmentCoverageDeclared.quote      words of a published document
NgoRegistered.name                   name of an organization
LicenceGranted.number                number of a licence on paper
SeriesOpened.indicator               code of an indicator
SeriesOpened.title                   title of an indicator
SeriesOpened.title_en                title of an indicator
SeriesOpened.unit                    unit of an indicator
SeriesOpened.source                  which published document says so
SeriesValueRecorded.source           which body or paper says so
SeriesBaseStated.reason              why changes are counted from a year; the screen asks to name nobody
FigureTold.indicator                 name of a published figure
FigureTold.source                    which published document says so
FigureTold.section                   part of a published document
FigureTold.declared_as               name of a published figure
FigureTold.quote                     words of a published document
FigureRelated.indicator              name of a published figure
FigureRelated.source                 which published document says so
FigureRelated.other                  name of a published figure
FigureRelated.quote                  words of a published document
FigureDoubted.indicator              name of a published figure
FigureDoubted.source                 which published document says so
ApprovalRecorded.number              number of an approval on paper
ApprovalRecorded.subject             what a body approved for the programme; the screen asks to name nobody
LetterRecorded.number                number of a letter on paper
LetterRecorded.correspondent         name of a body
LetterRecorded.subject               what a letter between bodies is about; the screen asks to name nobody
ObstacleRaised.text                  what stands in the way of the programme; the screen asks to name nobody
ObstacleFollowed.note                what bodies did about it; the screen asks to name nobody
ObstacleClosed.result                what came of it; the screen asks to name nobody
ObstacleReopened.note                why it stands in the way again; the screen asks to name nobody
ReportSaved.name                     what a saved report is called; the screen asks to name nobody
SavedReportRenamed.name              as ReportSaved.name
ReportDefinition.measure             code of a measure of the report builder
ReportDefinition.rows                code of a dimension of the report builder
ReportDefinition.columns             code of a dimension of the report builder
ReportFilter.dimension               code of a dimension of the report builder
ReportFilter.values                  codes of closed sets, catalogs and time, ids of places and agencies
FundFormed.name                      name of a fund, which names nobody; the screen asks for that
CommissionFormed.name                name of a body, set by the administrator
SessionCalled.starts_at              wall-clock time, HH:MM
CenterRegistered.name                name of an institution
CenterRegistered.file_prefix         up to four letters or digits
AgencyRegistered.name                name of an institution
AgencyRegistered.name_en             name of an institution
AgencyRegistered.source              which published document says so
AgencyAliasAdded.alias               name of an institution
ListColumn.header                    heading of a column in an agency's lists
ListColumn.column                    code of a column of registers
AgencyAliasAdded.source              which published document says so
AgencyDutyRecorded.text              a duty as a published document prints it
AgencyDutyRecorded.source            which published document says so
PlaceRegistered.name                 name of a place
PlaceRegistered.name_en              name of a place
PlaceRegistered.source               which published document says so
FigureDeclared.indicator             name of a published figure
FigureDeclared.unit                  unit of a published figure
FigureDeclared.period                period of a published figure
FigureDeclared.source                which published document says so
FigureDeclared.quote                 words of a published document
NeighborhoodRegistered.name          name of a place
NeighborhoodRegistered.name_en       name of a place
NeighborhoodRegistered.source        which published document says so
NeighborhoodGrouped.source                 which published document says so
ProfileNote.kind                     code of a kind of entry
ProfileNote.text                     a statement on a neighborhood, of places and institutions
ProfileNote.source                   which published document says so
RiskFacts.maps_to                    codes of catalog priority_risk
RiskIdentified.title                 a risk of a neighborhood; the screen asks to name nobody
RiskIdentified.source                which published document says so
RiskRetitled.title                   as RiskIdentified.title
RiskRetitled.reason                  why a risk is called otherwise; the screen asks to name nobody
RiskRetitled.source                  which published document says so
RoadmapAdopted.audience              a group of residents, as «زنان ساکن محله»
RoadmapAdopted.period                a season and year in words
RoadmapAdopted.source                which published document says so
ActionFacts.text                     work of agencies in a neighborhood; the screen asks to name nobody
ActionPlanned.source                 which published document says so
ActionProgressed.evidence            what an agency did, letter or receipt; the screen asks to name nobody
ActionCompleted.evidence             as ActionProgressed.evidence
ActionDropped.evidence               why an action is not done; the screen asks to name nobody
FacilitatorFacts.organization        name of an institution
FacilitatorFacts.criteria            codes of catalog facilitator_criterion
FacilitatorNominated.code            by which lists name a facilitator: letters and digits; never a name
FacilitatorNominated.source          which published document says so
FacilitatorConfirmed.exception       why a criterion is waived; the screen asks to name nobody
WorkshopPlanned.title                title of a class as it is announced; the screen asks to name nobody
WorkshopPlanned.audience             a group of residents
WorkshopPlanned.risk_title           as RiskIdentified.title
WorkshopPlanned.source               which published document says so
LeadSet.reason                       why another facilitator takes over; the screen asks to name nobody
LeadSet.source                       which published document says so
SittingHeld.topic                    what a class was about
MaterialListed.title                 a thing that a workshop needs; the screen asks to name nobody
MaterialListed.source                which published document says so
MaterialMarked.note                  what is missing of a thing; the screen asks to name nobody
MaterialMarked.source                which published document says so
FindingRecorded.text                 a strength or weakness of the program; the screen asks to name nobody
FindingRecorded.source               which published document says so
FigureCounted.indicator              code of a profile indicator
NeighborhoodBoundaryDrawn.source     which plan or survey drew it
NeighborhoodReprioritized.cause      why a place was looked at again; the form asks to name nobody
PriorityGiven.override_reason        why a place got another level; the form asks to name nobody
PriorityGroupScore.missing           codes of profile indicators
PriorityInput.indicator              code of a profile indicator
PriorityIndicatorRule.indicator      code of a profile indicator
PriorityRulePublished.cause          why a published rule changed
LocalActorMapped.title               name of a body or title of a public role; the form asks to name no person
LocalActorMapped.reason              why a body or role stands so; the form asks to name no person
LocalActorStruck.reason              why a body or role is off the map; the form asks to name no person
TargetPlaceApproved.body             name of a body of the province
TargetPlaceApproved.number           number of an approval
AgencyDutyReported.text              what an agency did in a place; the form asks to name nobody
AgencyDutyReported.evidence          number or address of a published paper
UtilityRequested.text                what a street or block needs; the form asks to name nobody
UtilityAnswered.text                 what a company answers on a place; the form asks to name nobody
ResidentsPageWithdrawn.reason        why a page is taken back; the form asks to name nobody
PageAction.text                      as ActionFacts.text: an action of a public roadmap
PageAction.agencies                  names of agencies
PagePlan.title                       as PlanSheet.title: title of an action plan
PagePlan.agencies                    names of agencies
PageDuty.agency                      name of an agency
PageDuty.text                        a duty of an agency, as its document prints it
PageApproval.bodies                  names of bodies and agencies
PageOffice.name                      name of an office
PageOffice.address                   where an office is; nobody lives there
PageOffice.hours                     when an office is open
OfficeCalled.name                    name of an office
Operator.name                        name of an institution
OfficeContracted.number              number of a contract
OfficeContracted.source              name of a body that pays
OfficeClosed.note                    why an office is closed; the screen asks to name nobody
OfficeNeighborhoodLeft.reason        as OfficeClosed.note
OfficeMoneyRecorded.source           name of a body that pays
OfficeMoneyRecorded.purpose          what an office spends on
OfficeMoneyStruck.reason             why an amount does not count
OfficeMeetingHeld.subject            what a meeting was about; the screen asks to name nobody
OfficeTaskProgressed.task            code of the work plan
OfficeTaskProgressed.evidence        minutes, letter or place; the screen asks to name nobody
OfficeStepBegun.step                 code of the work plan
OfficeStepCompleted.step             code of the work plan
GroupWorkshopHeld.topic              what a workshop was about
GroupFacts.topic                     what a group is about
GroupFacts.aims                      aims of a group
GroupFacts.scope                     where a group works
GroupFacts.role                      what a group does
GroupFacts.conflict_rule             how a group settles disputes
GroupAdvanced.evidence               letter or record; the screen asks to name nobody
GroupAdvanced.power                  bodies a group can count on; the screen asks to name nobody
GroupAdvanced.permit                 number and giver of a permit
GroupAdvanced.statute                which statute
NeedsProfileDrafted.facilities       of places and institutions; the screen asks to name nobody
NeedsProfileDrafted.abnormalities    as NeedsProfileDrafted.facilities
NeedsProfileDrafted.needs            what a neighborhood lacks
NeedsProfileJudged.reason            why a profile is given back; the screen asks to name nobody
PlanSheet.title                      title of a plan
PlanSheet.measures                   codes of the catalog of measures
PlanSheet.scale                      how large a plan is
PlanSheet.beneficiaries              a group of residents
PlanSheet.people_role                what residents do in a plan
PlanSheet.groups_role                what groups do in a plan
PlanSheet.institutions_role          what institutions do in a plan
MoneyLine.title                      what money is for
MoneyLine.source                     name of a body that pays
ActionPlanJudged.reason              why a plan is given back; the screen asks to name nobody
ActionPlanProgressed.evidence        letter or record; the screen asks to name nobody
OfficeEvaluated.committee            bodies and groups of a committee
OfficeEvaluated.strengths            of an office and its neighborhoods; the screen asks to name nobody
OfficeEvaluated.weaknesses           as OfficeEvaluated.strengths
OfficeEvaluated.opportunities        as OfficeEvaluated.strengths
OfficeEvaluated.threats              as OfficeEvaluated.strengths
OfficeEvaluated.remedies             as OfficeEvaluated.strengths
OfficeEvaluated.next_year            as OfficeEvaluated.strengths
CatalogTermDefined.catalog           name of a catalog
CatalogTermDefined.code              code of a catalog
CatalogTermDefined.group             code of a group of terms
CatalogTermDefined.source            which published document says so
CatalogTermRetired.catalog           name of a catalog
CatalogTermRetired.code              code of a catalog
Indicator.code                       code of an indicator
ApprovedTextPublished.body           a text approved for everybody to read; the form asks to name nobody in it
ApprovedTextPublished.approved_by    name of a body of the program
ApprovedTextWithdrawn.reason         why a published text is no longer in force
";

/// Files of the crate that hold no stored shape.
const OTHER: &[&str] =
    &["lib.rs", "macros.rs", "metadata.rs", "stream_event.rs", "personal.rs", "decider.rs", "ids.rs", "values.rs"];

fn listed() -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    for line in PUBLIC.lines().filter(|line| !line.trim().is_empty()) {
        let (field, reason) = line.split_once(' ').unwrap_or_else(|| panic!("{line}: no reason"));
        assert!(reason.trim().len() > 5, "{field}: no reason");
        assert!(found.insert(field, reason.trim()).is_none(), "{field} stands twice");
    }
    found
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if !OTHER.iter().any(|name| path.ends_with(name)) {
            into.push(path);
        }
    }
}

/// `Struct.field` of every open text in the source of the stored shapes. Read from the source, so that a field no example fills is seen too.
fn open_texts() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let mut within = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let line = line.trim();
            let opened =
                ["pub struct ", "pub enum ", "struct ", "enum "].iter().find_map(|word| line.strip_prefix(word));
            if let Some(rest) = opened {
                within = rest.chars().take_while(|character| character.is_alphanumeric()).collect();
            }
            let field = line.strip_prefix("pub ").unwrap_or(line);
            if let Some((name, kind)) = field.split_once(": ")
                && name.chars().all(|character| character.is_alphanumeric() || character == '_' || character == '#')
                && (kind.contains("String") || kind.contains("str>"))
                && !kind.contains("Personal<")
            {
                found.insert(format!("{within}.{}", name.trim_start_matches("r#")));
            }
        }
    }
    found
}

#[test]
fn every_text_of_a_stored_shape_is_sealed_or_stands_on_the_list_with_its_reason() {
    let (open, listed) = (open_texts(), listed());
    let unclassed: Vec<_> = open.iter().filter(|field| !listed.contains_key(field.as_str())).collect();
    assert!(unclassed.is_empty(), "stored in the clear without a reason: {unclassed:?}; is it Personal?");
    let gone: Vec<_> = listed.keys().filter(|field| !open.contains(**field)).collect();
    assert!(gone.is_empty(), "on the list and in no stored shape: {gone:?}");
    assert!(open.len() > 40, "the source was read: {}", open.len());
}

const CANARY: &str = "قناری آزاد نوشته";

/// The places of a payload's texts outside sealed values, as keys from the outside in.
fn texts(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Value::String(_) => found.push(at.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(index.to_string());
                texts(item, at, found);
                at.pop();
            }
        }
        Value::Object(map) if !map.contains_key("$open") => {
            for (name, item) in map {
                at.push(name.clone());
                texts(item, at, found);
                at.pop();
            }
        }
        _ => {}
    }
}

/// The same, seen from what can be stored: wherever any text at all is accepted in the place of a stored one, that field is on the list. What is
/// an id, a date or of a closed set does not take it.
#[test]
fn where_any_text_can_be_stored_in_the_clear_the_field_is_on_the_list() {
    fn check<E: StreamEvent>(stored: &[(&str, &str)], fields: &BTreeSet<&str>, seen: &mut usize) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history").join(E::STREAM);
        for (event_type, version) in stored {
            let text = std::fs::read_to_string(folder.join(format!("{event_type}-{version}-full.json"))).unwrap();
            let payload: Value = serde_json::from_str(&text).unwrap();
            let mut places = Vec::new();
            texts(&payload, &mut Vec::new(), &mut places);
            for place in places.iter().filter(|place| place.as_slice() != ["type"]) {
                let mut other = payload.clone();
                *other.pointer_mut(&format!("/{}", place.join("/"))).unwrap() = CANARY.into();
                if E::decode(event_type, version, &other.to_string()).is_ok() {
                    *seen += 1;
                    let named = place.iter().rev().find(|part| part.parse::<usize>().is_err()).unwrap();
                    assert!(fields.contains(named.as_str()), "{event_type}: {} takes any text", place.join("."));
                }
            }
        }
    }
    let listed = listed();
    let fields: BTreeSet<&str> =
        listed.keys().filter_map(|field| field.split_once('.')).map(|(_, name)| name).collect();
    let mut seen = 0;
    check::<FamilyEvent>(FamilyEvent::STORED, &fields, &mut seen);
    check::<CaseworkerEvent>(CaseworkerEvent::STORED, &fields, &mut seen);
    check::<CenterEvent>(CenterEvent::STORED, &fields, &mut seen);
    check::<CommissionEvent>(CommissionEvent::STORED, &fields, &mut seen);
    check::<IndicatorSetEvent>(IndicatorSetEvent::STORED, &fields, &mut seen);
    check::<SettingsEvent>(SettingsEvent::STORED, &fields, &mut seen);
    check::<NeighborhoodEvent>(NeighborhoodEvent::STORED, &fields, &mut seen);
    check::<PlaceEvent>(PlaceEvent::STORED, &fields, &mut seen);
    check::<AgencyEvent>(AgencyEvent::STORED, &fields, &mut seen);
    check::<CatalogEvent>(CatalogEvent::STORED, &fields, &mut seen);
    check::<ActivityEvent>(ActivityEvent::STORED, &fields, &mut seen);
    check::<FacilitatorEvent>(FacilitatorEvent::STORED, &fields, &mut seen);
    check::<WorkshopEvent>(WorkshopEvent::STORED, &fields, &mut seen);
    check::<SavedReportEvent>(SavedReportEvent::STORED, &fields, &mut seen);
    check::<FundEvent>(FundEvent::STORED, &fields, &mut seen);
    check::<CouncilEvent>(CouncilEvent::STORED, &fields, &mut seen);
    check::<OfficeEvent>(OfficeEvent::STORED, &fields, &mut seen);
    check::<AgreementEvent>(AgreementEvent::STORED, &fields, &mut seen);
    check::<ProgramEvent>(ProgramEvent::STORED, &fields, &mut seen);
    check::<EquipmentEvent>(EquipmentEvent::STORED, &fields, &mut seen);
    check::<NgoEvent>(NgoEvent::STORED, &fields, &mut seen);
    check::<SeriesEvent>(SeriesEvent::STORED, &fields, &mut seen);
    check::<AccountEvent>(AccountEvent::STORED, &fields, &mut seen);
    assert!(seen > 40, "{seen}");
}

/// What entries say since they can repeat, remind, serve a goal and be done late is an addition that older ones lack.
#[test]
fn goals_repetitions_reminders_and_late_reasons_are_additions_that_older_entries_lack() {
    let read = |kind: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/history/family/{kind}-1.0.0-full.json"));
        serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut planned = read("calendar_entry_planned");
    planned["goal_id"] = "00000000-0000-4000-8000-000000000191".into();
    planned["series"] =
        serde_json::json!({ "first_entry_id": "00000000-0000-4000-8000-000000000121", "number": 2, "of": 12 });
    planned["remind_days"] = 3.into();
    let mut done = read("calendar_entry_done");
    done["late_reason"] =
        serde_json::json!({ "$open": { "s": "family:00000000-0000-4000-8000-000000000001", "v": "بیماری" } });
    for (kind, payload) in [("calendar_entry_planned", planned), ("calendar_entry_done", done)] {
        let event = FamilyEvent::decode(kind, "1.0.0", &payload.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), payload);
    }
}

/// Amounts in rials and what services say by their kind are additions that older ones lack.
#[test]
fn rials_and_particulars_are_additions_that_older_services_lack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history/family");
    let text = std::fs::read_to_string(folder.join("service_delivered-1.0.0-full.json")).unwrap();
    let old: Value = serde_json::from_str(&text).unwrap();
    for particulars in [
        serde_json::json!({ "of": "counselling", "sessions": 3 }),
        serde_json::json!({ "of": "loan", "instalments": 20, "guarantee": "group" }),
        serde_json::json!({ "of": "job", "origin": "workshop", "monthly_income_rials": 90_000_000 }),
        serde_json::json!({ "of": "goods", "phase": "livelihood", "quantity": 2, "unit": "package" }),
        serde_json::json!({ "of": "insurance", "months": 12 }),
        serde_json::json!({ "of": "treatment", "sessions": 4 }),
        serde_json::json!({ "of": "training", "hours": 36, "certificate": true }),
    ] {
        let mut new = old.clone();
        new["particulars"] = particulars;
        new["amount_rials"] = 200_000_000_i64.into();
        let event = FamilyEvent::decode("service_delivered", "1.0.0", &new.to_string()).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), new);
    }
}

/// A version of the settings that says how long closed files are kept is stored as it says, and one from before reads with what held then.
#[test]
fn the_years_of_keeping_are_an_addition_that_older_versions_lack() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history/settings/settings_published-1.0.0-full.json");
    let old: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let read = SettingsEvent::decode("settings_published", "1.0.0", &old.to_string()).unwrap();
    let SettingsEvent::SettingsPublished(read) = read else { panic!("{read:?}") };
    assert_eq!((read.values.retention_years, read.values.retention_years()), (None, settings::KEPT_YEARS));
    let mut new = old.clone();
    new["values"]["retention_years"] = 7.into();
    let event = SettingsEvent::decode("settings_published", "1.0.0", &new.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), new);
}
