//! Document 004: where each national figure is told, programs and who does what in them, lines of equipment with their printed coverage, series of indicators.
//!
//! A program stands in no cell of the matrix of interventions: the document draws the matrix and puts nothing into it. Credits and memoranda it counts
//! and does not list, so they stay declared figures.

use std::collections::HashMap;

use hamyar_domain::equipment::{DeclareEquipmentCoverage, EquipmentCommand, OpenEquipmentLine};
use hamyar_domain::place::{DoubtFigure, PlaceCommand, RelateFigure, TellFigure};
use hamyar_domain::program::{GiveShare, ProgramCommand, RegisterProgram};
use hamyar_domain::series::{OpenSeries, SeriesCommand};
use hamyar_events::equipment::{DeclaredCount, EquipmentCoverageDeclared, EquipmentLineOpened};
use hamyar_events::place::{FigureDoubted, FigureRelated, FigureTold};
use hamyar_events::program::{ProgramFacts, ProgramRegistered, ShareFacts, ShareGiven};
use hamyar_events::series::SeriesOpened;
use hamyar_events::{AgencyId, EquipmentLineId, PlaceId, PlaceLevel, ProgramField, ProgramKind, Qualifier, ShareId};
use hamyar_persian::fold_joined;

use super::ids::{document_day, stream_id};
use super::places::place_id;
use super::plan::{Plan, SeedCommand};
use super::source::{Row, SeedError, SeedSource};

const FIGURES: &str = "004/national_figures";
/// Who carried the macro actions and measures out, by the headings above them.
const MINISTRY: &str = "وزارت کشور";
/// Whose actions items 6 and 12 are, by the heading above them.
const ORGANIZATION: &str = "سازمان امور اجتماعی کشور";

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    plan_notes(source, plan)?;
    plan_programs(source, plan)?;
    plan_shares(source, plan)?;
    plan_equipment(source, plan)?;
    plan_series(source, plan)
}

/// What is said of the national figures: the parts that tell them, how they stand to one another, what is doubtful.
fn plan_notes(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let iran = place_id("iran").0;
    for row in source.sheet("004_figure_notes.csv")?.rows {
        let (indicator, says) = (row.text("indicator").to_owned(), row.text("says").to_owned());
        let (source, quote) = (FIGURES.to_owned(), row.some("quote_fa"));
        let command = match row.text("kind") {
            "told" => {
                let (section, declared_as) = (says.clone(), row.some("other"));
                let telling = FigureTold { indicator: indicator.clone(), source, section, declared_as, quote };
                PlaceCommand::from(TellFigure { telling })
            }
            "relation" => {
                let relation = row.read("says", |text| text.parse().ok())?;
                let other = row.text("other").to_owned();
                let relation = FigureRelated { indicator: indicator.clone(), source, relation, other, quote };
                PlaceCommand::from(RelateFigure { relation })
            }
            _ => {
                let doubt = row.read("says", |text| text.parse().ok())?;
                PlaceCommand::from(DoubtFigure { doubt: FigureDoubted { indicator: indicator.clone(), source, doubt } })
            }
        };
        let key = format!("figure_note/{FIGURES}/{}/{indicator}/{says}", row.text("kind"));
        plan.add(iran, &key, FIGURES, SeedCommand::Place(command));
    }
    Ok(())
}

/// A program of the document before it is planned.
struct Told<'a> {
    kind: ProgramKind,
    title: &'a str,
    title_en: Option<String>,
    field: Option<ProgramField>,
    lead: Option<AgencyId>,
    provinces: Vec<PlaceId>,
    /// Table, and key within it.
    at: (&'a str, &'a str),
}

fn plan_programs(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let (ministry, organization) = (plan.agency(MINISTRY), plan.agency(ORGANIZATION));
    for row in source.sheet("004_macro_actions.csv")?.rows {
        // The two whose words name a field: «(مناطق حاد و بحرانی)» and «مناطق حاشیه‌نشین». Action 10 names two fields for three programs (M49).
        let field = match row.text("row_no") {
            "11" => Some(ProgramField::AcuteAreas),
            "12" => Some(ProgramField::MarginalSettlement),
            _ => None,
        };
        let told = Told {
            kind: ProgramKind::MacroAction,
            title: row.text("action_fa"),
            title_en: None,
            field,
            lead: ministry,
            provinces: Vec::new(),
            at: ("004/macro_actions", row.text("row_no")),
        };
        add_program(plan, told);
    }
    for row in source.sheet("004_detailed_measures.csv")?.rows {
        let told = Told {
            kind: ProgramKind::Measure,
            title: row.text("measure_fa"),
            title_en: None,
            field: None,
            lead: ministry,
            provinces: Vec::new(),
            at: ("004/detailed_measures", row.text("row_no")),
        };
        add_program(plan, told);
    }
    for row in source.sheet("004_fields_schemes_groups.csv")?.rows {
        if row.text("kind") == "scheme" {
            // Ids come from the names as they were before half spaces were put back.
            let key = row.text("name_fa").replace('\u{200C}', " ");
            let told = Told {
                kind: ProgramKind::Scheme,
                title: row.text("name_fa"),
                title_en: row.some("name_en"),
                field: None,
                lead: None,
                provinces: Vec::new(),
                at: ("004/schemes", key.as_str()),
            };
            add_program(plan, told);
        }
    }
    let known = provinces(source)?;
    let named = |file: &'static str| -> Result<Vec<PlaceId>, SeedError> {
        let rows = source.sheet(file)?.rows;
        rows.iter().map(|row| row.read("province", |printed| known.get(&province_key(printed)).copied())).collect()
    };
    for (file, table, title, title_en) in [
        (
            "004_border_provinces.csv",
            "004/border_provinces",
            "اجرای برنامه‌های کاهش آسیب‌های اجتماعی و اشتغال‌زایی در استان‌های مرزی",
            "Programs to reduce social harms and create jobs in the border provinces",
        ),
        (
            "004_workshop_provinces.csv",
            "004/workshop_provinces",
            "برگزاری دوره آموزش (بیش از یکصد و پنجاه کارگاه آموزشی)",
            "Training workshops (more than 150)",
        ),
    ] {
        let told = Told {
            kind: ProgramKind::Program,
            title,
            title_en: Some(title_en.to_owned()),
            field: None,
            lead: organization,
            provinces: named(file)?,
            at: (table, "all"),
        };
        add_program(plan, told);
    }
    Ok(())
}

