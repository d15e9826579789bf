//! `hamyar key`: which master key is in use, changing it while nodes serve, and the register of erasures.

use hamyar_event_store::{ErasureRegister, KeySource, MasterKey, change_master_key, key_status, prepare_master_key};
use serde_json::json;

use super::{print, print_json};
use crate::cli::{KeyCommand, Place};
use crate::failure::Failure;
use crate::key;
use crate::open::{Need, Opened, data_folder};
use crate::progress;
use crate::serve::with_store;

pub async fn run(place: &Place, command: &KeyCommand) -> Result<(), Failure> {
    match command {
        KeyCommand::Status { json } => {
            with_store(place, Need::Existing, async |opened| status(place, opened, *json).await).await
        }
        KeyCommand::Rotate { prepare, json } => {
            with_store(place, Need::Existing, async |opened| rotate(place, opened, *prepare, *json).await).await
        }
        KeyCommand::Register { .. } => {
            with_store(place, Need::WithoutRegister, async |opened| {
                let entries = opened.register.read().map_err(Failure::store)?.unwrap_or_default().len();
                print(&format!("{}: {entries} erasures\n", opened.register.path().display()))
            })
            .await
        }
    }
}

async fn status(place: &Place, opened: &Opened, json: bool) -> Result<(), Failure> {
    let source = key::source(place, data_folder(place).as_deref())?;
    let held = key::load(&source, false)?;
    let status = key_status(&opened.admin_url).await?;
    let register = ErasureRegister::new(opened.register.path(), &held);
    let erasures = register.read().map_err(Failure::store)?;
    if json {
        return print_json(&json!({
            "store": status,
            "source": key::words(&source),
            "held": held_ids(&held),
            "being_changed": held.has_former(),
            "register": { "path": register.path(), "erasures": erasures.map(|entries| entries.len()) },
        }));
    }
    let mut text = format!("keys from      {}\n", key::words(&source));
    text.push_str(&format!("master key     {}\n", status.in_use.as_deref().unwrap_or("none yet")));
    if let Some(since) = status.since {
        text.push_str(&format!("in use since   {}\n", hamyar_persian::tehran_datetime_text(since)));
    }
    for by in &status.wrapped_by {
        text.push_str(&format!("wraps          {} keys under {}\n", by.keys, by.master_id));
    }
    text.push_str(&format!("destroyed      {} keys\n", status.destroyed));
    if held.has_former() {
        text.push_str("being changed  the former key is still in the file; `hamyar key rotate` goes on with it\n");
    }
    text.push_str(&match erasures {
        Some(entries) => format!("register       {}, {} erasures\n", register.path().display(), entries.len()),
        None => format!("register       {}, none yet\n", register.path().display()),
    });
    print(&text)
}

fn held_ids(key: &MasterKey) -> Vec<String> {
    std::iter::once(key.id()).chain(key.former_id()).collect()
}

async fn rotate(place: &Place, opened: &Opened, prepare: bool, json: bool) -> Result<(), Failure> {
    let source = key::source(place, data_folder(place).as_deref())?;
    let url = &opened.admin_url;
    let KeySource::File(path) = &source else {
        return beside_a_file(opened, &source, prepare).await;
    };
    if prepare {
        let both = prepare_master_key(url, path).await?;
        return print(&format!(
            "{} holds the new master key {} beside {}. Copy the file to every node, then run `hamyar key rotate`.\n",
            path.display(),
            both.id(),
            both.former_id().unwrap_or_default()
        ));
    }
    let before = key_status(url).await?.in_use;
    let bar = progress::bar("wrapping keys anew");
    let done = change_master_key(url, path, &mut |done, left| progress::show(&bar, done, done + left)).await;
    bar.finish_and_clear();
    let (done, after) = (done?, key_status(url).await?.in_use);
    if json {
        return print_json(&json!({ "rewrapped": done, "former": before, "in_use": after }));
    }
    print(&format!(
        "The master key is {} now; {done} keys were wrapped anew. Copy the key file again, apart from the data; keep the old copy as long as \
         backups from before.\n",
        after.unwrap_or_default()
    ))
}

/// Keys that a command or the environment brings are written by whoever keeps them; only the wrapping is done here.
async fn beside_a_file(opened: &Opened, source: &KeySource, prepare: bool) -> Result<(), Failure> {
    let key = key::load(source, false)?;
    if prepare || !key.has_former() {
        return Err(Failure::Unreadable(format!(
            "the keys come from {}, which this program cannot write: put the new master key before the three lines that are there and move \
             the present one to the end (new, index, fingerprint, present), start the nodes with that, then run `hamyar key rotate`",
            key::words(source)
        )));
    }
    let done = hamyar_event_store::wrap_anew(&opened.admin_url, &key, &mut |_, _| {}).await?;
    print(&format!("{done} keys were wrapped anew. Take the fourth line out of {} now.\n", key::words(source)))
}
