//! The refusals of the domain in words: Persian here, English from the domain itself.

use hamyar_domain as domain;

/// Persian and English of a refusal's code.
pub(crate) fn words(code: &str) -> Option<(&'static str, &'static str)> {
    let fa = PERSIAN.iter().find(|(known, _)| *known == code).map(|(_, fa)| *fa)?;
    let en = all().find(|(known, _)| *known == code).map_or("This was refused by a rule.", |(_, en)| en);
    Some((fa, en))
}

/// Every refusal of every stream, with its English sentence.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        domain::FamilyRefusal::CODES,
        domain::CaseworkerRefusal::CODES,
        domain::CenterRefusal::CODES,
        domain::CommissionRefusal::CODES,
        domain::NeighborhoodRefusal::CODES,
        domain::PlaceRefusal::CODES,
        domain::AgencyRefusal::CODES,
        domain::CatalogRefusal::CODES,
        domain::IndicatorSetRefusal::CODES,
        domain::SettingsRefusal::CODES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

const PERSIAN: &[(&str, &str)] = &[
    ("agency_not_registered", "این دستگاه ثبت نشده است."),
    ("agency_already_registered", "این دستگاه پیش‌تر ثبت شده است."),
    ("caseworker_not_admitted", "این همیار پذیرفته نشده است."),
    ("caseworker_already_admitted", "این همیار پیش‌تر پذیرفته شده است."),
    ("caseworker_left", "همیار از برنامه رفته است."),
    ("training_lacking", "ساعت‌های آموزش پیش از نخستین خانواده کامل نیست."),
    ("caseworker_not_accredited", "همیار هنوز تأیید صلاحیت نشده است."),
    ("caseworker_on_leave", "همیار در مرخصی است."),
    ("caseload_full", "ظرفیت همیار پر است."),
    ("caseworker_holds_family", "همیار همین خانواده را بر عهده دارد."),
    ("assignment_ended", "این واگذاری پایان یافته است."),
    ("assignment_id_taken", "واگذاری دیگری این شناسه را دارد."),
    ("slot_not_reserved", "برای این واگذاری جایی نگه داشته نشده است."),
    ("slot_held", "این جا دیگر تنها رزرو نیست؛ خانواده تحویل شده است."),
    ("caseworker_not_on_leave", "همیار در مرخصی نیست."),
    ("leave_runs", "مرخصی دیگری ثبت شده است؛ نخست آن را پایان دهید."),
    ("caseworker_holds_families", "همیار هنوز خانواده‌هایی بر عهده دارد."),
    ("unknown_term", "چنین عنوانی در فهرست نیست."),
    ("center_not_registered", "این مرکز ثبت نشده است."),
    ("center_already_registered", "این مرکز پیش‌تر ثبت شده است."),
    ("center_closed", "مرکز بسته شده است."),
    ("center_not_empty", "هنوز خانواده یا همیاری در این مرکز است."),
    ("commission_not_formed", "این کمیسیون تشکیل نشده است."),
    ("commission_already_formed", "این کمیسیون پیش‌تر تشکیل شده است."),
    ("no_quorum", "شمار اعضای حاضر به حد نصاب نمی‌رسد."),
    ("caseworker_absent", "پرونده بدون همیار آن تصمیم‌گیری نمی‌شود."),
    ("center_manager_absent", "خانواده‌ای را که همیار ندارد مدیر مرکز ارائه می‌کند."),
    ("attendee_not_seated", "یکی از حاضران عضو این کمیسیون نیست."),
    ("attendee_not_in_session", "یکی از نام‌بردگان در این جلسه حاضر نیست."),
    ("decision_without_tasks", "تصمیم دست‌کم یک وظیفه دارد، یا می‌گوید که اقدامی لازم نیست یا آگاهی بیشتری لازم است."),
    ("tasks_without_action", "تصمیمِ بی‌اقدام وظیفه ندارد."),
    ("before_session", "این روز پیش از گشایش جلسه است."),
    ("decision_id_taken", "تصمیم دیگری این شناسه را دارد."),
    ("unknown_decision", "چنین تصمیمی نیست."),
    ("cases_unsettled", "پیش از پایان جلسه هر پرونده‌ای در دستور باید تصمیم‌گیری یا موکول شود."),
    ("participant_already_seated", "این شخص پیش‌تر عضو شده است."),
    ("unknown_participant", "چنین عضوی نیست."),
    ("unknown_session", "چنین جلسه‌ای نیست."),
    ("session_id_taken", "جلسهٔ دیگری این شناسه را دارد."),
    ("session_not_open", "جلسه باز نیست."),
    ("session_closed", "جلسه پایان یافته است."),
    ("session_cancelled", "جلسه لغو شده است."),
    ("session_open", "جلسه باز است."),
    ("case_already_on_agenda", "این پرونده در دستور جلسهٔ دیگری است."),
    ("case_not_on_agenda", "این پرونده در دستور جلسه نیست."),
    ("case_already_decided", "دربارهٔ این پرونده تصمیم گرفته شده است."),
    ("case_adjourned", "این پرونده به جلسهٔ بعد موکول شده است."),
    ("wrong_family", "این ارجاع از خانوادهٔ دیگری است."),
    ("unknown_attachment", "چنین پیوستی در پرونده نیست."),
    ("attachment_id_taken", "پیوست دیگری این شناسه را دارد."),
    (
        "attachments_full",
        "پیوست‌های خانواده به اندازهٔ مجاز (۲۰۰ مگابایت یا ۵۰۰ پرونده) رسیده است؛ پیوستی را که لازم نیست بردارید.",
    ),
    ("family_not_identified", "برای این خانواده هنوز پرونده‌ای باز نشده است."),
    ("family_already_identified", "برای این خانواده پیش‌تر پرونده باز شده است."),
    ("case_closed", "پرونده بسته است؛ نخست آن را باز کنید."),
    ("case_not_closed", "پرونده باز است."),
    (
        "closed_as_mistake",
        "پرونده به‌عنوان ثبت اشتباه بسته شده و کدهای ملی آن آزاد است؛ برای خانواده پروندهٔ تازه باز کنید.",
    ),
    ("case_has_open_work", "پرونده هنگامی بسته می‌شود که همیار، ارجاع یا وظیفهٔ بازی نمانده باشد."),
    ("consent_not_asked", "هنوز از خانواده رضایت خواسته نشده است."),
    ("consent_refused", "خانواده رضایت نداده است."),
    ("consent_withdrawn", "خانواده رضایت خود را پس گرفته است."),
    ("consent_not_yet_given", "خانواده در آن روز هنوز رضایت نداده بود."),
    ("consent_stands", "رضایت برقرار است؛ تنها می‌توان آن را پس گرفت."),
    ("no_consent_to_withdraw", "رضایتی نیست که پس گرفته شود."),
    ("unknown_member", "چنین عضوی در خانواده نیست."),
    ("member_has_left", "این عضو دیگر در خانواده نیست."),
    ("member_already_joined", "عضوی با این شناسه پیش‌تر ثبت شده است."),
    ("head_exists", "خانواده سرپرست دارد؛ سرپرست تازه را با تغییر سرپرست ثبت کنید."),
    ("no_head", "خانواده هنوز سرپرست ندارد."),
    ("not_the_head", "کسی که رضایت داده سرپرست خانواده نیست."),
    ("head_must_be_named", "پیش از این، سرپرست دیگری نام ببرید."),
    ("no_baseline", "در این دوره پایش آغازین نیست."),
    ("before_baseline", "این روز پیش از پایش آغازین این دوره است."),
    ("baseline_not_after_last_cycle", "دورهٔ تازه پس از دورهٔ پیشین آغاز می‌شود."),
    ("cycle_runs", "سال همیاری هنوز جاری است و با پایش پایانی تمام می‌شود."),
    ("already_tiered", "خانواده سطح آغازین دارد؛ سطح اولیه پیش از آن است."),
    ("final_tier_given", "سطح پایانی این دوره داده شده است؛ سطح آغازین آن دیگر عوض نمی‌شود."),
    ("indicator_set_mismatch", "پاسخ‌ها بر نسخهٔ دیگری از نماگرهاست."),
    ("no_readings", "پاسخی نیست که سطح از آن محاسبه شود."),
    ("readings_lacking", "سطح آغازین و پایانی در هر سه بخش نماگر می‌خواهد."),
    ("family_not_harmed", "این کار تنها برای خانوادهٔ آسیب‌دیده است."),
    ("family_not_harmed_then", "خانواده در آن روز آسیب‌دیده شناخته نشده بود."),
    ("family_has_caseworker", "خانواده همیار دارد."),
    ("family_has_no_caseworker", "خانواده همیار ندارد."),
    ("unknown_assignment", "خانواده با این واگذاری بر عهدهٔ کسی نیست."),
    ("same_caseworker", "خانواده بر عهدهٔ همین همیار است."),
    ("before_assignment", "این روز پیش از آغاز واگذاری است."),
    ("no_final_tier", "سال با سطح پایانی تمام می‌شود که این خانواده هنوز ندارد."),
    ("too_early_to_renew", "سال نزدیک پایانش تمدید می‌شود."),
    ("not_the_caseworker", "این همیار در آن روز خانواده را بر عهده نداشت."),
    ("unknown_entry", "چنین موردی در تقویم نیست."),
    ("entry_done", "این مورد انجام شده است."),
    ("entry_missed", "این مورد انجام نشده ثبت شده است."),
    ("entry_cancelled", "این مورد لغو شده است."),
    ("entry_id_taken", "مورد دیگری این شناسه را دارد."),
    ("window_not_begun", "پیش از آغاز بازه نمی‌توان مورد را انجام‌نشده ثبت کرد."),
    ("unknown_visit", "چنین بازدیدی نیست."),
    ("visit_id_taken", "بازدید دیگری این شناسه را دارد."),
    ("unknown_service", "چنین خدمتی نیست."),
    ("service_id_taken", "خدمت دیگری این شناسه را دارد."),
    ("note_id_taken", "یادداشت دیگری این شناسه را دارد."),
    ("assessment_id_taken", "پایش دیگری این شناسه را دارد."),
    ("already_referred", "پرونده پیش‌تر به این کمیسیون ارجاع شده است."),
    ("referral_id_taken", "ارجاع دیگری این شناسه را دارد."),
    ("unknown_referral", "چنین ارجاعی نیست."),
    ("referral_decided", "دربارهٔ این ارجاع تصمیم گرفته شده است."),
    ("referral_withdrawn", "این ارجاع پس گرفته شده است."),
    ("wrong_commission", "این ارجاع نزد کمیسیون دیگری است."),
    ("unknown_task", "چنین وظیفه‌ای نیست."),
    ("task_id_taken", "وظیفهٔ دیگری این شناسه را دارد."),
    ("task_not_accepted", "وظیفه هنوز پذیرفته نشده است."),
    ("task_done", "وظیفه انجام شده است."),
    ("task_declined", "وظیفه رد شده است."),
    ("unknown_expert_referral", "چنین ارجاعی به کارشناس نیست."),
    ("expert_referral_id_taken", "ارجاع دیگری این شناسه را دارد."),
    ("expert_already_answered", "کارشناس پاسخ داده است."),
    ("domain_without_indicator", "هر یک از سه بخش دست‌کم یک نماگر دارد."),
    ("bands_unordered", "مرز سطح‌ها به ترتیب نیست."),
    ("too_few_indicators", "شمار نماگرهای یک بخش کمتر از پاسخ‌های لازم است."),
    ("effective_before_last_version", "هر نسخه پس از نسخهٔ پیشین اجرا می‌شود."),
    ("neighborhood_not_registered", "این محله ثبت نشده است."),
    ("neighborhood_already_registered", "این محله پیش‌تر ثبت شده است."),
    ("neighborhood_not_in_group", "محله در این گروه نیست."),
    ("place_not_registered", "این مکان ثبت نشده است."),
    ("place_already_registered", "این مکان پیش‌تر ثبت شده است."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_domain_has_persian_words() {
        let missing: Vec<_> = all().map(|(code, _)| code).filter(|code| words(code).is_none()).collect();
        assert!(missing.is_empty(), "no Persian words for {missing:?}");
    }
}
