"""Damaged and hostile workbooks, made from good ones with a given source of randomness."""

import io
import re
import zipfile

from ..tools.ledger.fields import KINDS
from .ledger_common import make_csv, make_xls, make_xlsx

HEADERS = {
    "enterprises": ["企业名称", "信用代码", "企业性质", "所属集团", "企业荣誉", "联系人", "入驻时间"],
    "engagements": ["对接时间", "企业名称", "联系人", "对接方式", "对接情况", "下一步工作", "项目名称"],
    "trips": ["单位", "姓名", "开始时间", "结束时间", "目的地", "里程", "拜访企业名称", "接洽人姓名"],
    "pipeline": ["项目名称", "投资方", "计划总投资（亿元）", "需用土地(亩)", "项目阶段", "项目编码"],
    "deals": ["项目名称", "投资主体", "信用代码", "投资金额", "协议类型", "签约时间", "产业类别"],
    "receipts": ["项目名称", "到账日期", "到资金额(亿元)", "累计到资(亿元)", "银行进账单号", "协议类型"],
    "projects": ["项目名称", "项目代码", "建设单位", "级别", "年度", "年度计划投资", "开工时间"],
    "progress": ["月份", "项目名称", "当月完成投资", "土建工程", "形象进度", "存在问题", "下一步工作"],
}  # fmt: skip
CELLS = [
    None, "", " ", "-", 0, -1, 1, 2.5, 1e308, -1e308, 1e-300, 2**53, 45000, 2958465, 3e6, -1.5, True,
    "2024-05-08", "2024年5月", "5月8日", "0000-00-00", "9999-99-99", "2024-02-30", "1e400", "８．９４亿",
    "约1.2亿", "3-5亿元", "5000万元", "亿", "万元", "￥", "1,2,3", "+-1", "9" * 400, "=cmd|'/c calc'!A0",
    "+SUM(A1)", "@SUM(A1)", "-2+3", "\tx", "'; DROP TABLE crm_lead; --", "%s %(x)s {0} %", "\\", "\"'`",
    "<script>alert(1)</script>", "<b>&amp;</b>", "示例" * 2000, "示\n例\r\n公\n司", "\u202e示例",
    "\u200b\ufeff", "😀示例公司", "示例科技有限公司", "示例科技（集团）有限公司", "示例产业园项目",
    "#REF!", "合计", "备注：", "91110108KFJRE2T287", 9.1110108e17,
    "911101081234567890", "投资协议", "央企", "在谈", "Team A", "NaN",
    float(10**15), "一二三", "二〇二四年五月八日", "2024.5.8至2024.6.1", "\ud7ff\ufffd", "ﷺ" * 50,
]  # fmt: skip


FAR = (b'r="XFD1048576"', b'r="0"', b"")
STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<html>",
    b"%PDF",
)


GOOD = {
    "时间": "2024-05-08",
    "日期": "2024-05-08",
    "金额": 2.5,
    "投资": 2.5,
    "目的地": "上海市",
}


def make_good(random, kind):
    """Titles, header, three rows, a total: in one of the formats."""
    rows = []
    for number in range(3):
        row = [None] * len(HEADERS[kind])
        for column, title in enumerate(HEADERS[kind]):
            name = re.sub(r"[（(].*", "", title)
            row[column] = GOOD.get(name[-2:]) or GOOD.get(name) or f"示例{number}号{name[:2]}"
        rows.append(row)
    table = [["2024年台账（单位：亿元）"], HEADERS[kind], *rows, ["合计"]]
    maker = random.choice((make_xlsx, make_xlsx, make_xls, make_csv))
    return maker(table)


def make_case(random):
    """Return kind, file name and bytes of one case."""
    maker = random.choice(
        (damaged, damaged, patched, patched, hostile, hostile, hostile, noise)
    )
    kind, data = maker(random)
    return kind, f"台账.{random.choice(('xlsx', 'xls', 'csv', 'et', ''))}", data


def damaged(random):
    """Bytes of a good file lost, changed, repeated."""
    kind = random.choice(list(KINDS))
    data = bytearray(make_good(random, kind))
    for _time in range(random.choice((1, 1, 3, 30))):
        start, length = random.randrange(len(data)), random.choice((1, 8, 512))
        action = random.randrange(5)
        if action == 0:
            data[start] ^= 1 << random.randrange(8)
        elif action == 1:
            del data[start : start + length]
        elif action == 2:
            data[start:start] = random.randbytes(length)
        elif action == 3:
            data[start : start + length] = bytes(min(length, len(data) - start))
        else:
            data[start:start] = data[:length]
        if len(data) < 2:
            break
    if random.random() < 0.2:
        del data[random.randrange(len(data) + 1) :]
    return kind, bytes(data)


