//! The columns of every list and report that is a file: headings in both languages, where a value stands in a row, and what it is.

use super::table::{Codes, Column, Kind};

pub(super) const FAMILIES: &[Column] = &[
    Column("شماره پرونده", "File number", "/file_number", Kind::Text),
    Column("نام خانواده", "Family name", "/family_name", Kind::Text),
    Column("سطح", "Tier", "/tier", Kind::Code),
    Column("سطح آغازین", "First tier of the year", "/baseline_tier", Kind::Code),
    Column("نوع خانوار", "Household", "/household_type", Kind::Code),
    Column("اعضا", "Members", "/members_count", Kind::Number),
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("مرکز", "Center", "/center/name", Kind::Text),
    Column("همیار", "Caseworker", "/caseworker/name", Kind::Text),
    Column("رضایت", "Consent", "/consent", Kind::Code),
    Column("وضع پرونده", "Case", "/state", Kind::Code),
    Column("آخرین بازدید", "Last visit", "/last_visit", Kind::Day),
    Column("سررسید بعدی", "Next due", "/next_due", Kind::Day),
    Column("کار معوق", "Overdue", "/overdue", Kind::Number),
    Column("ارجاع باز", "Open referrals", "/open_referrals", Kind::Number),
    Column("پایان سال همیاری", "Year ends", "/year_ends", Kind::Day),
];

pub(super) const TASKS: &[Column] = &[
    Column("شماره پرونده", "File number", "/file_number", Kind::Text),
    Column("وظیفه", "Task", "/title", Kind::Text),
    Column("چه انتظاری هست", "What is expected", "/expected", Kind::Text),
    Column("حوزه", "Domain", "/domain", Kind::Code),
    Column("مسئول", "Responsible", "/responsible/name", Kind::Text),
    Column("همکار", "Handed on to", "/delegated_to/name", Kind::Text),
    Column("کمیسیون", "Commission", "/commission/name", Kind::Text),
    Column("سپرده شده در", "Given on", "/given_on", Kind::Day),
    Column("مهلت", "Due on", "/due_on", Kind::Day),
    Column("سررسید", "When", "/due_state", Kind::Code),
    Column("وضع", "State", "/state", Kind::Code),
];

pub(super) const CASELOADS: &[Column] = &[
    Column("همیار", "Caseworker", "/caseworker/name", Kind::Text),
    Column("مرحله", "Stage", "/stage", Kind::Code),
    Column("خانواده", "Families", "/families", Kind::Number),
    Column("در انتظار پذیرش", "Reserved", "/reserved", Kind::Number),
    Column("جای خالی", "Free", "/free", Kind::Number),
    Column("کار معوق", "Overdue", "/overdue_items", Kind::Number),
    Column("سال رو به پایان", "Years ending", "/year_ending", Kind::Number),
    Column("ساعت آموزش پیش از کار", "Hours before", "/hours_before", Kind::Number),
    Column("ساعت آموزش در سال", "Hours of the year", "/hours_during", Kind::Number),
    Column("ساعت مانده", "Hours missing", "/hours_missing", Kind::Number),
    Column("مرخصی تا", "On leave until", "/leave_until", Kind::Day),
    Column("پایان دوره", "Term ends", "/term_ends", Kind::Day),
];

pub(super) const MATRIX: &[Column] = &[
    Column("سال", "Year", "/year", Kind::Number),
    Column("سطح آغازین", "First tier", "/before", Kind::Code),
    Column("پایدار", "Stable", "/stable", Kind::Number),
    Column("در معرض آسیب", "At risk", "/at_risk", Kind::Number),
    Column("آسیب‌دیده", "Harmed", "/harmed", Kind::Number),
    Column("بی سطح پایانی", "Without a second tier", "/without_final", Kind::Number),
];

pub(super) const SERVICES: &[Column] = &[
    Column("خدمت", "Service", "/title", Kind::Title),
    Column("خانواده", "Families", "/families", Kind::Number),
    Column("نفر", "Persons", "/persons", Kind::Number),
    Column("خدمت داده‌شده", "Services", "/services", Kind::Number),
    Column("مراجعه", "Contacts", "/contacts", Kind::Number),
    Column("ساعت آموزش", "Hours", "/hours", Kind::Number),
    Column("به نتیجه رسیده", "Came to their end", "/successes", Kind::Number),
    Column("مبلغ (ریال)", "Amount (rials)", "/amount_rials", Kind::Number),
];

pub(super) const ATLAS: &[Column] = &[
    Column("سال", "Year", "/year", Kind::Number),
    Column("مکان", "Place", "/place", Kind::Text),
    Column("سطح مکان", "Level of the place", "/level", Kind::Code),
    Column("سنجه", "Measure", "/measure", Kind::Code),
    Column("رده", "Class", "/code", Kind::Code),
    Column("شمار", "Count", "/value", Kind::Number),
    Column("گفته شده یا نه", "Told or not", "/told", Kind::Text),
    Column("چه چیزی شمرده شده", "What is counted", "/what", Kind::Text),
    Column("چنان‌که در این روز دانسته بود", "As known on", "/known_on", Kind::Day),
];

