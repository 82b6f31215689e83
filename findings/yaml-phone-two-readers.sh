#!/usr/bin/env bash
# A phone number written by one YAML library is read by another one without its first 0.
#
# Promise: YAML is meant to carry data between programming languages (YAML 1.2.2, section 1.1). A plain value gets its
#   type from its looks (section 10.3.2), so a library that writes a text puts it in quotes if it looks like a number.
# Versions: PyYAML 6.0.3 (Python, rules of YAML 1.1) and yaml 2.9.1 (JavaScript, rules of YAML 1.2).
# Seen: PyYAML puts 03005554152 in quotes, because in YAML 1.1 digits after a 0 are an octal number. It leaves
#   01582547418 bare, because an 8 cannot be octal, so that in YAML 1.1 it is a text. YAML 1.2 writes octal as 0o17 and
#   reads the bare digits as the decimal number 1582547418. Only numbers with an 8 or a 9 in them are hurt.
# Why it matters: a script in Python tidies the data of a library, a form in the browser opens the same file, and the
#   phone numbers of some branches, not of all, lose their first digit when it is saved.
# Our project: reads every plain value as text, and refuses a phone number that has lost its 0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.3
npm install --silent --no-fund --no-audit --prefix "$work" yaml@2.9.1

cat > "$work/write.py" <<'PY'
import sys
from importlib.metadata import version

import yaml

print(f"Versions: PyYAML {version('PyYAML')}", end="", file=sys.stderr)
phones = {"central": "01582547418", "mobile_library": "03005554152"}
text = yaml.safe_dump(phones)
assert yaml.safe_load(text) == phones
print(text, end="")
PY

cat > "$work/read.mjs" <<'JS'
import { createRequire } from "node:module";
import fs from "node:fs";
import { parse } from "yaml";

console.log(`, yaml ${createRequire(import.meta.url)("yaml/package.json").version}`);
const text = fs.readFileSync(process.argv[2], "utf8");
const phones = parse(text);
console.log("Behaviour: of two phone numbers, both texts in Python, one arrives in JavaScript as a number.");
console.log(`Output seen: PyYAML writes, and reads back as it was:\n${text}yaml reads:`);
console.log(phones);
if (phones.central !== 1582547418 || phones.mobile_library !== "03005554152") {
  console.error("The behaviour has changed: a phone number that PyYAML writes no longer loses its 0 in yaml.");
  process.exit(1);
}
JS

"$work/venv/bin/python" "$work/write.py" > "$work/phones.yaml"
node "$work/read.mjs" "$work/phones.yaml"