def patched(random):
    """A sound archive whose parts say something impossible."""
    kind = random.choice(list(KINDS))
    good = b""
    while not good.startswith(b"PK"):
        good = make_good(random, kind)
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if random.random() < 0.35:
                content = _patch(random, content)
            if random.random() > 0.04:
                new.writestr(name, content)
        if random.random() < 0.15:
            extra = (
                "xl/vbaProject.bin",
                "xl/externalLinks/externalLink1.xml",
                "../../etc/passwd",
            )
            new.writestr(random.choice(extra), b"x")
        if random.random() < 0.05:
            new.writestr("xl/worksheets/sheet9.xml", bytes(40_000_000))
    return kind, file.getvalue()


def _patch(random, content):
    entity = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    patches = (
        lambda: content.replace(b"<?xml", entity + b"<?xml", 1),
        lambda: content.replace(
            b"<v>", b"<v>" + random.choice((b"-1", b"1e999", b"&c;", b"x")), 3
        ),
        lambda: re.sub(
            rb'r="[A-Z]+\d+"',
            random.choice((b'r="XFD1048576"', b'r="0"', b"")),
            content,
            count=2,
        ),
        lambda: re.sub(
            rb'ref="[^"]*"', random.choice((b'ref="A1:XFD1048576"', b'ref="B2:A1"')), content
        ),
        lambda: content.replace(
            b't="s"', random.choice((b't="b"', b't="e"', b't="d"', b't="n"'))
        ),
        lambda: content[: random.randrange(len(content) + 1)],
        lambda: content.replace(b"<row", b"<row><row", 1),
        lambda: content.replace(
            "示例".encode(), random.choice((b"\xff\xfe", b"&#0;", b"_x0000_")), 5
        ),
        lambda: content + content,
        lambda: b"",
        lambda: re.sub(rb's="\d+"', b's="999999"', content),
        lambda: content.replace(b'Id="rId1"', b'Id="rId1" TargetMode="External"'),
    )
    return random.choice(patches)()


def hostile(random):
    """A sound workbook with cells that mean trouble."""
    kind = random.choice(list(KINDS))
    header = list(HEADERS[kind])
    if random.random() < 0.3:
        random.shuffle(header)
    rows = [
        [random.choice(CELLS) for _column in header] for _row in range(random.randrange(1, 9))
    ]
    for row in rows:  # else hardly a row would get past its required cells
        for column, title in enumerate(header):
            good = {
                "时间": "2024-05-08",
                "日期": "2024-05-08",
                "名称": f"示例{random.randrange(5)}公司",
            }
            for ending, value in good.items():
                if title.endswith(ending) and random.random() < 0.7:
                    row[column] = value
    above = [["2024年台账（单位：亿元）"], [random.choice(CELLS)]][: random.randrange(3)]
    table = [*above, header, *rows]
    form = random.randrange(4)
    if form == 0:
        return kind, make_csv(table, random.choice(("utf-8", "gb18030", "utf-16")))
    if form == 1:
        rows = [
            [value[:1000] if isinstance(value, str) else value for value in row]
            for row in table
        ]
        return kind, make_xls(rows)
    merged = {None: [(len(above) + 1, 0, len(table) - 1, 1)]} if len(rows) > 1 else None
    if random.random() < 0.7:
        merged = None
    return kind, make_xlsx({random.choice(("台账", "2024年", "x")): table}, merged)


def noise(random):
    """No spreadsheet at all, or hardly one."""
    kind = random.choice(list(KINDS))
    header = ",".join(HEADERS[kind]).encode(random.choice(("utf-8", "gb18030")))
    bodies = (
        random.randbytes(random.randrange(3000)),
        header + b"\n" + random.randbytes(200),
        header + b'\n"' + b"a,\n" * 500,
        b"," * 2000 + b"\n" + header,
        header + b"\n" + b"\0" * 50 + b"x,y,z\n",
        b"\n" * 5000 + header + b"\n" + "示例项目,示例公司,1,2,3".encode(),
    )
    return kind, random.choice(STARTS) + random.choice(bodies)