/// What the body needs to know the household again, and no more (P40).
pub(super) const TRANSFERS: &[Column] = &[
    Column("شماره پرونده", "File number", "/file_number", Kind::Text),
    Column("فرستاده شده در", "Sent on", "/sent_on", Kind::Day),
    Column("مرحله", "Phase", "/phase", Kind::Code),
    Column("وضع", "State", "/state", Kind::Code),
    Column("پاسخ دستگاه", "Answer", "/answer", Kind::Code),
];

const QUALIFIERS: Codes = &[
    ("exact", "دقیق", "exact"),
    ("about", "حدود", "about"),
    ("more_than", "بیش از", "more than"),
    ("less_than", "کمتر از", "less than"),
];
const CREDIT_KINDS: Codes = &[("operating", "هزینه‌ای", "operating"), ("capital", "تملک دارایی", "capital")];
const LICENCE_LEVELS: Codes =
    &[("national", "ملی", "national"), ("provincial", "استانی", "provincial"), ("county", "شهرستانی", "county")];
const LICENCE_STATES: Codes =
    &[("in_force", "معتبر", "in force"), ("expired", "مدتش گذشته", "expired"), ("revoked", "لغوشده", "revoked")];
const REVOCATIONS: Codes = &[
    ("purpose_left", "از هدف خود بیرون رفت", "left its purpose"),
    ("rules_broken", "آیین‌نامه را نقض کرد", "broke the rules"),
    ("dissolved", "منحل شد", "dissolved"),
    ("at_own_wish", "به خواست خودش", "at its own wish"),
    ("other", "دلیل دیگر", "another reason"),
];
const RELATIONS: Codes = &[
    ("drawn_from", "برداشت از", "drawn from"),
    ("part_of", "بخشی از", "part of"),
    ("unstated", "نسبتش گفته نشده با", "relation not stated to"),
];
const DOUBTS: Codes = &[
    ("level_or_change", "روشن نیست مقدار است یا کاهش", "not clear whether a level or a change"),
    ("word_order", "ترتیب واژه‌ها در چاپ به هم خورده است", "the order of the words is broken in print"),
    ("digits_reversed", "رقم‌ها وارونه چاپ شده است", "the digits are printed in reverse"),
    ("list_short", "آنچه برشمرده شده به این شمار نمی‌رسد", "what is listed does not reach this number"),
    ("repeats_counted", "با احتساب تکراری‌ها؛ شمار افراد نیست", "repeats are counted; no number of persons"),
];
const HORIZONS: Codes = &[("short", "کوتاه‌مدت", "short"), ("medium", "میان‌مدت", "medium"), ("long", "بلندمدت", "long")];
const AGREEMENT_ENDS: Codes = &[
    ("term_over", "مدت سر آمد", "its term is over"),
    ("by_consent", "با توافق", "by consent"),
    ("cancelled", "لغو", "cancelled"),
];
const PROGRAM_KINDS: Codes = &[
    ("macro_action", "اقدام کلان", "macro action"),
    ("scheme", "طرح", "scheme"),
    ("measure", "اقدام جزئی", "measure"),
    ("program", "برنامه", "program"),
];
const PROGRAM_FIELDS: Codes = &[
    ("addiction", "کاهش اعتیاد", "addiction"),
    ("divorce", "کاهش طلاق", "divorce"),
    ("moral_corruption", "مفاسد اخلاقی", "moral corruption"),
    ("marginal_settlement", "حاشیه‌نشینی", "marginal settlement"),
    ("socially_harmed", "ساماندهی آسیب‌دیدگان اجتماعی", "the socially harmed"),
    ("acute_areas", "مناطق حاد و بحرانی", "acute areas"),
];
const INTERVENTION_LEVELS: Codes = &[
    ("structural", "ساختاری", "structural"),
    ("institutional", "نهادی", "institutional"),
    ("relational", "روابط اجتماعی", "relational"),
];
const APPROACHES: Codes = &[("preventive", "پیشگیرانه", "preventive"), ("curative", "درمانگر", "curative")];
const SHARE_PARTS: Codes = &[
    ("lead", "دستگاه اصلی", "lead"),
    ("partner", "دستگاه همکار", "partner"),
    ("executor", "مجری", "executor"),
    ("funder", "تأمین‌کنندهٔ اعتبار", "funder"),
    ("supervisor", "ناظر", "supervisor"),
];
const COUNCIL_KINDS: Codes = &[
    ("strategic_council", "شورای راهبردی", "strategic council"),
    ("working_group", "کارگروه", "working group"),
    ("committee", "کمیته", "committee"),
    ("empowerment_group", "کارگروه توانمندسازی", "empowerment group"),
];
const DUTY_STATES: Codes = &[
    ("not_begun", "آغاز نشده", "not begun"),
    ("underway", "در دست", "under way"),
    ("done", "انجام شد", "done"),
    ("hindered", "به مانع خورده", "hindered"),
];
const UTILITIES: Codes = &[
    ("water", "آب", "water"),
    ("sewage", "فاضلاب", "sewage"),
    ("electricity", "برق", "electricity"),
    ("gas", "گاز", "gas"),
];
const UTILITY_ANSWERS: Codes = &[
    ("accepted", "پذیرفته شد", "accepted"),
    ("connected", "وصل شد", "connected"),
    ("refused", "پذیرفته نشد", "refused"),
];
const ACTION_STATES: Codes = &[
    ("planned", "پیشنهاد شده", "planned"),
    ("in_progress", "در حال انجام", "in progress"),
    ("done", "انجام شده", "done"),
    ("dropped", "کنار گذاشته", "dropped"),
];
const ACTION_FLAGS: Codes = &[
    ("short_without_length", "افق کوتاه‌مدت طول ندارد", "a short action without a length"),
    ("long_without_length", "افق بلندمدت طول ندارد", "a long action without a length"),
    ("capacity_against_horizon", "ظرفیت با افق نمی‌خواند", "the capacity does not fit the horizon"),
    ("not_adopted", "هنوز در نسخه‌ای نیست", "in no version yet"),
    ("overdue", "مهلت گذشته", "overdue"),
];
const CAPACITIES: Codes = &[
    ("absorptive", "جذب", "absorptive"),
    ("adaptive", "انطباق", "adaptive"),
    ("transformative", "تغییر", "transformative"),
];
const CAPITALS: Codes = &[
    ("social", "اجتماعی", "social"),
    ("economic", "اقتصادی", "economic"),
    ("human", "انسانی", "human"),
    ("physical", "فیزیکی", "physical"),
    ("natural", "طبیعی", "natural"),
];
const ACTIVITY_STATES: Codes = &[
    ("planned", "برنامه‌ریزی شده", "planned"),
    ("announced", "اعلام شده", "announced"),
    ("held", "برگزار شده", "held"),
    ("cancelled", "لغو شده", "cancelled"),
];
const TIERS: Codes =
    &[("stable", "پایدار", "stable"), ("at_risk", "در معرض آسیب", "at risk"), ("harmed", "آسیب‌دیده", "harmed")];
