//! Rows → agenda, waiting referrals, and what policy asks of a referral.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use hamyar_events::commission::Absence;
use hamyar_events::family::Attendee;
use hamyar_events::{Domain, Urgency};
use hamyar_persian::working_days::working_days_between;
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{CivilDate, NamedRef, Reception};

/// A commission in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CommissionCard {
    pub id: Uuid,
    pub name: String,
    pub domain: Domain,
    pub quorum: i32,
    pub center_ids: Vec<Uuid>,
    pub formed_on: CivilDate,
    /// Referrals neither decided nor withdrawn.
    pub open_referrals: i64,
    pub next_session: Option<CivilDate>,
    pub sequence: i64,
}

/// One person of a commission.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Participant {
    pub id: Uuid,
    pub name: Option<String>,
    pub kind: String,
    pub agency: Option<NamedRef>,
    /// The account on the seat, where it is known.
    pub account_id: Option<Uuid>,
}

/// The commission of an agenda.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgendaCommission {
    pub id: Uuid,
    pub name: String,
    pub domain: Domain,
    pub quorum: i32,
    /// Those seated now.
    pub participants: Vec<Participant>,
    pub sequence: i64,
}

/// A family as a commission's lists name it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgendaFamily {
    pub id: Uuid,
    pub file_number: String,
}

/// One case on an agenda.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgendaCase {
    pub referral_id: Uuid,
    pub family: AgendaFamily,
    pub urgency: Urgency,
    pub referred_on: CivilDate,
    pub days_open: i64,
    pub caseworker: Option<NamedRef>,
    /// `waiting`, `decided`, `adjourned`, `voided`, or `withdrawn`.
    pub state: String,
    /// Why it was adjourned or voided.
    pub reason: Option<String>,
    pub question: Option<String>,
    pub decision_id: Option<Uuid>,
    /// Members who stand aside from the case.
    pub conflicts: Vec<Uuid>,
}

/// One session with its cases.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgendaSession {
    pub id: Uuid,
    pub held_on: CivilDate,
    pub starts_at: String,
    /// `called`, `open`, `closed`, `cancelled`.
    pub state: String,
    /// In the order in which they are heard.
    pub cases: Vec<AgendaCase>,
    pub present: Vec<Attendee>,
    /// Those present who take part from elsewhere.
    pub remote: Vec<Uuid>,
    /// Who was expected and is not there.
    pub absent: Vec<Absence>,
}

/// A referral on no agenda.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WaitingReferral {
    pub referral_id: Uuid,
    pub family: AgendaFamily,
    pub urgency: Urgency,
    pub question: Option<String>,
    pub referred_on: CivilDate,
    pub days_open: i64,
    pub caseworker: Option<NamedRef>,
    /// How often it was adjourned.
    pub adjourned: i64,
    pub reception: Reception,
    /// The last working day of the commission's term; none while the referral waits for the sender.
    pub answer_by: Option<CivilDate>,
    /// The term is over.
    pub overdue: bool,
    /// What the sender is to add.
    pub missing: Option<String>,
    /// The referral whose thread this one goes on.
    pub continues: Option<Uuid>,
}

/// A commission's agenda: sessions, latest first, and the referrals on none.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Agenda {
    pub commission: AgendaCommission,
    pub sessions: Vec<AgendaSession>,
    /// Urgent ones first, then the oldest.
    pub waiting: Vec<WaitingReferral>,
    pub position: i64,
}

#[derive(FromRow)]
struct CommissionFound {
    commission_id: Uuid,
    name: String,
    domain: String,
    quorum: i32,
    center_ids: Vec<Uuid>,
    formed_on: NaiveDate,
    sequence: i64,
    open_referrals: i64,
    next_session: Option<NaiveDate>,
}

impl From<CommissionFound> for CommissionCard {
    fn from(row: CommissionFound) -> Self {
        Self {
            id: row.commission_id,
            name: row.name,
            domain: domain(&row.domain),
            quorum: row.quorum,
            center_ids: row.center_ids,
            formed_on: row.formed_on.into(),
            open_referrals: row.open_referrals,
            next_session: row.next_session.map(Into::into),
            sequence: row.sequence,
        }
    }
}

