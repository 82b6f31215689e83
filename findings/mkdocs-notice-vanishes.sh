#!/usr/bin/env bash
# A page that begins with "Closed: ..." loses that sentence, and --strict says nothing.
#
# Promise: MkDocs renders Markdown pages; `mkdocs build --strict` stops at any warning. Its documentation also describes
#   a second form of metadata besides front matter: words with a colon at the top of a page, up to the first blank line.
# Version: mkdocs 1.6.1.
# Seen: the second form is not asked for; any single word before a colon in the first line will do, known or not.
#   "Closed: all libraries on 25 December." becomes a piece of metadata named "closed" that no template shows. The rest
#   of the page is there, so that it looks complete. Two words before the colon ("All libraries closed: ...") are safe.
# Why it matters: a notice begins just so: "Update:", "Closed:", "Note:". The one sentence that people came for is not
#   on the page, and a strict build is green.
# Our project: refuses a page without front matter; where front matter stands, MkDocs does not look for the other form.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mkdocs==1.6.1
mkdir "$work/docs"
echo "site_name: Library" > "$work/mkdocs.yml"
cat > "$work/docs/index.md" <<'MD'
Closed: all libraries on 25 December.

Books can be renewed online.
MD
cat > "$work/docs/safe.md" <<'MD'
All libraries closed: 25 December.

Books can be renewed online.
MD

changed() {
  echo "The behaviour has changed: $1" >&2
  exit 1
}

cd "$work"
export NO_MKDOCS_2_WARNING=1
built=$("$work/venv/bin/mkdocs" build --strict 2>&1) || changed "the strict build fails."
echo "Version: $("$work/venv/bin/pip" list --disable-pip-version-check --format=freeze 2>/dev/null | grep '^mkdocs==')"
echo "Behaviour: the first line of the page is not on the page, and the strict build succeeds without a warning."
echo "Output seen:"
grep -oE 'WARNING.*' <<< "$built" || echo "  no line of the strict build says WARNING"
for page in index.html safe/index.html; do
  echo "  $page: $(grep -oE '<p>(Closed|All libraries|Books)[^<]*</p>' "site/$page" | tr '\n' ' ')"
done

! grep -q WARNING <<< "$built" || changed "the build warns."
! grep -q "all libraries on 25 December" site/index.html || changed "the first line of the page is shown."
grep -q "Books can be renewed" site/index.html || changed "the rest of the page is not shown."
grep -q "All libraries closed: 25 December" site/safe/index.html || changed "two words before the colon are not shown."
