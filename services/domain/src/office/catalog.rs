//! The work plan of every office, and the measures of which action plans are made: three phases, seven steps, 47 tasks, 27 measures. Source: seed
//! 002, whose words stand as printed but for joined and split words. Data, so that another program brings its own.

use std::sync::LazyLock;

use hamyar_events::PlanDomain;

const TASKS: &str = include_str!("tasks.tsv");
const MEASURES: &str = include_str!("measures.tsv");

/// A step of the work plan. The first and the third phase have no steps and stand for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `1`, `2.1` to `2.7`, `3`.
    pub code: &'static str,
    pub title_fa: &'static str,
    pub title_en: &'static str,
    /// The step that must have begun before this one.
    pub after: Option<&'static str>,
}

/// A task of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Code of its step, and its number in it, as `2.4.8`.
    pub code: &'static str,
    pub step: &'static str,
    pub text: &'static str,
}

/// A measure of the catalog of action programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub code: &'static str,
    pub domain: PlanDomain,
    pub text: &'static str,
}

/// In their order.
pub const STEPS: &[Step] = &[
    step("1", "بسترسازی و حمایت محلی", "Local foundation and support", None),
    step("2.1", "اطلاع‌رسانی و حساس‌سازی", "Informing and sensitising", Some("1")),
    step("2.2", "شناسایی افراد و گروه‌ها", "Identifying people and groups", Some("2.1")),
    step("2.3", "اعتمادسازی با اقدامات ضروری", "Trust by urgent measures", Some("2.2")),
    step("2.4", "گروه‌سازی، آموزش و توانمندسازی", "Group building, training and empowerment", Some("2.3")),
    step("2.5", "ثبت گروه‌ها به شکل نهاد محلی", "Registering groups as local institutions", Some("2.4")),
    step("2.6", "تدوین سند مشارکتی محله", "Participatory neighborhood document", Some("2.5")),
    step("2.7", "اجرای سند توسعهٔ محلی", "Executing the local development document", Some("2.6")),
    // Evaluation comes every six months, long before the last step begins.
    step("3", "پایش و ارزیابی", "Monitoring and evaluation", Some("2.1")),
];

const fn step(code: &'static str, title_fa: &'static str, title_en: &'static str, after: Option<&'static str>) -> Step {
    Step { code, title_fa, title_en, after }
}

/// The 47 tasks, in their order.
pub static WORK_PLAN: LazyLock<Vec<Task>> = LazyLock::new(|| {
    let task = |(code, text): (&'static str, &'static str)| {
        let (step, _) = code.rsplit_once('.')?;
        Some(Task { code, step, text })
    };
    lines(TASKS).filter_map(task).collect()
});

/// The measures, domain by domain.
pub static MEASURE_CATALOG: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let measure = |(code, text): (&'static str, &'static str)| {
        let (domain, _) = code.split_once('.')?;
        Some(Measure { code, domain: domain.parse().ok()?, text })
    };
    lines(MEASURES).filter_map(measure).collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter_map(|line| line.split_once('\t'))
}

/// The task of a code.
pub fn task(code: &str) -> Option<&'static Task> {
    WORK_PLAN.iter().find(|task| task.code == code)
}

/// The tasks of a step.
pub fn tasks_of(step: &str) -> impl Iterator<Item = &'static Task> {
    WORK_PLAN.iter().filter(move |task| task.step == step)
}

/// The step that must have begun before this one.
pub(super) fn step_before(code: &str) -> Option<&'static str> {
    STEPS.iter().find(|step| step.code == code).and_then(|step| step.after)
}