fn domain(stored: &str) -> Domain {
    stored.parse().unwrap_or(Domain::Social)
}

const COMMISSION: &str = "select c.commission_id, c.name, c.domain, c.quorum, c.center_ids, c.formed_on, c.sequence,
    (select count(*) from referral r where r.commission_id = c.commission_id and r.state = 'open') as open_referrals,
    (select min(s.held_on) from commission_session s where s.commission_id = c.commission_id and s.state in ('called', 'open')) as next_session
    from commission c";

/// All commissions, or those given, by name.
pub async fn commissions(pool: &PgPool, ids: Option<&[Uuid]>) -> Result<Vec<CommissionCard>, sqlx::Error> {
    let sql = format!("{COMMISSION} where ($1::uuid[] is null or c.commission_id = any($1))");
    let rows: Vec<CommissionFound> = sqlx::query_as(&sql).bind(ids).fetch_all(pool).await?;
    let mut cards: Vec<CommissionCard> = rows.into_iter().map(Into::into).collect();
    cards.sort_by_cached_key(|card| (crate::sort_key(&card.name), card.id));
    Ok(cards)
}

/// One commission.
pub async fn commission(pool: &PgPool, id: Uuid) -> Result<Option<CommissionCard>, sqlx::Error> {
    Ok(commissions(pool, Some(&[id])).await?.pop())
}

#[derive(FromRow)]
struct SessionFound {
    session_id: Uuid,
    held_on: NaiveDate,
    starts_at: String,
    state: String,
    present: Json<Vec<Attendee>>,
    remote: Vec<Uuid>,
    absent: Json<Vec<Absence>>,
}

#[derive(FromRow)]
struct CaseFound {
    session_id: Option<Uuid>,
    referral_id: Uuid,
    family_id: Uuid,
    file_number: Option<String>,
    caseworker_id: Option<Uuid>,
    state: String,
    reason: Option<String>,
    decision_id: Option<Uuid>,
    urgency: String,
    question: Option<String>,
    referred_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    adjourned: i64,
    reception: String,
    answer_by: Option<NaiveDate>,
    missing: Option<String>,
    continues: Option<Uuid>,
    place: Option<i32>,
    conflicts: Vec<Uuid>,
}

fn reception(stored: &str) -> Reception {
    match stored {
        "accepted" => Reception::Accepted,
        "returned" => Reception::Returned,
        _ => Reception::Waiting,
    }
}

