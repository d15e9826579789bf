//! The answer of policy.

use super::{Class, FamilyFacts};

/// How much of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Nothing.
    Hidden,
    /// Its end only.
    Masked,
    /// All of it.
    Whole,
}

/// Which fields of a family's file a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Names of people and narrative about them.
    pub names: Sight,
    /// National ids.
    pub national_id: Sight,
    /// Health, addiction, violence, crime, and narrative that may tell of them.
    pub sensitive: Sight,
    /// The neighborhood.
    pub area: Sight,
    /// Address, telephone, the safe way of contact.
    pub address: Sight,
    /// What a task needs.
    pub work: Sight,
}

impl Fields {
    /// Everything.
    pub const WHOLE: Self = Self {
        names: Sight::Whole,
        national_id: Sight::Whole,
        sensitive: Sight::Whole,
        area: Sight::Whole,
        address: Sight::Whole,
        work: Sight::Whole,
    };
    /// Nothing personal.
    pub const NONE: Self = Self {
        names: Sight::Hidden,
        national_id: Sight::Hidden,
        sensitive: Sight::Hidden,
        area: Sight::Hidden,
        address: Sight::Hidden,
        work: Sight::Hidden,
    };
    /// A task by file number, with what it needs.
    pub const TASK: Self = Self { work: Sight::Whole, ..Self::NONE };

    /// An agenda: file numbers, and the questions put to the commission.
    pub const AGENDA: Self = Self { names: Sight::Whole, ..Self::NONE };

    /// What the auditor sees: the file whole, ids masked, an address under threat and its neighborhood not.
    pub fn audit(family: &FamilyFacts) -> Self {
        let place = if family.address_under_threat { Sight::Hidden } else { Sight::Whole };
        Self { national_id: Sight::Masked, area: place, address: place, ..Self::WHOLE }
    }

    /// Whether the person may be handed what could show where the family lives: a photo of the house, a letter with its address.
    pub fn shows_whereabouts(self) -> bool {
        self.address == Sight::Whole
    }

    /// What the center's manager sees: the file whole, an address under threat not. The neighborhood is the center's own.
    pub fn center(family: &FamilyFacts) -> Self {
        let address = if family.address_under_threat { Sight::Hidden } else { Sight::Whole };
        Self { address, ..Self::WHOLE }
    }

    /// What a packet shows: as the auditor sees it, and of health, addiction, violence and crime only what the commission's domain is about.
    pub fn packet(family: &FamilyFacts, social: bool) -> Self {
        let sensitive = if social { Sight::Whole } else { Sight::Hidden };
        Self { sensitive, ..Self::audit(family) }
    }

    /// How much is shown of a field of this class.
    pub const fn of(&self, class: Class) -> Sight {
        match class {
            Class::Public => Sight::Whole,
            Class::Personal => self.names,
            Class::NationalId => self.national_id,
            Class::Sensitive => self.sensitive,
            Class::Area => self.area,
            Class::Location => self.address,
            Class::Work => self.work,
        }
    }
}

/// May this person do this to this row and these fields, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is allowed.
    pub allowed: bool,
    /// When not allowed: whether even the row's existence is kept back (404 instead of 403).
    pub hidden: bool,
    /// Stable name of the ground; recorded with every opening of a file.
    pub why: &'static str,
    /// What is shown.
    pub fields: Fields,
}

/// The ground of a refusal that no row would change.
const ROLE: &str = "role";

impl Verdict {
    pub(super) const fn allowed(why: &'static str, fields: Fields) -> Self {
        Self { allowed: true, hidden: false, why, fields }
    }
    pub(super) const fn forbidden() -> Self {
        Self { allowed: false, hidden: false, why: ROLE, fields: Fields::NONE }
    }
    /// The row is the person's own, but nothing of it is shared any more; the person is told why.
    pub(super) const fn stopped(why: &'static str) -> Self {
        Self { allowed: false, hidden: false, why, fields: Fields::NONE }
    }
    /// Whether the person is to be told why not.
    pub fn is_stopped(&self) -> bool {
        !self.allowed && !self.hidden && self.why != ROLE
    }
    pub(super) const fn out_of_scope() -> Self {
        Self { allowed: false, hidden: true, why: "scope", fields: Fields::NONE }
    }
}