const FACILITATOR_LEVELS: Codes = &[("level_1", "سطح ۱", "level 1"), ("level_2", "سطح ۲", "level 2")];
const EDUCATIONS: Codes = &[
    ("unknown", "نامعلوم", "unknown"),
    ("diploma", "دیپلم", "diploma"),
    ("student", "دانشجو", "student"),
    ("bachelor", "کارشناسی", "bachelor"),
    ("master", "کارشناسی ارشد", "master"),
    ("doctorate", "دکتری", "doctorate"),
];
const FACILITATOR_FLAGS: Codes = &[
    ("below_bachelor", "کمتر از کارشناسی", "below a bachelor's degree"),
    ("plan_late", "طرح در ده روز نرسیده", "plan not within ten days"),
    ("untrained", "آموزش سطح ۲ ندیده", "not trained at level 2"),
];
const WORKSHOP_KINDS: Codes = &[
    ("facilitator_training", "دورهٔ تسهیلگران", "training of facilitators"),
    ("neighborhood_class", "کلاس محله", "class of a neighborhood"),
];
const WORKSHOP_FLAGS: Codes =
    &[("no_lead", "بی مسئول", "no lead"), ("untrained_lead", "مسئول آموزش سطح ۲ ندیده", "lead not trained at level 2")];
const COUNT_METHODS: Codes = &[
    ("field_count", "شمارش میدانی", "counted in the field"),
    ("sample", "نمونه‌گیری", "sample"),
    ("agency_register", "فهرست دستگاه", "an agency's register"),
    ("observed", "مشاهده", "observed"),
];
const OFFICE_STATES: Codes = &[
    ("called", "فراخوان شده", "called"),
    ("contracted", "قرارداد بسته", "under contract"),
    ("open", "باز", "open"),
    ("closed", "بسته", "closed"),
];
const CASE_STATES: Codes = &[
    ("waiting", "در انتظار", "waiting"),
    ("decided", "تصمیم گرفته شده", "decided"),
    ("adjourned", "به جلسهٔ بعد", "adjourned"),
    ("voided", "تصمیم بی‌اثر", "decision void"),
    ("withdrawn", "پس گرفته شده", "withdrawn"),
];
const URGENCIES: Codes = &[("normal", "عادی", "normal"), ("urgent", "فوری", "urgent")];
const DUE_KINDS: Codes = &[
    ("visit_due", "بازدید خانواده", "visit the family"),
    ("calendar_entry", "برنامهٔ تقویم همیاری", "aid calendar entry"),
    ("assessment_due", "پایش آغازین", "baseline assessment"),
    ("final_assessment_due", "پایش پایانی", "final assessment"),
    ("year_ending", "پایان سال همیاری", "end of the aid year"),
    ("task", "وظیفهٔ کمیسیون", "commission's task"),
    ("consent_missing", "پرسیدن رضایت خانواده", "ask for consent"),
    ("referral_returned", "تکمیل ارجاعی که برگشته است", "complete a returned referral"),
    ("referral_declined", "ارجاعی که پذیرفته نشد", "a referral that was declined"),
    ("expert_unanswered", "پرسش بی‌پاسخ از کارشناس", "an expert has not answered"),
    ("goal_due", "روز یک هدف", "the day of a goal"),
];

