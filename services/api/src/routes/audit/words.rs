//! The words of every event type, in both languages, for what leaves the program: exports and prints. The screens have the same words in
//! `web/src/i18n`; a test holds the two together.

/// Persian and English words of a stored event type.
pub(crate) fn of(event_type: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().find(|(known, ..)| *known == event_type).map(|(_, fa, en)| (*fa, *en))
}

#[rustfmt::skip]
const WORDS: &[(&str, &str, &str)] = &[
    ("family_identified", "خانواده شناسایی شد", "Family identified"),
    ("registration_joined", "ثبت دیگری از همین خانواده پیوست", "Another registration joined"),
    ("consent_given", "خانواده رضایت داد", "Consent given"),
    ("consent_refused", "خانواده رضایت نداد", "Consent refused"),
    ("consent_withdrawn", "خانواده رضایت را پس گرفت", "Consent withdrawn"),
    ("member_joined", "عضوی افزوده شد", "Member added"),
    ("member_changed", "مشخصات عضوی تغییر کرد", "Member changed"),
    ("member_left", "عضوی از خانواده رفت", "Member left"),
    ("head_changed", "سرپرست تغییر کرد", "Head changed"),
    ("address_changed", "نشانی تغییر کرد", "Address changed"),
    ("safe_contact_set", "راه امن تماس نوشته شد", "Safe contact written"),
    ("center_changed", "پرونده به مرکز دیگری رفت", "File moved to another center"),
    ("category_added", "گروه آسیب‌پذیر افزوده شد", "Group added"),
    ("category_removed", "گروه آسیب‌پذیر برداشته شد", "Group removed"),
    ("coverage_recorded", "پوشش دستگاه ثبت شد", "Coverage recorded"),
    ("assessment_recorded", "پایش ثبت شد", "Assessment recorded"),
    ("tier_assigned", "سطح داده شد", "Tier given"),
    ("caseworker_assigned", "همیار خانواده را پذیرفت", "Caseworker took the family on"),
    ("caseworker_released", "همیاری پایان یافت", "Focused aid ended"),
    ("assignment_renewed", "سال همیاری تمدید شد", "Year renewed"),
    ("calendar_entry_planned", "برنامه‌ای در تقویم گذاشته شد", "Calendar entry planned"),
    ("calendar_entry_moved", "برنامه جابه‌جا شد", "Calendar entry moved"),
    ("calendar_entry_done", "برنامه انجام شد", "Calendar entry done"),
    ("calendar_entry_missed", "برنامه انجام نشد", "Calendar entry missed"),
    ("calendar_entry_cancelled", "برنامه لغو شد", "Calendar entry cancelled"),
    ("handover_prepared", "تحویل آماده شد", "Handover prepared"),
    ("sent_to_agency", "خانوار در فهرست یک دستگاه فرستاده شد", "Sent to a body in a list"),
    ("sending_withdrawn", "ارسال به دستگاه پس گرفته شد", "Sending taken back"),
    ("goal_set", "هدفی گذاشته شد", "Goal set"),
    ("goal_closed", "هدفی بسته شد", "Goal closed"),
    ("visit_recorded", "بازدید ثبت شد", "Visit recorded"),
    ("visit_corrected", "بازدیدی اصلاح شد", "Visit corrected"),
    ("service_delivered", "خدمتی رسانده شد", "Service delivered"),
    ("service_corrected", "خدمتی اصلاح شد", "Service corrected"),
    ("note_added", "یادداشت نوشته شد", "Note added"),
    ("attachment_added", "پیوستی به پرونده افزوده شد", "A file was attached"),
    ("attachment_removed", "پیوستی از پرونده برداشته شد", "An attachment was taken out"),
    ("erasure_requested", "درخواست پاک‌سازی", "Erasure requested"),
    ("erasure_withdrawn", "درخواست پاک‌سازی پس گرفته شد", "Request for erasure taken back"),
    ("erasure_refused", "درخواست پاک‌سازی پذیرفته نشد", "Request for erasure refused"),
    ("personal_data_erased", "داده‌های شخصی پاک شد", "Personal data erased"),
    ("referred_to_commission", "به کمیسیون ارجاع شد", "Referred to a commission"),
    ("referral_withdrawn", "ارجاع پس گرفته شد", "Referral withdrawn"),
    ("referral_accepted", "کمیسیون ارجاع را پذیرفت", "Commission took the referral up"),
    ("referral_returned", "ارجاع با کمبودش برگشت", "Referral returned with what is missing"),
    ("referral_resumed", "ارجاع کامل شد و دوباره رفت", "Referral completed and sent in again"),
    ("referral_declined", "کمیسیون ارجاع را نپذیرفت", "Commission declined the referral"),
    ("commission_decision_recorded", "کمیسیون تصمیم گرفت", "Commission decided"),
    ("task_accepted", "وظیفه پذیرفته شد", "Task accepted"),
    ("task_progressed", "وظیفه پیش رفت", "Task progressed"),
    ("task_done", "وظیفه انجام شد", "Task done"),
    ("task_declined", "وظیفه پذیرفته نشد", "Task declined"),
    ("task_reassigned", "وظیفه به دیگری سپرده شد", "Task given to another party"),
    ("task_dropped", "وظیفه کنار گذاشته شد", "Task let go"),
    ("task_delegated", "وظیفه درون دستگاه سپرده شد", "Task handed on within the agency"),
    ("request_made", "خانواده دربارهٔ پروندهٔ خود چیزی خواست", "The family asked about its own case"),
    ("request_answered", "به خانواده پاسخ داده شد", "The family was answered"),
    ("request_withdrawn", "خانواده خواستهٔ خود را پس گرفت", "The family took its wish back"),
    ("tier_proposed", "همیار سطح دیگری پیشنهاد کرد", "The caseworker proposed another tier"),
    ("tier_proposal_answered", "به پیشنهاد سطح پاسخ داده شد", "The proposed tier was answered"),
    ("tier_proposal_withdrawn", "همیار پیشنهاد سطح را پس گرفت", "The caseworker took the proposed tier back"),
    ("file_shown", "پرونده به خانواده نشان داده شد", "The file was shown to the family"),
    ("referred_to_expert", "به کارشناس ارجاع شد", "Referred to an expert"),
    ("expert_answered", "کارشناس پاسخ داد", "Expert answered"),
    ("case_closed", "پرونده بسته شد", "Case closed"),
    ("case_reopened", "پرونده دوباره باز شد", "Case reopened"),
    ("address_threat_marked", "نشانی در خطر نشان شد", "Address marked as under threat"),
    ("address_threat_cleared", "خطر نشانی پایان یافت", "Threat to the address over"),
    ("address_revealed", "نشانی به کسی آشکار شد", "Address revealed to somebody"),
    ("glass_broken", "دسترسی اضطراری", "Emergency access"),
    ("glass_acknowledged", "دسترسی اضطراری دیده شد", "Emergency access acknowledged"),
    ("comparison_asked", "درخواست مقایسه رسید", "Comparison asked for"),
    ("late_work_parked", "کاری دیر رسید و در انتظار بررسی است", "Work arrived late and waits for review"),
    ("late_work_settled", "دربارهٔ کار دیررسیده تصمیم گرفته شد", "Late work was decided on"),
    ("comparison_answered", "به درخواست مقایسه پاسخ داده شد", "Comparison answered"),
    ("merged_away", "پرونده در پروندهٔ دیگری ادغام شد", "Merged into another file"),
    ("family_merged", "پروندهٔ دیگری در این پرونده ادغام شد", "Another file was merged into this one"),
    ("family_unmerged", "ادغام برگردانده شد", "A merge was undone"),
    ("merge_undone", "پرونده از ادغام بازگشت", "The file is one of its own again"),
    ("members_moved_out", "اعضایی به خانوادهٔ دیگری رفتند", "Members went to another family"),
    ("members_moved_in", "اعضایی از خانوادهٔ دیگری آمدند", "Members came from another family"),
    ("members_returned", "خانوادهٔ دیگر اعضا را نپذیرفت؛ ماندند", "The other family did not take the members; they stayed"),
    ("caseworker_admitted", "همیار پذیرفته شد", "caseworker admitted"),
    ("training_recorded", "ساعت آموزش ثبت شد", "training recorded"),
    ("caseworker_accredited", "همیار تأیید صلاحیت شد", "caseworker accredited"),
    ("caseworker_renewed", "سال همیار تمدید شد", "caseworker renewed"),
    ("skills_declared", "مهارت‌ها نوشته شد", "skills declared"),
    ("slot_reserved", "جایی برای خانواده نگه داشته شد", "slot reserved"),
    ("reservation_released", "جای نگه‌داشته آزاد شد", "reservation released"),
    ("family_taken_on", "خانواده‌ای پذیرفته شد", "family taken on"),
    ("family_handed_over", "خانواده‌ای سپرده شد", "family handed over"),
    ("leave_started", "مرخصی آغاز شد", "leave started"),
    ("leave_ended", "مرخصی پایان یافت", "leave ended"),
    ("caseworker_left", "همیار از برنامه رفت", "caseworker left"),
    ("center_registered", "مرکز ثبت شد", "center registered"),
    ("center_neighborhoods_set", "محله‌های مرکز نوشته شد", "neighborhoods set"),
    ("tier_approval_set", "نوشته شد که دربارهٔ سطح دیگر چه کسی تصمیم می‌گیرد", "who decides on another tier set"),
    ("center_closed", "مرکز بسته شد", "center closed"),
    ("commission_formed", "کمیسیون تشکیل شد", "commission formed"),
    ("participant_seated", "عضوی به کمیسیون پیوست", "member seated"),
    ("participant_unseated", "عضوی از کمیسیون رفت", "member unseated"),
    ("session_called", "جلسه فراخوانده شد", "session called"),
    ("case_put_on_agenda", "پرونده به دستور جلسه رفت", "case put on the agenda"),
    ("case_taken_off_agenda", "پرونده از دستور جلسه برداشته شد", "case taken off the agenda"),
    ("session_opened", "جلسه آغاز شد", "session opened"),
    ("case_decided", "کمیسیون تصمیم گرفت", "case decided"),
    ("case_adjourned", "پرونده به جلسهٔ بعد رفت", "case adjourned"),
    ("decision_voided", "تصمیم بی‌اثر شد", "decision voided"),
    ("session_closed", "جلسه پایان یافت", "session closed"),
    ("session_cancelled", "جلسه لغو شد", "session cancelled"),
    ("agenda_ordered", "پرونده‌ها به ترتیب آمد", "agenda put in order"),
    ("conflict_declared", "عضوی از پرونده‌ای کنار رفت", "member stood aside"),
    ("conflict_withdrawn", "کنار رفتن عضو پس گرفته شد", "standing aside taken back"),
    ("discussion_noted", "گفت‌وگوی جلسه نوشته شد", "discussion noted"),
    ("votes_cast", "رأی‌ها ثبت شد", "votes recorded"),
    ("seat_claimed", "عضو حساب خود را شناساند", "seat claimed by an account"),
    ("minutes_signed", "صورت‌جلسه امضا شد", "minutes signed"),
    ("activity_planned", "برنامهٔ عمومی ثبت شد", "activity planned"),
    ("activity_announced", "برنامهٔ عمومی اعلام شد", "activity announced"),
    ("activity_held", "برنامهٔ عمومی برگزار شد", "activity held"),
    ("activity_cancelled", "برنامهٔ عمومی لغو شد", "activity cancelled"),
    ("attendance_recorded", "حضور ثبت شد", "attendance recorded"),
    ("attendance_struck", "حضور پس گرفته شد", "attendance taken back"),
    ("test_recorded", "آزمون ثبت شد", "test recorded"),
    ("agency_registered", "دستگاه ثبت شد", "agency registered"),
    ("agency_alias_added", "نام دیگری برای دستگاه آمد", "alias added"),
    ("agency_duty_recorded", "وظیفهٔ دستگاه نوشته شد", "duty recorded"),
    ("enforcement_marked", "دستگاه انتظامی نشان شد", "marked as enforcement"),
    ("neighborhood_registered", "محله ثبت شد", "neighborhood registered"),
    ("neighborhood_grouped", "محله در پهنه‌ای آمد", "neighborhood grouped"),
    ("neighborhood_ungrouped", "محله از پهنه‌ای رفت", "neighborhood ungrouped"),
    ("neighborhood_profile_recorded", "شناسنامهٔ محله نوشته شد", "profile recorded"),
    ("neighborhood_boundary_drawn", "مرز محله کشیده شد", "boundary drawn"),
    ("neighborhood_priority_set", "محله اولویت گرفت", "priority set"),
    ("neighborhood_reprioritized", "محله دوباره اولویت‌بندی شد", "re-prioritized"),
    ("local_actor_mapped", "کنشگری در نقشهٔ قدرت آمد", "actor mapped"),
    ("local_actor_struck", "کنشگری از نقشهٔ قدرت رفت", "actor struck"),
    ("resident_attitude_recorded", "نگرش یک ساکن ثبت شد", "attitude of a resident recorded"),
    ("resident_withdrawn", "ساکنی دیگر شمرده نمی‌شود", "resident withdrawn"),
    ("local_contact_named", "معتمد یا دروازه‌ای نام برده شد", "trusted person or gate named"),
    ("local_contact_withdrawn", "معتمد یا دروازه‌ای کنار رفت", "trusted person or gate withdrawn"),
    ("target_place_approved", "محله محلهٔ هدف شد", "approved as a target place"),
    ("agency_duty_reported", "دستگاهی از وظیفه‌اش گزارش داد", "agency reported on a duty"),
    ("utility_requested", "از شرکت خدمات‌رسان درخواست شد", "utility requested"),
    ("utility_answered", "شرکت خدمات‌رسان پاسخ داد", "utility company answered"),
    ("priority_rule_published", "قاعدهٔ تازهٔ اولویت منتشر شد", "rule of priority published"),
    ("place_registered", "مکان ثبت شد", "place registered"),
    ("place_moved", "مکان جابه‌جا شد", "place moved"),
    ("figure_declared", "آماری از سندی آمد", "figure declared"),
    ("indicator_set_published", "نسخه‌ای از نماگرها منتشر شد", "indicator set published"),
    ("indicator_set_drafted", "پیش‌نویسی از نماگرها نوشته شد", "indicator set drafted"),
    ("indicator_set_draft_discarded", "پیش‌نویس نماگرها کنار رفت", "draft of indicators discarded"),
    ("approved_text_published", "متن مصوب منتشر شد", "approved text published"),
    ("approved_text_withdrawn", "متن مصوب از اعتبار افتاد", "approved text no longer in force"),
    ("settings_published", "عددهای تازهٔ برنامه منتشر شد", "program numbers published"),
    ("catalog_term_defined", "واژه‌ای تعریف شد", "term defined"),
    ("catalog_term_retired", "واژه‌ای کنار رفت", "term retired"),
    ("account_opened", "حساب باز شد", "account opened"),
    ("role_granted", "نقشی داده شد", "role granted"),
    ("role_withdrawn", "نقشی پس گرفته شد", "role withdrawn"),
    ("account_disabled", "حساب از کار افتاد", "account disabled"),
    ("account_enabled", "حساب دوباره فعال شد", "account enabled"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use hamyar_events::*;
    use std::path::Path;

    fn stored() -> Vec<&'static str> {
        let all = [
            FamilyEvent::STORED,
            CaseworkerEvent::STORED,
            CenterEvent::STORED,
            CommissionEvent::STORED,
            NeighborhoodEvent::STORED,
            PlaceEvent::STORED,
            AgencyEvent::STORED,
            IndicatorSetEvent::STORED,
            SettingsEvent::STORED,
            CatalogEvent::STORED,
            AccountEvent::STORED,
        ];
        all.into_iter().flatten().map(|(event_type, _)| *event_type).collect()
    }

    #[test]
    fn every_stored_event_has_words_in_both_languages() {
        let missing: Vec<_> = stored().into_iter().filter(|event_type| of(event_type).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_screens_say_the_same() {
        let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src/i18n");
        let read = |language: &str| {
            let part = |name: &str| std::fs::read_to_string(web.join(language).join(name)).expect("the words");
            part("family.ts") + &part("auditor.ts")
        };
        let (persian, english) = (read("fa"), read("en"));
        for (event_type, fa, en) in WORDS {
            assert!(persian.contains(&format!("{event_type}: '{fa}'")), "{event_type} in Persian");
            assert!(english.contains(&format!("{event_type}: '{en}'")), "{event_type} in English");
        }
    }
}
