//! Generates `levels.rs` from `levels.txt`, so that the levels are written down once.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=levels.txt");
    let list = fs::read_to_string("levels.txt").expect("levels.txt lies beside build.rs");
    let levels: Vec<&str> = list
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();

    let generated = format!(
        "#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]\n\
         #[serde(rename_all = \"lowercase\")]\n\
         pub enum Level {{ {names} }}\n\
         pub const PATTERN: &str = r\"^(?P<level>{pattern})\\s+(?P<millis>\\d+)ms\\s+(?P<message>.+)$\";\n\
         pub fn level(name: &str) -> Option<Level> {{ match name {{ {arms} _ => None }} }}\n",
        names = levels.join(", "),
        pattern = levels.join("|").to_uppercase(),
        arms = levels
            .iter()
            .map(|level| format!("\"{}\" => Some(Level::{level}),", level.to_uppercase()))
            .collect::<String>(),
    );
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("levels.rs"), generated).expect("OUT_DIR is writable");
}
