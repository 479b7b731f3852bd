pub struct Rule;
