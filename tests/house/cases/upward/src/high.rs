pub mod deep {
    pub struct Inner;
}
pub struct Claim;
pub fn judge() {}
