//! What letters say, in the person's language.

use chrono::{Days, NaiveDate};
use hamyar_identity::{AgencyWeek, LetterBody};
use hamyar_persian::digits::to_persian;
use hamyar_persian::jalali::{JalaliDate, MONTH_NAMES_EN};
use hamyar_projections::waiting::WaitingKind;
use serde_json::Value;

/// A letter as it is sent. The last line of `body` is where to sign in, if the operator said where that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub subject: String,
    pub body: String,
    /// The same on one line, for a text message.
    pub short: String,
}

/// There is no switch for one kind of letter: whoever drops the address ends all of them. Persian and English.
const HOW_TO_END: (&str, &str) = (
    "اگر در «حساب من» «دیگر ننویسید» را بزنید، این نشانی فراموش می‌شود و دیگر هیچ نامه‌ای به آن نمی‌رسد.",
    "If you press «Write no more» under «My account», this address is forgotten and no letter of any kind comes to it any more.",
);

/// How many of a kind, in words: Persian and English.
fn kind(kind: WaitingKind, count: u64) -> (String, String) {
    let (fa, one, many) = match kind {
        WaitingKind::GlassBroken => {
            ("باز شدن پرونده در وضعیت اضطراری", "emergency opening of a file", "emergency openings of files")
        }
        WaitingKind::CommissionSilent => (
            "ارجاع بی‌پاسخ که مهلتش گذشته",
            "referral a commission left unanswered",
            "referrals a commission left unanswered",
        ),
        WaitingKind::ReferralLate => {
            ("ارجاع که مهلت پاسخش گذشته", "referral past its answer-by day", "referrals past their answer-by day")
        }
        WaitingKind::ReferralNew => {
            ("ارجاع تازه به کمیسیون", "new referral to the commission", "new referrals to the commission")
        }
        WaitingKind::ReferralReturned => ("ارجاع برگشته", "returned referral", "returned referrals"),
        WaitingKind::ReferralDeclined => ("ارجاع پذیرفته‌نشده", "declined referral", "declined referrals"),
        WaitingKind::TierProposal => ("سطح پیشنهادی", "proposed tier", "proposed tiers"),
        WaitingKind::TierProposalDeclined => (
            "سطح پیشنهادی که پذیرفته نشد",
            "proposed tier that was not accepted",
            "proposed tiers that were not accepted",
        ),
        WaitingKind::FamilyRequest => ("درخواست خانواده", "request of a family", "requests of families"),
        WaitingKind::LateWork => ("کار دیررسیده از گوشی", "late work from a phone", "pieces of late work from phones"),
        WaitingKind::Comparison => {
            ("پرسش مقایسهٔ پرونده", "question whether two files are one", "questions whether two files are one")
        }
        WaitingKind::TaskNew => ("وظیفهٔ تازه", "new task", "new tasks"),
        WaitingKind::TaskLate => ("وظیفهٔ عقب‌افتاده", "overdue task", "overdue tasks"),
        WaitingKind::ProgramPartNew => {
            ("سهم تازه در برنامه‌های ملی", "new part in a national program", "new parts in national programs")
        }
        WaitingKind::ProgramPartLate => (
            "سهم از موعد گذشته در برنامه‌های ملی",
            "overdue part in a national program",
            "overdue parts in national programs",
        ),
        WaitingKind::WorkLate => ("کار عقب‌افتاده", "overdue piece of work", "overdue pieces of work"),
        WaitingKind::FamilyHandedOver => {
            ("خانواده‌ای که دیگر با شما نیست", "family that is with you no more", "families that are with you no more")
        }
        WaitingKind::SessionCalled => ("جلسهٔ کمیسیون", "session of the commission", "sessions of the commission"),
        WaitingKind::Erasure => ("درخواست پاک‌سازی", "request to erase", "requests to erase"),
    };
    (format!("{} {fa}", to_persian(&count.to_string())), format!("{count} {}", if count == 1 { one } else { many }))
}

/// The kinds and counts of a kept letter; what a newer program wrote and this one does not know is left out.
fn counts(kept: &Value) -> Vec<(WaitingKind, u64)> {
    let one = |item: &Value| Some((serde_json::from_value(item.get(0)?.clone()).ok()?, item.get(1)?.as_u64()?));
    kept.as_array().into_iter().flatten().filter_map(one).collect()
}

