mod tree;

pub use tree::Rule;

pub fn format() {}
