//! What a profile (شناسنامه محله) counts: our closed set, drawn from seed 002, which names the subjects and lists no indicator (M42).

/// Part of the profile under which an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProfileSection {
    /// جمعیت
    Population,
    /// خانوارها به تفکیک
    Households,
    /// زمین و مسکن
    Land,
    /// دسترسی به امکانات شهری
    Facilities,
    /// آسیب‌ها
    Harms,
    /// دارایی‌ها
    Assets,
}

impl ProfileSection {
    /// Stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Households => "households",
            Self::Land => "land",
            Self::Facilities => "facilities",
            Self::Harms => "harms",
            Self::Assets => "assets",
        }
    }
}

/// One figure a profile may count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileIndicator {
    /// Stable code.
    pub code: &'static str,
    /// Part of the profile.
    pub section: ProfileSection,
    /// Unit, as declared figures have it.
    pub unit: &'static str,
    /// Persian and English title.
    pub title: (&'static str, &'static str),
}

const fn indicator(
    code: &'static str,
    section: ProfileSection,
    unit: &'static str,
    fa: &'static str,
    en: &'static str,
) -> ProfileIndicator {
    ProfileIndicator { code, section, unit, title: (fa, en) }
}

use ProfileSection::{Assets, Facilities, Harms, Households, Land, Population};

/// Every figure a profile may count, in the order of the form.
#[rustfmt::skip]
pub const PROFILE_INDICATORS: &[ProfileIndicator] = &[
    indicator("population", Population, "person", "جمعیت ساکن", "Residents"),
    indicator("foreign_nationals", Population, "person", "اتباع بیگانه", "Foreign nationals"),
    indicator("without_papers", Population, "person", "بدون شمارهٔ ملی", "Without a national number"),
    indicator("school_age", Population, "person", "لازم‌التعلیم", "Of compulsory-school age"),
    indicator("elderly", Population, "person", "سالمندان", "Elderly"),
    indicator("households", Households, "household", "خانوار", "Households"),
    indicator("households_female_headed", Households, "household", "خانوار با سرپرست زن", "Households headed by a woman"),
    indicator("households_stipend", Households, "household", "خانوار مستمری‌بگیر", "Households with a stipend"),
    indicator("households_elderly_alone", Households, "household", "سالمند تنها", "Elderly living alone"),
    indicator("households_destitute", Households, "household", "خانوار تهیدست", "Destitute households"),
    indicator("households_low_capability", Households, "household", "خانوار با عضو کم‌توان یا بیمار خاص", "Households with a disabled or gravely ill member"),
    indicator("area_hectares", Land, "hectare", "مساحت", "Area"),
    indicator("deeded_homes", Land, "percent", "خانه‌های سنددار", "Homes with a deed"),
    indicator("durable_homes", Land, "percent", "خانه‌های بادوام", "Durable homes"),
    indicator("piped_water", Facilities, "percent", "خانوار با آب لوله‌کشی", "Households with piped water"),
    indicator("sewage", Facilities, "percent", "خانوار با شبکهٔ فاضلاب", "Households with sewage"),
    indicator("electricity", Facilities, "percent", "خانوار با انشعاب برق", "Households with electricity"),
    indicator("gas", Facilities, "percent", "خانوار با انشعاب گاز", "Households with gas"),
    indicator("paved_streets", Facilities, "percent", "معابر آسفالت", "Paved streets"),
    indicator("school_minutes", Facilities, "minute", "پیاده تا دبستان", "Walk to a primary school"),
    indicator("health_minutes", Facilities, "minute", "پیاده تا خانهٔ بهداشت یا درمانگاه", "Walk to a health house or clinic"),
    indicator("transit_minutes", Facilities, "minute", "پیاده تا ایستگاه", "Walk to a bus stop"),
    indicator("green_space", Facilities, "square_meter_per_person", "فضای سبز و ورزشی", "Green and sports space"),
    indicator("social_services", Facilities, "count", "مرکز مشاوره، خدمات اجتماعی و مهد کودک", "Counselling, social-service and day-care centers"),
    indicator("unemployed", Harms, "percent", "بیکاری", "Unemployment"),
    indicator("out_of_school", Harms, "percent", "بازماندگان از تحصیل", "Children out of school"),
    indicator("working_children", Harms, "per_thousand", "کودکان کار", "Working children"),
    indicator("addiction", Harms, "per_thousand", "افراد درگیر اعتیاد", "People with an addiction"),
    indicator("homeless", Harms, "per_thousand", "افراد بی‌خانمان", "Homeless people"),
    indicator("violence_reports", Harms, "per_thousand", "گزارش‌های خشونت", "Reports of violence"),
    indicator("drug_dealing", Harms, "per_thousand", "نقطه‌های توزیع مواد", "Places where drugs are sold"),
    indicator("malnutrition", Harms, "percent", "کودکان دچار سوءتغذیه", "Malnourished children"),
    indicator("local_groups", Assets, "count", "گروه‌ها و نهادهای محلی", "Local groups and bodies"),
    indicator("volunteers", Assets, "person", "داوطلبان", "Volunteers"),
    indicator("educated", Assets, "percent", "دانش‌آموختگان دانشگاه", "University graduates"),
    indicator("skilled", Assets, "percent", "دارندگان مهارت فنی", "People with a technical skill"),
];

/// The indicator of a code.
pub fn profile_indicator(code: &str) -> Option<&'static ProfileIndicator> {
    PROFILE_INDICATORS.iter().find(|one| one.code == code)
}
