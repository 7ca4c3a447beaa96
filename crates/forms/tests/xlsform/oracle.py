"""Makes what pyxform says of every form beside it: `<name>.xml`, or `<name>.refused` with its reason.

Run by hand and by CI with the pyxform of PyPI in a virtual environment:
    python oracle.py [FOLDER TO WRITE TO]
"""

import datetime
import io
import pathlib
import sys

import openpyxl
from pyxform.xls2xform import convert

here = pathlib.Path(__file__).parent
there = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here


def cell(text):
    text = text.strip().replace("\x01", "|").replace("\\n", "\n")
    if text in ("=TRUE", "=FALSE"):
        return text == "=TRUE"
    if text.startswith("@"):
        return datetime.time.fromisoformat(text[1:])
    return text or None


def workbook(text):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("# "):
            sheet = book.create_sheet(line[2:].strip())
        elif line.startswith("|"):
            parts = line.replace("\\|", "\x01")[1:].removesuffix("|").split("|")
            sheet.append([cell(part) for part in parts])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


for form in sorted(here.glob("*.md")):
    for old in (there / f"{form.stem}.xml", there / f"{form.stem}.refused"):
        old.unlink(missing_ok=True)
    try:
        made = convert(workbook(form.read_text("utf-8")), file_type=".xlsx", form_name="data", warnings=[])
        (there / f"{form.stem}.xml").write_text(made.xform, "utf-8")
    except Exception as reason:  # what pyxform refuses, it refuses by many kinds of exception
        (there / f"{form.stem}.refused").write_text(f"{reason}\n", "utf-8")
