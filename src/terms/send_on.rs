/// On which days notices go out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SendOn {
    /// Every day.
    EveryDay,
    /// The statute's business days.
    BusinessDays,
    /// These weekdays, a bit each from Monday on.
    Weekdays(u8),
}
