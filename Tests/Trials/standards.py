"""What leaves Anse is read by the programs of others: surveys by pyxform, workbooks by openpyxl, the interface by its validator,
calendars by icalendar.

Usage: standards.py ANSE, with the Python of .venv.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import icalendar
import openpyxl
from openapi_spec_validator import OpenAPIV31SpecValidator
from pyxform import xls2xform

from visitor import Visitor, serve, wait

anse, PORT = sys.argv[1], 8496
PASSWORD = "fictional people only"


def run(*arguments):
    return subprocess.run([anse, *map(str, arguments)], input=PASSWORD + "\n", capture_output=True, text=True, check=True)


with tempfile.TemporaryDirectory() as place:
    place = Path(place)
    for pack in ("saint-lucia", "demo-land"):
        survey = place / f"{pack}.xlsx"
        run("pack", "export-xlsform", "--pack", f"Packs/{pack}", "-o", survey)
        xls2xform.convert(survey, validate=False)
        rows = openpyxl.load_workbook(survey)["survey"].max_row
        print(f"standards: {rows} rows of {pack} are a survey to pyxform")

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
