//! Accounts by invitation, second factors, sessions, devices, and what is recorded of signing in. Second factors are enforced here, as they are on
//! every real store.

mod devices;
mod guessing;
mod invitations;
mod outside;
mod second_factor;
mod sessions;
mod support;