fn add_program(plan: &mut Plan, told: Told<'_>) {
    let (table, key) = told.at;
    let today = document_day(table);
    let program = ProgramRegistered {
        kind: told.kind,
        facts: ProgramFacts {
            title: told.title.to_owned(),
            title_en: told.title_en,
            field: told.field,
            lead_agency: told.lead,
            agreement_id: None,
            provinces: told.provinces,
            horizon: None,
        },
        registered_on: today,
        source: Some(table.to_owned()),
    };
    let id = program_id(table, key);
    let command = ProgramCommand::from(RegisterProgram { program, today });
    plan.add(id, "register", table, SeedCommand::Program(command));
}

fn program_id(table: &str, key: &str) -> uuid::Uuid {
    stream_id("program", &format!("{table}/{key}"))
}

/// Who does what in a program, where the document names the agency; of the 14 and 6 agencies of two schemes it gives the number alone.
fn plan_shares(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const TABLE: &str = "004/program_shares";
    let today = document_day(TABLE);
    for row in source.sheet("004_program_shares.csv")?.rows {
        let id = program_id(row.text("table"), row.text("key"));
        let agency_id = row.read("agency_fa", |printed| plan.agency(printed))?;
        let part = row.read("part", |text| text.parse().ok())?;
        let facts = ShareFacts { part, expected: row.text("expected_fa").to_owned(), due_on: None };
        let key = format!("share/{agency_id}/{part}");
        let share_id = ShareId(stream_id("program_share", &format!("{id}/{agency_id}/{part}")));
        let share = ShareGiven { share_id, agency_id, facts, given_on: today, source: Some(TABLE.to_owned()) };
        plan.add(id, &key, TABLE, SeedCommand::Program(ProgramCommand::from(GiveShare { share, today })));
    }
    Ok(())
}

/// «سیستان بلوچستان» is printed without its «و».
fn province_key(printed: &str) -> String {
    fold_joined(printed).replace("سیستانبلوچستان", "سیستانوبلوچستان")
}

/// The provinces of the tree, by name.
fn provinces(source: &SeedSource) -> Result<HashMap<String, PlaceId>, SeedError> {
    let mut found = HashMap::new();
    for row in source.sheet("places.csv")?.rows {
        if row.text("level") == PlaceLevel::Province.as_str() {
            found.insert(province_key(row.text("name_fa")), place_id(row.text("key")));
        }
    }
    Ok(found)
}

/// What the table does not say of a line and the document does: title, kind of facility, what is bought, who asked for it, the line it is a part of.
struct LineWords {
    item: &'static str,
    title: &'static str,
    facility: Option<&'static str>,
    items: Option<&'static str>,
    asked_by: Option<&'static str>,
    part_of: Option<&'static str>,
}

const fn words(item: &'static str, title: &'static str) -> LineWords {
    LineWords { item, title, facility: None, items: None, asked_by: None, part_of: None }
}

