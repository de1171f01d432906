from .ledger_common import LedgerCase, make_xlsx

YI, WAN = 100_000_000, 10_000
LIST_TITLE = ["2024年涿州市省重点项目清单"]
LIST_HEADER = (
    "序号",
    "项目名称",
    "项目代码",
    "建设单位",
    "建设性质",
    "是否列统",
    "总投资（亿元）",
    "2024年度计划投资（万元）",
    "牵头单位",
    "产业类别",
)
LIST_ROW = [
    1,
    "示例产业园项目",
    "2301-01",
    "示例建设有限公司",
    "续建",
    "是",
    12,
    30000,
    None,
    "工业",
]
MONTH_TITLE = ("2024年5月重大项目报表",)
MONTH_HEADER = ("序号", "项目名称", "5月完成投资", "2024年1-5月累计完成投资", "形象进度")
MONTH_ROW = [1, "示例产业园项目", 2500, 9000, "主体施工"]


class KeyProjectLedgerCase(LedgerCase):
    """Lists of key projects and their monthly reports, imported by an officer of team A."""

    def _list(self, *rows, header=LIST_HEADER):
        return make_xlsx([LIST_TITLE, header, *rows])

    def _month(self, *rows, header=MONTH_HEADER, title=MONTH_TITLE, unit="万元"):
        return make_xlsx([title, [None, None, f"单位：{unit}"], header, *rows])

    def _new_project(self, name="示例产业园项目", team=None, **values):
        team = team or self.team_a
        return self.env["investment.project"].create(
            {"name": name, "team_id": team.id, "user_id": False, **values}
        )

    def _get_project(self, name="示例产业园项目"):
        return self.env["investment.project"].search([("name", "=", name)])

    def _reasons(self, ledger):
        return [line.reason or line.note for line in ledger.line_ids]
