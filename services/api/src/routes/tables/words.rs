//! Codes as people read them in a file.

const WORDS: &[(&str, &str, &str)] = &[
    ("stable", "پایدار", "stable"),
    ("at_risk", "در معرض آسیب", "at risk"),
    ("harmed", "آسیب‌دیده", "harmed"),
    ("open", "باز", "open"),
    ("closed", "بسته", "closed"),
    ("not_asked", "پرسیده نشده", "not asked"),
    ("given", "رضایت داده", "given"),
    ("refused", "نپذیرفته", "refused"),
    ("withdrawn", "پس گرفته", "withdrawn"),
    ("female_headed", "زن‌سرپرست", "headed by a woman"),
    ("male_headed", "مردسرپرست", "headed by a man"),
    ("child_headed", "کودک‌سرپرست", "headed by a child"),
    ("unknown", "نامعلوم", "unknown"),
    ("social", "اجتماعی", "social"),
    ("economic", "اقتصادی", "economic"),
    ("cultural", "فرهنگی", "cultural"),
    ("assigned", "سپرده‌شده", "assigned"),
    ("accepted", "پذیرفته", "accepted"),
    ("in_progress", "در کار", "in progress"),
    ("done", "انجام‌شده", "done"),
    ("declined", "پذیرفته نشده", "declined"),
    ("dropped", "کنار گذاشته", "let go"),
    ("overdue", "معوق", "overdue"),
    ("today", "امروز", "today"),
    ("this_week", "این هفته", "this week"),
    ("later", "بعدتر", "later"),
    ("candidate", "داوطلب", "candidate"),
    ("trained", "آموزش‌دیده", "trained"),
    ("accredited", "معتبر", "accredited"),
    ("active", "در کار", "active"),
    ("renewal", "نزدیک تمدید", "near renewal"),
    ("left", "رفته", "left"),
];

/// The word of a code; the code itself where there is none.
pub(super) fn of(code: &str, is_persian: bool) -> &str {
    let found = WORDS.iter().find(|(known, _, _)| *known == code);
    found.map_or(code, |(_, fa, en)| if is_persian { fa } else { en })
}
