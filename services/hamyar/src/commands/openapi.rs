//! `hamyar openapi`: the document of the HTTP interface.

use super::print_json;
use crate::failure::Failure;

pub fn run() -> Result<(), Failure> {
    print_json(&hamyar_api::openapi())
}
