/// What a file of the bank is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BankFileKind {
    /// camt.053 of ISO 20022: a statement.
    Camt053,
    /// camt.054 of ISO 20022: a notification.
    Camt054,
    /// OCR giro of Nets.
    Ocr,
    /// BgMax of Bankgirot.
    BgMax,
}

impl BankFileKind {
    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            BankFileKind::Camt053 => "camt.053",
            BankFileKind::Camt054 => "camt.054",
            BankFileKind::Ocr => "OCR giro",
            BankFileKind::BgMax => "BgMax",
        }
    }
}
