//! The quarterly report as a table (P32): of one office a row for each number with its events; of a secretariat a row for each office, and the sums.

use super::words::word;
use super::{ColumnKind, ReportCell, ReportTable};
use crate::offices::{OfficeEvaluation, OfficesQuarter, QuarterStanding, QuarterView};
use crate::views::{NamedRef, Title};
use hamyar_events::QuarterFigure;

const FIGURES: &[(&str, &str, &str)] = &[
    ("tasks_begun", "کارهای آغازشده", "Tasks begun"),
    ("tasks_done", "کارهای انجام‌شده", "Tasks done"),
    ("tasks_left_out", "کارهای کنارگذاشته", "Tasks left out"),
    ("steps_completed", "گام‌های کامل‌شده", "Steps completed"),
    ("meetings", "نشست‌ها", "Meetings"),
    ("meeting_persons", "حاضران نشست‌ها", "Persons at meetings"),
    ("workshops", "کارگاه‌های گروه", "Group workshops"),
    ("groups_formed", "گروه‌های تشکیل‌شده", "Groups formed"),
    ("groups_advanced", "پیش رفتن گروه‌ها", "Groups advanced"),
    ("groups_registered", "گروه‌های ثبت‌شده", "Groups registered"),
    ("plans_drafted", "برنامه‌های اقدام نوشته‌شده", "Action plans drafted"),
    ("plan_approvals", "تأییدهای دستگاه‌ها", "Approvals of agencies"),
    ("plans_begun", "برنامه‌های آغازشده", "Plans begun"),
    ("plans_done", "برنامه‌های انجام‌شده", "Plans done"),
    ("received_rials", "دریافت (ریال)", "Received (rials)"),
    ("spent_rials", "پرداخت (ریال)", "Spent (rials)"),
    ("needs_drafted", "نیازنامه‌های نوشته‌شده", "Needs profiles drafted"),
    ("needs_approved", "نیازنامه‌های مصوب ستاد", "Needs profiles approved by the headquarters"),
    ("needs_notified", "نیازنامه‌های ابلاغ‌شده", "Needs profiles told to agencies"),
    ("evaluations", "ارزیابی‌های شش‌ماهه", "Evaluations of six months"),
    ("duties_reported", "وظیفه‌های دستگاه‌ها با گزارش", "Agencies’ duties reported on"),
    ("duties_done", "از آن‌ها انجام‌شده", "Of them done"),
    ("duties_late", "وظیفه‌های دیرکرده در پایان", "Duties late at the end"),
    ("requests_raised", "درخواست‌های خارج از نوبت", "Requests out of turn"),
    ("requests_answered", "درخواست‌های پاسخ‌گرفته", "Requests answered"),
    ("requests_open", "درخواست‌های باز در پایان", "Requests open at the end"),
    ("priorities_first", "محله‌های اولویت یک در پایان", "Neighborhoods of priority 1 at the end"),
    ("priorities_second", "محله‌های اولویت دو در پایان", "Neighborhoods of priority 2 at the end"),
    ("priorities_third", "محله‌های اولویت سه در پایان", "Neighborhoods of priority 3 at the end"),
];

fn figure(figure: QuarterFigure) -> Title {
    word(FIGURES, figure.as_str())
}

fn period(mut table: ReportTable, year: i32, quarter: i32, from: &str, until: &str) -> ReportTable {
    let names = [("بهار", "spring"), ("تابستان", "summer"), ("پاییز", "autumn"), ("زمستان", "winter")];
    let at = usize::try_from(quarter - 1).unwrap_or(0);
    if let Some((fa, en)) = names.get(at) {
        let (from, until) = (from.replace('-', "/"), until.replace('-', "/"));
        table.notes.push(Title::new(
            hamyar_persian::digits::to_persian(&format!("{fa} {year}: از {from} تا {until}")),
            format!("{en} {year}: {from} to {until} (Jalali)"),
        ));
    }
    table
}

/// The remedies of the evaluation that stands at the end of a quarter, in a line.
fn remedies(evaluation: &OfficeEvaluation) -> Title {
    Title::new(evaluation.remedies.join("؛ "), evaluation.remedies.join("; "))
}

/// One office: what is counted, what the report told, and the events behind it by their places in the log.
pub fn quarter_table(view: &QuarterView) -> ReportTable {
    let told = |wanted: QuarterFigure| {
        let report = view.issued.as_ref();
        report.and_then(|report| report.figures.iter().find(|one| one.figure == wanted)).map(|one| one.value)
    };
    let row = |one: &crate::offices::QuarterNumber| {
        let events: Vec<String> = one.events.iter().map(|event| event.position.to_string()).collect();
        vec![
            ReportCell::title(figure(one.figure)),
            ReportCell::count(one.value),
            ReportCell::known(told(one.figure)),
            ReportCell::count(i64::try_from(one.events.len()).unwrap_or(i64::MAX)),
            ReportCell::text(events.join(" ")),
        ]
    };
    let columns = [
        ("figure", "شمارش", "What is counted", ColumnKind::Text),
        ("value", "مقدار", "Value", ColumnKind::Count),
        ("told", "در گزارش", "In the report", ColumnKind::Count),
        ("events", "شمار رویدادها", "Events", ColumnKind::Count),
        ("positions", "جای رویدادها در دفتر", "Places of the events in the log", ColumnKind::Text),
    ];
    let rows = view.numbers.iter().map(row).collect();
    let mut table = ReportTable::new("quarterly-report", &columns, rows, view.counted_to);
    table.notes.push(Title::new(view.name.clone(), view.name.clone()));
    let mut table = period(table, view.year, view.quarter, &view.from.jalali, &view.until.jalali);
    if let Some(one) = &view.evaluation {
        let (on, told) = (one.submitted_on.jalali.replace('-', "/"), remedies(one));
        table.notes.push(Title::new(
            format!("آخرین ارزیابی شش‌ماهه، {}؛ راهکارها: {}", hamyar_persian::digits::to_persian(&on), told.fa),
            format!("last evaluation of six months, {on} (Jalali); remedies: {}", told.en),
        ));
    }
    table
}

