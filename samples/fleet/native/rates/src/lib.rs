//! Readings, and their means by name.
use serde::Deserialize;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/units.rs"));

#[derive(Deserialize)]
pub struct Reading {
    pub name: String,
    pub value: f64,
}

pub fn means(readings: &[Reading]) -> BTreeMap<&str, f64> {
    let mut sums: BTreeMap<&str, (f64, u32)> = BTreeMap::new();
    for reading in readings {
        let sum = sums.entry(&reading.name).or_default();
        *sum = (sum.0 + reading.value, sum.1 + 1);
    }
    sums.into_iter().map(|(name, (sum, count))| (name, sum / f64::from(count))).collect()
}
