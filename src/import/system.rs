/// A system whose reminder settings can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum System {
    /// Kill Bill: the overdue configuration, XML.
    KillBill,
    /// The module `account_credit_control` of the Odoo Community Association: policy levels, CSV.
    Oca,
    /// Dynamics 365 Business Central: reminder levels, with columns of their terms beside them, CSV.
    BusinessCentral,
    /// Odoo: follow-up levels, CSV.
    Odoo,
    /// Fortnox: the numbers of its page of reminder settings, JSON.
    Fortnox,
    /// Invoice Ninja: the settings of a company or a client, JSON.
    InvoiceNinja,
}

impl System {
    /// Every system with the word that names it, and what is read of it.
    pub const ALL: [(&'static str, System, &'static str); 6] = [
        ("kill-bill", System::KillBill, "Kill Bill overdue states"),
        ("oca", System::Oca, "OCA credit control levels"),
        ("business-central", System::BusinessCentral, "Business Central reminder levels"),
        ("odoo", System::Odoo, "Odoo follow-up levels"),
        ("fortnox", System::Fortnox, "Fortnox reminder settings"),
        ("invoice-ninja", System::InvoiceNinja, "Invoice Ninja reminders"),
    ];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        System::ALL[self as usize].0
    }

    /// What is read of it.
    pub fn title(self) -> &'static str {
        System::ALL[self as usize].2
    }

    /// What kind of file its settings are.
    pub fn kind(self) -> &'static str {
        match self {
            System::KillBill => "XML",
            System::Oca | System::BusinessCentral | System::Odoo => "CSV",
            System::Fortnox | System::InvoiceNinja => "JSON",
        }
    }

    /// The system a word names.
    pub fn from_word(word: &str) -> Option<System> {
        System::ALL.iter().find(|(name, _, _)| *name == word).map(|(_, system, _)| *system)
    }

    /// The words, as they stand in a message.
    pub fn words() -> String {
        System::ALL.map(|(word, _, _)| word).join(", ")
    }
}
