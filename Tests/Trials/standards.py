"""What leaves Anse is read by the programs of others: surveys by pyxform, workbooks by openpyxl, the interface by its validator.

Usage: standards.py ANSE, with the Python of .venv.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import openpyxl
from openapi_spec_validator import OpenAPIV31SpecValidator
from pyxform import xls2xform

from visitor import serve, wait

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
    finally:
        server.terminate()
        server.wait()
    OpenAPIV31SpecValidator(document).validate()
    print(f"standards: {len(document['paths'])} paths are OpenAPI {document['openapi']} to its validator")
    run("export", "xlsx", "-o", table, "--data", data)
    sheet = openpyxl.load_workbook(table)["Cases"]
    assert sheet.max_row == 6 and sheet["A1"].value == "anse_number", (sheet.max_row, sheet["A1"].value)
    assert all(cell.data_type in ("s", "n") for row in sheet for cell in row), "a cell runs"
    print(f"standards: {sheet.max_row - 1} cases are a workbook to openpyxl")
