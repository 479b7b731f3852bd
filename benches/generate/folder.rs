//! A ledger folder: invoices by number, customers by number, events by date; or all of them by customer.

use std::fs;
use std::io;
use std::path::Path;

use crate::book::{Book, DAYS, Invoice};
use crate::courses::{BLOCK, Course};
use crate::history::{Booked, Event, History};
use crate::random::{Purpose, draw};
use crate::rows::Rows;

/// In which order the rows of a folder stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    ByDate,
    /// Events name their customer then.
    ByCustomer,
}

const INVOICES: &str = "invoice,customer,currency,issued,due,amount";
const EVENTS: &str = "date,event,amount,act,step,deadline,fee,notice_id,until";

/// # Errors
/// When a file cannot be written.
pub fn write(book: &Book, folder: &Path, order: Order) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    customers(book, &folder.join("customers.csv"))?;
    let mut settings = Rows::create(&folder.join("ledger.csv"), "key,value")?;
    settings.text("payments_through").day(book.as_of - 1).end()?;
    settings.finish()?;
    let mut invoices = Rows::create(&folder.join("invoices.csv"), INVOICES)?;
    match order {
        Order::ByDate => {
            for at in 0..book.invoices {
                write_invoice(&mut invoices, book, &book.invoice(at))?;
            }
            invoices.finish()?;
            let mut events = Rows::create(&folder.join("events.csv"), &format!("invoice,{EVENTS}"))?;
            by_date(book, &mut events)?;
            events.finish()
        }
        Order::ByCustomer => {
            let mut events = Rows::create(&folder.join("events.csv"), &format!("invoice,customer,{EVENTS}"))?;
            by_customer(book, &mut invoices, &mut events)?;
            invoices.finish()?;
            events.finish()
        }
    }
}

fn customers(book: &Book, path: &Path) -> io::Result<()> {
    let mut rows = Rows::create(path, "customer,name,debtor,country")?;
    for customer in 0..book.customers() {
        let number = book.number(customer);
        rows.number(number).text(&format!("Kunde {number}")).text(book.debtor(customer).word()).text("NO").end()?;
    }
    rows.finish()
}

/// All events of a day are found by the days of issue that they can come from: a letter of a Monday may have been meant for the Saturday before it.
fn by_date(book: &Book, rows: &mut Rows) -> io::Result<()> {
    for today in book.as_of - DAYS..book.as_of {
        for (course, Course { term, events }) in book.courses.iter().enumerate() {
            for (nth, event) in events.iter().enumerate() {
                for meant in (today - 2..=today).filter(|meant| event.day(meant - event.after) == today) {
                    of_issue(book, rows, meant - event.after - term, course, nth)?;
                }
            }
        }
    }
    Ok(())
}

/// The nth events of the invoices that were issued on a day and take a course. A course comes once in a block; the blocks are mixed, as they are in
/// the books.
fn of_issue(book: &Book, rows: &mut Rows, issued: i64, course: usize, nth: usize) -> io::Result<()> {
    let Some((first, behind)) = book.issued_on(issued) else { return Ok(()) };
    let blocks = (behind - 1) / BLOCK - first / BLOCK + 1;
    let shift = draw(book.seed, Purpose::Order, (issued.unsigned_abs() << 12) + (course << 5 | nth) as u64) % blocks;
    for block in 0..blocks {
        let at = book.place_of(first / BLOCK + (block * 1_000_003 + shift) % blocks, course);
        if at < book.invoices && book.issued(at) == issued {
            let invoice = book.invoice(at);
            if let Some(event) = History::new(book, &invoice).nth(nth) {
                write_event(rows, book, &invoice, None, &event)?;
            }
        }
    }
    Ok(())
}

fn by_customer(book: &Book, invoices: &mut Rows, events: &mut Rows) -> io::Result<()> {
    let mut places = Vec::new();
    let mut owned = Vec::new();
    let mut booked = Vec::new();
    for customer in 0..book.customers() {
        places.clear();
        owned.clear();
        booked.clear();
        book.invoices_of(customer, &mut places);
        owned.extend(places.iter().map(|at| book.invoice(*at)));
        for (nth, invoice) in owned.iter().enumerate() {
            write_invoice(invoices, book, invoice)?;
            booked.extend(History::new(book, invoice).map(|event| (event, nth)));
        }
        booked.sort_by_key(|(event, _)| event.day);
        for (event, nth) in &booked {
            write_event(events, book, &owned[*nth], Some(customer), event)?;
        }
    }
    Ok(())
}

fn write_invoice(rows: &mut Rows, book: &Book, invoice: &Invoice) -> io::Result<()> {
    rows.number(book.number(invoice.at)).number(book.number(invoice.customer)).text("NOK");
    rows.day(invoice.issued).day(invoice.due).amount(invoice.amount).end()
}

fn write_event(rows: &mut Rows, book: &Book, invoice: &Invoice, customer: Option<u64>, event: &Event) -> io::Result<()> {
    rows.number(book.number(invoice.at));
    if let Some(customer) = customer {
        rows.number(book.number(customer));
    }
    rows.day(event.day);
    match event.what {
        Booked::Payment(amount) => rows.text("payment").amount(amount).empty(6),
        Booked::Credit(amount) => rows.text("credit").amount(amount).empty(6),
        Booked::Notice { step, fee, deadline, letter } => {
            rows.text("notice").empty(1).text(step.act()).text(step.word()).day_if_any(deadline).amount(fee);
            match letter {
                Some(letter) => rows.text(&format!("L{letter}")),
                None => rows.empty(1),
            }
            .empty(1)
        }
        Booked::HandOver => rows.text("handover").empty(2).text("inkasso").empty(4),
        Booked::Waiver(fee) => rows.text("waive").empty(4).amount(fee).empty(2),
        Booked::Dispute => rows.text("dispute").empty(7),
        Booked::Resolved => rows.text("resolved").empty(7),
        Booked::Hold { until } => rows.text("hold").empty(6).day_if_any(until),
    };
    rows.end()
}
