//! A calendar as iCalendar text (RFC 5545): lines end in CRLF and are folded at 75 octets, text is escaped, days are dates without a time.
//!
//! What is written tells kinds of work and days. Ids are made from the feed's own id, so that two feeds, or a feed and the program, have
//! none in common.

use chrono::{DateTime, Days, NaiveDate, Utc};
use hamyar_projections::aid_calendar::{Calendar, CalendarItem};
use hamyar_projections::due_items::DueKind;
use hamyar_projections::views::EntryState;
use uuid::Uuid;

/// Longest line in octets, its end not counted.
const LINE_OCTETS: usize = 75;
/// The hour of the day at which a reminder comes.
const REMIND_HOUR: i64 = 9;

/// The text of a feed.
pub(super) fn write(calendar: &Calendar, feed_id: Uuid, now: DateTime<Utc>, english: bool) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Hamyar//Aid calendar//EN");
    lines.add("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", if english { "Hamyar" } else { "همیار" });
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    lines.add("X-PUBLISHED-TTL", "PT1H");
    let open = calendar.items.iter().filter(|item| item.status != EntryState::Done);
    let (overdue, ahead): (Vec<_>, Vec<_>) = open.partition(|item| item.item.due.iso < calendar.today.iso);
    if !overdue.is_empty() {
        let count = overdue.len();
        let title = if english {
            format!("Overdue work: {count}")
        } else {
            format!("کارهای معوق: {}", hamyar_persian::digits::to_persian(&count.to_string()))
        };
        let today = calendar.today.iso;
        event(
            &mut lines,
            &Event { uid: uid(feed_id, "overdue"), title: &title, from: today, to: today, remind: None },
            now,
        );
    }
    for item in ahead {
        let due = item.item.due.iso;
        let from = item.item.window_from.as_ref().map_or(due, |day| day.iso).min(due);
        let remind = item.item.remind_on.as_ref().map(|day| (from - day.iso).num_days());
        let uid = uid(feed_id, &name_of(item));
        event(&mut lines, &Event { uid, title: words(item.item.kind, english), from, to: due, remind }, now);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

struct Event<'a> {
    uid: Uuid,
    title: &'a str,
    /// First and last day.
    from: NaiveDate,
    to: NaiveDate,
    /// Days before the first at which to remind.
    remind: Option<i64>,
}

fn event(lines: &mut Lines, event: &Event<'_>, now: DateTime<Utc>) {
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", &event.uid.to_string());
    lines.add("DTSTAMP", &now.format("%Y%m%dT%H%M%SZ").to_string());
    lines.add("DTSTART;VALUE=DATE", &day(event.from));
    // The end of days is the day after the last.
    lines.add("DTEND;VALUE=DATE", &day(event.to.checked_add_days(Days::new(1)).unwrap_or(event.to)));
    lines.text("SUMMARY", event.title);
    lines.add("CLASS", "PRIVATE");
    lines.add("TRANSP", "TRANSPARENT");
    if let Some(days) = event.remind {
        let hours = REMIND_HOUR - 24 * days;
        lines.add("BEGIN", "VALARM");
        lines.add("ACTION", "DISPLAY");
        lines.text("DESCRIPTION", event.title);
        let sign = if hours < 0 { "-" } else { "" };
        lines.add("TRIGGER", &format!("{sign}PT{}H", hours.abs()));
        lines.add("END", "VALARM");
    }
    lines.add("END", "VEVENT");
}

/// What names an item within its feed.
fn name_of(item: &CalendarItem) -> String {
    let item = &item.item;
    match item.entry_id.or(item.task_id) {
        Some(id) => id.to_string(),
        None => format!("{} {}", item.family.id, item.kind.as_str()),
    }
}

fn uid(feed_id: Uuid, name: &str) -> Uuid {
    Uuid::new_v5(&feed_id, name.as_bytes())
}

fn words(kind: DueKind, english: bool) -> &'static str {
    let (fa, en) = match kind {
        DueKind::VisitDue => ("بازدید", "Visit"),
        DueKind::CalendarEntry => ("برنامهٔ همیاری", "Aid calendar entry"),
        DueKind::AssessmentDue => ("پایش آغازین", "Baseline assessment"),
        DueKind::FinalAssessmentDue => ("پایش پایانی", "Final assessment"),
        DueKind::YearEnding => ("پایان یک سال همیاری", "A year of aid ends"),
        DueKind::Task => ("مهلت یک وظیفه", "A task is due"),
        DueKind::ReferralReturned => ("ارجاعی با کمبودش برگشت", "A referral came back"),
        DueKind::ReferralDeclined => ("ارجاعی پذیرفته نشد", "A referral was declined"),
        DueKind::ExpertUnanswered => ("پرسشی از کارشناس بی‌پاسخ است", "An expert has not answered"),
        DueKind::GoalDue => ("روز یک هدف", "The day of a goal"),
        DueKind::ConsentMissing => ("پرسیدن رضایت", "Consent to be asked"),
    };
    if english { en } else { fa }
}

/// Lines of content, folded as they are added.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    fn add(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            let more = character.len_utf8();
            if octets + more > LINE_OCTETS {
                // A folded line goes on after one blank, which counts.
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += more;
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                // A control character is no text.
                character if character.is_control() => {}
                character => escaped.push(character),
            }
        }
        self.add(name, &escaped);
    }
}

#[cfg(test)]
#[path = "ics_tests.rs"]
mod tests;
