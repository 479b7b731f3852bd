use super::Own;

pub fn one() -> Own {
    super::deep::two();
    Own
}
