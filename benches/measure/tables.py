"""Tables of Markdown, and the page that they stand on."""

import re

from measure.place import ROOT

PAGE = ROOT / "docs/performance.md"


def table(header, rows):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def grouped(number):
    return f"{number:,}".replace(",", " ")


def figure(number):
    """Three digits that say something."""
    if number >= 100:
        return grouped(round(number))
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def on_page(name, text):
    """Puts what was measured between the marks of its name. A page without these marks is a mistake."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- measured: {name} -->\n", f"<!-- end of {name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    if not pattern.search(page):
        raise SystemExit(f"{PAGE}: there is no place for {name}")
    PAGE.write_text(pattern.sub(lambda _: f"{begin}\n{text.strip()}\n\n{end}", page), encoding="utf-8")
