#!/usr/bin/env python3
"""make.py: writes versions of ../../fixtures/craig-tolverie as Word documents, web pages and print, beside this file.

As programs that know nothing of each other would: the Word document with styles, counted lists and a running head; the
page with elements; the page of a record system that lays everything out in one table; and the pages that such a system
prints as text, with heads and feet, wrapped at a column. And a PDF one page of which is a picture. Same input, same bytes. Standard library only.
"""
import html
import re
import textwrap
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSIONS = ("v4", "v5")


def blocks(text):
    """Markdown as a list of (kind, ...): as much of it as the fixture uses."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    at, out = 0, []
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.startswith("<!--") or re.match(r"\[[^]]+\]: ", line):
            at += 1
            continue
        if line.strip() == "---":
            out.append(("rule",))
            at += 1
            continue
        if heading := re.match(r"(#+) (.*)", line):
            out.append(("heading", len(heading[1]), heading[2].strip()))
            at += 1
            continue
        if line.startswith("|"):
            rows = []
            while at < len(lines) and lines[at].startswith("|"):
                rows.append([cell.strip() for cell in lines[at].strip().strip("|").split("|")])
                at += 1
            out.append(("table", rows[0], rows[2:]))
            continue
        run = []
        while at < len(lines) and lines[at].strip() and not re.match(r"#|\||---", lines[at]):
            run.append(lines[at])
            at += 1
        out.extend(paragraph(run))
    return out


ITEM = re.compile(r"(?:([-+*\u2022])|(\d+[.)]))\s+(.*)")


def paragraph(lines):
    """Items, or lines joined; a line that ends in two blanks ends there."""
    out = []
    for line in lines:
        if item := ITEM.match(line):
            out.append(("item", item[2] or "", item[3].strip()))
        elif out and out[-1][0] == "item" and line.startswith(" "):
            out[-1] = ("item", out[-1][1], out[-1][2] + " " + line.strip())
        elif out and out[-1][0] == "lines":
            out[-1][1].append(line)
        else:
            out.append(("lines", [line]))
    done = []
    for block in out:
        if block[0] == "lines":
            text = ""
            for line in block[1]:
                text += line.lstrip("> ").rstrip() + ("\n" if line.endswith("  ") else " ")
            done.append(("paragraph", text.strip()))
        else:
            done.append(block)
    return done


def runs(text):
    """(words, bold) of a text."""
    parts = re.split(r"\*\*(.+?)\*\*", text.replace("\\", ""), flags=re.S)
    return [(part, bool(index % 2)) for index, part in enumerate(parts) if part]


def inline(text):
    marked = ("<b>%s</b>" % html.escape(words, False) if bold else html.escape(words, False) for words, bold in runs(text))
    return "".join(marked).replace("\n", "<br>\n")


def page(parts):
    out, open_list = [], ""
    for part in parts:
        kind = part[0]
        wanted = {"": "ul"}.get(part[1], "ol") if kind == "item" else ""
        if wanted != open_list:
            if open_list:
                out.append("</%s>" % open_list)
            if wanted == "ol":
                out.append('<ol start="%s">' % re.match(r"\d+", part[1])[0])
            elif wanted:
                out.append("<ul>")
            open_list = wanted
        if kind == "heading":
            out.append("<h%d>%s</h%d>" % (part[1], inline(part[2]), part[1]))
        elif kind == "item":
            out.append("<li>%s</li>" % inline(part[2]))
        elif kind == "table":
            out.append(table(part))
        elif kind == "paragraph":
            out.append("<p>%s</p>" % inline(part[1]))
        else:
            out.append("<hr>")
    if open_list:
        out.append("</%s>" % open_list)
    return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Plan</title></head><body>\n%s\n</body></html>\n" % "\n".join(out)


def table(part):
    row = lambda cells, cell: "<tr>%s</tr>" % "".join("<%s>%s</%s>" % (cell, inline(text) or "&nbsp;", cell) for text in cells)
    return '<table border="1">\n%s\n</table>' % "\n".join([row(part[1], "th")] + [row(cells, "td") for cells in part[2]])


def screen(parts):
    """One table for everything: fields and entries in two cells, all else in one over both."""
    out, last = [], None
    for part in parts:
        kind = part[0]
        one = lambda body, style="": out.append('<tr><td colspan="2"%s>%s</td></tr>' % (style, body))
        if kind == "heading":
            one(inline(part[2]), ' class="%s"' % ("title" if part[1] == 1 else "head" if part[1] == 2 else "sub"))
        elif kind == "item":
            text = "%s&nbsp;%s" % (part[1] or "&bull;", inline(part[2]))
            if last == "item":
                out[-1] = out[-1].replace("</td></tr>", "<br>\n%s</td></tr>" % text)
            else:
                one(text)
        elif kind == "table":
            one(table(part))
        elif kind == "paragraph":
            lines = part[1].split("\n")
            fields = [re.match(r"\*\*([^*]+:)\*\*\s*(.*)", line, re.S) for line in lines]
            if all(fields):
                out.extend('<tr><td width="30%%"><b>%s</b></td><td>%s</td></tr>' % (html.escape(f[1], False), inline(f[2])) for f in fields)
            else:
                one(inline(part[1]))
        else:
            one("<hr>")
        last = kind
    style = "td{font:9pt Arial}.title{background:#123;font-weight:bold}.head{background:#345;font-weight:bold}.sub{background:#cde;font-weight:bold}"
    return "<html><head><meta charset=\"utf-8\"><style>%s</style></head><body><table width=\"100%%\">\n%s\n</table></body></html>\n" % (style, "\n".join(out))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PARTS = ("styles", "numbering", "header", "footer")


def w_run(words, bold):
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    texts = "<w:br/>".join('<w:t xml:space="preserve">%s</w:t>' % html.escape(line, False) for line in words.split("\n"))
    return "<w:r>%s%s</w:r>" % (marks, texts)


def w_paragraph(text, properties=""):
    return "<w:p>%s%s</w:p>" % (properties and "<w:pPr>%s</w:pPr>" % properties, "".join(w_run(*run) for run in runs(text)))


def word(parts):
    out, lists, last = [], [], None
    for part in parts:
        kind = part[0]
        if kind == "heading":
            out.append(w_paragraph(part[2], '<w:pStyle w:val="Heading%d"/>' % part[1]))
        elif kind == "item" and not part[1]:
            out.append(w_paragraph(part[2], '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
        elif kind == "item":
            if last != "number":
                lists.append(re.match(r"\d+", part[1])[0])
            out.append(w_paragraph(part[2], '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>' % (len(lists) + 1)))
        elif kind == "table":
            row = lambda cells, head: "<w:tr>%s%s</w:tr>" % ("<w:trPr><w:tblHeader/></w:trPr>" if head else "", "".join("<w:tc>%s</w:tc>" % w_paragraph(text) for text in cells))
            out.append("<w:tbl>%s%s</w:tbl>" % (row(part[1], True), "".join(row(cells, False) for cells in part[2])))
        elif kind == "paragraph":
            out.append(w_paragraph(part[1]))
        else:
            out.append(w_paragraph("----------"))
        last = "number" if kind == "item" and part[1] else kind
    level = lambda fmt, text: '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>' % (fmt, text)
    numbering = '<w:abstractNum w:abstractNumId="0">%s</w:abstractNum><w:abstractNum w:abstractNumId="1">%s</w:abstractNum>' % (level("bullet", "\uf0b7"), level("decimal", "%1."))
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbering += "".join('<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="%s"/></w:lvlOverride></w:num>' % (at + 2, start) for at, start in enumerate(lists))
    styles = "".join('<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:pPr><w:outlineLvl w:val="%d"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>' % (n, n, n - 1) for n in range(1, 7))
    return {
        "[Content_Types].xml": '%s<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="%sdocument.main+xml"/>%s</Types>' % (XML, TYPE, "".join('<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>' % (p, TYPE, p) for p in PARTS)),
        "_rels/.rels": '%s<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>' % (XML, KIND),
        "word/_rels/document.xml.rels": '%s<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % (XML, "".join('<Relationship Id="r%s" Type="%s%s" Target="%s.xml"/>' % (p, KIND, p, p) for p in PARTS)),
        "word/document.xml": '%s<w:document %s><w:body>%s<w:sectPr><w:headerReference w:type="default" r:id="rheader"/><w:footerReference w:type="default" r:id="rfooter"/></w:sectPr></w:body></w:document>' % (XML, W, "".join(out)),
        "word/styles.xml": "%s<w:styles %s>%s</w:styles>" % (XML, W, styles),
        "word/numbering.xml": "%s<w:numbering %s>%s</w:numbering>" % (XML, W, numbering),
        "word/header.xml": "%s<w:hdr %s>%s</w:hdr>" % (XML, W, w_paragraph("Plan for the conference")),
        "word/footer.xml": '%s<w:ftr %s><w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>' % (XML, W),
    }


WIDTH, PAGE_LINES = 78, 54


def printed(parts):
    """Pages of text: strokes under headings, one field a line, columns by spaces."""
    lines = []
    wrap = lambda text, first="", rest="": lines.extend(textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False))
    last = None
    for part in parts:
        kind = part[0]
        if not (kind == "item" and last == "item"):
            lines.append("")
        if kind == "heading":
            text = "".join(words for words, _ in runs(part[2]))
            if part[1] == 1:
                lines += ["=" * WIDTH, text.upper().center(WIDTH).rstrip(), "=" * WIDTH]
            elif part[1] < 4:
                wrap(text)
                lines.append(("=" if part[1] == 2 else "-") * len(lines[-1]))
            else:
                wrap(text)
        elif kind == "item":
            mark = (part[1] or "-") + " "
            wrap("".join(words for words, _ in runs(part[2])), mark, " " * len(mark))
        elif kind == "table":
            lines += columns(part)
        elif kind == "paragraph":
            for line in part[1].split("\n"):
                field = re.match(r"\*\*([^*]+:)\*\*\s*(.*)", line)
                text = "".join(words for words, _ in runs(field[2] if field else line))
                if field and len(text) < WIDTH - 26:
                    lines.append("%-26s%s" % (field[1], text))
                else:
                    wrap((field[1] + " " if field else "") + text)
        else:
            lines.append("-" * WIDTH)
        last = kind
    pages = [lines[at : at + PAGE_LINES] for at in range(1, len(lines), PAGE_LINES)]
    head = "%-50s%28s" % ("CUSTODY RECORDS (TRAINING)", "TOLVERIE, Craig")
    foot = "Printed 14/11/2025 09:12%s"
    return "\f".join("\n".join([head, ""] + page + ["", foot % ("Page %d of %d" % (number, len(pages))).rjust(54), ""]) for number, page in enumerate(pages, 1))


def columns(part):
    """Columns as wide as their longest word at least, and as the page has room for."""
    rows = [[cell or "" for cell in row] for row in [part[1]] + part[2]]
    rows = [["".join(words for words, _ in runs(cell)) for cell in row] for row in rows]
    count = max(len(row) for row in rows)
    rows = [row + [""] * (count - len(row)) for row in rows]
    used = [at for at in range(count) if any(row[at] for row in rows)]
    rows = [[row[at] for at in used] for row in rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(used))]
    least = [max(len(word) for row in rows for word in row[at].split() or [""]) for at in range(len(used))]
    while sum(widths) + 2 * len(widths) > WIDTH:
        widths[max((at for at in range(len(used)) if widths[at] > least[at]), key=lambda at: widths[at])] -= 1
    out = []
    for index, row in enumerate(rows):
        cells = [textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False) for cell, width in zip(row, widths)]
        for at in range(max(1, max(len(cell) for cell in cells))):
            out.append("  ".join((cell[at] if at < len(cell) else "").ljust(width) for cell, width in zip(cells, widths)).rstrip())
        if index == 0:
            out.append("  ".join("-" * width for width in widths))
    return out


# A plan of another person in three pages, the second of which is a picture.
SCANNED = (
    ("COMMUNITY INTEGRATION PLAN", "", "Name: Una Brodick", "Date of birth: 3 June 1991", "Conference date: 14 March 2024", "",
     "1. Housing", "", "She rents a flat in Port Row and means to keep it for as long as the rent is paid by her."),
    None,
    ("2. Health", "", "She is well and sees the nurse monthly.", "", "3. Work", "", "She works in the kitchen."),
)


def drawn(lines):
    """The content of a page; of none a picture that covers it."""
    if lines is None:
        return "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q"
    return "\n".join("BT /F1 11 Tf 72 %d Td (%s) Tj ET" % (780 - 16 * at, line) for at, line in enumerate(lines) if line)


def scanned(pages):
    """A PDF of these pages."""
    numbers = [3 + 2 * at for at in range(len(pages))]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               "<< /Type /Pages /Kids [%s] /Count %d >>" % (" ".join("%d 0 R" % number for number in numbers), len(pages))]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for number, lines in zip(numbers, pages):
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %s >> >> /Contents %d 0 R >>" % (font, number + 1))
        objects.append("<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn(lines)), drawn(lines)))
    out, offsets = "%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += "%d 0 obj\n%s\nendobj\n" % (number, text)
    table = "".join("%010d 00000 n \n" % offset for offset in offsets)
    end = "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return "%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (out, len(objects) + 1, table, end)


def main():
    (HERE / "scanned.pdf").write_bytes(scanned(SCANNED).encode("latin-1"))
    for version in VERSIONS:
        parts = blocks((HERE.parent.parent / "fixtures" / "craig-tolverie" / (version + ".md")).read_text(encoding="utf-8"))
        (HERE / (version + ".html")).write_text(page(parts), encoding="utf-8")
        (HERE / (version + ".screen.html")).write_text(screen(parts), encoding="utf-8")
        (HERE / (version + ".txt")).write_text(printed(parts), encoding="utf-8")
        with zipfile.ZipFile(HERE / (version + ".docx"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, text in word(parts).items():
                archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


main()
