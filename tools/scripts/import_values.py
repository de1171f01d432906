"""Turn the arguments of ``./zcrm import`` into JSON on standard output.

usage: import_values.py FOLDER ARGUMENT...     relative file names start from FOLDER
"""

import argparse
import json
import os
import sys

KINDS = (
    "enterprises",
    "engagements",
    "trips",
    "pipeline",
    "deals",
    "receipts",
    "projects",
    "progress",
)
UNITS = ("yi", "wan", "yuan")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        sys.exit(f"失败:参数不对:{message}。用法请看 ./zcrm help。")


def read_options(folder, args):
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("kind")
    parser.add_argument("file")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--user", default="")
    parser.add_argument("--team", default="")
    parser.add_argument("--unit", choices=UNITS)
    parser.add_argument("--header-row", type=int, default=0)
    parser.add_argument("--skip-hidden", action="store_true")
    parser.add_argument("--keep-existing", action="store_true")
    options = parser.parse_args(args)
    if options.kind not in KINDS:
        parser.error(f"没有「{options.kind}」这种台账,可选 {'、'.join(KINDS)}")
    path = os.path.join(folder, options.file)
    if not os.path.isfile(path) or not os.access(path, os.R_OK):
        sys.exit(f"失败:读不到 {options.file},请检查文件名和权限。")
    return {**vars(options), "path": path, "file": os.path.basename(path)}


print(json.dumps(read_options(sys.argv[1], sys.argv[2:]), ensure_ascii=False))
