//! Every report of the program, once: what it is called, who reads it and how often, which operation answers it, on which screen it stands and which document
//! asks for it. The screen of reports, `hamyar report list` and `hamyar report <name>` read this list; a test holds it against the document, the routes of
//! the web app and the command line.

use hamyar_identity::Role;
use serde::Serialize;
use utoipa::ToSchema;

use Role::{Administrator, AgencyOfficer, Auditor, Caseworker, CenterManager, CommissionMember, Facilitator, Officer};

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Families,
    Commissions,
    Resilience,
    Empowerment,
    Neighborhoods,
    Offices,
    National,
}

/// How often it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    Always,
    Demand,
    Session,
    Event,
    Phase,
    Workshop,
    Review,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// One report.
#[derive(Clone, Copy, Debug)]
pub struct ReportEntry {
    /// Its number in the program's list of reports, `P01` to `P40`.
    pub number: &'static str,
    /// Its name on the command line and in addresses.
    pub key: &'static str,
    pub fa: &'static str,
    pub en: &'static str,
    pub theme: Theme,
    pub readers: &'static [Role],
    pub every: Every,
    /// Operations of the document that answer it; the command line reads the first.
    pub operations: &'static [&'static str],
    /// Screens it stands on; a reader is shown the first that the own roles open.
    pub screens: &'static [&'static str],
    /// The source document, `000` to `004`.
    pub source: &'static str,
}

const EVERYONE: &[Role] =
    &[Caseworker, CenterManager, CommissionMember, AgencyOfficer, Facilitator, Officer, Auditor, Administrator];
const COUNTING: &[Role] = &[CenterManager, Officer, Auditor];
const RESILIENCE: &[Role] = &[Facilitator, Officer, Auditor];
const OFFICES: &[Role] = &[AgencyOfficer, Facilitator, Officer, Auditor];
const COUNCILS: &[Role] = &[CenterManager, CommissionMember, AgencyOfficer, Officer, Auditor, Administrator];

#[expect(
    clippy::too_many_arguments,
    reason = "an entry has this many parts, and each line below names them in one order"
)]
const fn entry(
    number: &'static str,
    key: &'static str,
    (fa, en): (&'static str, &'static str),
    theme: Theme,
    readers: &'static [Role],
    every: Every,
    operations: &'static [&'static str],
    screens: &'static [&'static str],
    source: &'static str,
) -> ReportEntry {
    ReportEntry { number, key, fa, en, theme, readers, every, operations, screens, source }
}

