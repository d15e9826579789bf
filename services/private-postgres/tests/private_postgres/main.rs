//! The private PostgreSQL, with PostgreSQL's real programs.

mod accounts;
mod recovering;
mod refusing;
mod running;
mod support;

use hamyar_private_postgres::PrivatePostgres;

/// Not a test of its own: the other Hamyar, in a process that the tests above can kill.
#[tokio::test]
async fn hold_a_server_for_another_process() {
    let Some(folder) = std::env::var_os("HAMYAR_TEST_HOLD") else { return };
    let server = PrivatePostgres::start(support::options(folder.as_ref())).await.unwrap();
    println!("\nholding {}", server.pid().unwrap());
    std::future::pending::<()>().await;
}