/// The agenda of a commission on `today`: sessions not over, and the `past` latest of those that are. The question is told while the referral
/// lives (S058): not after it was withdrawn or its last task closed, and not beyond the family's consent.
pub async fn agenda(pool: &PgPool, id: Uuid, past: i64, today: NaiveDate) -> Result<Option<Agenda>, sqlx::Error> {
    let Some(card) = commission(pool, id).await? else { return Ok(None) };
    let participants = sqlx::query_as::<_, (Uuid, Option<String>, String, Option<Uuid>, Option<Uuid>)>(
        "select participant_id, name, kind, agency_id, account_id from commission_participant where commission_id = $1 and seated order by participant_id",
    )
    .bind(id);
    let sessions = sqlx::query_as::<_, SessionFound>(
        "(select session_id, held_on, starts_at, state, present, remote, absent from commission_session where commission_id = $1 and state in ('called', 'open'))
         union all
         (select session_id, held_on, starts_at, state, present, remote, absent from commission_session where commission_id = $1
             and state in ('closed', 'cancelled') order by held_on desc, session_id limit $2)",
    )
    .bind(id)
    .bind(past);
    let (participants, sessions, position) = futures::try_join!(
        participants.fetch_all(pool),
        sessions.fetch_all(pool),
        crate::position(pool, "commissions")
    )?;
    let session_ids: Vec<Uuid> = sessions.iter().map(|session| session.session_id).collect();
    let cases = sqlx::query_as::<_, CaseFound>(
        "select a.session_id, a.referral_id, a.family_id, f.file_number, a.caseworker_id,
                case when a.state = 'waiting' and r.state = 'withdrawn' then 'withdrawn' else a.state end as state,
                a.reason, a.decision_id, r.urgency, case when f.consent = 'given' and (r.state = 'open' or exists (
                  select 1 from task t where t.referral_id = r.referral_id and (t.is_open or (t.state = 'declined' and f.state = 'open')))) then r.question end as question, r.referred_on, r.closed_on, 0::bigint as adjourned,
                r.reception, r.answer_by, null::text as missing, r.continues, a.place, a.conflicts
           from agenda_case a join referral r on r.referral_id = a.referral_id left join family f on f.family_id = a.family_id
          where a.session_id = any($1)
         union all
         select null, r.referral_id, r.family_id, f.file_number, f.caseworker_id, r.state, null, null, r.urgency,
                case when f.consent = 'given' then r.question end, r.referred_on,
                r.closed_on, (select count(*) from agenda_case a where a.referral_id = r.referral_id and a.state = 'adjourned'),
                r.reception, r.answer_by, case when f.consent = 'given' then r.missing end, r.continues, null, '{}'::uuid[]
           from referral r left join family f on f.family_id = r.family_id
          where r.commission_id = $2 and r.state = 'open'
            and not exists (select 1 from agenda_case a join commission_session s on s.session_id = a.session_id
                             where a.referral_id = r.referral_id
                               and (a.state = 'decided' or (a.state = 'waiting' and s.state in ('called', 'open'))))",
    )
    .bind(&session_ids)
    .bind(id)
    .fetch_all(pool)
    .await?;
    let mut refs: Vec<Uuid> = cases.iter().filter_map(|case| case.caseworker_id).collect();
    refs.extend(participants.iter().filter_map(|participant| participant.3));
    refs.sort_unstable();
    refs.dedup();
    let names = Names::load(pool, &refs).await?;

    let mut by_session: HashMap<Uuid, Vec<(Option<i32>, AgendaCase)>> = HashMap::new();
    let mut waiting = Vec::new();
    for case in cases {
        let family = AgendaFamily { id: case.family_id, file_number: case.file_number.unwrap_or_default() };
        let urgency = case.urgency.parse().unwrap_or(Urgency::Normal);
        let days_open = (case.closed_on.unwrap_or(today) - case.referred_on).num_days();
        let caseworker = case.caseworker_id.map(|id| names.named(id));
        let referred_on = case.referred_on.into();
        match case.session_id {
            Some(session) => by_session.entry(session).or_default().push((
                case.place,
                AgendaCase {
                    referral_id: case.referral_id,
                    family,
                    urgency,
                    referred_on,
                    days_open,
                    caseworker,
                    state: case.state,
                    reason: case.reason,
                    question: case.question,
                    decision_id: case.decision_id,
                    conflicts: case.conflicts,
                },
            )),
            None => waiting.push(WaitingReferral {
                referral_id: case.referral_id,
                family,
                urgency,
                question: case.question,
                referred_on,
                days_open,
                caseworker,
                adjourned: case.adjourned,
                reception: reception(&case.reception),
                overdue: case.answer_by.is_some_and(|by| by < today),
                answer_by: case.answer_by.map(Into::into),
                missing: case.missing,
                continues: case.continues,
            }),
        }
    }
    // What waits for its sender comes last.
    waiting.sort_by_key(|case| {
        let returned = case.reception == Reception::Returned;
        (returned, case.urgency != Urgency::Urgent, case.referred_on.iso, case.referral_id)
    });
    let mut sessions: Vec<AgendaSession> = sessions
        .into_iter()
        .map(|session| {
            let mut cases = by_session.remove(&session.session_id).unwrap_or_default();
            // As the commission put them; what was not placed comes after, urgent ones first.
            cases.sort_by_key(|(place, case)| {
                let urgent = case.urgency != Urgency::Urgent;
                (place.is_none(), *place, urgent, case.referred_on.iso, case.referral_id)
            });
            AgendaSession {
                id: session.session_id,
                held_on: session.held_on.into(),
                starts_at: session.starts_at,
                state: session.state,
                cases: cases.into_iter().map(|(_, case)| case).collect(),
                present: session.present.0,
                remote: session.remote,
                absent: session.absent.0,
            }
        })
        .collect();
    sessions.sort_by(|left, right| {
        (right.held_on.iso, &right.starts_at, right.id).cmp(&(left.held_on.iso, &left.starts_at, left.id))
    });
    let participants = participants.into_iter().map(|(id, name, kind, agency, account_id)| Participant {
        id,
        name,
        kind,
        agency: agency.map(|agency| names.named(agency)),
        account_id,
    });
    let commission = AgendaCommission {
        id: card.id,
        name: card.name,
        domain: card.domain,
        quorum: card.quorum,
        participants: participants.collect(),
        sequence: card.sequence,
    };
    Ok(Some(Agenda { commission, sessions, waiting, position }))
}

