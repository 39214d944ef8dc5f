#!/usr/bin/env python3
"""convert.py: turns the samples of make.py into what programs of other people write, beside them.

v4 and v5: .odt, .rtf and .tagged.pdf are the Word document as LibreOffice (7.4) saves and exports it; .pdf is the page
with running heads and feet as Chromium (148) prints it, without tags. Tests need none of the programs. Other versions
write other files, and the same version other bytes: dates and numbers of its own.
"""
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSIONS = ("v4", "v5")
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
PAGE = """<style>@page { size: A4; margin: 25mm; @top-left { content: "Plan for the conference"; font-size: 9pt }
@bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt } } body { font: 10pt Arial }</style>"""


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def save_as(source, to, target, folder):
    """A document as LibreOffice saves it."""
    profile = "-env:UserInstallation=" + Path(folder, "profile").as_uri()
    run("soffice", "--headless", profile, "--convert-to", to, "--outdir", folder, str(source))
    (folder / (source.stem + "." + to.split(":")[0])).rename(target)


def print_page(page, target, folder):
    """A page as Chromium prints it."""
    source = folder / "page.html"
    source.write_text(page.read_text(encoding="utf-8").replace("</head>", PAGE + "</head>"), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-pdf-tagging", "--no-pdf-header-footer")
    run("chromium", *options, "--print-to-pdf=%s" % target, source.as_uri())


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for version in VERSIONS:
            document = HERE / (version + ".docx")
            save_as(document, "odt", HERE / (version + ".odt"), folder)
            save_as(document, "rtf:Rich Text Format", HERE / (version + ".rtf"), folder)
            save_as(document, TAGGED, HERE / (version + ".tagged.pdf"), folder)
            print_page(HERE / (version + ".html"), HERE / (version + ".pdf"), folder)


if __name__ == "__main__":
    main()
