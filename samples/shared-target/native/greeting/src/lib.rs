/// Each checkout says whose it is.
pub fn text() -> &'static str {
    "greetings from nobody's checkout"
}
