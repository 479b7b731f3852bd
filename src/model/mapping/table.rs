//! How the file of one table is written, and which of its rows are read.

use super::super::condition::unknown_word;
use super::columns;
use crate::diagnostic::{Diagnostic, Spanned, UNKNOWN_WORD};
use crate::ledger::mapping::{CreditNotes, DateForm, FilePattern, Holds, RowTest, TableMapping};
use crate::syntax::tree::{self, MappedTable};

/// One table. What it does not say of how files are written is as it is for all of them.
pub(super) fn build(name: &str, tree: &MappedTable, of_all: &MappedTable, said: &mut Vec<Diagnostic>) -> TableMapping {
    let own_or_all = |of: fn(&MappedTable) -> &Option<Spanned<String>>| of(tree).as_ref().or(of(of_all).as_ref());
    let mut table = TableMapping { name: name.into(), ..TableMapping::default() };
    if let Some((file, holds)) = &tree.file {
        table.holds = *holds;
        table.file = FilePattern::of(&file.value);
        if table.file.is_none() {
            let report = UNKNOWN_WORD.at(file.span).with("found", &file.value).with("kind", "name of a file in the ledger's folder");
            said.push(report.with("known", "write its name alone; `*` stands for any letters, as in \"payments*.csv\""));
        }
    }
    marks(&mut table, own_or_all, tree, of_all, said);
    if let Some(dates) = own_or_all(|table| &table.dates) {
        match DateForm::of(&dates.value) {
            Some(form) => table.dates = form,
            None => {
                let report = UNKNOWN_WORD.at(dates.span).with("found", &dates.value).with("kind", "form of a date");
                let known = "write year, month and day once each, such as \"dd.mm.yyyy\", or \"d.m.yy\" where zeros are left out";
                push_once(said, report.with("known", known));
            }
        }
    }
    if let Some(encoding) = own_or_all(|table| &table.encoding) {
        if encoding_rs::Encoding::for_label(encoding.value.as_bytes()).is_some() {
            table.encoding = encoding.value.clone();
        } else {
            let known = ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-15"];
            push_once(said, unknown_word(encoding.span, &encoding.value, "encoding Frist knows", known.into_iter(), "usual encodings"));
        }
    }
    table.skip = tree.skip.as_ref().map_or(0, |skip| skip.value);
    table.total = tree.total.as_ref().map(|total| total.value.trim().to_owned());
    table.only = tree.only.iter().map(row_test).collect();
    table.credit_notes = tree
        .credit_notes
        .as_ref()
        .map(|notes| notes.value.as_ref().map_or(CreditNotes::BelowZero, |test| CreditNotes::Where(row_test(test))));
    table.payments = tree.payments.as_ref().map(|payments| row_test(&payments.value));
    let of_invoices = tree
        .credit_notes
        .as_ref()
        .map(|notes| ("credit notes", notes.span))
        .or(tree.payments.as_ref().map(|payments| ("payments", payments.span)));
    if let Some((found, span)) = of_invoices.filter(|_| table.holds != Holds::Invoices) {
        let report = UNKNOWN_WORD.at(span).with("found", found).with("kind", "statement of such a file");
        said.push(report.with("known", "only rows of invoices are told apart into invoices, credit notes and payments"));
    }
    columns::build(&mut table, tree, said);
    table
}

fn row_test(tree: &tree::RowTest) -> RowTest {
    let values = tree.values.iter().map(|value| value.trim().to_owned()).collect();
    RowTest { header: tree.header.clone(), is: tree.is, values }
}

/// What is said of all files is wrong once, however many there are.
fn push_once(said: &mut Vec<Diagnostic>, diagnostic: Diagnostic) {
    if !said.contains(&diagnostic) {
        said.push(diagnostic);
    }
}

/// The delimiter and the two marks of numbers.
fn marks<'t>(
    table: &mut TableMapping,
    own_or_all: impl Fn(fn(&MappedTable) -> &Option<Spanned<String>>) -> Option<&'t Spanned<String>>,
    tree: &MappedTable,
    of_all: &MappedTable,
    said: &mut Vec<Diagnostic>,
) {
    let (delimiter, decimal, grouping) =
        (own_or_all(|table| &table.delimiter), own_or_all(|table| &table.decimal), own_or_all(|table| &table.grouping));
    let mut one_char = |setting: Option<&Spanned<String>>, kind: &str| -> Option<char> {
        let setting = setting?;
        let mut chars = setting.value.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Some(one),
            _ => {
                let report = UNKNOWN_WORD.at(setting.span).with("found", &setting.value).with("kind", kind);
                push_once(said, report.with("known", "write one character in double quotes"));
                None
            }
        }
    };
    if let Some(delimiter) = one_char(delimiter, "delimiter") {
        table.delimiter = if delimiter.is_ascii() { delimiter as u8 } else { 0 };
    }
    if let Some(decimal) = one_char(decimal, "decimal mark") {
        table.decimal = decimal;
    }
    table.grouping = one_char(grouping, "grouping mark");
    let marks = [(delimiter, "delimiter"), (decimal, "decimal mark"), (grouping, "grouping mark")];
    for (mark, kind) in marks.into_iter().filter_map(|(mark, kind)| Some((mark?, kind))) {
        if mark.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '+')) && mark.value.chars().count() == 1 {
            let report = UNKNOWN_WORD.at(mark.span).with("found", &mark.value).with("kind", kind);
            let known = "a digit, a letter or a sign stands in values themselves: write the mark that stands between them";
            push_once(said, report.with("known", known));
        }
    }
    if let Some(delimiter) = delimiter.filter(|_| table.delimiter == 0) {
        let report = UNKNOWN_WORD.at(delimiter.span).with("found", &delimiter.value).with("kind", "delimiter");
        push_once(said, report.with("known", "usual delimiters are \";\", \",\" and `tab`"));
    }
    let may_say_decimal = tree.broken.may_hold("decimal") || of_all.broken.may_hold("decimal");
    if let Some(grouping) = grouping.filter(|_| table.grouping == Some(table.decimal) && !may_say_decimal) {
        let report =
            UNKNOWN_WORD.at(grouping.span).with("found", &grouping.value).with("kind", "grouping mark beside the same decimal mark");
        push_once(said, report.with("known", "leave `grouping` out where digits are not grouped"));
    }
}
