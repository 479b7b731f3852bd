/// By what a payment of the bank may be matched with an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MatchBy {
    /// Its structured reference is the one that the invoice carries: a KID, an OCR number, a creditor reference.
    Kid,
    /// It names the number of the invoice.
    Invoice,
    /// It is what is open on one invoice, and on no other.
    Amount,
}

impl MatchBy {
    /// Each with its words.
    pub const ALL: [(&str, MatchBy); 3] =
        [("kid", MatchBy::Kid), ("invoice", MatchBy::Invoice), ("amount of one open invoice", MatchBy::Amount)];

    /// What counts where nobody says otherwise.
    pub const USUAL: [MatchBy; 2] = [MatchBy::Kid, MatchBy::Invoice];

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            MatchBy::Kid => "kid",
            MatchBy::Invoice => "invoice",
            MatchBy::Amount => "amount of one open invoice",
        }
    }
}
