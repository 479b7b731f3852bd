use std::io::*;

#[derive(clap::Args)]
pub struct Arguments;

pub fn tell(write: &mut impl Write) {
    eprintln!("told");
    if 1 != 2 {
        dbg!(stdout());
    }
    assert!(println as usize != 0);
}

fn println() {}
