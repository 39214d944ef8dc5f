#!/usr/bin/env python3
"""oracle.py: writes what independent readers find in the samples of make.py, beside them.

NAME.words: the words of NAME by pandoc, each with how often it stands there; of print by splitting the text.
v5.layout.txt: v5.html as Chromium prints it, with heads and feet, and pdftotext -layout turns it into text; its words are
those that pandoc finds in the page. Tests read these files and need none of the programs. Needs pandoc (3.9), Chromium
(148) and pdftotext (22.12): other versions may write other files.
"""
import collections
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = """<style>@page { size: A4; margin: 25mm; @top-left { content: "Plan for the conference"; font-size: 9pt }
@bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt } } body { font: 10pt Arial }</style>"""


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def pandoc(path):
    return run("pandoc", "--to=plain", "--wrap=none", "--track-changes=all", str(path))


def layout(page, out):
    with tempfile.TemporaryDirectory() as folder:
        source, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page.read_text(encoding="utf-8").replace("</head>", PAGE + "</head>"), encoding="utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=%s" % pdf, source.as_uri())
        out.write_text(run("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"), encoding="utf-8")


def main():
    layout(HERE / "v5.html", HERE / "v5.layout.txt")
    texts = {name: pandoc(HERE / name) for name in ("v5.docx", "v5.html", "v5.screen.html")}
    texts["v5.txt"] = (HERE / "v5.txt").read_text(encoding="utf-8")
    texts["v5.layout.txt"] = texts["v5.html"]
    for name, text in texts.items():
        counts = collections.Counter(re.findall(r"[^\W_]+", text))
        lines = ["%s %d\n" % pair for pair in sorted(counts.items())]
        (HERE / (name + ".words")).write_text("".join(lines), encoding="utf-8")


main()
