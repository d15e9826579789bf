//! What a node serves, and how it is reached.

use clap::{Args, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use super::NoticeArgs;

#[derive(Debug, Args)]
pub struct RunArgs {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, env = "HAMYAR_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Families of the demo, when the folder is new
    #[arg(long, env = "HAMYAR_DEMO_FAMILIES", default_value_t = 600)]
    pub families: usize,
    #[command(flatten)]
    pub notices: NoticeArgs,
    #[command(flatten)]
    pub nats: NatsArgs,
    #[command(flatten)]
    pub schedule: ScheduleArgs,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// What this node does [default: everything]
    #[arg(long, env = "HAMYAR_ROLE", value_delimiter = ',', value_enum)]
    pub role: Vec<Role>,
    /// Address and port to listen on
    #[arg(long, env = "HAMYAR_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Served over https by a proxy: cookies are marked so
    #[arg(long, env = "HAMYAR_HTTPS")]
    pub https: bool,
    /// Host under which people reach it; requests that name another are refused [default: any, or this machine's own names where it listens
    /// on 127.0.0.1 without --https]
    #[arg(long = "host", env = "HAMYAR_HOST", value_name = "NAME", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Address of a proxy elsewhere that writes the address it saw last into X-Forwarded-For; with --https one on this machine is believed
    /// already
    #[arg(long = "proxy", env = "HAMYAR_PROXY", value_name = "IP", value_delimiter = ',')]
    pub proxies: Vec<IpAddr>,
    #[command(flatten)]
    pub oidc: OidcArgs,
    #[command(flatten)]
    pub notices: NoticeArgs,
    /// Name of the first administrator of a new store
    #[arg(long, env = "HAMYAR_ADMINISTRATOR", default_value = "rahbar")]
    pub administrator: String,
    #[command(flatten)]
    pub nats: NatsArgs,
    #[command(flatten)]
    pub schedule: ScheduleArgs,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Sign-in through an outside provider (OpenID Connect)")]
pub struct OidcArgs {
    /// The provider's issuer, as it prints it; without it nobody signs in through one
    #[arg(long, env = "HAMYAR_OIDC_ISSUER", value_name = "URL", requires_all = ["oidc_client_id", "public_url"])]
    pub oidc_issuer: Option<String>,
    /// How this installation is known there
    #[arg(long, env = "HAMYAR_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// File with the client's secret; none for a client without one
    #[arg(long, env = "HAMYAR_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// Values of `amr` or `acr` by which the provider says that it asked for a second factor [default: none is believed]
    #[arg(long, env = "HAMYAR_OIDC_SECOND_FACTOR", value_name = "VALUE", value_delimiter = ',')]
    pub oidc_second_factor: Vec<String>,
    /// What the button of the sign-in page calls it, in Persian
    #[arg(long, env = "HAMYAR_OIDC_NAME", value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// The same in English
    #[arg(long, env = "HAMYAR_OIDC_NAME_EN", value_name = "NAME")]
    pub oidc_name_en: Option<String>,
    /// Address under which people reach this installation, as https://hamyar.example.ir
    #[arg(long, env = "HAMYAR_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct ScheduleArgs {
    /// Minutes between checkpoints while the log grows
    #[arg(long, env = "HAMYAR_CHECKPOINT_MINUTES", value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub checkpoint_minutes: u64,
}

#[derive(Clone, Debug, Default, Args)]
pub struct NatsArgs {
    /// NATS server (2.10 or later) to which the log's news go; without it everything stays in PostgreSQL
    #[arg(long, env = "NATS_URL", value_name = "URL", hide_env_values = true)]
    pub nats_url: Option<String>,
}

/// A part of the program that a node can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// The HTTP interface and the web app
    Api,
    /// Read models
    Projector,
    /// News to NATS
    Relay,
    /// What crosses streams: assignments, decisions
    Processes,
    /// Signing of checkpoints; on one node, which has the signing key and the folder
    Checkpoints,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Api, Self::Projector, Self::Relay, Self::Processes, Self::Checkpoints];
}
