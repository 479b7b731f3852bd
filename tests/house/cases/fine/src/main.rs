fn main() -> std::process::ExitCode {
    frist::cli::run()
}
