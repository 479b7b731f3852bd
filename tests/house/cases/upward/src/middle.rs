pub fn by_super() {
    super::high::judge();
}
