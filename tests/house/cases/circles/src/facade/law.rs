use super::Invoice;

pub struct Law(pub Invoice);