/// All reports, by number.
pub const REPORTS: &[ReportEntry] = &[
    entry(
        "P01",
        "queue",
        ("صف کار همیار", "A caseworker's queue"),
        Theme::Families,
        &[Caseworker],
        Every::Always,
        &["read_today"],
        &["/today"],
        "003",
    ),
    entry(
        "P02",
        "caseload",
        ("بار کار همیاران", "Caseloads"),
        Theme::Families,
        &[CenterManager],
        Every::Always,
        &["list_caseloads"],
        &["/center/caseloads"],
        "003",
    ),
    entry(
        "P03",
        "families-without-caseworker",
        ("خانواده‌های آسیب‌دیدهٔ بی‌همیار", "Harmed families without a caseworker"),
        Theme::Families,
        &[CenterManager],
        Every::Always,
        &["read_intake", "list_families"],
        &["/center/intake"],
        "003",
    ),
    entry(
        "P04",
        "family-file",
        ("پروندهٔ خانواده", "A family's file"),
        Theme::Families,
        &[Caseworker, CenterManager, Auditor],
        Every::Demand,
        &["read_family"],
        &["/families", "/audit"],
        "003",
    ),
    entry(
        "P05",
        "before-after",
        ("سطح پیش و پس از همیاری", "Tiers before and after"),
        Theme::Families,
        COUNTING,
        Every::Year,
        &["read_before_after", "read_changes"],
        &["/reports/before-after"],
        "003",
    ),
    entry(
        "P06",
        "agenda",
        ("دستور جلسهٔ کمیسیون", "A commission's agenda"),
        Theme::Commissions,
        &[CommissionMember, Auditor],
        Every::Session,
        &["read_agenda"],
        &["/commission/agenda"],
        "003",
    ),
    entry(
        "P07",
        "commission-tasks",
        ("وظیفه‌های باز کمیسیون به تفکیک دستگاه", "Open tasks of commissions by agency"),
        Theme::Commissions,
        &[CommissionMember, Auditor, AgencyOfficer],
        Every::Always,
        &["read_follow_up", "list_tasks"],
        &["/commission/follow-up", "/agency/tasks"],
        "003",
    ),
    entry(
        "P08",
        "services",
        ("خدمت‌ها به تفکیک بخش و نوع", "Services by domain and kind"),
        Theme::Families,
        COUNTING,
        Every::Month,
        &["read_service_report"],
        &["/reports/services"],
        "003",
    ),
    entry(
        "P09",
        "case-replay",
        ("بازپخش پرونده", "Replay of a case"),
        Theme::Families,
        &[Auditor],
        Every::Demand,
        &["list_family_events", "replay_stream"],
        &["/audit"],
        "003",
    ),
    entry(
        "P10",
        "activities",
        ("برنامه‌های عمومی", "Activities of general aid"),
        Theme::Families,
        &[CenterManager, Auditor],
        Every::Event,
        &["list_activities"],
        &["/activities"],
        "003",
    ),
    entry(
        "P11",
        "facilitators",
        ("تسهیلگران و ساعت آموزش", "Facilitators with hours"),
        Theme::Resilience,
        RESILIENCE,
        Every::Phase,
        &["list_facilitators"],
        &["/facilitators"],
        "000",
    ),
    entry(
        "P12",
        "activity-distribution",
        ("پراکندگی فعالیت‌ها", "Where the program was active"),
        Theme::Resilience,
        RESILIENCE,
        Every::Phase,
        &["read_activity_distribution"],
        &["/reports/tables/activity-distribution"],
        "000",
    ),
    entry(
        "P13",
        "classes",
        ("کلاس‌های محله‌ها", "Classes of neighborhoods"),
        Theme::Resilience,
        RESILIENCE,
        Every::Phase,
        &["list_workshops"],
        &["/workshops"],
        "000",
    ),
    entry(
        "P14",
        "participants-by-sex",
        ("شرکت‌کنندگان به تفکیک جنس", "Participants by sex"),
        Theme::Resilience,
        RESILIENCE,
        Every::Phase,
        &["read_participants_by_sex"],
        &["/reports/tables/participants-by-sex"],
        "000",
    ),
    entry(
        "P15",
        "neighborhood-card",
        ("شناسنامهٔ محله", "A neighborhood's card"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Demand,
        &["read_neighborhood_case"],
        &["/neighborhoods"],
        "000",
    ),
    entry(
        "P16",
        "neighborhood-roadmap",
        ("نقشه راه محله", "A neighborhood's roadmap"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Demand,
        &["read_roadmap"],
        &["/neighborhoods"],
        "000",
    ),
    entry(
        "P17",
        "agency-actions",
        ("اقدام‌ها به تفکیک دستگاه", "Actions by agency"),
        Theme::Resilience,
        EVERYONE,
        Every::Always,
        &["list_agency_actions"],
        &["/agency/actions", "/agencies"],
        "000",
    ),
    entry(
        "P18",
        "provincial-summary",
        ("خلاصهٔ استان", "A province's summary"),
        Theme::Resilience,
        RESILIENCE,
        Every::Year,
        &["read_provincial_summary", "read_resilience"],
        &["/reports/tables/provincial-summary"],
        "000",
    ),
    entry(
        "P19",
        "provincial-roadmap",
        ("خطرها و نقشه راه استان", "A province's risks and roadmap"),
        Theme::Resilience,
        EVERYONE,
        Every::Year,
        &["read_place_roadmap", "list_place_roadmaps"],
        &["/roadmap"],
        "000",
    ),
    entry(
        "P20",
        "strengths-weaknesses",
        ("قوت‌ها و ضعف‌ها", "Strengths and weaknesses"),
        Theme::Resilience,
        RESILIENCE,
        Every::Phase,
        &["read_findings"],
        &["/reports/tables/strengths-weaknesses"],
        "000",
    ),
    entry(
        "P21",
        "test-results",
        ("نتیجهٔ آزمون‌ها", "Results of tests"),
        Theme::Resilience,
        RESILIENCE,
        Every::Workshop,
        &["read_test_results"],
        &["/reports/tables/test-results"],
        "000",
    ),
    entry(
        "P22",
        "pilot-statistics",
        ("آمار طرح آزمایشی", "Statistics of the pilot"),
        Theme::Empowerment,
        &[Officer, Auditor],
        Every::Session,
        &["read_pilot_statistics"],
        &["/reports/tables/pilot-statistics"],
        "001",
    ),
    entry(
        "P23",
        "registry",
        ("بانک زنان و تحلیل آن", "The register of women and its analysis"),
        Theme::Empowerment,
        COUNTING,
        Every::Demand,
        &["read_registry", "read_situations"],
        &["/reports/tables/registry"],
        "001",
    ),
    entry(
        "P24",
        "funds",
        ("صندوق‌ها و وام‌ها", "Funds and loans"),
        Theme::Empowerment,
        COUNTING,
        Every::Month,
        &["read_fund_report"],
        &["/reports/funds"],
        "001",
    ),
    entry(
        "P25",
        "obstacles",
        ("موانع", "Obstacles"),
        Theme::Empowerment,
        COUNCILS,
        Every::Session,
        &["read_obstacles", "read_council_report"],
        &["/reports/tables/obstacles"],
        "001",
    ),
    entry(
        "P26",
        "settlements",
        ("سکونتگاه‌ها به تفکیک شهر", "Settlements by town"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Year,
        &["read_settlements"],
        &["/reports/tables/settlements"],
        "002",
    ),
    entry(
        "P27",
        "zones",
        ("پهنه‌ها", "Zones"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Year,
        &["read_zones"],
        &["/reports/tables/zones"],
        "002",
    ),
    entry(
        "P28",
        "priorities",
        ("اولویت محله‌ها", "Priorities of neighborhoods"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Review,
        &["list_priorities"],
        &["/priorities"],
        "002",
    ),
    entry(
        "P29",
        "office-work-plan",
        ("برنامهٔ کار دفترها", "Work plan of offices"),
        Theme::Offices,
        OFFICES,
        Every::Month,
        &["read_office_work"],
        &["/reports/tables/office-work-plan"],
        "002",
    ),
    entry(
        "P30",
        "needs-profiles",
        ("شناسنامه‌های نیاز و تأییدها", "Needs profiles and approvals"),
        Theme::Offices,
        OFFICES,
        Every::Session,
        &["read_needs_profiles"],
        &["/reports/tables/needs-profiles"],
        "002",
    ),
    entry(
        "P31",
        "duties",
        ("وظیفهٔ دستگاه‌ها به تفکیک محله", "Duties of agencies by neighborhood"),
        Theme::Neighborhoods,
        EVERYONE,
        Every::Quarter,
        &["list_duties"],
        &["/duties"],
        "002",
    ),
    entry(
        "P32",
        "quarterly-report",
        ("گزارش سه‌ماههٔ دفترها", "Quarterly report of offices"),
        Theme::Offices,
        OFFICES,
        Every::Quarter,
        &["read_office_quarter", "read_offices_quarter"],
        &["/offices/quarter"],
        "002",
    ),
    entry(
        "P33",
        "office-evaluations",
        ("ارزیابی شش‌ماههٔ دفترها", "Half-yearly evaluations"),
        Theme::Offices,
        OFFICES,
        Every::HalfYear,
        &["read_office_evaluations"],
        &["/reports/tables/office-evaluations"],
        "002",
    ),
    entry(
        "P34",
        "vulnerable-categories",
        ("افراد و خانواده‌های آسیب‌پذیر", "Vulnerable persons and families"),
        Theme::Families,
        COUNTING,
        Every::Demand,
        &["read_vulnerable_categories"],
        &["/reports/tables/vulnerable-categories"],
        "002",
    ),
    entry(
        "P35",
        "local-groups",
        ("گروه‌ها و نهادهای محلی", "Local groups and institutions"),
        Theme::Offices,
        OFFICES,
        Every::Quarter,
        &["read_local_groups"],
        &["/reports/tables/local-groups"],
        "002",
    ),
    entry(
        "P36",
        "national-figures",
        ("آمار ملی", "National figures"),
        Theme::National,
        &[Officer, Auditor],
        Every::Year,
        &["read_national_figures"],
        &["/national/figures"],
        "004",
    ),
    entry(
        "P37",
        "credits",
        ("اعتبار به تفکیک منبع و هدف", "Credit by source and purpose"),
        Theme::National,
        &[Officer, Auditor],
        Every::Year,
        &["read_credit_report"],
        &["/national/credits"],
        "004",
    ),
    entry(
        "P38",
        "equipment-coverage",
        ("پوشش تجهیز", "Equipment coverage"),
        Theme::National,
        &[Officer, Auditor],
        Every::Year,
        &["list_equipment"],
        &["/national/equipment"],
        "004",
    ),
    entry(
        "P39",
        "indicator-series",
        ("شاخص‌ها در سال‌ها", "Indicators over the years"),
        Theme::National,
        &[Officer, Auditor],
        Every::Year,
        &["list_series"],
        &["/national/series"],
        "004",
    ),
    entry(
        "P40",
        "handed-on",
        ("خانوارهای معرفی‌شده به دستگاه بیرونی", "Households handed on to a body outside"),
        Theme::Families,
        COUNTING,
        Every::Demand,
        &["read_transfers"],
        &["/reports/transfers"],
        "004",
    ),
];

/// Numbers of the program's list that no operation answers yet.
pub const UNANSWERED: &[&str] = &[];

/// The report of a name.
pub fn report(key: &str) -> Option<&'static ReportEntry> {
    REPORTS.iter().find(|one| one.key == key)
}

/// Where an operation is asked, and what it needs: its path under `/api/v1`, and the names of its query parameters.
pub fn address_of(operation: &str) -> Option<(String, Vec<String>)> {
    let document = serde_json::to_value(crate::openapi()).ok()?;
    let paths = document["paths"].as_object()?;
    paths.iter().find_map(|(path, item)| {
        let found = item.as_object()?.get("get").filter(|found| found["operationId"] == operation)?;
        let named = found["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query");
        let names = named.filter_map(|one| one["name"].as_str().map(str::to_owned)).collect();
        Some((path.clone(), names))
    })
}
