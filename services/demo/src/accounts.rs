//! The demo's accounts: one sign-in per role, and a few more so that a colleague can look too.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::Utc;
use hamyar_events::*;
use hamyar_identity::{Change, Identity, IdentityError, NewUser, Scope, grants_of};
use hamyar_import::seeds;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::Who;
use crate::carry_out::Actors;
use crate::ids::make;
use crate::plan::Planner;
use crate::program::Staffing;
use crate::world::City;
use crate::{DEMO_PASSWORD, DemoError};

/// A sign-in that is shown on the sign-in page of a demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    pub username: String,
    pub password: String,
    pub role: Role,
    /// The role's name, Persian.
    pub title: String,
    /// The name shown when signed in.
    pub display_name: String,
}

/// The accounts to make, and who acts under which.
pub(crate) struct Accounts {
    users: Vec<NewUser>,
    shown: Vec<SignIn>,
    by_who: HashMap<Who, Uuid>,
}

impl Accounts {
    pub(crate) fn plan(rng: &mut StdRng, planner: &Planner) -> Self {
        let mut accounts = Self { users: Vec::new(), shown: Vec::new(), by_who: HashMap::new() };
        let world = &planner.world;
        let first_staff = |center: usize| world.staff.iter().position(|staff| staff.center == center);
        // Every center's manager; the first one is shown.
        for (index, center) in world.centers.iter().enumerate() {
            let username = if index == 0 { "modir".to_owned() } else { format!("modir{}", index + 1) };
            let scope = Scope { center_id: Some(center.id.0), ..Scope::default() };
            let name = format!("مدیر مرکز {}", center.name.trim_start_matches("مرکز همیاری خانوادهٔ "));
            let id = accounts.add(rng, &username, &name, Role::CenterManager, "مدیر مرکز", scope, index == 0);
            accounts.by_who.insert(Who::Manager(index), id);
        }
        // One caseworker in six has an account; of the first center the two who hold most.
        let mut count = 0;
        for (index, staff) in world.staff.iter().enumerate() {
            let first = first_staff(staff.center).unwrap_or(index);
            if staff.left || !(index == first || index == first + 1 || index % 6 == 0) {
                continue;
            }
            count += 1;
            let username = if count == 1 { "hamyar".to_owned() } else { format!("hamyar{count}") };
            let center_id = world.centers.get(staff.center).map(|center| center.id.0);
            let scope = Scope { caseworker_id: Some(staff.id.0), center_id, ..Scope::default() };
            let id = accounts.add(rng, &username, &staff.name, Role::Caseworker, "همیار خانواده", scope, count == 1);
            accounts.by_who.insert(Who::Caseworker(index), id);
        }
        for (number, (city, name)) in [
            (City::Mashhad, "دبیر کمیسیون‌های مشهد"),
            (City::Qazvin, "دبیر کمیسیون‌های قزوین"),
            (City::Rey, "دبیر کمیسیون‌های ری"),
        ]
        .into_iter()
        .enumerate()
        {
            let boards: Vec<usize> =
                (0..world.boards.len()).filter(|board| world.boards[*board].city == city).collect();
            let commission_ids = boards.iter().map(|board| world.boards[*board].id.0).collect();
            let username = if number == 0 { "komision".to_owned() } else { format!("komision{}", number + 1) };
            let scope = Scope { commission_ids, ..Scope::default() };
            let id = accounts.add(rng, &username, name, Role::CommissionMember, "عضو کمیسیون", scope, number == 0);
            accounts.by_who.extend(boards.into_iter().map(|board| (Who::Commission(board), id)));
        }
        // The agency with the most work is shown; the others have their own sign-ins.
        let mut agencies: Vec<AgencyId> = Vec::new();
        for (_, agency, _) in &world.tasks {
            if !agencies.contains(agency) {
                agencies.push(*agency);
            }
        }
        agencies.sort_by_key(|agency| std::cmp::Reverse(world.tasks.iter().filter(|(_, of, _)| of == agency).count()));
        for (number, agency) in agencies.into_iter().enumerate() {
            let username = if number == 0 { "dastgah".to_owned() } else { format!("dastgah{}", number + 1) };
            let scope = Scope { agency_id: Some(agency.0), ..Scope::default() };
            let id = accounts.add(
                rng,
                &username,
                "کارشناس دستگاه",
                Role::AgencyOfficer,
                "کارشناس دستگاه",
                scope,
                number == 0,
            );
            accounts.by_who.insert(Who::Agency(agency), id);
        }
        for (username, name, role) in [
            ("momayez", "حسابرس", Role::Auditor),
            ("karshenas", "کارشناس استان", Role::Officer),
            ("rahbar", "راهبر سامانه", Role::Administrator),
        ] {
            let id = accounts.add(rng, username, name, role, name, Scope::default(), true);
            match role {
                Role::Administrator => accounts.by_who.insert(Who::Administrator, id),
                Role::Officer => accounts.by_who.insert(Who::Officer(0), id),
                _ => None,
            };
        }
        accounts.add_facilitators();
        accounts
    }

