//! Sums up log lines such as `ERROR 31ms payment refused`.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

mod levels {
    include!(concat!(env!("OUT_DIR"), "/levels.rs"));
}
pub use levels::Level;

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(levels::PATTERN).expect("build.rs writes a valid pattern"));

/// What a whole log says.
#[derive(Debug, PartialEq, Serialize)]
pub struct Summary {
    pub entries: Vec<Entry>,
    pub worst: Option<Level>,
    /// Lines that are not log lines.
    pub skipped: usize,
}

/// One log line.
#[derive(Debug, PartialEq, Serialize)]
pub struct Entry {
    pub level: Level,
    pub millis: u64,
    pub message: String,
}

pub fn summarize(log: &str) -> Summary {
    let lines: Vec<&str> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    let entries: Vec<Entry> = lines.iter().filter_map(|line| parse(line)).collect();
    Summary {
        worst: entries.iter().map(|entry| entry.level).max(),
        skipped: lines.len() - entries.len(),
        entries,
    }
}

fn parse(line: &str) -> Option<Entry> {
    let found = LINE.captures(line.trim())?;
    Some(Entry {
        level: levels::level(&found["level"])?,
        millis: found["millis"].parse().ok()?,
        message: found["message"].to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_summed_up() {
        let summary =
            summarize("INFO 12ms started\nnot a log line\n\nERROR 31ms payment refused\n");

        assert_eq!(summary.worst, Some(Level::Error));
        assert_eq!(summary.skipped, 1);
        assert_eq!(
            serde_json::to_string(&summary.entries).unwrap(),
            r#"[{"level":"info","millis":12,"message":"started"},{"level":"error","millis":31,"message":"payment refused"}]"#
        );
    }

    #[test]
    fn an_empty_log_has_no_worst_level() {
        assert_eq!(summarize("").worst, None);
    }
}
