pub fn run() {
    crate::format();
}
