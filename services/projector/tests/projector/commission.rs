//! Referrals, agendas, tasks.

use hamyar_events::commission::*;
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::tasks::TaskFilter;
use hamyar_projections::views::{DueState, TaskState};
use hamyar_projections::{commissions, tasks};

use crate::story::*;
use crate::support::Database;

fn until(mut story: Story, stop: impl Fn(&hamyar_projections::StreamEventAny) -> bool) -> Story {
    let end = story.told.iter().position(|(_, event)| stop(event)).unwrap();
    story.told.truncate(end);
    story
}

fn is_commission(event: &hamyar_projections::StreamEventAny, wanted: fn(&CommissionEvent) -> bool) -> bool {
    matches!(event, hamyar_projections::StreamEventAny::Commission(event) if wanted(event))
}

#[tokio::test]
async fn s054_an_undecided_referral_is_on_the_commissions_queue_and_a_decided_one_is_not() {
    let waiting =
        until(one_year(), |event| is_commission(event, |event| matches!(event, CommissionEvent::CasePutOnAgenda(_))));
    let database = Database::with(&waiting).await;
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-05")).await.unwrap().unwrap();
    assert_eq!(agenda.waiting.len(), 1);
    assert_eq!((agenda.waiting[0].referral_id, agenda.waiting[0].days_open), (id(REFERRAL), 4));
    assert_eq!(agenda.waiting[0].family.file_number, "M1-0001");
    assert_eq!(agenda.commission.participants.len(), 1);

    let on_agenda =
        until(one_year(), |event| is_commission(event, |event| matches!(event, CommissionEvent::CaseDecided(_))));
    let database = Database::with(&on_agenda).await;
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-10")).await.unwrap().unwrap();
    assert!(agenda.waiting.is_empty());
    assert_eq!(agenda.sessions[0].state, "open");
    assert_eq!(agenda.sessions[0].cases[0].state, "waiting");
    assert_eq!(agenda.sessions[0].cases[0].caseworker.as_ref().unwrap().name.as_deref(), Some("همیار یکم"));

    let database = Database::with(&one_year()).await;
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-20")).await.unwrap().unwrap();
    assert!(agenda.waiting.is_empty());
    assert_eq!(agenda.sessions[0].cases[0].state, "decided");
    assert_eq!(commissions::commission(&database.pool, id(COMMISSION)).await.unwrap().unwrap().open_referrals, 0);
}

#[tokio::test]
async fn an_adjourned_case_waits_again() {
    let mut story =
        until(one_year(), |event| is_commission(event, |event| matches!(event, CommissionEvent::CaseDecided(_))));
    story
        .commission(
            COMMISSION,
            CaseAdjourned {
                session_id: id(SESSION).into(),
                referral_id: id(REFERRAL).into(),
                family_id: id(100).into(),
                reason: AdjournReason::CaseworkerAbsent,
            },
        )
        .commission(COMMISSION, SessionClosed { session_id: id(SESSION).into(), closed_on: day("2025-06-10") });
    let database = Database::with(&story).await;
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-11")).await.unwrap().unwrap();
    assert_eq!((agenda.waiting.len(), agenda.waiting[0].adjourned), (1, 1));
    assert_eq!(agenda.sessions[0].cases[0].reason.as_deref(), Some("caseworker_absent"));
}

#[tokio::test]
async fn a_voided_decision_does_not_stand() {
    let mut story = until(
        one_year(),
        |event| matches!(event, hamyar_projections::StreamEventAny::Family(event) if matches!(**event, FamilyEvent::CommissionDecisionRecorded(_))),
    );
    story.commission(
        COMMISSION,
        DecisionVoided {
            decision_id: id(REFERRAL + 1_000).into(),
            referral_id: id(REFERRAL).into(),
            because: "consent_missing".to_owned(),
        },
    );
    let database = Database::with(&story).await;
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-11")).await.unwrap().unwrap();
    assert_eq!(agenda.sessions[0].cases[0].state, "voided");
    assert_eq!(agenda.waiting.len(), 1, "the referral is undecided again");
}

#[tokio::test]
async fn s057_referrals_without_an_answer_are_listed_by_age() {
    let mut story = one_year();
    story
        .family(170, identified(170, "M1-0170", "نخست"))
        .family(170, referred(170, 71, "2025-06-15", Urgency::Urgent))
        .family(171, identified(171, "M1-0171", "دوم"))
        .family(171, referred(171, 72, "2025-05-15", Urgency::Normal))
        .family(172, identified(172, "M1-0172", "پس‌گرفته"))
        .family(172, referred(172, 73, "2025-05-01", Urgency::Normal))
        .family(
            172,
            ReferralWithdrawn {
                referral_id: id(73).into(),
                reason: Personal::of_family(id(172), "x".to_owned()),
                withdrawn_on: day("2025-05-02"),
            },
        );
    let database = Database::with(&story).await;
    let open = commissions::open_referrals(&database.pool, None, 50, day("2025-06-20")).await.unwrap();
    let listed: Vec<(uuid::Uuid, i64)> = open.iter().map(|one| (one.referral_id, one.days_open)).collect();
    assert_eq!(listed, [(id(72), 36), (id(71), 5)]);
    // The commission's own list puts the urgent one first.
    let agenda = commissions::agenda(&database.pool, id(COMMISSION), 5, day("2025-06-20")).await.unwrap().unwrap();
    assert_eq!(agenda.waiting.iter().map(|one| one.referral_id).collect::<Vec<_>>(), [id(71), id(72)]);
}

#[tokio::test]
async fn s055_a_task_reaches_its_agency_with_the_file_number_and_no_name() {
    let database = Database::with(&one_year()).await;
    let filter = TaskFilter { agency_id: Some(id(AGENCY)), is_open: Some(true), ..TaskFilter::default() };
    let page = tasks::tasks(&database.pool, &filter, None, 10, day("2025-07-02")).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let task = &page.items[0];
    assert_eq!(
        (task.task_id, task.state, task.due_state),
        (id(AGENCY_TASK), TaskState::Accepted, Some(DueState::Overdue))
    );
    assert_eq!(task.responsible.name.as_deref(), Some("بهزیستی"));
    let json = format!("{:?}", page);
    assert!(json.contains("M1-0001"));
    assert!(!json.contains("علیخانی") && !json.contains("زهرا"));
}

#[tokio::test]
async fn a_task_that_is_done_leaves_the_open_list_with_its_word() {
    let mut story = one_year();
    story.family(
        100,
        TaskDone {
            task_id: id(AGENCY_TASK).into(),
            note: Some(Personal::of_family(id(100), "انجام شد".to_owned())),
            done_on: day("2025-06-30"),
            evidence: None,
        },
    );
    let database = Database::with(&story).await;
    let open = TaskFilter { agency_id: Some(id(AGENCY)), is_open: Some(true), ..TaskFilter::default() };
    assert!(tasks::tasks(&database.pool, &open, None, 10, day("2025-07-02")).await.unwrap().items.is_empty());
    let done = tasks::task(&database.pool, id(AGENCY_TASK), day("2025-07-02")).await.unwrap().unwrap();
    assert_eq!((done.state, done.due_state), (TaskState::Done, None));
    assert_eq!(done.progress[0].note.as_deref(), Some("انجام شد"));
}
