"""Turn the options of ``./zcrm export`` into the wizard's values, as JSON on standard output."""

import argparse
import datetime
import json
import sys


class Parser(argparse.ArgumentParser):
    def error(self, message):
        sys.exit(f"失败:参数不对:{message}。用法请看 ./zcrm help。")


def day(text):
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是日期,请写成 2023-01-31 的样子") from None


def read_options(args):
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--year", type=int)
    parser.add_argument("--quarter", choices=[str(n) for n in range(1, 5)])
    parser.add_argument("--month", choices=[str(n) for n in range(1, 13)])
    parser.add_argument("--from", dest="date_from", type=day)
    parser.add_argument("--to", dest="date_to", type=day)
    parser.add_argument("--unit", choices=["yi", "wan"])
    parser.add_argument("--compare", choices=["none", "last_year", "previous"])
    parser.add_argument("--template")
    parser.add_argument("--format", dest="file_format", choices=["xlsx", "docx"])
    options = parser.parse_args(args)
    if bool(options.date_from) != bool(options.date_to):
        parser.error("--from 和 --to 要一起给")
    if options.template and not options.date_from and options.year is None:
        if options.quarter or options.month:
            parser.error("--quarter、--month 要和 --year 一起给")
        return options
    if bool(options.date_from) == (options.year is not None):
        parser.error("请给 --year,或者 --from 和 --to")
    if options.date_from and (options.quarter or options.month):
        parser.error("--quarter、--month 要和 --year 一起给")
    if options.quarter and options.month:
        parser.error("--quarter 和 --month 只能给一个")
    if options.date_from and options.date_from > options.date_to:
        parser.error("--from 晚于 --to")
    if options.year is not None and not 1949 <= options.year <= 2999:
        parser.error(f"--year {options.year} 不是合理的年份")
    return options


def wizard_values(options):
    given = {
        "unit": options.unit or (None if options.template else "yi"),
        "comparison": options.compare,
        "template": options.template,
        "file_format": options.file_format,
    }
    values = {name: value for name, value in given.items() if value}
    if options.date_from:
        return values | {
            "period_type": "free",
            "date_from": options.date_from,
            "date_to": options.date_to,
        }
    if options.year is None:  # the period is the template's
        return values
    values["year"] = options.year
    if options.quarter:
        return values | {"period_type": "quarter", "quarter": options.quarter}
    if options.month:
        return values | {"period_type": "month", "month": options.month}
    return values | {"period_type": "year"}


print(json.dumps(wizard_values(read_options(sys.argv[1:]))))
