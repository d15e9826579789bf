//! The measures and their dimensions. To add one: an entry here, a row in the test that reads them all, a line in `docs/rules.md`.

use super::{Access, Dimension, Label, Measure, Past, Value};

const TIER: &[(&str, &str, &str)] = &[
    ("stable", "پایدار", "stable"),
    ("at_risk", "در معرض آسیب", "at risk"),
    ("harmed", "آسیب‌دیده", "harmed"),
    ("none", "بی سطح", "without a tier"),
];
const FINAL: &[(&str, &str, &str)] = &[
    ("stable", "پایدار", "stable"),
    ("at_risk", "در معرض آسیب", "at risk"),
    ("harmed", "آسیب‌دیده", "harmed"),
    ("none", "بی سطح پایانی", "without a final tier"),
];
const HOUSEHOLD: &[(&str, &str, &str)] = &[
    ("female_headed", "زن‌سرپرست", "headed by a woman"),
    ("male_headed", "مردسرپرست", "headed by a man"),
    ("child_headed", "کودک‌سرپرست", "headed by a child"),
    ("unknown", "نامعلوم", "unknown"),
];
const DOMAIN: &[(&str, &str, &str)] =
    &[("social", "اجتماعی", "social"), ("economic", "اقتصادی", "economic"), ("cultural", "فرهنگی", "cultural")];
const HELD: &[(&str, &str, &str)] = &[
    ("planned", "در برنامه", "planned"),
    ("announced", "اعلام‌شده", "announced"),
    ("held", "برگزارشده", "held"),
    ("cancelled", "لغوشده", "cancelled"),
];
const WORK: &[(&str, &str, &str)] =
    &[("begun", "در کار", "begun"), ("done", "انجام‌شده", "done"), ("left_out", "کنار گذاشته", "left out")];
const STEP: &[(&str, &str, &str)] = &[
    ("1", "بسترسازی و حمایت محلی", "Local foundation and support"),
    ("2.1", "اطلاع‌رسانی و حساس‌سازی", "Informing and sensitising"),
    ("2.2", "شناسایی افراد و گروه‌ها", "Identifying people and groups"),
    ("2.3", "اعتمادسازی با اقدامات ضروری", "Trust by urgent measures"),
    ("2.4", "گروه‌سازی، آموزش و توانمندسازی", "Group building, training and empowerment"),
    ("2.5", "ثبت گروه‌ها به شکل نهاد محلی", "Registering groups as local institutions"),
    ("2.6", "تدوین سند مشارکتی محله", "Participatory neighborhood document"),
    ("2.7", "اجرای سند توسعهٔ محلی", "Executing the local development document"),
    ("3", "پایش و ارزیابی", "Monitoring and evaluation"),
];
const DUTY: &[(&str, &str, &str)] = &[
    ("not_begun", "آغاز نشده", "not begun"),
    ("underway", "در کار", "under way"),
    ("done", "انجام‌شده", "done"),
    ("hindered", "با مانع", "hindered"),
];
const PRIORITY: &[(&str, &str, &str)] = &[
    ("first", "سطح یک", "level one"),
    ("second", "سطح دو", "level two"),
    ("third", "سطح سه", "level three"),
    ("none", "بی اولویت", "without a priority"),
];
const PURPOSE: &[(&str, &str, &str)] = &[
    ("work", "کار", "work"),
    ("education", "آموزش", "education"),
    ("treatment", "درمان", "treatment"),
    ("housing", "مسکن", "housing"),
    ("household", "نیاز خانه", "household"),
    ("other", "دیگر", "other"),
];
const GUARANTEE: &[(&str, &str, &str)] = &[("group", "تضمین جمعی", "a group's word"), ("physical", "وثیقه", "a thing")];

const fn dimension(
    key: &'static str,
    fa: &'static str,
    en: &'static str,
    sql: &'static str,
    label: Label,
) -> Dimension {
    Dimension { key, fa, en, sql, label, exact_only: false, is_place: false }
}

const fn place(key: &'static str, fa: &'static str, en: &'static str, sql: &'static str) -> Dimension {
    Dimension { key, fa, en, sql, label: Label::Name, exact_only: false, is_place: true }
}

