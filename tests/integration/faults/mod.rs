//! What breaks: the server, its PostgreSQL, both, and NATS. Nothing acknowledged may be lost or done twice.

mod backup;
mod kill;
mod leaks;
mod news;