const LINES: [LineWords; 12] = [
    LineWords {
        items: Some("رایانه/ پرینتر/ ویدئو پروژکتور/ وسایل ورزشی/ زمین چمن مصنوعی/ کولر/ دستگاه کپی"),
        ..words("schools", "تجهیز مدارس در مناطق حاشیه‌نشین و شهرستان‌های محروم")
    },
    words("vocational_centres", "تامین تجهیزات مراکز فنی و حرفه‌ای"),
    words("behzisti_centres", "تامین تجهیزات و تعمیرات اساسی سازمان بهزیستی"),
    LineWords {
        facility: Some("social_service_base"),
        ..words("social_service_bases", "توسعه و تجهیز پایگاه‌های خدمات اجتماعی")
    },
    LineWords {
        items: Some("تعمیرات ساختمانی، احداث سوله، خرید و نصب دوربین مداربسته"),
        asked_by: Some("ستاد مبارزه با مواد مخدر"),
        ..words("camps", "تجهیز و تعمیر اردوگاه معتادین و اردوگاه کاردرمانی")
    },
    LineWords {
        facility: Some("mehr_visit_center"),
        asked_by: Some("قوه قضائیه"),
        ..words("mehr_khanevadeh", "تجهیز مراکز مهر خانواده (محل ملاقات فرزندان طلاق)")
    },
    LineWords {
        items: Some("سرویس بهداشتی/ ست بدنسازی پارکی/ نیمکت/ مجموعه بازی پلی اتیلن/ چراغ و پایه چراغ/ زمین چمن مصنوعی"),
        ..words("parks", "تعمیر و تجهیز پارک‌های مناطق حاشیه‌نشین")
    },
    LineWords {
        items: Some(
            "قفسه کتاب/ قفسه نمایش نشریات/ میز و صندلی/ میز مطالعه کودک/ بارکد خوان/ اسکنر/ جای روزنامه/ صندلی مطالعه/ میز مطالعه",
        ),
        ..words("libraries", "خرید تجهیزات غیرمصرفی کتابخانه")
    },
    words("kanoon", "خرید تجهیزات و تعمیرات کانون‌های پرورش فکری کودکان و نوجوانان"),
    words("sports_halls", "تجهیز سالن‌های ورزشی مناطق حاشیه‌نشین و توسعه‌نیافته"),
    LineWords {
        asked_by: Some("وزارت ورزش و جوانان"),
        part_of: Some("sports_halls"),
        ..words("artificial_turf", "خرید چمن مصنوعی")
    },
    words("police_centres", "تجهیز مراکز نیروی انتظامی"),
];

fn line_id(item: &str) -> uuid::Uuid {
    stream_id("equipment", item)
}

fn plan_equipment(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const TABLE: &str = "004/equipment_coverage";
    let today = document_day(TABLE);
    for row in source.sheet("004_equipment_coverage.csv")?.rows {
        let line = row.read("item", |item| LINES.iter().find(|line| line.item == item))?;
        let id = line_id(line.item);
        let opened = EquipmentLineOpened {
            title: line.title.to_owned(),
            title_en: row
                .some("label_en")
                .map(|label| label.split(" (neighbourhoods").next().unwrap_or_default().to_owned()),
            facility_type: line.facility.map(str::to_owned),
            items: line.items.map(str::to_owned),
            unit: row.some("unit_en").unwrap_or_else(|| "facility".to_owned()),
            requested_by: line.asked_by.and_then(|name| plan.agency(name)),
            agreement_id: None,
            allocation_id: None,
            part_of: line.part_of.map(|item| EquipmentLineId(line_id(item))),
            place_id: None,
            opened_on: today,
            source: Some(TABLE.to_owned()),
        };
        let open = EquipmentCommand::from(OpenEquipmentLine { line: opened, today });
        plan.add(id, "open", TABLE, SeedCommand::Equipment(open));
        let coverage = EquipmentCoverageDeclared {
            provinces: count(&row, "provinces")?,
            counties: count(&row, "counties")?,
            neighborhoods: count(&row, "neighbourhoods")?,
            units: count(&row, "units")?,
            source: TABLE.to_owned(),
            quote: row.some("quote_fa"),
        };
        let declare = EquipmentCommand::from(DeclareEquipmentCoverage { coverage, today });
        plan.add(id, "coverage", TABLE, SeedCommand::Equipment(declare));
    }
    Ok(())
}

/// A printed count. The label of a line says of which column «بیش از» is printed.
fn count(row: &Row, column: &str) -> Result<Option<DeclaredCount>, SeedError> {
    if row.text(column).is_empty() {
        return Ok(None);
    }
    let more = row.text("label_en").contains(&format!("({column}: more than)"));
    let qualifier = if more { Qualifier::MoreThan } else { Qualifier::Exact };
    let value = row.read(column, |text| text.parse().ok())?;
    Ok(Some(DeclaredCount { value, qualifier }))
}

/// The two indicators of divorce: their figures stand in the table of national figures, and nowhere else.
fn plan_series(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let today = document_day(FIGURES);
    let rows = source.sheet("004_national_figures.csv")?.rows;
    for (indicator, title, title_en) in [
        ("divorce_rate_general", "شاخص میزان عمومی طلاق", "General divorce rate"),
        ("divorce_rate_married_women", "شاخص طلاق به ازای زنان متاهل", "Divorce indicator per married women"),
    ] {
        let Some(row) = rows.iter().find(|row| row.text("indicator") == indicator) else { continue };
        let series = SeriesOpened {
            indicator: indicator.to_owned(),
            title: title.to_owned(),
            title_en: Some(title_en.to_owned()),
            unit: row.text("unit").to_owned(),
            place_id: None,
            opened_on: today,
            source: Some(FIGURES.to_owned()),
        };
        let command = SeriesCommand::from(OpenSeries { series, today });
        plan.add(stream_id("series", indicator), "open", FIGURES, SeedCommand::Series(command));
    }
    Ok(())
}