/// Every dimension of every measure, by its code.
pub const DIMENSIONS: &[Dimension] = &[
    dimension("year", "سال", "Year", "period.year", Label::Time),
    dimension("quarter", "سه‌ماهه", "Quarter", "period.quarter", Label::Time),
    dimension("month", "ماه", "Month", "period.month", Label::Time),
    dimension("cycle_year", "سال پایش آغازین", "Year of the first assessment", "x.year", Label::Time),
    place("province", "استان", "Province", "level.province"),
    place("county", "شهرستان", "County", "level.county"),
    place("city", "شهر", "City", "level.city"),
    place("zone", "پهنه", "Zone", "level.zone"),
    place("neighborhood", "محله", "Neighborhood", "x.nb::text"),
    Dimension { exact_only: true, ..dimension("center", "مرکز", "Center", "x.center::text", Label::Name) },
    dimension("tier", "سطح", "Tier", "x.tier", Label::Words(TIER)),
    dimension("baseline_tier", "سطح آغازین", "First tier", "x.baseline_tier", Label::Words(TIER)),
    dimension("final_tier", "سطح پایانی", "Final tier", "x.final_tier", Label::Words(FINAL)),
    dimension("household_type", "نوع خانوار", "Household", "x.household_type", Label::Words(HOUSEHOLD)),
    dimension("domain", "بخش", "Domain", "x.domain", Label::Words(DOMAIN)),
    dimension("kind", "خدمت", "Service", "x.kind", Label::Catalog(&["service_kind", "focused_aid_method"])),
    dimension("form", "شکل برنامه", "Form", "x.form", Label::Catalog(&["general_aid_form"])),
    dimension("held", "وضع", "State", "x.held", Label::Words(HELD)),
    dimension("office", "دفتر", "Office", "x.office::text", Label::Office),
    dimension("step", "مرحله", "Step", "x.step", Label::Words(STEP)),
    dimension("work_state", "وضع کار", "State of the task", "x.work_state", Label::Words(WORK)),
    dimension("agency", "دستگاه", "Agency", "x.agency::text", Label::Name),
    dimension("duty_state", "وضع وظیفه", "State of the duty", "x.duty_state", Label::Words(DUTY)),
    dimension("priority", "اولویت", "Priority", "x.priority", Label::Words(PRIORITY)),
    dimension("purpose", "برای", "Purpose", "x.purpose", Label::Words(PURPOSE)),
    dimension("guarantee", "تضمین", "Guarantee", "x.guarantee", Label::Words(GUARANTEE)),
];

const NO_PAST_FA: &str = "این شمار از حال ردیف‌ها به دست می‌آید و گذشتهٔ آن‌ها را نگه نمی‌دارد.";
const NO_PAST_EN: &str = "This counts rows as they are now, which do not keep what they were.";
const DATED_FA: &str =
    "هر ردیف روز خود را دارد، ولی تصحیح‌های بعدی در آن جا گرفته است؛ با صافی زمان، آنچه تا آن روز رخ داد دیده می‌شود.";
const DATED_EN: &str =
    "Every row has its day, with later corrections in it; a filter by time shows what had happened by then.";

