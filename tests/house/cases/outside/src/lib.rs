mod clock;
mod low;
mod report;
