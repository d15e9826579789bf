//! A command as it was asked for, and the one way it goes on any stream that is no family's: read, decided, appended, answered.

use axum::extract::{FromRequest, FromRequestParts, Request};
use hamyar_events::Decider;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::answers::Done;
use super::run::{self, Ids, Moment, Wish};
use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, InPath, Read, Sent};
use crate::problem::Problem;
use crate::state::AppState;

/// Who asks for a command, on which sequence, by which ids of the path, and with what body. Whether they may is asked by each operation,
/// before it reads the body.
pub(crate) struct Asked<P = [Uuid; 0]> {
    pub(crate) state: AppState,
    pub(crate) signed: Signed,
    pub(crate) if_match: IfMatch,
    /// The stream first, then whatever else the path names.
    pub(crate) path: P,
    pub(crate) sent: Sent,
}

impl<P: DeserializeOwned + Send> FromRequest<AppState> for Asked<P> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, state).await?;
        let if_match = IfMatch::from_request_parts(&mut parts, state).await?;
        let InPath(path) = InPath::<P>::from_request_parts(&mut parts, state).await?;
        let sent = Sent::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { state: state.clone(), signed, if_match, path, sent })
    }
}

/// The command has no day of its own: it happened when its envelope says.
pub(crate) fn undated<B>(_: &B) -> Option<Day> {
    None
}

/// On a stream that the command makes, or that no path names: `make` says which, and the ids of what is made. `name` is that of the operation.
pub(crate) async fn begin<A: Decider, B: Read + Envelope>(
    asked: &Asked<impl AsRef<[Uuid]>>,
    name: &'static str,
    day: impl FnOnce(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment) -> Result<(Uuid, A::Command, Ids), Problem>,
) -> Result<Done, Problem> {
    let Asked { state, signed, if_match, path, sent } = asked;
    let body: B = sent.read()?;
    let at = run::moment(state, &body, day(&body))?;
    let wish = Wish::new(run::context(signed, &body, at, *if_match), sent, name, path.as_ref());
    let (id, command, ids) = make(body, at)?;
    match run::execute::<A>(state, id, command, wish).await {
        Ok(committed) => Ok(run::done(id, committed, ids)),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// Goes on with the stream that the path names first.
pub(crate) async fn go_on<A: Decider, B: Read + Envelope>(
    asked: &Asked<impl AsRef<[Uuid]>>,
    name: &'static str,
    day: impl FnOnce(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment) -> Result<(A::Command, Ids), Problem>,
) -> Result<Done, Problem> {
    let id = asked.path.as_ref().first().copied().unwrap_or_default();
    begin::<A, B>(asked, name, day, |body, at| make(body, at).map(|(command, ids)| (id, command, ids))).await
}