/// Every measure of the builder.
pub const MEASURES: &[Measure] = &[
    Measure {
        key: "open_families",
        fa: "خانواده‌های باز",
        en: "Open families",
        unit_fa: "خانواده",
        unit_en: "families",
        note_fa: "پرونده‌های باز، هر یک یک بار، با سطح اکنون.",
        note_en: "Open files, each once, with the tier it has now.",
        access: Access::Reports,
        value: Value::Count,
        rounded: true,
        past: Past::Unknown(NO_PAST_FA, NO_PAST_EN),
        rows: "select neighborhood_id as nb, center_id as center, null::date as day, family_id::text as id, 1::bigint as n, tier, household_type
                 from family where state = 'open' and not erased",
        projection: "families",
        dimensions: &["tier", "household_type", "province", "county", "city", "zone", "neighborhood", "center"],
    },
    Measure {
        key: "year_families",
        fa: "خانواده‌ها پیش و پس از یک سال همیاری",
        en: "Families before and after a year",
        unit_fa: "خانواده",
        unit_en: "families",
        note_fa: "هر دوره یک بار، در سال پایش آغازینش؛ سطح پایانی آخرین سطح پیش از دورهٔ بعد است.",
        note_en: "Each cycle once, in the year of its first assessment; the final tier is the last before the next cycle.",
        access: Access::Reports,
        value: Value::Count,
        rounded: true,
        past: Past::Known,
        rows: "select c.neighborhood_id as nb, c.center_id as center, c.baseline_on as day, c.family_id::text || ' ' || c.cycle as id, 1::bigint as n, c.year::text as year,
                      c.baseline_tier, c.final_tier, c.household_type
                 from family_cycle c where c.from_position <= {position} and (c.to_position is null or c.to_position > {position})",
        projection: "cycles",
        dimensions: &[
            "cycle_year",
            "baseline_tier",
            "final_tier",
            "household_type",
            "province",
            "county",
            "city",
            "zone",
            "neighborhood",
            "center",
        ],
    },
    Measure {
        key: "services",
        fa: "خدمت‌های داده‌شده",
        en: "Services given",
        unit_fa: "خدمت",
        unit_en: "services",
        note_fa: "هر خدمت یک بار، در روزی که داده شد؛ آنچه پس گرفته شد شمرده نمی‌شود.",
        note_en: "Each service once, on the day it was given; those struck out do not count.",
        access: Access::Reports,
        value: Value::Count,
        rounded: true,
        past: Past::Unknown(DATED_FA, DATED_EN),
        rows: "select neighborhood_id as nb, center_id as center, delivered_on as day, service_id::text as id, 1::bigint as n, domain, kind
                 from service_fact where not struck",
        projection: "services",
        dimensions: &[
            "year", "quarter", "month", "domain", "kind", "province", "county", "city", "zone", "neighborhood", "center",
        ],
    },
    Measure {
        key: "served_families",
        fa: "خانواده‌های خدمت‌گرفته",
        en: "Families served",
        unit_fa: "خانواده",
        unit_en: "families",
        note_fa: "هر خانواده در هر خانهٔ جدول یک بار، هر چند خدمت گرفته باشد؛ از این رو ستون‌ها با جمع نمی‌خوانند.",
        note_en: "Each family once in every cell, however many services it received; columns therefore do not add up to the sum.",
        access: Access::Reports,
        value: Value::Distinct,
        rounded: true,
        past: Past::Unknown(DATED_FA, DATED_EN),
        rows: "select neighborhood_id as nb, center_id as center, delivered_on as day, family_id::text as id, 1::bigint as n, domain, kind
                 from service_fact where not struck",
        projection: "services",
        dimensions: &[
            "year", "quarter", "month", "domain", "kind", "province", "county", "city", "zone", "neighborhood", "center",
        ],
    },
    Measure {
        key: "activities",
        fa: "برنامه‌های عمومی",
        en: "Activities of general aid",
        unit_fa: "برنامه",
        unit_en: "activities",
        note_fa: "هر برنامه یک بار، در روزی که برگزار شد یا قرار است بشود.",
        note_en: "Each activity once, on the day it was held or is planned for.",
        access: Access::Activities,
        value: Value::Count,
        rounded: false,
        past: Past::Unknown(DATED_FA, DATED_EN),
        rows: "select neighborhood_id as nb, center_id as center, coalesce(held_on, planned_for) as day, null::text as id, 1::bigint as n, form, domain,
                      case when cancelled_on is not null then 'cancelled' when held_on is not null then 'held'
                           when announced_on is not null then 'announced' else 'planned' end as held
                 from activity",
        projection: "activities",
        dimensions: &[
            "year", "quarter", "month", "form", "domain", "held", "province", "county", "city", "zone", "neighborhood", "center",
        ],
    },
    Measure {
        key: "class_person_hours",
        fa: "نفر-ساعت کلاس‌ها",
        en: "Person-hours of classes",
        unit_fa: "نفر-ساعت",
        unit_en: "person-hours",
        note_fa: "ساعت هر حاضر در هر نشست کلاس محله، از حضور.",
        note_en: "The hours of everybody present at every sitting of a neighborhood's class, from attendance.",
        access: Access::Facilitation,
        value: Value::Sum,
        rounded: false,
        past: Past::Unknown(DATED_FA, DATED_EN),
        rows: "select w.neighborhood_id as nb, null::uuid as center, s.held_on as day, null::text as id, coalesce(sum(p.hours), 0)::bigint as n
                 from workshop w join workshop_sitting s on s.workshop_id = w.workshop_id
                 cross join lateral json_to_recordset(s.present) as p(trainee_id uuid, hours integer)
                where w.kind = 'neighborhood_class' group by w.neighborhood_id, s.sitting_key, s.held_on",
        projection: "facilitation",
        dimensions: &["year", "quarter", "month", "province", "county", "city", "zone", "neighborhood"],
    },
    Measure {
        key: "office_tasks",
        fa: "کارهای دفترهای تسهیلگری",
        en: "Tasks of facilitation offices",
        unit_fa: "کار",
        unit_en: "tasks",
        note_fa: "کارهای آغازشدهٔ برنامهٔ کار، در هر محله یک بار، با آخرین وضع؛ روز، روز همان وضع است.",
        note_en: "Tasks of the work plan that were begun, once a neighborhood, as they stand; the day is that of the state.",
        access: Access::Offices,
        value: Value::Count,
        rounded: false,
        past: Past::Unknown(NO_PAST_FA, NO_PAST_EN),
        rows: "select (t.value->>'neighborhood_id')::uuid as nb, null::uuid as center, (t.value->'on'->>'iso')::date as day, null::text as id, 1::bigint as n,
                      o.office_id as office, t.value->>'state' as work_state,
                      case when t.value->>'task' like '2.%' then substring(t.value->>'task' from '^2\\.[0-9]') else split_part(t.value->>'task', '.', 1) end as step
                 from office o cross join lateral jsonb_array_elements(o.file->'tasks') t",
        projection: "offices",
        dimensions: &[
            "office", "step", "work_state", "year", "quarter", "month", "province", "county", "city", "zone", "neighborhood",
        ],
    },
    Measure {
        key: "fund_loans",
        fa: "وام‌های صندوق‌های خرد",
        en: "Loans of micro-finance funds",
        unit_fa: "وام",
        unit_en: "loans",
        note_fa: "وام‌های پرداخت‌شده، در روز پرداخت؛ جای وام، محلهٔ صندوق است.",
        note_en: "Loans paid out, on that day; the place of a loan is its fund's neighborhood.",
        access: Access::Reports,
        value: Value::Count,
        rounded: true,
        past: Past::Unknown(DATED_FA, DATED_EN),
        rows: "select f.neighborhood_id as nb, f.center_id as center, l.granted_on as day, l.loan_id::text as id, 1::bigint as n, l.purpose, l.guarantee
                 from fund_loan l join fund f on f.fund_id = l.fund_id where l.granted_on is not null",
        projection: "funds",
        dimensions: &[
            "year", "quarter", "month", "purpose", "guarantee", "province", "county", "city", "zone", "neighborhood", "center",
        ],
    },
    Measure {
        key: "duties",
        fa: "وظیفه‌های گزارش‌شدهٔ دستگاه‌ها",
        en: "Duties reported by agencies",
        unit_fa: "وظیفه",
        unit_en: "duties",
        note_fa: "هر وظیفه در هر محله یک بار، با آخرین گزارش آن.",
        note_en: "Each duty once a neighborhood, by its last report.",
        access: Access::Lists,
        value: Value::Count,
        rounded: false,
        past: Past::Known,
        rows: "select distinct on (neighborhood_id, agency_id, duty) neighborhood_id as nb, null::uuid as center, reported_on as day, null::text as id,
                      1::bigint as n, agency_id as agency, state as duty_state
                 from duty_report where position <= {position} order by neighborhood_id, agency_id, duty, position desc",
        projection: "neighborhood_cases",
        dimensions: &[
            "agency", "duty_state", "year", "quarter", "month", "province", "county", "city", "zone", "neighborhood",
        ],
    },
    Measure {
        key: "priorities",
        fa: "محله‌ها به اولویت",
        en: "Neighborhoods by priority",
        unit_fa: "محله",
        unit_en: "neighborhoods",
        note_fa: "هر محله یک بار، با آخرین اولویتی که گرفت.",
        note_en: "Each neighborhood once, by the last priority it was given.",
        access: Access::Lists,
        value: Value::Count,
        rounded: false,
        past: Past::Known,
        rows: "select h.neighborhood_id as nb, null::uuid as center, p.set_on as day, null::text as id, 1::bigint as n, p.level as priority
                 from neighborhood h
                 left join lateral (select level, set_on from neighborhood_priority p where p.neighborhood_id = h.neighborhood_id
                                       and p.recorded_at < {before} order by number desc limit 1) p on true",
        projection: "neighborhood_cases",
        dimensions: &["priority", "province", "county", "city", "zone", "neighborhood"],
    },
];
