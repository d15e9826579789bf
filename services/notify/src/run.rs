//! Looks from time to time at what waits, makes letters and sends them. Several nodes may: a thing is told once, and a letter taken in hand by one.

use chrono::{DateTime, Days, NaiveDate, Timelike, Utc};
use hamyar_event_store::EventStore;
use hamyar_identity::{
    AgencyWeek, CODE_MINUTES, Channel, Contact, Identity, IdentityError, Letter, LetterBody, LetterLanguage, Principal,
    Rhythm, Role, policy,
};
use hamyar_persian::jalali::persian_weekday;
use hamyar_persian::tehran_date;
use hamyar_persian::working_days::is_working_day;
use hamyar_projections::tasks;
use hamyar_projections::waiting::{self, WaitingFor, WaitingKind};
use serde_json::{Value, json};
use sqlx::PgPool;
use std::collections::BTreeMap;
use std::future::Future;
use std::str::FromStr;
use std::time::Duration;

use crate::Sent;
use crate::mail::Mail;
use crate::sms::SmsGateway;
use crate::words::text_of;

/// Letters about what waits come at most once an hour for one address.
const BETWEEN: chrono::Duration = chrono::Duration::hours(1);
/// Days for which letters that were sent are kept, as counts.
const KEPT_DAYS: i64 = 30;
/// Letters sent in one pass.
const BATCH: i64 = 100;
/// Days after its first in which a week can still be told of: its own, and those of the next.
const WEEK_TOLD_DAYS: i64 = 14;
/// Events by which a read model may be behind the log while it is believed.
const LAG_MAX: i64 = 200;

/// Hours of Tehran in which nobody is disturbed. A code that somebody waits for is sent all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours(Option<(u32, u32)>);

impl Default for QuietHours {
    /// From nine in the evening until seven in the morning.
    fn default() -> Self {
        Self(Some((21, 7)))
    }
}

impl QuietHours {
    fn hold(self, now: DateTime<Utc>) -> bool {
        self.holds(hamyar_persian::tehran::tehran_datetime(now).hour())
    }

    fn holds(self, hour: u32) -> bool {
        match self.0 {
            None => false,
            Some((from, until)) if from <= until => (from..until).contains(&hour),
            Some((from, until)) => hour >= from || hour < until,
        }
    }
}

/// Not two hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not two hours")]
pub struct NotHours;

impl FromStr for QuietHours {
    type Err = NotHours;
    fn from_str(text: &str) -> Result<Self, NotHours> {
        if text == "none" {
            return Ok(Self(None));
        }
        let hour = |text: &str| text.trim().parse().ok().filter(|hour| *hour < 24).ok_or(NotHours);
        let (from, until) = text.split_once('-').ok_or(NotHours)?;
        Ok(Self(Some((hour(from)?, hour(until)?))))
    }
}

/// The channels that an operator has set up.
#[derive(Clone, Default)]
pub struct Outlets {
    pub mail: Option<Mail>,
    pub sms: Option<SmsGateway>,
    /// Where people sign in, told in letters.
    pub public_url: Option<String>,
}

impl Outlets {
    /// The channels that there are.
    pub fn channels(&self) -> Vec<Channel> {
        let has = |one: &Channel| match one {
            Channel::Email => self.mail.is_some(),
            Channel::Sms => self.sms.is_some(),
        };
        Channel::ALL.into_iter().filter(has).collect()
    }
}

/// What a person's rights are bound to, as what waits is looked for by.
pub fn waiting_for(principal: &Principal) -> WaitingFor {
    WaitingFor {
        user_id: principal.user_id,
        caseworker_id: principal.caseworker_id(),
        center_ids: principal.center_ids(),
        commission_ids: principal.commission_ids(),
        agency_id: principal.agency_id(),
        decides_erasures: principal.scopes(Role::Administrator).any(|scope| scope.place_id.is_none()),
    }
}

/// Makes letters and sends them.
pub struct Notifier {
    store: EventStore,
    identity: Identity,
    /// Its search path holds every live read model.
    read: PgPool,
    outlets: Outlets,
    pause: Duration,
    quiet: QuietHours,
    now: fn() -> DateTime<Utc>,
}

impl Notifier {
    /// A notifier that looks once a minute.
    pub fn new(store: EventStore, identity: Identity, read: PgPool, outlets: Outlets) -> Self {
        let (pause, quiet) = (Duration::from_secs(60), QuietHours::default());
        Self { store, identity, read, outlets, pause, quiet, now: Utc::now }
    }