pub(super) const QUEUE: &[Column] = &[
    Column("شماره پرونده", "File number", "/family/file_number", Kind::Text),
    Column("نام خانواده", "Family name", "/family/family_name", Kind::Text),
    Column("محله", "Neighborhood", "/family/neighborhood/name", Kind::Text),
    Column("کار", "What", "/kind", Kind::Word(DUE_KINDS)),
    Column("شرح", "Title", "/title", Kind::Title),
    Column("بخش", "Domain", "/domain", Kind::Code),
    Column("مهلت", "Due on", "/due", Kind::Day),
    Column("سررسید", "When", "/state", Kind::Code),
    Column("روز", "Days", "/days", Kind::Number),
    Column("روز مانده از سال", "Days left of the year", "/days_left_of_year", Kind::Number),
];

pub(super) const AGENDA: &[Column] = &[
    Column("جلسه", "Session", "/session/held_on", Kind::Day),
    Column("شماره پرونده", "File number", "/case/family/file_number", Kind::Text),
    Column("فوریت", "Urgency", "/case/urgency", Kind::Word(URGENCIES)),
    Column("ارجاع در", "Referred on", "/case/referred_on", Kind::Day),
    Column("روز", "Days open", "/case/days_open", Kind::Number),
    Column("همیار", "Caseworker", "/case/caseworker/name", Kind::Text),
    Column("وضع", "State", "/case/state", Kind::Word(CASE_STATES)),
    Column("پرسش", "Question", "/case/question", Kind::Text),
];

pub(super) const REPLAY: &[Column] = &[
    Column("شماره", "No.", "/sequence", Kind::Number),
    Column("رویداد", "Event", "/type", Kind::Event),
    Column("کی", "When", "/happened_at", Kind::Day),
    Column("ثبت شد", "Recorded", "/recorded_at", Kind::Day),
    Column("چه کسی", "Who", "/actor/name", Kind::Text),
    Column("دیر ثبت شد", "Recorded late", "/late", Kind::Flag),
    Column("جا در دفتر", "Place in the log", "/position", Kind::Number),
];

pub(super) const ACTIVITIES: &[Column] = &[
    Column("عنوان", "Title", "/title", Kind::Text),
    Column("بخش", "Domain", "/domain", Kind::Code),
    Column("برای", "Audience", "/audience", Kind::Words(TIERS)),
    Column("وضع", "State", "/state", Kind::Word(ACTIVITY_STATES)),
    Column("برنامه برای", "Planned for", "/planned_for", Kind::Day),
    Column("برگزار شد", "Held on", "/held_on", Kind::Day),
    Column("ساعت", "Hours", "/hours", Kind::Number),
    Column("خانواده", "Families", "/families", Kind::Number),
    Column("نفر", "Persons", "/persons", Kind::Number),
    Column("نفر-ساعت", "Person-hours", "/person_hours", Kind::Number),
];

pub(super) const FACILITATORS: &[Column] = &[
    Column("کد", "Code", "/code", Kind::Text),
    Column("نام", "Name", "/name", Kind::Text),
    Column("سطح", "Level", "/level", Kind::Word(FACILITATOR_LEVELS)),
    Column("برای", "Place", "/place/name", Kind::Text),
    Column("تحصیلات", "Education", "/education", Kind::Word(EDUCATIONS)),
    Column("مدرک و رشته", "Degree", "/degree", Kind::Text),
    Column("سازمان مردم‌نهاد", "Organization", "/organization", Kind::Text),
    Column("ساعت", "Hours", "/hours", Kind::Number),
    Column("معرفی", "Nominated on", "/nominated_on", Kind::Day),
    Column("تأیید", "Confirmed on", "/confirmed_on", Kind::Day),
    Column("مهلت طرح", "Plan due on", "/plan_due", Kind::Day),
    Column("کلاس‌ها", "Classes", "/classes", Kind::Each("/name")),
    Column("نشانه", "To look at", "/flags", Kind::Words(FACILITATOR_FLAGS)),
    Column("پایان کار", "Left on", "/left_on", Kind::Day),
];

pub(super) const CLASSES: &[Column] = &[
    Column("عنوان", "Title", "/title", Kind::Text),
    Column("گونه", "Kind", "/kind", Kind::Word(WORKSHOP_KINDS)),
    Column("جا", "Place", "/place/name", Kind::Text),
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("مسئول (کد)", "Lead (code)", "/lead/code", Kind::Text),
    Column("برای", "Audience", "/audience", Kind::Text),
    Column("ریسک", "Risk", "/risk_title", Kind::Text),
    Column("آغاز", "Began on", "/starts_on", Kind::Day),
    Column("پایان", "Ended on", "/ended_on", Kind::Day),
    Column("ساعت در طرح", "Hours planned", "/planned_hours", Kind::Number),
    Column("ساعت", "Hours", "/hours", Kind::Number),
    Column("نفر در طرح", "Persons planned", "/planned_persons", Kind::Number),
    Column("نام‌نویسی", "Registered", "/registered", Kind::Number),
    Column("شرکت‌کننده", "Participants", "/participants", Kind::Number),
    Column("نفر-ساعت", "Person-hours", "/person_hours", Kind::Number),
    Column("زن", "Women", "/by_sex/female", Kind::Number),
    Column("مرد", "Men", "/by_sex/male", Kind::Number),
    Column("نشانه", "To look at", "/flags", Kind::Words(WORKSHOP_FLAGS)),
];

