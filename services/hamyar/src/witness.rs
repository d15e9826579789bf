//! Where the signing key and the checkpoints are: outside the data folder and the database, which they are to bear witness of.

use std::path::{Path, PathBuf};

use hamyar_proof::verify::KeySource;
use hamyar_proof::{Folder, Keeper, PublicKey, SigningKey};
use sqlx::PgPool;

use crate::cli::Place;
use crate::failure::{Failure, with_causes};
use crate::{key, open};

/// Key file and folder of a store.
pub struct Witness {
    pub key_file: PathBuf,
    pub folder: Folder,
}

impl Witness {
    /// As named, else beside the master key file and the data folder.
    pub fn of(place: &Place) -> Result<Self, Failure> {
        let data = open::data_folder(place);
        Self::at(place, data.as_deref())
    }

    fn at(place: &Place, data: Option<&Path>) -> Result<Self, Failure> {
        let beside_key = |ending| Ok::<_, Failure>(key::path(place, data)?.with_extension(ending));
        let key_file = match &place.signing_key_file {
            Some(path) => path.clone(),
            None => beside_key("signing-key")?,
        };
        let folder = match (&place.checkpoints, data) {
            (Some(path), _) => path.clone(),
            (None, Some(data)) => key::beside_as(data, ".checkpoints")?,
            (None, None) => beside_key("checkpoints")?,
        };
        Ok(Self { key_file, folder: Folder::new(folder) })
    }

    pub fn keeper(&self, pool: PgPool) -> Keeper {
        Keeper::new(pool, self.folder.clone(), &self.key_file)
    }

    /// The key that checkpoints must be signed with: the one given, else the public half of the signing key where it is at hand.
    pub fn public_key(&self, given: Option<&str>) -> Result<(Option<PublicKey>, KeySource), Failure> {
        match given {
            Some(given) => Ok((Some(read_public(given)?), KeySource::Given)),
            None => match SigningKey::read(&self.key_file) {
                Ok(key) => Ok((Some(key.public()), KeySource::KeyFile)),
                Err(_) => Ok((None, KeySource::Checkpoints)),
            },
        }
    }
}

/// A public key as text, or a file with it.
pub fn read_public(given: &str) -> Result<PublicKey, Failure> {
    if let Ok(key) = given.parse() {
        return Ok(key);
    }
    let text = std::fs::read_to_string(given)
        .map_err(|error| Failure::Unreadable(format!("--key {given}: neither a public key nor a file: {error}")))?;
    text.parse().map_err(|error| Failure::Unreadable(format!("{given}: {error}")))
}

/// A failure of the proof as the command line tells it.
pub fn failure(error: hamyar_proof::ProofError) -> Failure {
    use hamyar_proof::ProofError as E;
    let text = with_causes(&error);
    match error {
        E::Disagrees(hamyar_proof::Disagreement::CutOff { .. }) => Failure::Refused(format!(
            "{text}. If an older backup was restored, `hamyar checkpoint --new-series restored` says so and goes on; else run `hamyar verify`"
        )),
        E::Disagrees(hamyar_proof::Disagreement::KeyMissing(_)) => Failure::Refused(format!(
            "{text}. Put the file back, or name its place in HAMYAR_SIGNING_KEY_FILE; if it is lost, `hamyar checkpoint --new-series key-lost` says so and goes on"
        )),
        E::Disagrees(_) | E::Checkpoint { .. } | E::Unprovable(_) => Failure::Refused(text),
        E::NoSuchCheckpoint | E::NoSuchStream | E::Since { .. } => Failure::Unreadable(text),
        E::Panicked => Failure::Fault(text),
        _ => Failure::Unavailable(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_and_checkpoints_lie_beside_the_data_and_never_in_it() {
        let data = Path::new("/srv/store");
        let witness = Witness::at(&Place::default(), Some(data)).unwrap();
        assert_eq!(witness.key_file, Path::new("/srv/store.signing-key"));
        assert_eq!(witness.folder.path(), Path::new("/srv/store.checkpoints"));
        let elsewhere = Place { master_key_file: Some("/etc/hamyar/master.key".into()), ..Place::default() };
        let witness = Witness::at(&elsewhere, Some(data)).unwrap();
        assert_eq!(witness.key_file, Path::new("/etc/hamyar/master.signing-key"));
        assert_eq!(witness.folder.path(), Path::new("/srv/store.checkpoints"));
        let witness = Witness::at(&elsewhere, None).unwrap();
        assert_eq!(witness.folder.path(), Path::new("/etc/hamyar/master.checkpoints"));
    }

    #[test]
    fn a_public_key_is_a_text_or_a_file() {
        let key = SigningKey::from_seed(&[5; 32]).public();
        assert_eq!(read_public(&key.to_string()).unwrap(), key);
        let file = std::env::temp_dir().join(format!("hamyar-public-{}", std::process::id()));
        std::fs::write(&file, format!("{key}\n")).unwrap();
        assert_eq!(read_public(file.to_str().unwrap()).unwrap(), key);
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(read_public("no-such-file"), Err(Failure::Unreadable(_))));
    }
}