    /// How long it rests between two looks.
    pub fn with_pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Other hours in which nobody is disturbed.
    pub fn with_quiet_hours(mut self, quiet: QuietHours) -> Self {
        self.quiet = quiet;
        self
    }

    /// Another clock.
    pub fn with_now(mut self, now: fn() -> DateTime<Utc>) -> Self {
        self.now = now;
        self
    }

    /// Runs until `shutdown` is done.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        loop {
            let pass = async {
                if let Err(error) = self.pass().await {
                    tracing::warn!(%error, "notices cannot be made; it is tried again");
                }
                tokio::time::sleep(self.pause).await;
            };
            tokio::select! {
                () = &mut shutdown => return,
                () = pass => {}
            }
        }
    }

    /// One pass: what is due is sent, codes first; letters are made of what nobody was told of yet, and sent.
    pub async fn pass(&self) -> Result<(), IdentityError> {
        let now = (self.now)();
        let channels = self.outlets.channels();
        self.send(&channels, now).await?;
        self.look_for_all(&channels, now).await?;
        self.send(&channels, now).await?;
        self.identity.forget_letters(now - chrono::Duration::days(KEPT_DAYS)).await
    }

    /// Makes letters; none while a read model is made anew: what it does not know yet would pass for done, and be told again.
    async fn look_for_all(&self, channels: &[Channel], now: DateTime<Utc>) -> Result<(), IdentityError> {
        let head = self.store.head().await.map_err(IdentityError::Log)?;
        if hamyar_projections::lowest_position(&self.read).await? < head - LAG_MAX {
            return Ok(());
        }
        let week = WeekOver::on(tehran_date(now));
        for contact in self.identity.confirmed_contacts(channels).await? {
            if let Err(error) = self.look_for_one(&contact, week.as_ref(), now).await {
                tracing::warn!(user = %contact.user_id, %error, "a letter cannot be made; it is tried again");
            }
        }
        Ok(())
    }

    /// The letter of the week stands beside the others: it neither waits for their hour nor holds one of them up.
    async fn look_for_one(
        &self,
        contact: &Contact,
        week: Option<&WeekOver>,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let is_time = is_time(contact, self.quiet, now);
        let week = week.filter(|week| !self.quiet.hold(now) && week.is_for(contact));
        if !is_time && week.is_none() {
            return Ok(());
        }
        let Some(principal) = self.told_as(contact, now).await? else { return Ok(()) };
        if let Some(week) = week {
            self.look_at_week(contact, &principal, week, now).await?;
        }
        if is_time { self.look(contact, &principal, now).await } else { Ok(()) }
    }

    /// Whether the account may be told what waits for it, and by which rights.
    async fn told_as(&self, contact: &Contact, now: DateTime<Utc>) -> Result<Option<Principal>, IdentityError> {
        let user = self.identity.user(contact.user_id, now).await?.filter(|user| !user.disabled);
        let may = |principal: &Principal| {
            policy::decide(principal, policy::Action::ReadNotices, &policy::Resource::None).allowed
        };
        Ok(user.map(|user| user.principal).filter(may))
    }

    /// Makes the letter of the week for whoever works at an agency, if the person has none yet.
    async fn look_at_week(
        &self,
        contact: &Contact,
        principal: &Principal,
        week: &WeekOver,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let Some(agency_id) = week_of(principal) else { return Ok(()) };
        if self.identity.week_told(contact.user_id, week.from).await? {
            return Ok(());
        }
        let counts = tasks::week(&self.read, agency_id, week.from, week.until, tehran_date(now)).await?;
        let told = AgencyWeek {
            agency_id,
            from: week.from,
            given: counts.given,
            under_way: tasks::under_way(&self.read, agency_id).await?,
            overdue: counts.overdue,
            done: counts.done,
            declined: counts.declined,
        };
        self.identity.make_week_letter(contact, &told, now).await
    }

    /// Makes a letter for one address, if something waits that it was not told of.
    async fn look(&self, contact: &Contact, principal: &Principal, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let waiting = waiting::waiting(&self.read, &waiting_for(principal), tehran_date(now)).await?;
        let cut: Vec<String> = waiting::cut_kinds(&waiting).into_iter().map(WaitingKind::name).collect();
        let waiting: Vec<(String, String)> = waiting.into_iter().map(|one| (one.kind.name(), one.key)).collect();
        let fresh = self.identity.untold(contact, &waiting, &cut).await?;
        if !fresh.is_empty() {
            self.identity.make_letter(contact, &fresh, &counts_of(&fresh), now).await?;
        }
        Ok(())
    }

    /// Sends what is due. At night nothing but codes goes out, another try of a letter neither.
    async fn send(&self, channels: &[Channel], now: DateTime<Utc>) -> Result<(), IdentityError> {
        let mut away: Vec<Channel> = Vec::new();
        for letter in self.identity.due_letters(channels, now, BATCH).await? {
            if self.quiet.hold(now) && !matches!(letter.body, LetterBody::Code(_)) {
                continue;
            }
            let channel = letter.contact.channel;
            // A server that is away is asked once a pass, so that it holds up no other channel.
            if away.contains(&channel) || !self.identity.take_letter(letter.id, now).await? {
                continue;
            }
            match self.deliver(&letter, now).await? {
                Sent::Yes => self.identity.letter_sent(letter.id, now).await?,
                Sent::Later => {
                    away.push(channel);
                    self.identity.letter_failed(&letter, false, now).await?;
                }
                Sent::NoSuchAddress => {
                    self.identity.letter_failed(&letter, true, now).await?;
                    self.identity.doubt_contact(&letter.contact).await?;
                }
                Sent::Stale => self.identity.letter_failed(&letter, true, now).await?,
            }
        }
        Ok(())
    }

    async fn deliver(&self, letter: &Letter, now: DateTime<Utc>) -> Result<Sent, IdentityError> {
        let Contact { channel, address, wish, .. } = &letter.contact;
        let still = match &letter.body {
            LetterBody::Code(_) => now - letter.made_at < chrono::Duration::minutes(CODE_MINUTES),
            LetterBody::Counts(_) => self.told_as(&letter.contact, now).await?.is_some(),
            LetterBody::Week(week) => {
                let principal = self.told_as(&letter.contact, now).await?;
                principal.and_then(|principal| week_of(&principal)) == Some(week.agency_id)
                    && (tehran_date(now) - week.from).num_days() < WEEK_TOLD_DAYS
            }
        };
        if !still {
            return Ok(Sent::Stale);
        }
        let english = wish.language == LetterLanguage::En;
        let text = text_of(&letter.body, english, self.outlets.public_url.as_deref());
        Ok(match (channel, &self.outlets.mail, &self.outlets.sms) {
            (Channel::Email, Some(mail), _) => mail.send(letter.id, address, &text).await,
            (Channel::Sms, _, Some(sms)) => sms.send(letter.id, address, &text.short).await,
            _ => Sent::Later,
        })
    }
}

