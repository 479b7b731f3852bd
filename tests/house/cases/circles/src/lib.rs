mod facade;
mod parent;
mod siblings;
