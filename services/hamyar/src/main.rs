//! The binary: reads the command line, does one command, and says by its exit code how that went.

mod bootstrap;
mod cli;
mod commands;
mod failure;
mod http;
mod info;
mod inside;
mod key;
mod open;
mod outlets;
mod outside;
mod progress;
mod read_models;
mod serve;
mod sign_in;
mod signals;
mod witness;

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command, ExportCommand, ImportCommand, ReplayCommand, ReportCommand};
use crate::commands::{
    audit, backup, bench, checkpoint, demo, erase, export, export_family, import, key as keys, migrate, national,
    openapi, promote, rebuild, replay, report, report_named, report_pathway, report_pilot, report_transfers,
    resilience, restore, user, verify,
};
use crate::failure::Failure;
use crate::info::Kind;
use crate::open::Need;
use crate::serve::with_store;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log(&cli.command);
    std::panic::set_hook(Box::new(panicked));
    // Of the crates below, some can do TLS in more than one way; this one is meant.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("another TLS provider was installed before");
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("hamyar: {error}");
            return Failure::Fault(error.to_string()).code();
        }
    };
    match runtime.block_on(command(&cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(text) = failure.text() {
                eprintln!("hamyar: {text}");
            }
            failure.code()
        }
    }
}

async fn command(cli: &Cli) -> Result<(), Failure> {
    let place = &cli.place;
    match &cli.command {
        Command::Run(args) => serve::run(place, args).await,
        Command::Serve(args) => serve::serve(place, args).await,
        Command::Migrate => migrate::run(place).await,
        Command::Demo(args) => {
            with_store(place, Need::Make(Kind::Demo), async |opened| demo::run(opened, args).await).await
        }
        Command::Import(ImportCommand::Families(args)) => {
            let bytes = import::read_file(&args.file)?;
            with_store(place, Need::Make(Kind::Real), async |opened| {
                bootstrap::ensure(&opened.store).await?;
                import::families(opened, args, &bytes).await
            })
            .await
        }
        Command::Import(ImportCommand::Seeds { dir, json }) => {
            with_store(place, Need::Make(Kind::Real), async |opened| {
                bootstrap::ensure(&opened.store).await?;
                import::seeds(opened, dir.as_deref(), *json).await
            })
            .await
        }
        Command::Report(ReportCommand::Resilience(args)) => {
            with_store(place, Need::Existing, async |opened| resilience::run(opened, args).await).await
        }
        Command::Report(ReportCommand::National(args)) => {
            with_store(place, Need::Existing, async |opened| national::run(opened, args).await).await
        }
        Command::Report(ReportCommand::BeforeAfter(args)) => {
            with_store(place, Need::Existing, async |opened| report::run(opened, args).await).await
        }
        Command::Report(ReportCommand::Pilot(args)) => {
            with_store(place, Need::Existing, async |opened| report_pilot::run(opened, args).await).await
        }
        Command::Report(ReportCommand::List { format }) => report_named::list(*format),
        Command::Report(ReportCommand::Named(report)) => {
            with_store(place, Need::Existing, async |opened| report_named::run(opened, report).await).await
        }
        Command::Report(ReportCommand::Pathway(args)) => {
            with_store(place, Need::Existing, async |opened| report_pathway::run(opened, args).await).await
        }
        Command::Report(ReportCommand::Transfers(args)) => {
            with_store(place, Need::Existing, async |opened| report_transfers::run(opened, args).await).await
        }
        Command::Replay(ReplayCommand::Family { id, at, axis, json, sign_in }) => {
            with_store(place, Need::Existing, async |opened| {
                let wanted = replay::Wanted { family: id, at: at.as_deref(), axis: *axis };
                replay::family(opened, wanted, &sign_in.user, *json).await
            })
            .await
        }
        Command::Audit(command) => {
            with_store(place, Need::Existing, async |opened| audit::run(opened, command).await).await
        }
        Command::Export(ExportCommand::Events { format: _, after }) => {
            with_store(place, Need::Existing, async |opened| export::events(opened, *after).await).await
        }
        Command::Export(ExportCommand::Family(args)) => {
            with_store(place, Need::Existing, async |opened| export_family::run(place, opened, args).await).await
        }
        Command::Verify(args) => verify::run(place, args).await,
        Command::Checkpoint(args) => checkpoint::run(place, args).await,
        Command::Rebuild(args) => {
            with_store(place, Need::Existing, async |opened| rebuild::run(opened, args).await).await
        }
        Command::User(args) => with_store(place, Need::Existing, async |opened| user::run(opened, args).await).await,
        Command::Backup(args) => backup::run(place, args).await,
        Command::Restore(args) => restore::run(place, args).await,
        Command::Promote { reason } => promote::run(place, reason).await,
        Command::Key(args) => keys::run(place, args).await,
        Command::Erase(args) => with_store(place, Need::Existing, async |opened| erase::run(opened, args).await).await,
        Command::Bench(args) => bench::run(args).await,
        Command::Openapi => openapi::run(),
    }
}

/// Logs go to standard error. Servers tell what they do; other commands only what is wrong.
fn log(command: &Command) {
    let usual = match command {
        Command::Serve(_) => "warn,sqlx=error,hamyar=info",
        _ => "warn,sqlx=error",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    // Colours are for a terminal; a file would keep their codes.
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
}

/// A fault of ours: where it was is told, and nothing else. The text of a panic may quote what a person typed.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(at, "a part of the program failed by a fault of its own");
}