/// The agency whose week a person may read.
fn week_of(principal: &Principal) -> Option<uuid::Uuid> {
    let may = policy::decide(principal, policy::Action::ReadAgencyWork, &policy::Resource::None).allowed;
    principal.agency_id().filter(|_| may)
}

/// A week that is over. It is told on the first working day of the next; where nothing ran on that day, on one of those that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WeekOver {
    from: NaiveDate,
    until: NaiveDate,
    told_on: NaiveDate,
}

impl WeekOver {
    /// The week that is to be told on a day; none on days of rest.
    fn on(today: NaiveDate) -> Option<Self> {
        let first = today - Days::new(persian_weekday(today).into());
        let told_on = first.iter_days().take_while(|day| *day <= today).find(|day| is_working_day(*day))?;
        let (from, until) = (first - Days::new(7), first - Days::new(1));
        is_working_day(today).then_some(Self { from, until, told_on })
    }

    /// Whoever named an address later begins with the next week.
    fn is_for(&self, contact: &Contact) -> bool {
        contact.confirmed_at.is_some_and(|at| tehran_date(at) <= self.told_on)
    }
}

/// Whether an address may be written to now: not at night, not twice within an hour, or once a day where that is wished.
fn is_time(contact: &Contact, quiet: QuietHours, now: DateTime<Utc>) -> bool {
    if quiet.hold(now) {
        return false;
    }
    contact.last_letter_at.is_none_or(|last| {
        if contact.wish.rhythm == Rhythm::Daily { tehran_date(last) < tehran_date(now) } else { now - last >= BETWEEN }
    })
}

