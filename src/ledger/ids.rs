/// The place of an invoice in [`Invoices`](super::Invoices).
pub type InvoiceId = usize;
/// The place of a customer in [`Customers`](super::Customers).
pub type CustomerId = usize;
