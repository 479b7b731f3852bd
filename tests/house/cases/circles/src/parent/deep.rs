pub fn two() {
    super::child::one();
}