/// `[["referral_new", 2], …]`, the most pressing kind first.
fn counts_of(fresh: &[(String, String)]) -> Value {
    let mut counts: BTreeMap<waiting::WaitingKind, u64> = BTreeMap::new();
    for (kind, _) in fresh {
        if let Ok(kind) = serde_json::from_value(json!(kind)) {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.into_iter().map(|(kind, count)| json!([kind, count])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hamyar_identity::Wish;
    use uuid::Uuid;

    fn contact(daily: bool, last: Option<&str>) -> Contact {
        Contact {
            user_id: Uuid::nil(),
            channel: Channel::Email,
            address: "hamyar@example.ir".to_owned(),
            wish: Wish { language: LetterLanguage::Fa, rhythm: if daily { Rhythm::Daily } else { Rhythm::AtOnce } },
            confirmed_at: None,
            last_letter_at: last.map(at),
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn nobody_is_disturbed_at_night_nor_twice_within_an_hour() {
        // Tehran is three and a half hours ahead.
        for (daily, last, now, wanted) in [
            (false, None, "2026-11-28T03:29:00Z", false),
            (false, None, "2026-11-28T03:31:00Z", true),
            (false, None, "2026-11-28T17:29:00Z", true),
            (false, None, "2026-11-28T17:30:00Z", false),
            (false, Some("2026-11-28T08:00:00Z"), "2026-11-28T08:59:00Z", false),
            (false, Some("2026-11-28T08:00:00Z"), "2026-11-28T09:00:00Z", true),
            (true, Some("2026-11-28T04:00:00Z"), "2026-11-28T16:00:00Z", false),
            (true, Some("2026-11-27T16:00:00Z"), "2026-11-28T04:00:00Z", true),
        ] {
            assert_eq!(
                is_time(&contact(daily, last), QuietHours::default(), at(now)),
                wanted,
                "{daily} {last:?} {now}"
            );
        }
    }

    #[test]
    fn a_week_is_told_on_the_first_working_day_of_the_next() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        // Saturday, and the days of the week that follow it where nothing ran on Saturday; not on Friday.
        let week = WeekOver::on(day("2026-11-28")).expect("a week");
        assert_eq!((week.from, week.until, week.told_on), (day("2026-11-21"), day("2026-11-27"), day("2026-11-28")));
        assert_eq!(WeekOver::on(day("2026-12-03")), Some(week));
        assert_eq!(WeekOver::on(day("2026-12-04")), None);
        assert_eq!(WeekOver::on(day("2026-12-05")).map(|week| week.from), Some(day("2026-11-28")));
        // The new year began on a Saturday: the first four days are holidays.
        for rest in ["2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24"] {
            assert_eq!(WeekOver::on(day(rest)), None, "{rest}");
        }
        let week = WeekOver::on(day("2026-03-25")).expect("a week");
        assert_eq!((week.from, week.told_on), (day("2026-03-14"), day("2026-03-25")));
        // Whoever showed an address after that day begins with the next week; nobody does who has not shown it.
        let shown = |at: Option<&str>| Contact { confirmed_at: at.map(self::at), ..contact(true, None) };
        assert!(week.is_for(&shown(Some("2026-03-25T15:00:00Z"))));
        assert!(!week.is_for(&shown(Some("2026-03-25T21:00:00Z"))) && !week.is_for(&shown(None)));
    }

    #[test]
    fn quiet_hours_are_the_operators() {
        let hours = |text: &str| text.parse::<QuietHours>();
        assert_eq!(hours("21-7"), Ok(QuietHours::default()));
        assert!(!hours("none").expect("none").holds(3));
        assert!(hours("13-16").expect("the afternoon").holds(13) && !hours("13-16").expect("the afternoon").holds(16));
        for wrong in ["", "21", "21-24", "a-b", "-7"] {
            assert_eq!(hours(wrong), Err(NotHours), "{wrong}");
        }
    }

    #[test]
    fn counts_stand_by_kind_and_the_most_pressing_first() {
        let fresh = [("work_late", "a"), ("glass_broken", "b"), ("work_late", "c")]
            .map(|(kind, key)| (kind.to_owned(), key.to_owned()));
        assert_eq!(counts_of(&fresh), json!([["glass_broken", 1], ["work_late", 2]]));
    }
}
