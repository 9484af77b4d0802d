"""Runs the blocks of the page of recipes: files are written, each command is run in a shell, and what stands below it must be all that
comes out, or its beginning where `…` ends it, as in tests/readme.rs.

    run.py PAGE FOLDER
"""

import re
import subprocess
import sys

FILES = {"python", "r", "sql"}
COMMANDS = {"console", "shell-session"}

page, folder = sys.argv[1:]
with open(page, encoding="utf-8") as text:
    blocks = re.findall(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", text.read(), re.MULTILINE | re.DOTALL)
count = failed = 0
for kind, name, block in blocks:
    if kind in FILES:
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(block)
    if kind not in COMMANDS:
        continue
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = command.partition("\n")
        ran = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)
        expected, count = expected.rstrip("\n"), count + 1
        if expected.endswith("…"):
            is_right = ran.stdout.startswith(expected[:-1]) and ran.stdout != expected[:-1]
        else:
            is_right = ran.stdout.rstrip("\n") == expected
        if not is_right or ran.returncode != 0 or ran.stderr:
            failed += 1
            print(f"{page}: {command}\nexit {ran.returncode}\nexpected:\n{expected}\nsaid:\n{ran.stdout}{ran.stderr}", file=sys.stderr)
print(f"{page}: {count} commands, {failed} not as they should be")
sys.exit(failed > 0 or count == 0)
