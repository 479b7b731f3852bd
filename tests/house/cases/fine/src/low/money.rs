use super::Day;

#[derive(Default)]
pub struct Money {
    pub on: Option<Day>,
}
