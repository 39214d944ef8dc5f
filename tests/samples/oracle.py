#!/usr/bin/env python3
"""oracle.py: writes what independent readers find in the samples of make.py and convert.py, beside them.

NAME.words: the words of NAME, each with how often it stands there, by pandoc; of print by splitting the text, of PDF by
pdftotext. v5.layout.txt: the text that pdftotext -layout makes of v5.pdf; its words are those that pandoc finds in the
page that was printed. Tests read these files and need none of the programs. Needs pandoc (3.9; 2.17 finds no tables in
v5.docx) and pdftotext (22.12): other versions may write other files.
"""
import collections
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def pandoc(path):
    return run("pandoc", "--to=plain", "--wrap=none", "--track-changes=all", str(path))


def pdftotext(path, *options):
    return run("pdftotext", *options, "-enc", "UTF-8", str(path), "-")


def main():
    (HERE / "v5.layout.txt").write_text(pdftotext(HERE / "v5.pdf", "-layout"), encoding="utf-8")
    texts = {name: pandoc(HERE / name) for name in ("v5.docx", "v5.html", "v5.screen.html", "v5.odt", "v5.rtf")}
    texts |= {name: pdftotext(HERE / name) for name in ("v5.pdf", "v5.tagged.pdf")}
    texts["v5.txt"] = (HERE / "v5.txt").read_text(encoding="utf-8")
    texts["v5.layout.txt"] = texts["v5.html"]
    for name, text in texts.items():
        counts = collections.Counter(re.findall(r"[^\W_]+", text))
        lines = ["%s %d\n" % pair for pair in sorted(counts.items())]
        (HERE / (name + ".words")).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