/// A referral, for the packet and for policy.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReferralDetail {
    pub id: Uuid,
    pub family_id: Uuid,
    pub commission: NamedRef,
    pub domain: Domain,
    pub question: Option<String>,
    pub urgency: Urgency,
    pub referred_on: CivilDate,
    /// `open`, `decided`, `withdrawn`, `declined`.
    pub state: String,
    pub days_open: i64,
    /// Sequence of the family's last event the packet shows.
    pub packet_sequence: i64,
    pub reception: Reception,
    /// The last working day of the commission's term.
    pub answer_by: Option<CivilDate>,
    /// The referral whose thread this one goes on.
    pub continues: Option<Uuid>,
}

#[derive(FromRow)]
struct ReferralFound {
    referral_id: Uuid,
    family_id: Uuid,
    commission_id: Uuid,
    domain: String,
    question: Option<String>,
    urgency: String,
    packet_sequence: i64,
    referred_on: NaiveDate,
    state: String,
    closed_on: Option<NaiveDate>,
    reception: String,
    answer_by: Option<NaiveDate>,
    continues: Option<Uuid>,
}

/// One referral.
pub async fn referral(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<ReferralDetail>, sqlx::Error> {
    let row: Option<ReferralFound> = sqlx::query_as(
        "select referral_id, family_id, commission_id, domain, question, urgency, packet_sequence, referred_on, state, closed_on,
                reception, answer_by, continues
           from referral where referral_id = $1",
    )
    .bind(id)
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let names = Names::load(pool, &[row.commission_id]).await?;
    Ok(Some(ReferralDetail {
        id: row.referral_id,
        family_id: row.family_id,
        commission: names.named(row.commission_id),
        domain: domain(&row.domain),
        question: row.question,
        urgency: row.urgency.parse().unwrap_or(Urgency::Normal),
        days_open: (row.closed_on.unwrap_or(today) - row.referred_on).num_days(),
        referred_on: row.referred_on.into(),
        state: row.state,
        packet_sequence: row.packet_sequence,
        reception: reception(&row.reception),
        answer_by: row.answer_by.map(Into::into),
        continues: row.continues,
    }))
}

/// The family's open referrals that stand on the agenda of a session not over.
pub async fn referrals_on_agenda(pool: &PgPool, family_id: Uuid) -> Result<HashSet<Uuid>, sqlx::Error> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select a.referral_id from agenda_case a join commission_session s on s.session_id = a.session_id
          where a.family_id = $1 and a.state = 'waiting' and s.state in ('called', 'open')",
    )
    .bind(family_id)
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().collect())
}

/// A referral without an answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OpenReferral {
    pub referral_id: Uuid,
    pub family: AgendaFamily,
    pub commission: NamedRef,
    pub urgency: Urgency,
    pub referred_on: CivilDate,
    pub days_open: i64,
    /// `open` or `declined`.
    pub state: String,
    pub reception: Reception,
    /// The last working day of the commission's term; none while the referral is the sender's again.
    pub answer_by: Option<CivilDate>,
    /// Working days since the term ended without a decision.
    pub days_late: u32,
    /// The term is over and the commission never took the referral up.
    pub silent: bool,
    /// And that for more than ten working days after its term: told further up, as a number.
    pub long_silent: bool,
}