fn standing(standing: QuarterStanding) -> Title {
    match standing {
        QuarterStanding::Late => Title::new("دیر", "late"),
        QuarterStanding::Due => Title::new("هنوز داده نشده", "not given yet"),
        QuarterStanding::Running => Title::new("سه‌ماهه تمام نشده", "not over"),
        QuarterStanding::Reported => Title::new("داده شده", "given"),
    }
}

/// Where rows add up to more than the sum says: the neighborhoods that several of the offices served.
fn counted_once(view: &OfficesQuarter) -> Option<Title> {
    let name = |one: &NamedRef| one.name.clone().unwrap_or_else(|| one.id.to_string());
    let names: Vec<String> = view.shared.iter().map(name).collect();
    let count = names.len();
    let persian = hamyar_persian::digits::to_persian(&count.to_string());
    (count > 0).then(|| {
        Title::new(
            format!(
                "محله‌هایی که بیش از یک دفتر در این سه‌ماهه در آن کار کرده است: {persian} ({}). وظیفه‌ها، درخواست‌ها و اولویت‌های هر محله در جمع یک بار آمده است و در ردیف هر دفتر کامل",
                names.join("، ")
            ),
            format!(
                "neighborhoods that more than one office served in this quarter: {count} ({}). Duties, requests and priorities of each are in the sum once, and whole in the row of each office",
                names.join("; ")
            ),
        )
    })
}

/// The offices of a secretariat with their numbers, and the sums.
pub fn quarters_table(view: &OfficesQuarter) -> ReportTable {
    let head = [
        ("office", "دفتر", "Office", ColumnKind::Text),
        ("place", "جا", "Place", ColumnKind::Text),
        ("standing", "گزارش", "Report", ColumnKind::Text),
        ("reported_on", "روز گزارش", "Reported on", ColumnKind::Day),
        ("evaluated_on", "آخرین ارزیابی", "Last evaluation", ColumnKind::Day),
        ("remedies", "راهکارها", "Remedies", ColumnKind::Text),
    ];
    let numbers = FIGURES.iter().map(|(code, fa, en)| (*code, *fa, *en, ColumnKind::Count));
    let columns: Vec<_> = head.into_iter().chain(numbers).collect();
    // In the order of the headings, whatever the order of the answer.
    let values = |of: &[crate::offices::QuarterSum]| -> Vec<ReportCell> {
        let value = |code: &str| of.iter().find(|one| one.figure.as_str() == code).map(|one| one.value);
        FIGURES.iter().map(|(code, _, _)| ReportCell::known(value(code))).collect()
    };
    let row = |one: &crate::offices::OfficeQuarter| {
        let mut cells = vec![
            ReportCell::maybe(one.office.name.clone()),
            ReportCell::maybe(one.place.name.clone()),
            ReportCell::title(standing(one.standing)),
            one.reported_on.clone().map_or_else(ReportCell::default, ReportCell::day),
            one.evaluation.as_ref().map_or_else(ReportCell::default, |one| ReportCell::day(one.submitted_on.clone())),
            one.evaluation.as_ref().map_or_else(ReportCell::default, |one| ReportCell::title(remedies(one))),
        ];
        cells.extend(values(&one.numbers));
        cells
    };
    let rows = view.offices.iter().map(row).collect();
    let mut table = ReportTable::new("quarterly-report", &columns, rows, view.position);
    let mut total = vec![ReportCell::title(Title::new("جمع", "Sum"))];
    total.resize_with(head.len(), ReportCell::default);
    total.extend(values(&view.numbers));
    table.total = Some(total);
    let mut table = period(table, view.year, view.quarter, &view.from.jalali, &view.until.jalali);
    let persian = |number: i64| hamyar_persian::digits::to_persian(&number.to_string());
    table.notes.push(Title::new(
        format!("{} دفتر باز؛ {} گزارش داده، {} دیر", persian(view.open), persian(view.reported), persian(view.late)),
        format!("{} open offices; {} reported, {} late", view.open, view.reported, view.late),
    ));
    let listed = i64::try_from(view.offices.len()).unwrap_or(i64::MAX);
    if listed < view.open {
        table.notes.push(Title::new(
            format!("{} دفتر نخست نوشته و جمع شده است", persian(listed)),
            format!("the first {listed} offices are listed and added up"),
        ));
    }
    table.notes.extend(counted_once(view));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that is counted has its words, and is in no file twice.
    #[test]
    fn every_figure_of_a_quarter_has_its_words() {
        let codes: Vec<&str> = QuarterFigure::ALL.iter().map(|one| one.as_str()).collect();
        let known: Vec<&str> = FIGURES.iter().map(|(code, _, _)| *code).collect();
        assert_eq!(codes, known);
    }
}