pub(super) const CARD: &[Column] = &[
    Column("شاخص", "Indicator", "/title", Kind::Title),
    Column("مقدار", "Value", "/value_thousandths", Kind::Thousandths),
    Column("یکا", "Unit", "/unit", Kind::Text),
    Column("چگونه گفته شده", "How it is told", "/qualifier", Kind::Word(QUALIFIERS)),
    Column("دوره", "Period", "/period", Kind::Text),
    Column("به گفتهٔ", "Source", "/source", Kind::Text),
    Column("شیوهٔ شمارش", "How it was counted", "/method", Kind::Word(COUNT_METHODS)),
    Column("شمرده شد", "Counted on", "/counted_on", Kind::Day),
];

pub(super) const ACTIONS: &[Column] = &[
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("شماره", "No.", "/number", Kind::Number),
    Column("اقدام", "Action", "/text", Kind::Text),
    Column("افق", "Horizon", "/horizon", Kind::Word(HORIZONS)),
    Column("مسئول", "Agencies", "/agencies", Kind::Each("/name")),
    Column("وضع", "State", "/state", Kind::Word(ACTION_STATES)),
    Column("مهلت", "Due on", "/due_on", Kind::Day),
    Column("ظرفیت", "Capacity", "/capacity", Kind::Word(CAPACITIES)),
    Column("سرمایه‌ها", "Capitals", "/capitals", Kind::Words(CAPITALS)),
    Column("نشانه", "To look at", "/flags", Kind::Words(ACTION_FLAGS)),
];

pub(super) const CONSOLIDATED: &[Column] = &[
    Column("اقدام", "Action", "/text", Kind::Text),
    Column("افق", "Horizon", "/horizon", Kind::Word(HORIZONS)),
    Column("دستگاه‌ها", "Agencies", "/agencies", Kind::Each("/name")),
    Column("شمار محله‌ها", "Neighborhoods", "/places", Kind::Length),
    Column("محله‌ها", "Which", "/places", Kind::Each("/neighborhood/name")),
    Column("با عبارت‌های دیگر", "Worded otherwise", "/by_hand", Kind::Flag),
];

pub(super) const COUNTS: &[Column] =
    &[Column("شمارش", "What is counted", "/what", Kind::Title), Column("مقدار", "Value", "/value", Kind::Told)];

pub(super) const FUNDS: &[Column] = &[
    Column("صندوق", "Fund", "/name", Kind::Text),
    Column("مرکز", "Center", "/center/name", Kind::Text),
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("تشکیل", "Formed on", "/formed_on", Kind::Day),
    Column("بسته شد", "Closed on", "/closed_on", Kind::Day),
    Column("عضو", "Members", "/members", Kind::Number),
    Column("موجودی (ریال)", "Balance (rials)", "/balance_rials", Kind::Number),
    Column("ماندهٔ وام‌ها (ریال)", "Outstanding (rials)", "/outstanding_rials", Kind::Number),
    Column("قسط معوق (ریال)", "Overdue (rials)", "/overdue_rials", Kind::Number),
    Column("درخواست وام", "Loans asked for", "/loans_waiting", Kind::Number),
    Column("وام باز", "Open loans", "/loans_open", Kind::Number),
    Column("آموزش", "Trainings", "/trainings", Kind::Number),
];

pub(super) const PRIORITIES: &[Column] = &[
    Column("محله", "Neighborhood", "/name", Kind::Text),
    Column("شهر", "City", "/city/name", Kind::Text),
    Column("پهنه", "Zone", "/zone/name", Kind::Text),
    Column("اولویت", "Priority", "/level", Kind::Code),
    Column("امتیاز", "Score", "/score", Kind::Number),
    Column("رتبه در پهنه", "Rank in the zone", "/rank", Kind::Number),
    Column("رتبهٔ چاپ‌شده", "Printed rank", "/zone/rank", Kind::Number),
    Column("جز آنچه حساب شد", "Other than computed", "/overridden", Kind::Flag),
    Column("از آن پس چیزی تغییر کرده", "Something changed since", "/outdated", Kind::Flag),
    Column("شاخص‌هایی که نیست", "Indicators lacking", "/lacking", Kind::Number),
    Column("نسخهٔ شناسنامه", "Version of the profile", "/profile_version", Kind::Number),
    Column("محلهٔ هدف", "Target place", "/approved", Kind::Flag),
    Column("داده شد", "Given on", "/set_on", Kind::Day),
];

pub(super) const DUTIES: &[Column] = &[
    Column("دستگاه", "Agency", "/agency/name", Kind::Text),
    Column("شماره", "No.", "/number", Kind::Number),
    Column("وظیفه", "Duty", "/duty", Kind::Text),
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("وضع", "State", "/state", Kind::Word(DUTY_STATES)),
    Column("گزارش", "Report", "/text", Kind::Text),
    Column("مدرک", "Evidence", "/evidence", Kind::Text),
    Column("روز گزارش", "Reported on", "/reported_on", Kind::Day),
    Column("شمار گزارش‌ها", "Reports", "/reports", Kind::Number),
];

