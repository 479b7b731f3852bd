use std::time::SystemTime;
use std::{env, fs as disk};

pub fn now() -> SystemTime {
    env::var("NOW").ok();
    disk::write("a", "b").ok();
    SystemTime::now()
}
