//! What an operation may be asked by. A key of a query that its entry in the document does not name is refused, not dropped: whoever mistypes a filter
//! would take a whole list for the narrow one.

use axum::extract::{MatchedPath, Query};
use axum::http::Method;
use axum::http::request::Parts;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem};

use super::{At, Faults, is_tame};
use crate::problem::Problem;

/// Every read may be asked to wait for a position, also where nothing waits: a client says it to all of them.
const ALWAYS: &str = "at_least";

/// The keys that the queries of every operation may have, by its method and path. Layered over all operations.
#[derive(Clone)]
pub(crate) struct KnownKeys(Arc<HashMap<String, HashMap<Method, BTreeSet<String>>>>);

impl KnownKeys {
    /// As the document tells them.
    pub(crate) fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| (path.clone(), operations(item)));
        Self(Arc::new(paths.collect()))
    }

    fn check(&self, method: &Method, path: &str, keys: &[(String, String)]) -> Result<(), Problem> {
        // Whoever asks for the head of an answer asks as for the answer.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let Some(known) = self.0.get(path).and_then(|methods| methods.get(method)) else { return Ok(()) };
        let mut faults = Faults::default();
        let strange = keys.iter().map(|(key, _)| key.as_str()).filter(|key| *key != ALWAYS && !known.contains(*key));
        for key in strange.collect::<BTreeSet<&str>>() {
            faults.add(&At::default().child(if is_tame(key) { key } else { "query" }), "not_expected");
        }
        faults.into_result(Some(()))
    }
}

fn operations(item: &PathItem) -> HashMap<Method, BTreeSet<String>> {
    let all = [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, keys(operation.as_ref()?)))).collect()
}

fn keys(operation: &Operation) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().flatten();
    let of_query = parameters.filter(|parameter| matches!(parameter.parameter_in, ParameterIn::Query));
    of_query.map(|parameter| parameter.name.clone()).collect()
}

/// Refuses every key that the operation asked for does not know. What needs no session is not held to it: calendars and sign-in providers add what they like.
pub(crate) fn only_known(parts: &Parts) -> Result<(), Problem> {
    if parts.uri.query().is_none_or(str::is_empty) {
        return Ok(());
    }
    let (known, path) = (parts.extensions.get::<KnownKeys>(), parts.extensions.get::<MatchedPath>());
    let (Some(known), Some(path)) = (known, path) else { return Ok(()) };
    let Query(keys) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
        .map_err(|_| Problem::Unreadable("unreadable_query"))?;
    known.check(&parts.method, path.as_str(), &keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(method: Method, path: &str, keys: &[&str]) -> Vec<String> {
        let known = KnownKeys::of(&crate::openapi());
        let keys: Vec<_> = keys.iter().map(|key| ((*key).to_owned(), String::new())).collect();
        match known.check(&method, path, &keys) {
            Err(Problem::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
            other => {
                assert!(other.is_ok());
                Vec::new()
            }
        }
    }

    #[test]
    fn what_the_document_names_may_be_asked_and_nothing_else() {
        let families = |keys: &[&str]| fields(Method::GET, "/api/v1/families", keys);
        assert!(families(&["tier", "cursor", "limit", "at_least"]).is_empty());
        assert_eq!(families(&["tiers", "tier", "caseworker", "tiers"]), ["caseworker", "tiers"]);
        assert_eq!(fields(Method::HEAD, "/api/v1/families", &["tiers"]), ["tiers"]);
        assert!(fields(Method::GET, "/elsewhere", &["tiers"]).is_empty());
    }

    #[test]
    fn a_key_that_is_no_name_is_not_repeated() {
        assert_eq!(fields(Method::GET, "/api/v1/users", &["<b>", "نام"]), ["query", "query"]);
        assert!(fields(Method::GET, "/api/v1/users", &["at_least"]).is_empty());
    }
}
