// What many crates do: make a source file that the crate includes.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let made = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("units.rs");
    std::fs::write(made, "pub const UNIT: &str = \"kW\";\n").unwrap();
}
