//! The stage: centers in the seeds' neighborhoods, their caseworkers, the commissions, the agencies that get tasks.

use chrono::{Days, NaiveDate};
use hamyar_domain::{Caseworker, Commission};
use hamyar_events::*;
use hamyar_import::seeds::{Plan as Seeds, neighborhood_id};
use hamyar_persian::{JalaliDate, fold_joined};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::ids::make;
use crate::{DemoError, words};

/// A group of centers that share commissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum City {
    Mashhad,
    Qazvin,
    Rey,
}

/// A center of the demo.
pub(crate) struct Center {
    pub(crate) id: CenterId,
    pub(crate) name: &'static str,
    pub(crate) host: CenterHost,
    pub(crate) prefix: &'static str,
    pub(crate) city: City,
    pub(crate) neighborhoods: Vec<NeighborhoodId>,
    pub(crate) opened_on: NaiveDate,
    /// Share of the families, in hundredths.
    pub(crate) share: u32,
    /// Share of the caseworkers, in sixtieths.
    staff: usize,
    pub(crate) files: u32,
}

/// A caseworker as the demo plans with: the real state, and how many families this one is to hold.
pub(crate) struct Staff {
    pub(crate) id: CaseworkerId,
    pub(crate) center: usize,
    pub(crate) name: String,
    pub(crate) state: Caseworker,
    /// Families this caseworker holds at most in the demo's years, at most the program's limit.
    pub(crate) wish: usize,
    /// The first of the first center are given families before others, so that whoever signs in as them finds a caseload.
    pub(crate) first: bool,
    /// Families held now.
    pub(crate) held: Vec<usize>,
    pub(crate) admitted_on: NaiveDate,
    /// Hours before the first family that were trained; 40 make a caseworker.
    pub(crate) hours_before: u16,
    pub(crate) accredited: bool,
    pub(crate) away: bool,
    pub(crate) left: bool,
    /// Share of planned work that is done in time, in hundredths.
    pub(crate) diligence: u32,
}

/// A commission and what waits before it.
pub(crate) struct Board {
    pub(crate) id: CommissionId,
    pub(crate) name: String,
    pub(crate) domain: Domain,
    pub(crate) city: City,
    pub(crate) state: Commission,
    pub(crate) seats: Vec<(ParticipantId, ParticipantKind, String)>,
    /// Referrals that are on no agenda: family, referral.
    pub(crate) waiting: Vec<(usize, ReferralId)>,
    /// Referrals on the agenda of the session that is called.
    pub(crate) agenda: Vec<(usize, ReferralId)>,
}

/// Everything the families' lives take place on.
pub(crate) struct World {
    pub(crate) centers: Vec<Center>,
    pub(crate) staff: Vec<Staff>,
    pub(crate) boards: Vec<Board>,
    /// Domain, agency and what falls to it.
    pub(crate) tasks: Vec<(Domain, AgencyId, &'static str)>,
    /// Agencies that refer families, with the printed name.
    pub(crate) referrers: Vec<AgencyId>,
}

impl World {
    pub(crate) fn new(
        rng: &mut StdRng,
        seeds: &Seeds,
        caseworkers: usize,
        today: NaiveDate,
    ) -> Result<Self, DemoError> {
        let centers = centers(rng, seeds)?;
        let staff = staff(rng, &centers, caseworkers, today);
        let boards = boards(rng);
        let agency =
            |printed: &str| seeds.agency(printed).ok_or_else(|| DemoError::Seeds(format!("agency «{printed}»")));
        let tasks = words::TASKS
            .iter()
            .map(|(domain, printed, title)| Ok((domain.parse().unwrap_or(Domain::Social), agency(printed)?, *title)))
            .collect::<Result<Vec<_>, DemoError>>()?;
        let referrers =
            ["بهزیستی", "کمیته امداد", "آموزش و پرورش", "شهرداری"].into_iter().map(agency).collect::<Result<_, _>>()?;
        Ok(Self { centers, staff, boards, tasks, referrers })
    }

    /// The board of a domain to which a center refers.
    pub(crate) fn board_of(&self, center: usize, domain: Domain) -> Option<usize> {
        let city = self.centers[center].city;
        self.boards.iter().position(|board| board.city == city && board.domain == domain)
    }