    /// The accounts that stand for those who work on places rather than families.
    pub(crate) fn staffing(&self) -> Staffing {
        let of = |who: Who| self.by_who.get(&who).copied().unwrap_or_default();
        Staffing {
            officers: [of(Who::Officer(0)), of(Who::Officer(1))],
            facilitators: [of(Who::Facilitator(City::Qazvin)), of(Who::Facilitator(City::Mashhad))],
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        rng: &mut StdRng,
        username: &str,
        name: &str,
        role: Role,
        title: &str,
        scope: Scope,
        shown: bool,
    ) -> Uuid {
        let id = make(rng);
        self.users.push(NewUser {
            id: Some(id),
            username: username.to_owned(),
            display_name: name.to_owned(),
            password: DEMO_PASSWORD.to_owned(),
            roles: vec![role],
            scope,
        });
        if shown {
            self.shown.push(SignIn {
                username: username.to_owned(),
                password: DEMO_PASSWORD.to_owned(),
                role,
                title: title.to_owned(),
                display_name: name.to_owned(),
            });
        }
        id
    }

    /// Who keeps the neighborhoods and offices of Qazvin, shown; the same in Mashhad, and the officer who approves after the first, not shown.
    /// Everything that chance decides stays as it is without them.
    fn add_facilitators(&mut self) {
        let (qazvin, khorasan) = (seeds::place_id("qazvin_province"), seeds::place_id("khorasan_razavi"));
        let facilitator = |place: PlaceId| Scope { place_id: Some(place.0), ..Scope::default() };
        for (who, username, name, role, place, scope) in [
            (
                Who::Facilitator(City::Qazvin),
                "tasheel",
                "تسهیلگر قزوین",
                Role::Facilitator,
                qazvin,
                facilitator(qazvin),
            ),
            (
                Who::Facilitator(City::Mashhad),
                "tasheel2",
                "تسهیلگر مشهد",
                Role::Facilitator,
                khorasan,
                facilitator(khorasan),
            ),
            (Who::Officer(1), "karshenas2", "دبیر ستاد استان", Role::Officer, khorasan, Scope::default()),
        ] {
            let id = Uuid::new_v5(&place.0, username.as_bytes());
            self.users.push(NewUser {
                id: Some(id),
                username: username.to_owned(),
                display_name: name.to_owned(),
                password: DEMO_PASSWORD.to_owned(),
                roles: vec![role],
                scope,
            });
            self.by_who.insert(who, id);
            if username == "tasheel" {
                self.shown.push(SignIn {
                    username: username.to_owned(),
                    password: DEMO_PASSWORD.to_owned(),
                    role,
                    title: name.to_owned(),
                    display_name: name.to_owned(),
                });
            }
        }
    }

    /// Makes the accounts and returns the sign-ins to show. Accounts that are there already stay as they are.
    pub(crate) async fn make(&self, identity: &Identity) -> Result<Vec<SignIn>, DemoError> {
        let fault = |error: IdentityError| DemoError::Identity(error.to_string());
        let there: BTreeSet<Uuid> = identity
            .list_users(Utc::now())
            .await
            .map_err(fault)?
            .into_iter()
            .map(|user| user.principal.user_id)
            .collect();
        for user in self.users.iter().filter(|user| user.id.is_none_or(|id| !there.contains(&id))) {
            let change = Change::by_system("demo", Utc::now());
            let today = hamyar_persian::tehran_date(change.now);
            let grants = grants_of(&user.roles, &user.scope, GrantGround::Demo, today).map_err(fault)?;
            identity.create_account(user.clone(), GrantGround::Demo, grants, change).await.map_err(fault)?;
        }
        let mut shown = self.shown.clone();
        // In the order of the program's day: who visits comes first, who keeps the accounts last.
        shown.sort_by_key(|one| one.role);
        Ok(shown)
    }

    /// Who acts, as the log names them: a caseworker without an account acts through the center's manager.
    pub(crate) fn actors(self, planner: &Planner) -> Actors {
        let centers: Vec<usize> = planner.world.staff.iter().map(|staff| staff.center).collect();
        let by_who = self.by_who;
        Arc::new(move |who| {
            let through = match who {
                Who::Caseworker(staff) => centers.get(staff).map(|center| Who::Manager(*center)),
                _ => None,
            };
            let user = by_who.get(&who).or_else(|| through.and_then(|through| by_who.get(&through)));
            match (user, who) {
                (Some(user), _) => Actor::User(*user),
                (None, Who::Import) => Actor::system("import"),
                (None, _) => Actor::system("demo"),
            }
        })
    }
}
