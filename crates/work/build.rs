//! The catalogue is embedded; when a file of it changes, this crate is built again.
fn main() {
    println!("cargo::rerun-if-changed=../../catalogue");
}
