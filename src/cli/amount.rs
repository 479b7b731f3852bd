use rust_decimal::Decimal;

/// An amount on the command line.
pub fn amount(text: &str) -> Result<Decimal, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    digits.parse().map_err(|_| "write an amount without its currency, such as 10000 or 249.50".to_string())
}
