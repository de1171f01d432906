#!/usr/bin/env python3
"""Bring the addon's translation files up to date with its source.

usage: update_translations.py POT [GLOSSARY.tsv ...]

POT is a fresh template exported by Odoo (``odoo i18n export -l pot``). The script writes
``i18n/zhuozhou_crm.pot`` and merges ``i18n/zh_CN.po``: a known term keeps its Chinese, a term
that is gone is dropped, a new one takes its Chinese from the glossaries (lines of
``msgid<TAB>msgstr``, line breaks as ``\\n``) or stays empty. Empty terms are listed and make the
script exit with 1.
"""

import sys
from pathlib import Path

import polib

I18N = Path(__file__).resolve().parent.parent / "zhuozhou_crm" / "i18n"
HEADER = {
    "Project-Id-Version": "zhuozhou_crm 19.0",
    "Report-Msgid-Bugs-To": "",
    "Language-Team": "Chinese (Simplified)",
    "Language": "zh_CN",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def read_glossary(path):
    """Return ``{msgid: msgstr}`` of a tab-separated glossary."""
    terms = {}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        source, separator, target = line.partition("\t")
        if not separator:
            raise SystemExit(f"{path}:{number}: no tab between the term and its translation")
        terms[source.replace("\\n", "\n")] = target.replace("\\n", "\n")
    return terms


def merge(template, known):
    """Return the Chinese catalogue of ``template`` with the translations of ``known``."""
    catalogue = polib.POFile()
    catalogue.metadata = HEADER
    for entry in template:
        catalogue.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=known.get(entry.msgid, ""),
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=entry.flags,
            )
        )
    return catalogue


def main(pot, *glossaries):
    template = polib.pofile(pot)
    template.metadata = {
        k: v for k, v in HEADER.items() if k not in ("Language", "Language-Team")
    }
    template.sort(key=lambda entry: entry.msgid)
    current = I18N / "zh_CN.po"
    known = {}
    for glossary in glossaries:
        known.update(read_glossary(glossary))
    if current.exists():
        known.update({e.msgid: e.msgstr for e in polib.pofile(str(current)) if e.msgstr})
    catalogue = merge(template, known)
    template.save(str(I18N / "zhuozhou_crm.pot"))
    catalogue.save(str(current))
    for entry in (missing := catalogue.untranslated_entries()):
        print(repr(entry.msgid))
    print(f"{len(catalogue)} terms, {len(missing)} without Chinese", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
