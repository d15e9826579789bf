//! Makes cargo notice a new build of the web app: without it, the first build after the front end's keeps embedding the old one.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
    println!("cargo:rerun-if-changed=../../web/csp.txt");
    println!("cargo:rerun-if-changed=build.rs");
}
