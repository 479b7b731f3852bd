mod high;
mod low;
mod middle;