pub(super) const REQUESTS: &[Column] = &[
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("شرکت", "Company", "/agency/name", Kind::Text),
    Column("خدمت", "Utility", "/utility", Kind::Word(UTILITIES)),
    Column("چه لازم است", "What is needed", "/text", Kind::Text),
    Column("خارج از نوبت", "Out of turn", "/out_of_turn", Kind::Flag),
    Column("موافقت شهرداری", "Municipality agreed on", "/municipality_agreed_on", Kind::Day),
    Column("درخواست", "Requested on", "/requested_on", Kind::Day),
    Column("پاسخ", "Answer", "/answer", Kind::Word(UTILITY_ANSWERS)),
    Column("متن پاسخ", "Words of the answer", "/answer_text", Kind::Text),
    Column("روز پاسخ", "Answered on", "/answered_on", Kind::Day),
];

pub(super) const NATIONAL_FIGURES: &[Column] = &[
    Column("رقم، به عبارت سند", "As the document words it", "/quote", Kind::Text),
    Column("کد رقم", "Code", "/indicator", Kind::Text),
    Column("چگونه گفته شده", "How it is told", "/qualifier", Kind::Word(QUALIFIERS)),
    Column("مقدار", "Value", "/value_thousandths", Kind::Thousandths),
    Column("یکا", "Unit", "/unit", Kind::Text),
    Column("دوره", "Period", "/period", Kind::Text),
    Column("سند", "Document", "/source", Kind::Text),
    Column("شمار جاها", "Places that tell it", "/told_in", Kind::Length),
    Column("گفته‌شده در", "Told in", "/told_in", Kind::Each("/section")),
    Column("رکورد دیگر همین رقم", "Also recorded as", "/also_recorded_as", Kind::Each("")),
    Column("نسبت", "Relation", "/relation_kinds", Kind::Words(RELATIONS)),
    Column("رقم دیگر", "Other figure", "/relations", Kind::Each("/other")),
    Column("تردید", "Doubt", "/doubts", Kind::Words(DOUBTS)),
    Column("شمارش سامانه", "Counted here", "/counted/value_thousandths", Kind::Thousandths),
    Column("شمرده از", "Counted from", "/counted/from", Kind::Day),
    Column("شمرده تا", "Counted until", "/counted/until", Kind::Day),
    Column("چه چیزی شمرده شده", "What is counted", "/counted/meaning", Kind::Title),
];

pub(super) const CREDITS: &[Column] = &[
    Column("ردیف بودجه", "Budget line", "/budget_line", Kind::Text),
    Column("پله زیر ردیف", "Steps below the line", "/depth", Kind::Number),
    Column("نوع", "Kind", "/kind", Kind::Word(CREDIT_KINDS)),
    Column("هدف", "Purpose", "/purpose", Kind::Text),
    Column("مکان", "Place", "/place/name", Kind::Text),
    Column("سال", "Year", "/year", Kind::Number),
    Column("تفاهم‌نامه", "Agreement", "/agreement/number", Kind::Text),
    Column("عنوان تفاهم‌نامه", "Its title", "/agreement/title", Kind::Text),
    Column("برای تفاهم‌نامه‌ای دیگر", "For another agreement", "/for_agreement/number", Kind::Text),
    Column("در جمع", "Counted", "/is_counted", Kind::Flag),
    Column("مبلغ (ریال)", "Amount (rials)", "/amount_rials", Kind::Number),
    Column("برداشت (ریال)", "Drawn (rials)", "/drawn_rials", Kind::Number),
    Column("هزینه‌شده (ریال)", "Spent (rials)", "/spent_rials", Kind::Number),
    Column("مانده (ریال)", "Left (rials)", "/left_rials", Kind::Number),
];

pub(super) const EQUIPMENT: &[Column] = &[
    Column("ردیف تجهیز", "Line", "/title", Kind::Either("/title_en")),
    Column("اقلام", "Items", "/items", Kind::Text),
    Column("یکا", "Unit", "/unit", Kind::Text),
    Column("به درخواست", "Requested by", "/requested_by/name", Kind::Text),
    Column("مکان", "Place", "/place/name", Kind::Text),
    Column("اعتبار", "Credit", "/credit/purpose", Kind::Text),
    Column("مبلغ (ریال)", "Amount (rials)", "/credit/amount_rials", Kind::Number),
    Column("تحویل", "Deliveries", "/deliveries", Kind::Number),
    Column("استان", "Provinces", "/counted/provinces", Kind::Number),
    Column("شهرستان", "Counties", "/counted/counties", Kind::Number),
    Column("محله", "Neighborhoods", "/counted/neighborhoods", Kind::Number),
    Column("شمار", "Units", "/counted/units", Kind::Number),
    Column("استان در سند", "Provinces as printed", "/declared/provinces/value", Kind::Number),
    Column("شهرستان در سند", "Counties as printed", "/declared/counties/value", Kind::Number),
    Column("محله در سند", "Neighborhoods as printed", "/declared/neighborhoods/value", Kind::Number),
    Column("شمار در سند", "Units as printed", "/declared/units/value", Kind::Number),
    Column("سند", "Document", "/declared/source", Kind::Text),
    Column("باز شد", "Opened on", "/opened_on", Kind::Day),
    Column("بسته شد", "Closed on", "/closed_on", Kind::Day),
];

