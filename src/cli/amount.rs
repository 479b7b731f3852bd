use rust_decimal::Decimal;

/// An amount on the command line.
pub fn amount(text: &str) -> Result<Decimal, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    // Of three digits behind the point nobody can tell whether they are thousands; no currency has been named yet.
    if let Some((whole, decimals)) = digits.split_once('.')
        && decimals.len() == 3
        && decimals.ends_with('0')
        && let Ok(number) = digits.parse::<Decimal>()
    {
        return Err(format!("`{text}` can be {whole}{decimals} or {}: write one of them", number.normalize()));
    }
    digits.parse().map_err(|_| "write an amount without its currency, such as 10000 or 249.50".to_string())
}
