"""What leaves Anse is read by the programs of others: surveys by pyxform, workbooks by openpyxl, the interface by its validator,
calendars by icalendar, published figures by libhxl, openpyxl and the schemas of docs.

Usage: standards.py ANSE, with the Python of .venv.
"""

import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import hxl
import icalendar
import jsonschema
import openpyxl
from openapi_spec_validator import OpenAPIV31SpecValidator
from pyxform import xls2xform

from visitor import Visitor, serve, wait

anse, PORT = sys.argv[1], 8496
PASSWORD = "fictional people only"


def run(*arguments):
    return subprocess.run([anse, *map(str, arguments)], input=PASSWORD + "\n", capture_output=True, text=True, check=True)


def figures(document, folder):
    """The files made of a document of published figures."""
    run("publish", "files", document, "-o", folder)
    files = {path.suffix[1:] if path.name.startswith("figures") else path.name.split("-")[0]: path for path in folder.iterdir()}
    signed = json.loads(files["json"].read_bytes())
    assert files["json"].read_bytes() == document.read_bytes()
    jsonschema.validate(signed, json.loads(Path("docs/figures.schema.json").read_text()), cls=jsonschema.Draft202012Validator)
    values = json.loads(files["dhis2"].read_bytes())
    jsonschema.validate(values, json.loads(Path("docs/dhis2.schema.json").read_text()), cls=jsonschema.Draft202012Validator)

    found = []
    table = hxl.data(str(files["csv"]), hxl.InputOptions(allow_local=True))
    hxl.schema(None, callback=lambda error: found.append(error)).validate(table)
    serious = [error for error in found if error.rule.severity != "info"]
    assert not serious, [(error.rule.tag_pattern, error.message) for error in serious]
    cells = [cell for table in signed["tables"] for cell in table["cells"]]
    hidden = hxl.data(str(files["csv"]), hxl.InputOptions(allow_local=True)).with_rows("#meta+kind=hidden")
    numbers = [value for row in hidden for value in (row.get("#affected+num"), row.get("#meta+why"))]
    assert len(numbers) == 2 * sum("hidden" in cell["value"] for cell in cells), numbers
    assert not any(numbers[0::2]) and all(numbers[1::2]), numbers

    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames == ["About"] + [table["id"] for table in signed["tables"]], book.sheetnames
    assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet for cell in row), "a cell runs"
    about = {row[0].value: row[1].value for row in book["About"] if row[0].value}
    assert hashlib.sha256(document.read_bytes()).hexdigest() in about.values()
    for table in signed["tables"]:
        rows = list(book[table["id"]].iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(table["cells"])
        for row, cell in zip(rows, table["cells"]):
            told = cell["value"].get("number", cell["value"].get("estimate"))
            count = row[len(table["axes"])]
            assert count is None if told is None else abs(count - told) <= 0.5, (row, cell)
    print(f"standards: {len(cells)} published cells are HXL to libhxl, a workbook to openpyxl, {len(values['dataValues'])} data values")


with tempfile.TemporaryDirectory() as place:
    place = Path(place)
    for name in ("bands-figures-2025-v1", "suppressed-figures-2025-v2", "noise-figures-2025-v1"):
        figures(Path(f"Tests/ExchangeTests/Statistics/Files/{name}.json"), place / name)
    for pack in ("saint-lucia", "demo-land"):
        survey = place / f"{pack}.xlsx"
        run("pack", "export-xlsform", "--pack", f"Packs/{pack}", "-o", survey)
        xls2xform.convert(survey, validate=False)
        rows = openpyxl.load_workbook(survey)["survey"].max_row
        print(f"standards: {rows} rows of {pack} are a survey to pyxform")

    # What another process saved must be known again: a start that folds the whole ledger takes minutes in a large country.
    run("bench", "fill", "--cases", "40", "--data", place / "filled")
    assert json.loads(run("bench", "start", "--data", place / "filled").stdout)["index"] == 1, "the index of another process is not read"
    print("standards: the index that one process saves another reads")

    data, table = place / "data", place / "cases.xlsx"
    server = serve(anse, "demo", "--data", str(data), "--cases", "5", "--port", str(PORT))
    try:
        wait(f"http://localhost:{PORT}/health")
        document = json.loads(urllib.request.urlopen(f"http://localhost:{PORT}/api/openapi.json").read())
        worker = Visitor(f"http://localhost:{PORT}")
        worker.sign_in("case-manager", PASSWORD)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', worker.ask("/account")[1]))
        made = worker.ask("/account/calendar", hidden)[1]
        link = re.search(r'value="(http://localhost[^"]+/calendar/[^"]+)"', made).group(1)
        feed = urllib.request.urlopen(link).read()
        focal = Visitor(f"http://localhost:{PORT}")
        focal.sign_in("focal-point", PASSWORD)
        evidence = {kind: focal.fetch(f"/statistics/evidence.{kind}")[1] for kind in ("xlsx", "pdf")}
        taken = focal.ask("/statistics/evidence")[1]
    finally:
        server.terminate()
        server.wait()
    OpenAPIV31SpecValidator(document).validate()
    print(f"standards: {len(document['paths'])} paths are OpenAPI {document['openapi']} to its validator")
    calendar = icalendar.Calendar.from_ical(feed)
    events = calendar.walk("VEVENT")
    assert calendar["VERSION"] == "2.0" and len(calendar.walk("VTIMEZONE")) == 1, feed
    assert not [error for part in calendar.walk() for error in part.errors], feed
    assert all(len(line) <= 75 for line in feed.split(b"\r\n")) and b"\n" not in feed.replace(b"\r\n", b""), feed
    assert events and len({str(event["UID"]) for event in events}) == len(events), feed
    assert {str(event["SUMMARY"]) for event in events} == {"Anse: something is due"} and b"SLU-" not in feed, feed
    assert all((event.end - event.start).days == 1 for event in events), feed
    print(f"standards: {len(events)} days are a calendar to icalendar, and name nothing")
    (place / "evidence.xlsx").write_bytes(evidence["xlsx"])
    book = openpyxl.load_workbook(place / "evidence.xlsx")
    figures = {row[1].value: row[4].value for row in book["Figures"].iter_rows(min_row=2)}
    assert int(figures["screened"]) > 0 and len(figures) >= 25 and {"About", "IC-TIP", "SDG 16.2.2"} <= set(book.sheetnames), figures
    (place / "evidence.pdf").write_bytes(evidence["pdf"])
    meta = subprocess.run(["pdfinfo", "-meta", str(place / "evidence.pdf")], capture_output=True, text=True, check=True).stdout
    assert "pdfaid:part" in meta, meta[:200]
    assert "Who took it out" in taken, "nobody wrote down who took the evidence"
    print(f"standards: {len(figures)} figures of the evidence are a workbook to openpyxl, and a PDF/A")
    run("export", "xlsx", "-o", table, "--data", data)
    run("export", "csv", "-o", place / "cases.csv", "--data", data)
    rows = len(list(csv.reader((place / "cases.csv").open(encoding="utf-8-sig", newline=""))))
    sheet = openpyxl.load_workbook(table)["Cases"]
    assert sheet.max_row == rows > 5 and sheet["A1"].value == "anse_number", (sheet.max_row, rows, sheet["A1"].value)
    assert all(cell.data_type in ("s", "n") for row in sheet for cell in row), "a cell runs"
    print(f"standards: {sheet.max_row - 1} cases are a workbook to openpyxl")
