//! `hamyar promote`: a new epoch of the log.

use crate::failure::Failure;
use crate::open::Opened;

pub async fn run(opened: &Opened, reason: &str) -> Result<(), Failure> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 200 || reason.chars().any(char::is_control) {
        return Err(Failure::Unreadable("a reason has 1 to 200 characters on one line".to_owned()));
    }
    let epoch = hamyar_event_store::begin_epoch(&opened.admin_url, reason).await?;
    eprintln!("The log is in epoch {epoch} from now on.");
    Ok(())
}
