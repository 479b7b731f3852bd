use super::super::high;

mod own {
    pub fn within() {
        super::super::super::middle::by_super();
        super::here();
    }
}

pub fn here() {
    high::judge();
    own::within();
    crate::high::judge();
}
