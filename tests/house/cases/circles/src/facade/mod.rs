mod law;

pub use law::Law;

pub struct Invoice;

pub fn judge(law: &Law) {}