pub(super) const SERIES: &[Column] = &[
    Column("شاخص", "Indicator", "/series/title", Kind::Either("/series/title_en")),
    Column("یکا", "Unit", "/series/unit", Kind::Text),
    Column("مکان", "Place", "/series/place/name", Kind::Text),
    Column("سال", "Year", "/point/year", Kind::Number),
    Column("چگونه گفته شده", "How it is told", "/point/qualifier", Kind::Word(QUALIFIERS)),
    Column("مقدار", "Value", "/point/value_thousandths", Kind::Thousandths),
    Column("سال پایه", "Base", "/series/base/year", Kind::Number),
    Column("تغییر نسبت به پایه", "Change against the base", "/point/change_thousandths", Kind::Thousandths),
    Column("تغییر (%)", "Change (%)", "/point/change_percent_thousandths", Kind::Thousandths),
    Column("هر دو دقیق", "Both exact", "/point/is_change_exact", Kind::Flag),
    Column("به گفتهٔ", "Source", "/point/source", Kind::Text),
    Column("چاپ‌شده در سند", "Printed in a document", "/point/is_declared", Kind::Flag),
];

pub(super) const LICENCES: &[Column] = &[
    Column("سطح", "Level", "/level", Kind::Word(LICENCE_LEVELS)),
    Column("درخواست", "Applied for", "/applied", Kind::Number),
    Column("صادرشده", "Granted", "/granted", Kind::Number),
    Column("ردشده", "Refused", "/refused", Kind::Number),
    Column("تمدیدشده", "Renewed", "/renewed", Kind::Number),
    Column("لغوشده", "Revoked", "/revoked", Kind::Number),
    Column("معتبر", "In force", "/in_force", Kind::Number),
];

pub(super) const ORGANIZATIONS: &[Column] = &[
    Column("سازمان", "Organization", "/ngo/name", Kind::Text),
    Column("مکان", "Place", "/ngo/place/name", Kind::Text),
    Column("ثبت", "Registered on", "/ngo/registered_on", Kind::Day),
    Column("درخواست در انتظار", "Waiting for", "/ngo/waiting/level", Kind::Word(LICENCE_LEVELS)),
    Column("از روز", "Since", "/ngo/waiting/since", Kind::Day),
    Column("شمارهٔ پروانه", "Licence", "/licence/number", Kind::Text),
    Column("سطح", "Level", "/licence/level", Kind::Word(LICENCE_LEVELS)),
    Column("صدور", "Granted on", "/licence/granted_on", Kind::Day),
    Column("اعتبار تا", "Valid until", "/licence/valid_until", Kind::Day),
    Column("وضع", "State", "/licence/state", Kind::Word(LICENCE_STATES)),
    Column("لغو", "Revoked on", "/licence/revoked_on", Kind::Day),
    Column("دلیل لغو", "Why revoked", "/licence/revocation", Kind::Word(REVOCATIONS)),
];

pub(super) const AGREEMENTS: &[Column] = &[
    Column("شماره", "Number", "/number", Kind::Text),
    Column("عنوان", "Title", "/title", Kind::Text),
    Column("مکان", "Place", "/place/name", Kind::Text),
    Column("دستگاه‌های امضاکننده", "Parties", "/parties", Kind::Each("/name")),
    Column("روز امضا", "Signed on", "/signed_on", Kind::Day),
    Column("پایان مدت", "Term ends", "/ends_on", Kind::Day),
    Column("پایان یافت", "Ended on", "/ended_on", Kind::Day),
    Column("چرا", "Why", "/end_reason", Kind::Word(AGREEMENT_ENDS)),
    Column("اعتبار (ریال)", "Credit (rials)", "/total_rials", Kind::Number),
    Column("هزینه‌شده (ریال)", "Spent (rials)", "/spent_rials", Kind::Number),
    Column("مانده (ریال)", "Left (rials)", "/left_rials", Kind::Number),
    Column("برنامه", "Programs", "/programs", Kind::Number),
];

pub(super) const PROGRAMS: &[Column] = &[
    Column("عنوان", "Title", "/title", Kind::Either("/title_en")),
    Column("گونه", "Kind", "/kind", Kind::Word(PROGRAM_KINDS)),
    Column("حوزه", "Field", "/field", Kind::Word(PROGRAM_FIELDS)),
    Column("دستگاه مسئول", "Leading agency", "/lead_agency/name", Kind::Text),
    Column("تفاهم‌نامه", "Agreement", "/agreement/number", Kind::Text),
    Column("استان‌ها", "Provinces", "/provinces", Kind::Each("/name")),
    Column("افق", "Horizon", "/horizon", Kind::Word(HORIZONS)),
    Column("سطح", "Level", "/level", Kind::Word(INTERVENTION_LEVELS)),
    Column("رویکرد", "Approach", "/approach", Kind::Word(APPROACHES)),
    Column("چرا این خانه", "Why this cell", "/class_reason", Kind::Text),
    Column("ثبت", "Registered on", "/registered_on", Kind::Day),
    Column("پایان یافت", "Ended on", "/ended_on", Kind::Day),
    Column("سند", "Document", "/source", Kind::Text),
];

