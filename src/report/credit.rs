//! Where customers stand with credit, for programs.

use serde_json::{Map, Value};

use crate::run::{Run, Standing};
use crate::value::{Minor, Money};
use crate::words;

/// The columns of a customer's credit, in the order of contracts.md. Other programs read them: a name changes only with a version.
pub const CREDIT_COLUMNS: [&str; 14] = [
    "customer",
    "name",
    "policy",
    "class",
    "terms",
    "limit",
    "exposure",
    "left",
    "check_due",
    "do",
    "currency",
    "because",
    // What a sale that is asked about comes to.
    "amount",
    "answer",
];

/// How many of them there are without a sale.
const WITHOUT_SALE: usize = 12;

/// One object a line.
pub fn credit_json(run: &Run, standings: &[Standing]) -> String {
    standings.iter().map(|standing| format!("{}\n", Value::Object(object(run, standing)))).collect()
}

/// A header and one line each; absent is empty.
pub fn credit_csv(run: &Run, standings: &[Standing], sale: bool) -> String {
    let columns = &CREDIT_COLUMNS[..if sale { CREDIT_COLUMNS.len() } else { WITHOUT_SALE }];
    let line = |standing: &Standing| {
        let object = object(run, standing);
        columns.iter().map(|column| cell(&object[*column])).collect::<Vec<String>>()
    };
    super::csv::lines(columns, standings.iter().map(line))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<&str>>().join("; "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

fn object(run: &Run, standing: &Standing) -> Map<String, Value> {
    let customers = &run.ledger.customers;
    let text = |text: Option<String>| text.map_or(Value::Null, Value::from);
    let money = |minor: Option<Minor>| text(minor.zip(standing.currency).map(|(minor, currency)| Money::new(minor, currency).plain()));
    let terms = standing.credit.as_ref().ok().map(|granted| &granted.terms);
    let values = [
        customers.number[standing.customer].into(),
        text(customers.name(standing.customer).map(Into::into)),
        text(standing.by.map(|by| run.plans[by].plan.name.clone())),
        text(terms.and_then(|terms| terms.class.clone())),
        terms.and_then(|terms| terms.days).map_or(Value::Null, Value::from),
        money(standing.limit().map(|limit| limit.most)),
        money(standing.exposure),
        money(standing.left()),
        text(terms.and_then(|terms| terms.check_due).map(|day| day.to_string())),
        standing.actions().into(),
        text(standing.currency.map(|currency| currency.to_string())),
        words::standing(run, standing).into(),
    ];
    let sale = standing.sale.as_ref();
    let of_sale = sale.map(|sale| [money(Some(sale.amount)), if sale.yes { "yes" } else { "no" }.into()]);
    CREDIT_COLUMNS.iter().map(ToString::to_string).zip(values.into_iter().chain(of_sale.into_iter().flatten())).collect()
}
