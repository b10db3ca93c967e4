//! Sums up a log file.

use std::{fs, path::PathBuf};

use clap::Parser;

#[derive(Parser)]
#[command(version, about = "Sums up a log file as JSON")]
struct Arguments {
    /// The log, a line such as `ERROR 31ms payment refused` each
    log: PathBuf,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = fs::read_to_string(Arguments::parse().log)?;
    println!(
        "{}",
        serde_json::to_string_pretty(&quickstart_core::summarize(&log))?
    );
    Ok(())
}
