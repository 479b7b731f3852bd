//! The command line of Frist.

fn main() -> std::process::ExitCode {
    frist::cli::run()
}