#[derive(FromRow)]
struct OpenFound {
    referral_id: Uuid,
    family_id: Uuid,
    file_number: String,
    commission_id: Uuid,
    name: String,
    urgency: String,
    referred_on: NaiveDate,
    state: String,
    reception: String,
    answer_by: Option<NaiveDate>,
}

/// Referrals without an answer, of a center's families or of all: those whose term is over first, then the oldest (S057). What a commission
/// declined stays among them until it is referred again or let go.
pub async fn open_referrals(
    pool: &PgPool,
    center_id: Option<Uuid>,
    limit: i64,
    today: NaiveDate,
) -> Result<Vec<OpenReferral>, sqlx::Error> {
    let rows: Vec<OpenFound> = sqlx::query_as(
        "select r.referral_id, r.family_id, f.file_number, r.commission_id, c.name, r.urgency, r.referred_on, r.state, r.reception, r.answer_by
           from referral r join family f on f.family_id = r.family_id join commission c on c.commission_id = r.commission_id
          where (r.state = 'open' or (r.state = 'declined' and f.state = 'open'
                   and not exists (select 1 from referral n where n.family_id = r.family_id and n.continues = r.referral_id)))
            and ($1::uuid is null or f.center_id = $1)
          order by not (r.state = 'open' and coalesce(r.answer_by < $3, false)), r.referred_on, r.referral_id limit $2",
    )
    .bind(center_id)
    .bind(limit)
    .bind(today)
    .fetch_all(pool)
    .await?;
    let open = rows.into_iter().map(|row| {
        let late = row.answer_by.filter(|_| row.state == "open").map_or(0, |by| working_days_between(by, today));
        let reception = reception(&row.reception);
        OpenReferral {
            referral_id: row.referral_id,
            family: AgendaFamily { id: row.family_id, file_number: row.file_number },
            commission: NamedRef { id: row.commission_id, name: Some(row.name) },
            urgency: row.urgency.parse().unwrap_or(Urgency::Normal),
            days_open: (today - row.referred_on).num_days(),
            referred_on: row.referred_on.into(),
            silent: late > 0 && reception == Reception::Waiting,
            long_silent: reception == Reception::Waiting
                && row.answer_by.is_some_and(|by| row.state == "open" && crate::refusals::long_silent(by, today)),
            state: row.state,
            reception,
            answer_by: row.answer_by.map(Into::into),
            days_late: late,
        }
    });
    Ok(open.collect())
}

/// What the minutes name that the commission's own stream does not say.
#[derive(Clone, Debug, Default)]
pub struct MinutesNames {
    /// Numbers of files, by family.
    pub file_numbers: HashMap<Uuid, String>,
    /// Questions, by referral; none of a family that was forgotten.
    pub questions: HashMap<Uuid, String>,
    /// Names of caseworkers and agencies.
    pub names: Names,
}

/// Looks up what minutes name.
pub async fn minutes_names(
    pool: &PgPool,
    families: &[Uuid],
    referrals: &[Uuid],
    others: &[Uuid],
) -> Result<MinutesNames, sqlx::Error> {
    let numbers =
        sqlx::query_as::<_, (Uuid, String)>("select family_id, file_number from family where family_id = any($1)");
    let questions = sqlx::query_as::<_, (Uuid, String)>(
        "select referral_id, question from referral where referral_id = any($1) and question is not null",
    );
    let (numbers, questions, names) = futures::try_join!(
        numbers.bind(families).fetch_all(pool),
        questions.bind(referrals).fetch_all(pool),
        Names::load(pool, others)
    )?;
    Ok(MinutesNames { file_numbers: numbers.into_iter().collect(), questions: questions.into_iter().collect(), names })
}
