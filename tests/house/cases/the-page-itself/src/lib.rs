mod known;
mod stranger;
