/// The columns of a notice in `events.csv`, in the order of a new file.
pub(crate) const NOTICE_COLUMNS: [&str; 13] = [
    "invoice",
    "date",
    "event",
    "act",
    "step",
    "deadline",
    "fee",
    "compensation",
    "interest_rate",
    "interest",
    "channel",
    "notice_id",
    "to",
];
