mod inner;

use crate::{
    high::{
        Claim,
        deep::{self, Inner as Within},
    },
    middle,
};

pub fn begin() -> deep::Inner {
    middle::by_super();
    Within
}