pub(super) const DIVISION: &[Column] = &[
    Column("دستگاه", "Agency", "/agency/name", Kind::Text),
    Column("برنامه", "Program", "/part/title", Kind::Either("/part/title_en")),
    Column("سهم", "Part", "/part/part", Kind::Word(SHARE_PARTS)),
    Column("چه از آن انتظار می‌رود", "What is expected of it", "/part/expected", Kind::Text),
    Column("تا روز", "By", "/part/due_on", Kind::Day),
    Column("از موعد گذشته", "Overdue", "/part/is_late", Kind::Flag),
];

pub(super) const COUNCILS: &[Column] = &[
    Column("نوع", "Kind", "/kind", Kind::Word(COUNCIL_KINDS)),
    Column("شورا و کارگروه", "Bodies", "/bodies", Kind::Number),
    Column("جلسه", "Sessions", "/sessions", Kind::Number),
    Column("ساعت", "Hours", "/hours", Kind::Number),
    Column("نفر-ساعت", "Person-hours", "/person_hours", Kind::Number),
    Column("مصوبه", "Approvals", "/approvals", Kind::Number),
    Column("مانع نوشته‌شده", "Obstacles raised", "/obstacles_raised", Kind::Number),
    Column("مانع بسته‌شده", "Obstacles closed", "/obstacles_closed", Kind::Number),
    Column("مانع باز", "Obstacles open", "/obstacles_open", Kind::Number),
];

pub(super) const COUNCIL_BODIES: &[Column] = &[
    Column("نام", "Name", "/name", Kind::Text),
    Column("نوع", "Kind", "/kind", Kind::Word(COUNCIL_KINDS)),
    Column("مکان", "Place", "/place/name", Kind::Text),
    Column("تشکیل", "Formed on", "/formed_on", Kind::Day),
    Column("انحلال", "Dissolved on", "/dissolved_on", Kind::Day),
    Column("دستگاه", "Agencies", "/seats", Kind::Number),
    Column("جلسه", "Sessions", "/sessions", Kind::Number),
    Column("نفر-ساعت", "Person-hours", "/person_hours", Kind::Number),
    Column("مصوبه", "Approvals", "/approvals", Kind::Number),
    Column("مانع باز", "Obstacles open", "/obstacles_open", Kind::Number),
    Column("جلسهٔ بعد", "Next session", "/next_session", Kind::Day),
];

pub(super) const OFFICES: &[Column] = &[
    Column("دفتر", "Office", "/name", Kind::Text),
    Column("جا", "Place", "/place/name", Kind::Text),
    Column("محله‌ها", "Neighborhoods", "/neighborhoods", Kind::Each("/name")),
    Column("مجری", "Run by", "/operator", Kind::Text),
    Column("وضع", "State", "/state", Kind::Word(OFFICE_STATES)),
    Column("فراخوان", "Called on", "/called_on", Kind::Day),
    Column("گشایش", "Opened on", "/opened_on", Kind::Day),
    Column("بسته شد", "Closed on", "/closed_on", Kind::Day),
    Column("پایان قرارداد", "Contract until", "/contract_until", Kind::Day),
    Column("کار انجام‌شده", "Tasks done", "/tasks_done", Kind::Number),
    Column("کار کنارگذاشته", "Tasks left out", "/tasks_left_out", Kind::Number),
    Column("مهلت ارزیابی", "Evaluation due on", "/evaluation/due_on", Kind::Day),
    Column("مهلت گزارش", "Report due on", "/report/due_on", Kind::Day),
];

/// Every list, for a test that looks at each.
#[cfg(test)]
pub(super) const ALL: &[&[Column]] = &[
    FAMILIES,
    TASKS,
    CASELOADS,
    MATRIX,
    SERVICES,
    ATLAS,
    TRANSFERS,
    QUEUE,
    AGENDA,
    REPLAY,
    ACTIVITIES,
    FACILITATORS,
    CLASSES,
    CARD,
    ACTIONS,
    CONSOLIDATED,
    COUNTS,
    FUNDS,
    PRIORITIES,
    DUTIES,
    REQUESTS,
    NATIONAL_FIGURES,
    CREDITS,
    EQUIPMENT,
    SERIES,
    LICENCES,
    ORGANIZATIONS,
    AGREEMENTS,
    PROGRAMS,
    DIVISION,
    COUNCILS,
    COUNCIL_BODIES,
    OFFICES,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Each column has a heading in both languages, and no two of a file are called the same.
    #[test]
    fn headings_are_there_in_both_languages_and_once() {
        for columns in ALL {
            let languages: [fn(&Column) -> &'static str; 2] = [|column| column.0, |column| column.1];
            for of in languages {
                let mut heads: Vec<&str> = columns.iter().map(of).collect();
                assert!(heads.iter().all(|head| !head.trim().is_empty()));
                let all = heads.len();
                heads.sort_unstable();
                heads.dedup();
                assert_eq!(heads.len(), all, "{heads:?}");
            }
        }
    }
}