/// A day in words: Persian and English.
fn day(date: NaiveDate) -> (String, String) {
    let jalali = JalaliDate::from(date);
    let month = MONTH_NAMES_EN[usize::from(jalali.month().clamp(1, 12)) - 1];
    (jalali.to_words(), format!("{} {month} {}", jalali.day(), jalali.year()))
}

/// The letter of an agency's week: numbers, and the way to the lists behind them.
fn week(week: &AgencyWeek, english: bool, public_url: Option<&str>) -> Text {
    let pick = |(fa, en): (String, String)| if english { en } else { fa };
    let (from, until) = (pick(day(week.from)), pick(day(week.from + Days::new(6))));
    let lines: Vec<String> = [
        (week.given, "تازه", "new"),
        (week.under_way, "در دست انجام", "under way"),
        (week.overdue, "عقب‌افتاده", "late"),
        (week.done, "انجام‌شده", "done"),
        (week.declined, "برگشته به کمیسیون", "returned to the commission"),
    ]
    .into_iter()
    .map(|(count, fa, en)| pick((format!("{} {fa}", to_persian(&count.to_string())), format!("{count} {en}"))))
    .collect();
    let begin = pick((
        format!("سلام،\n\nوظیفه‌های دستگاه شما در هفتهٔ گذشته، از {from} تا {until}:"),
        format!("Hello,\n\nthe tasks of your agency in the past week, from {from} to {until}:"),
    ));
    let place = public_url.map(|url| format!("{}/agency/week?day={}", url.trim_end_matches('/'), week.from));
    let end = match &place {
        Some(place) => pick((
            format!("فهرست این عددها در همیار است؛ آنچه در دست انجام است میان وظیفه‌های باز می‌آید:\n{place}"),
            format!(
                "The lists behind these numbers stand in Hamyar; what is under way is among the open tasks:\n{place}"
            ),
        )),
        None => pick((
            "فهرست این عددها در همیار است؛ آنچه در دست انجام است میان وظیفه‌های باز می‌آید.".to_owned(),
            "The lists behind these numbers stand in Hamyar; what is under way is among the open tasks.".to_owned(),
        )),
    };
    let off = pick((
        format!("این نامه هفته‌ای یک بار می‌آید و نام کسی را در بر ندارد. {}", HOW_TO_END.0),
        format!("This letter comes once a week and names nobody. {}", HOW_TO_END.1),
    ));
    let listed: String = lines.iter().map(|line| format!("• {line}\n")).collect();
    let separator = if english { ", " } else { "، " };
    let short = pick(("همیار، هفتهٔ گذشته".to_owned(), "Hamyar, the past week".to_owned()));
    Text {
        subject: pick(("همیار: هفتهٔ گذشتهٔ دستگاه شما".to_owned(), "Hamyar: the past week of your agency".to_owned())),
        body: format!("{begin}\n{listed}\n{end}\n\n{off}\n"),
        short: format!("{short}: {}", lines.join(separator)),
    }
}