    /// Centers whose families come before the board.
    pub(crate) fn centers_of(&self, board: usize) -> Vec<CenterId> {
        let city = self.boards[board].city;
        self.centers.iter().filter(|center| center.city == city).map(|center| center.id).collect()
    }
}

fn jalali(year: i32, month: u8, day: u8) -> NaiveDate {
    JalaliDate::new(year, month, day).map(JalaliDate::to_gregorian).unwrap_or_default()
}

fn centers(rng: &mut StdRng, seeds: &Seeds) -> Result<Vec<Center>, DemoError> {
    let in_city = |names: &[&str]| -> Vec<NeighborhoodId> {
        let names: Vec<String> = names.iter().map(|name| fold_joined(name)).collect();
        let lies = |place: &String| names.iter().any(|name| fold_joined(place).contains(name.as_str()));
        seeds.neighborhoods.iter().filter(|known| known.lies_in.iter().any(lies)).map(|known| known.id).collect()
    };
    let (mashhad, qazvin) = (in_city(&["مشهد"]), in_city(&["قزوین"]));
    let rey: Vec<NeighborhoodId> = [neighborhood_id("rey"), neighborhood_id("kahrizak")].to_vec();
    for (city, found) in [("مشهد", &mashhad), ("قزوین", &qazvin), ("ری", &rey)] {
        if found.is_empty() {
            return Err(DemoError::Seeds(format!("no neighborhood in «{city}»")));
        }
    }
    let third = mashhad.len().div_ceil(3);
    let part = |from: usize| mashhad.iter().skip(from * third).take(third).copied().collect::<Vec<_>>();
    let half = qazvin.len().div_ceil(2);
    let plan = [
        ("مرکز همیاری خانوادهٔ امید", CenterHost::Mosque, "M1", City::Mashhad, part(0), (1402, 10, 1), 30, 14),
        ("مرکز همیاری خانوادهٔ مهر", CenterHost::Charity, "M2", City::Mashhad, part(1), (1402, 11, 10), 18, 11),
        ("مرکز همیاری خانوادهٔ سپیده", CenterHost::VolunteerGroup, "M3", City::Mashhad, part(2), (1403, 2, 1), 14, 10),
        (
            "مرکز همیاری خانوادهٔ مینودر",
            CenterHost::CulturalCenter,
            "Q1",
            City::Qazvin,
            qazvin[..half].to_vec(),
            (1402, 10, 20),
            15,
            10,
        ),
        (
            "مرکز همیاری خانوادهٔ نیلوفر",
            CenterHost::FamilyCircle,
            "Q2",
            City::Qazvin,
            qazvin[half..].to_vec(),
            (1403, 5, 1),
            10,
            7,
        ),
        ("مرکز همیاری خانوادهٔ آفتاب", CenterHost::Mosque, "R1", City::Rey, rey, (1402, 12, 1), 14, 8),
    ];
    Ok(plan
        .into_iter()
        .map(|(name, host, prefix, city, neighborhoods, (year, month, day), share, staff)| Center {
            id: CenterId(make(rng)),
            name,
            host,
            prefix,
            city,
            neighborhoods,
            opened_on: jalali(year, month, day),
            share,
            staff,
            files: 0,
        })
        .collect())
}

fn staff(rng: &mut StdRng, centers: &[Center], caseworkers: usize, today: NaiveDate) -> Vec<Staff> {
    let mut all = Vec::new();
    for (index, center) in centers.iter().enumerate() {
        let count = (center.staff * caseworkers).div_ceil(60);
        for k in 0..count.min(caseworkers - all.len().min(caseworkers)) {
            let woman = rng.random_bool(0.7);
            let given = if woman { words::WOMEN } else { words::MEN }.choose(rng).unwrap_or(&"");
            let family = words::FAMILY_NAMES.choose(rng).unwrap_or(&"");
            // Most are there from the start, some come later, the last ones are still candidates.
            let days = if k < count * 2 / 3 { rng.random_range(0..60) } else { rng.random_range(200..560) };
            let candidate = k > 1 && (k + 1 == count || k + 2 == count && index % 2 == 0);
            let admitted_on = if candidate {
                today.checked_sub_days(Days::new(rng.random_range(30..120))).unwrap_or(today)
            } else {
                center.opened_on.checked_add_days(Days::new(days)).unwrap_or(center.opened_on)
            };
            let wish = match k {
                0 => 12,
                1 => 15,
                _ if rng.random_bool(0.15) => rng.random_range(2..=4),
                _ => rng.random_range(6..=10),
            };
            all.push(Staff {
                id: CaseworkerId(make(rng)),
                center: index,
                name: format!("{given} {family}"),
                state: Caseworker::default(),
                wish,
                first: index == 0 && k < 2,
                held: Vec::new(),
                admitted_on,
                hours_before: if candidate { rng.random_range(1..=4) * 8 } else { 40 },
                accredited: false,
                away: false,
                left: false,
                diligence: rng.random_range(82..=98),
            });
        }
    }
    all
}

fn boards(rng: &mut StdRng) -> Vec<Board> {
    let mut all = Vec::new();
    for (city, place) in [(City::Mashhad, "مشهد"), (City::Qazvin, "قزوین"), (City::Rey, "ری")] {
        for (domain, title) in
            [(Domain::Social, "اجتماعی"), (Domain::Economic, "اقتصادی"), (Domain::Cultural, "فرهنگی")]
        {
            let kinds = [
                ParticipantKind::Expert,
                ParticipantKind::Expert,
                ParticipantKind::Official,
                ParticipantKind::Official,
                ParticipantKind::Activist,
                ParticipantKind::CenterManager,
            ];
            let seats = kinds
                .into_iter()
                .map(|kind| {
                    let given = if rng.random_bool(0.5) { words::WOMEN } else { words::MEN }.choose(rng).unwrap_or(&"");
                    let family = words::FAMILY_NAMES.choose(rng).unwrap_or(&"");
                    (ParticipantId(make(rng)), kind, format!("{given} {family}"))
                })
                .collect();
            all.push(Board {
                id: CommissionId(make(rng)),
                name: format!("کمیسیون {title} {place}"),
                domain,
                city,
                state: Commission::default(),
                seats,
                waiting: Vec::new(),
                agenda: Vec::new(),
            });
        }
    }
    all
}
