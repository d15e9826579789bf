//! The cluster's own identity: the system identifier in its control file, and the mark that Hamyar leaves beside it.

use std::path::Path;

use crate::error::Error;

/// The file that says a cluster is Hamyar's, with its system identifier.
const MARK: &str = "hamyar.cluster";

/// The system identifier that `initdb` drew. It is the first field of the control file in every supported version, so no
/// `pg_controldata` is needed (the npm package has none).
pub(crate) fn system_identifier(cluster: &Path) -> Result<u64, Error> {
    let path = cluster.join("global/pg_control");
    let bytes = std::fs::read(&path).map_err(Error::folder("cannot read", &path))?;
    let Some(first) = bytes.first_chunk::<8>() else {
        return Err(Error::ForeignCluster {
            path: cluster.to_owned(),
            why: "its control file is too short".to_owned(),
        });
    };
    Ok(u64::from_ne_bytes(*first))
}

/// The major version in `PG_VERSION`, or `None` where there is no cluster.
pub(crate) fn major_version(cluster: &Path) -> Result<Option<u32>, Error> {
    let path = cluster.join("PG_VERSION");
    match std::fs::read_to_string(&path) {
        Ok(text) => text.trim().parse().map(Some).map_err(|_| Error::ForeignCluster {
            path: cluster.to_owned(),
            why: format!("its PG_VERSION is «{}»", text.trim()),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::folder("cannot read", path)(error)),
    }
}

/// Marks a new cluster as Hamyar's.
pub(crate) fn mark(cluster: &Path) -> Result<(), Error> {
    let path = cluster.join(MARK);
    let identifier = system_identifier(cluster)?;
    std::fs::write(&path, format!("{identifier}\n")).map_err(Error::folder("cannot write", path))
}

/// Refuses a cluster without our mark, or with the mark of another cluster.
pub(crate) fn check_mark(cluster: &Path) -> Result<(), Error> {
    let foreign = |why: &str| Error::ForeignCluster { path: cluster.to_owned(), why: why.to_owned() };
    let path = cluster.join(MARK);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(foreign("it has no file hamyar.cluster"));
        }
        Err(error) => return Err(Error::folder("cannot read", path)(error)),
    };
    if text.trim() == system_identifier(cluster)?.to_string() {
        Ok(())
    } else {
        Err(foreign("its file hamyar.cluster belongs to another cluster"))
    }
}
