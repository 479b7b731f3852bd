mod child;
mod deep;

pub struct Own;

pub fn all() {
    child::one();
}
