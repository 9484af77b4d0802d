"""Recalculates a workbook of `wmt report` in LibreOffice, and holds its figures to those of `wmt calc`.

    check.py WMT WORK BY CASELOAD [OPTION ...]

First as it is; then with one value of the sheet Weights changed, against weights that are changed in the same way."""

import csv
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path

WMT, WORK, BY, CASELOAD, *OPTIONS = sys.argv[1:]
WORK = Path(WORK)
# What is not live, or is as at issue.
STILL = {"weights", "previous_percent"}
ISSUE = {"weeks_over", "standing", "over", "possible", "excessive", "no_hours"}
# A value of the weights: section, key, tier, the value in the workbook, and the same for wmt.
CHANGES = [
    ("cases", "community", "B2", "400.5", '[cases.community]\nB2 = 400.5\n'),
    ("tasks", "parole_report", "", "607.3333", '[tasks.parole_report]\nminutes = 607.3333\n'),
    ("status", "overdue_termination", "", "0.0715", '[status]\noverdue_termination = { percent = 7.15, flag = true }\n'),
    ("hours", "non_attributable", "", "0.2525", '[hours]\nnon_attributable = 25.25\n'),
    ("hours", "deductions", "", "together", '[hours]\ndeductions = "together"\n'),
]


def calc(*options):
    """The rows of `wmt calc` as CSV."""
    command = [WMT, "calc", CASELOAD, *OPTIONS, *options, "--quiet", "--format", "csv"]
    output = subprocess.run(command, capture_output=True, check=True)
    return list(csv.DictReader(output.stdout.decode().splitlines()))


def recalculated(workbook):
    """The sheets of a workbook after LibreOffice has worked out every formula again, as rows."""
    folder = WORK / "sheets"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    profile = WORK / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(__file__).parent / "recalculate.xcu", profile / "user" / "registrymodifications.xcu")
    started = time.time()
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", options, "--outdir", folder, workbook]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"{workbook.name}: opened, recalculated and written in {time.time() - started:.1f} s")
    sheet = lambda name: list(csv.DictReader((folder / f"{workbook.stem}-{name}.csv").open(encoding="utf-8")))
    return sheet("Officers"), sheet("Units")


def plain(cell):
    """A cell as a number where it is one: a percentage is one, too."""
    text = cell.removesuffix("%")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?(E[-+]?\d+)?", text) else text.removeprefix("'")


def compare(what, sheet, before, now):
    """Holds the rows of a sheet to those of calc now. What is as at issue is blank where capacity was another before, and may be
    where it looks the same: it may be another by less than is shown, or that of an officer in a unit."""
    wrong = [] if len(sheet) == len(now) else [f"{len(sheet)} rows, not {len(now)}"]
    for row, old, new in zip(sheet, before, now):
        is_same = old["capacity_percent"] == new["capacity_percent"]
        for key in new.keys() - STILL:
            expected = [new[key]]
            if key in ISSUE:
                may_stay = is_same or key not in ("weeks_over", "standing")
                expected = [old[key]] * may_stay + [""] * (before is not now)
            if plain(row[key]) not in map(plain, expected):
                wrong.append(f"{row.get('officer') or row.get('team')}: {key} is {row[key]!r}, not {expected}")
    if before is not now and all(old["capacity_percent"] == new["capacity_percent"] for old, new in zip(before, now)):
        wrong.append("the changed value changes no capacity, so this shows nothing")
    if wrong:
        sys.exit(f"{what}: {len(wrong)} figures differ: " + "; ".join(wrong[:10]))
    print(f"{what}: {len(now)} rows agree")


def changed(workbook, section, key, tier, value):
    """The workbook with another value in the sheet Weights."""
    other = workbook.with_stem(f"{workbook.stem}-{section}-{key}")
    cells = [f"<t>{re.escape(text)}</t>" for text in (section, key, tier) if text]
    row = re.compile("(<row [^>]*>(?:(?!</row>).)*?" + "(?:(?!</row>).)*?".join(cells) + '(?:(?!</row>).)*?<c r="D[^>]*>)(.*?)(</c>)')
    new = f"<v>{value}</v>" if value[0].isdigit() else f"<is><t>{value}</t></is>"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as out:
        names = re.findall(r'<sheet name="([^"]*)"', old.read("xl/workbook.xml").decode())
        weights = f"xl/worksheets/sheet{names.index('Weights') + 1}.xml"
        for name in old.namelist():
            contents = old.read(name)
            if name == weights:
                text, count = row.subn(lambda found: found[1] + new + found[3], contents.decode(), count=1)
                assert count == 1, f"{section}.{key}.{tier} is not in {name}"
                contents = text.encode()
            out.writestr(name, contents)
    return other


def main():
    workbook = WORK / f"{Path(CASELOAD).stem}.xlsx"
    subprocess.run([WMT, "report", CASELOAD, *OPTIONS, "--by", BY, "--quiet", "--output", workbook], check=True)
    before = calc(), calc("--by", BY)
    sheets = recalculated(workbook)
    for name, sheet, rows in zip(("Officers", "Units"), sheets, before):
        compare(f"{workbook.name} {name}", sheet, rows, rows)
    changes = CHANGES[: int(os.environ.get("CHANGES", len(CHANGES)))]
    for section, key, tier, value, toml in changes:
        other = changed(workbook, section, key, tier, value)
        weights = WORK / "weights.toml"
        weights.write_text(f'version = "changed"\nextends = "hmpps-2021"\n{toml}')
        now = calc("--weights", weights), calc("--by", BY, "--weights", weights)
        sheets = recalculated(other)
        for name, sheet, old, new in zip(("Officers", "Units"), sheets, before, now):
            compare(f"{other.name} {name}", sheet, old, new)


main()
