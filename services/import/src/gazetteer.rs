//! The neighborhoods an import knows, found by the names people write.

use hamyar_events::NeighborhoodId;
use hamyar_persian::fold_joined;
use std::collections::HashMap;

/// A neighborhood that families can live in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNeighborhood {
    pub id: NeighborhoodId,
    /// Its name and the other spellings sources print.
    pub names: Vec<String>,
    /// Names of what it lies in: zone, city, county. They tell neighborhoods of one name apart.
    pub lies_in: Vec<String>,
}

/// What a written name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Exactly one neighborhood.
    Known(NeighborhoodId),
    /// Several neighborhoods of that name, in the gazetteer's order; names are not unique.
    Several(Vec<NeighborhoodId>),
    /// None.
    Unknown,
}

/// All known neighborhoods, by folded name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    known: Vec<KnownNeighborhood>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Gazetteer {
    /// A gazetteer of these neighborhoods. Of two entries with one id, the later one's names are added to the first's.
    pub fn new(neighborhoods: impl IntoIterator<Item = KnownNeighborhood>) -> Self {
        let mut gazetteer = Self::default();
        for neighborhood in neighborhoods {
            gazetteer.add(neighborhood);
        }
        gazetteer
    }

    /// Adds a neighborhood, or further names of one that is already known.
    pub fn add(&mut self, neighborhood: KnownNeighborhood) {
        let index = match self.known.iter().position(|known| known.id == neighborhood.id) {
            Some(index) => index,
            None => {
                self.known.push(KnownNeighborhood { names: Vec::new(), ..neighborhood.clone() });
                self.known.len() - 1
            }
        };
        for name in neighborhood.names {
            let entry = self.by_name.entry(place_key(&name)).or_default();
            if !entry.contains(&index) {
                entry.push(index);
                self.known[index].names.push(name);
            }
        }
    }

    /// This gazetteer with the neighborhoods of another one added.
    pub fn merged(mut self, other: &Self) -> Self {
        for neighborhood in &other.known {
            self.add(neighborhood.clone());
        }
        self
    }

    /// How many neighborhoods are known.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The known neighborhood of an id.
    pub fn get(&self, id: NeighborhoodId) -> Option<&KnownNeighborhood> {
        self.known.iter().find(|known| known.id == id)
    }

    /// What a written name stands for. A name may be qualified by where it lies: «قائم (سیدی)», «الوند - مطهری»,
    /// «قائم، پهنه سیدی».
    pub fn resolve(&self, written: &str) -> Resolution {
        let key = place_key(written);
        if key.is_empty() {
            return Resolution::Unknown;
        }
        let whole = self.by_name.get(&key).cloned().unwrap_or_default();
        let found = if whole.is_empty() { self.resolve_qualified(written) } else { whole };
        let ids: Vec<NeighborhoodId> = found.into_iter().map(|index| self.known[index].id).collect();
        match ids[..] {
            [] => Resolution::Unknown,
            [only] => Resolution::Known(only),
            _ => Resolution::Several(ids),
        }
    }

    fn resolve_qualified(&self, written: &str) -> Vec<usize> {
        let parts: Vec<String> = written
            .split(['(', ')', '،', ',', '/', '-', '–', '|', '؛', ':'])
            .map(place_key)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, name) in parts.iter().enumerate() {
            for index in self.by_name.get(name).into_iter().flatten() {
                let lies_in: Vec<String> = self.known[*index].lies_in.iter().map(|place| place_key(place)).collect();
                let fits = |part: &String| lies_in.contains(part);
                let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
                if others.map(|(_, part)| part).all(fits) && !found.contains(index) {
                    found.push(*index);
                }
            }
        }
        found
    }
}

/// The folded name of a place without the word for its kind, which people write or leave out.
fn place_key(name: &str) -> String {
    let folded = hamyar_persian::fold(name);
    let bare = ["محله ", "پهنه ", "شهر ", "شهرستان ", "استان "].iter().find_map(|kind| folded.strip_prefix(kind));
    fold_joined(bare.unwrap_or(&folded))
}
