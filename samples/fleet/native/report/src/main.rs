use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let readings: Vec<rates::Reading> = serde_json::from_reader(std::io::stdin()).context("the readings")?;
    for (name, mean) in rates::means(&readings) {
        println!("{name}: {mean} {}", rates::UNIT);
    }
    Ok(())
}
