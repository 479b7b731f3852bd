//! The floor that a reader is held to, the `csv` crate's own loop: the records of CSV files and their bytes, counted and nothing else. `bare FILE…`

use std::process::ExitCode;

fn main() -> ExitCode {
    // Run beside the other benchmarks it has nothing to count.
    let files: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    for file in &files {
        match counted(file) {
            Ok((records, bytes)) => println!("{file}: {records} records, {bytes} bytes"),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn counted(file: &str) -> Result<(u64, usize), csv::Error> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut record = csv::ByteRecord::new();
    let (mut records, mut bytes) = (0, 0);
    while reader.read_byte_record(&mut record)? {
        records += 1;
        bytes += record.as_slice().len();
    }
    Ok((records, bytes))
}