/// The words of a letter.
pub fn text_of(body: &LetterBody, english: bool, public_url: Option<&str>) -> Text {
    let pick = |(fa, en): (String, String)| if english { en } else { fa };
    match body {
        LetterBody::Code(code) => {
            let line = pick((
                format!("کد تأیید نشانی شما در همیار: {code}"),
                format!("Your code to confirm this address in Hamyar: {code}"),
            ));
            let rest = pick((
                "این کد نیم ساعت اعتبار دارد. اگر شما آن را نخواسته‌اید، کاری لازم نیست.".to_owned(),
                "It is good for half an hour. If you did not ask for it, there is nothing to do.".to_owned(),
            ));
            let subject = pick(("همیار: تأیید نشانی".to_owned(), "Hamyar: confirm your address".to_owned()));
            Text { subject, body: format!("{line}\n\n{rest}\n"), short: line }
        }
        LetterBody::Week(told) => week(told, english, public_url),
        LetterBody::Counts(kept) => {
            let counts = counts(kept);
            let total: u64 = counts.iter().map(|(_, count)| count).sum();
            let lines: Vec<String> = counts.iter().map(|(one, count)| pick(kind(*one, *count))).collect();
            let subject = pick((
                format!("همیار: {} چیز تازه در انتظار شماست", to_persian(&total.to_string())),
                if total == 1 {
                    "Hamyar: 1 new thing waits for you".to_owned()
                } else {
                    format!("Hamyar: {total} new things wait for you")
                },
            ));
            let begin =
                pick(("سلام،\n\nاین‌ها تازه در انتظار شماست:".to_owned(), "Hello,\n\nnewly waiting for you:".to_owned()));
            let place = public_url.map(|url| format!("{}/notices", url.trim_end_matches('/')));
            let end = match &place {
                Some(place) => {
                    pick((format!("برای دیدن، وارد همیار شوید:\n{place}"), format!("Sign in to see them:\n{place}")))
                }
                None => pick(("برای دیدن، وارد همیار شوید.".to_owned(), "Sign in to Hamyar to see them.".to_owned())),
            };
            let off = pick((
                format!("این نامه نام کسی را در بر ندارد. {}", HOW_TO_END.0),
                format!("This letter names nobody. {}", HOW_TO_END.1),
            ));
            let listed: String = lines.iter().map(|line| format!("• {line}\n")).collect();
            let separator = if english { ", " } else { "، " };
            Text {
                body: format!("{begin}\n{listed}\n{end}\n\n{off}\n"),
                short: format!("{}: {}", if english { "Hamyar" } else { "همیار" }, lines.join(separator)),
                subject,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_letter_counts_and_names_nobody() {
        let body = LetterBody::Counts(json!([["referral_new", 2], ["work_late", 1], ["of_a_newer_program", 7]]));
        let fa = text_of(&body, false, Some("https://hamyar.example.ir/"));
        assert_eq!(fa.subject, "همیار: ۳ چیز تازه در انتظار شماست");
        assert!(fa.body.contains("• ۲ ارجاع تازه به کمیسیون\n• ۱ کار عقب‌افتاده\n"), "{}", fa.body);
        assert!(fa.body.contains("https://hamyar.example.ir/notices"));
        let en = text_of(&body, true, None);
        assert_eq!(en.subject, "Hamyar: 3 new things wait for you");
        assert_eq!(en.short, "Hamyar: 2 new referrals to the commission, 1 overdue piece of work");
        assert!(en.body.contains("Sign in to Hamyar"));
    }

    #[test]
    fn parts_in_national_programs_are_counted() {
        let body = LetterBody::Counts(json!([["program_part_new", 1], ["program_part_late", 3]]));
        let en = text_of(&body, true, None);
        assert_eq!(en.short, "Hamyar: 1 new part in a national program, 3 overdue parts in national programs");
        let fa = text_of(&body, false, None);
        assert!(
            fa.body.contains("• ۱ سهم تازه در برنامه‌های ملی\n• ۳ سهم از موعد گذشته در برنامه‌های ملی\n"),
            "{}",
            fa.body
        );
    }

    #[test]
    fn a_week_is_told_in_numbers_with_the_way_to_their_lists() {
        let body = LetterBody::Week(AgencyWeek {
            agency_id: uuid::Uuid::max(),
            from: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a Saturday"),
            given: 3,
            under_way: 12,
            overdue: 1,
            done: 2,
            declined: 0,
        });
        let fa = text_of(&body, false, Some("https://hamyar.example.ir/"));
        assert!(!fa.subject.contains(|sign: char| sign.is_numeric()), "a locked screen shows subjects");
        assert!(
            fa.body.contains("از ۳۰ آبان ۱۴۰۵ تا ۶ آذر ۱۴۰۵:\n• ۳ تازه\n• ۱۲ در دست انجام\n• ۱ عقب‌افتاده\n"),
            "{}",
            fa.body
        );
        assert!(fa.body.contains("• ۲ انجام‌شده\n• ۰ برگشته به کمیسیون\n"), "{}", fa.body);
        assert!(fa.body.contains("https://hamyar.example.ir/agency/week?day=2026-11-21\n"), "{}", fa.body);
        assert!(
            fa.body.contains("میان وظیفه‌های باز"),
            "the week's screen has no list of what is under way: {}",
            fa.body
        );
        assert!(!fa.body.contains("ffff"), "not which agency");
        let en = text_of(&body, true, None);
        assert_eq!(
            en.short,
            "Hamyar, the past week: 3 new, 12 under way, 1 late, 2 done, 0 returned to the commission"
        );
        assert!(
            en.body.contains("from 30 Aban 1405 to 6 Azar 1405:") && en.body.contains("no letter of any kind"),
            "{}",
            en.body
        );
    }

    #[test]
    fn a_code_is_told_in_figures_that_can_be_typed() {
        let text = text_of(&LetterBody::Code("048213".to_owned()), false, None);
        assert!(text.short.ends_with("048213") && text.body.contains("048213"));
        assert!(!text.subject.contains("048213"), "a locked screen shows subjects");
    }
}
