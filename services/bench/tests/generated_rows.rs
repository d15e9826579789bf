//! Rows that the measurements load directly must fit the read models as they are today.

use hamyar_bench::{BenchOptions, run};

#[tokio::test(flavor = "multi_thread")]
async fn generated_rows_fit_the_read_models() {
    let options = BenchOptions {
        families: 400,
        persons: 2000,
        quick: true,
        only: ["screens", "what-if", "register"].map(str::to_owned).to_vec(),
        program: "hamyar".into(),
    };
    let report = run(&options, &|_| ()).await.expect("a PostgreSQL of its own");
    let missing: Vec<_> =
        report.rows.iter().filter(|row| row.figure.is_none()).map(|row| (&row.what, &row.how)).collect();
    let said = |what: &str| report.rows.iter().any(|row| row.figure.is_some() && row.what.contains(what));
    assert!(said("today") && said("family page"), "{missing:?}");
    let broken: Vec<_> = missing.into_iter().filter(|(_, how)| how.contains("error")).collect();
    assert!(broken.is_empty(), "{broken:?}");
}
