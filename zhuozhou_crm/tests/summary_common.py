import io

from openpyxl import load_workbook

from odoo.fields import Command

from .deal_common import YI, DealCommon


class SummaryCommon(DealCommon):
    """The year 2023 of two teams, small enough to count by hand.

    ============  ===========  =======  ==========================  =========================
    enterprise    central SOE  Beijing  settled                     contacted in 2023
    ============  ===========  =======  ==========================  =========================
    group         yes          yes      2020-05-01                  trip and call of team A
    unit          by group     no       2023-03-15                  trip of team A
    tech          no           yes      2022-12-31                  trip of team B
    local         no           no       2023-12-31                  cancelled trip only
    foreign       no           no       2019-01-01 – 2023-06-30     call of team B
    late          yes          no       2024-01-01                  2024 only
    ============  ===========  =======  ==========================  =========================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        # officers export once the administrator has given them the right
        export = cls.env.ref("zhuozhou_crm.zhuozhou_crm_group_export")
        (cls.officer_a | cls.officer_b).group_ids += export
        cls.team_a.sequence, cls.team_b.sequence = 1, 2
        cls._create_enterprises()
        cls._create_outreach()
        cls._create_events()
        cls._create_deals()
        leads = cls.lead | cls.lead_b | cls.lead_ended | cls.lead_unverified
        leads.first_report_date = "2023-02-01"
        leads.flush_recordset()

    @classmethod
    def _create_enterprises(cls):
        beijing = {
            "state_id": cls.env.ref("base.state_cn_BJ").id,
            "country_id": cls.env.ref("base.cn").id,
        }
        rows = {
            "group": ("示例中国材料集团有限公司", "central_soe", "2020-05-01", beijing),
            "unit": ("示例材料研究院有限公司", "private", "2023-03-15", {}),
            "tech": ("示例京科技术有限公司", "private", "2022-12-31", beijing),
            "local": ("示例冀北机械有限公司", "local_soe", "2023-12-31", {}),
            "foreign": ("示例远洋电子有限公司", "foreign", "2019-01-01", {}),
            "late": ("示例航空部件有限公司", "central_soe", "2024-01-01", {}),
        }
        enterprises = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "is_investment_target": True,
                    "investment_nature": nature,
                    "investment_settled_date": settled,
                    **address,
                }
                for name, nature, settled, address in rows.values()
            ]
        )
        for attribute, enterprise in zip(rows, enterprises, strict=True):
            setattr(cls, attribute, enterprise)
        cls.unit.investment_group_id = cls.group
        cls.foreign.investment_departed_date = "2023-06-30"
        cls.mayor = cls.env["res.partner"].create({"name": "示例市长", "function": "副市长"})
        cls.director = cls.env["res.partner"].create(
            {"name": "示例部长", "function": "投资部部长", "parent_id": cls.group.id}
        )

    @classmethod
    def _create_outreach(cls):
        cls.trip = cls._new_trip(
            cls.officer_a,
            "2023-03-06",
            "2023-03-08",
            cls.group | cls.unit,
            mileage=320.5,
        )
        cls.trip.engagement_ids.filtered(
            lambda one: one.partner_id == cls.group
        ).contact_id = cls.director
        cls.trip_b = cls._new_trip(
            cls.officer_b, "2023-12-30", "2024-01-02", cls.tech, mileage=1000
        )
        cls.trip_2024 = cls._new_trip(
            cls.officer_a, "2024-01-03", "2024-01-03", cls.late, mileage=50
        )
        cancelled = cls._new_trip(
            cls.officer_a, "2023-05-08", "2023-05-08", cls.local, done=False
        )
        cancelled.write({"cancel_reason": "示例原因", "state": "cancelled"})
        cls._new_trip(cls.officer_a, "2023-06-05", "2023-06-05", cls.local, done=False)
        cls._new_engagement(cls.officer_a, cls.group, "2023-07-01")
        cls._new_engagement(cls.officer_b, cls.foreign, "2023-08-01")
        cls._new_engagement(cls.officer_b, cls.local, "2023-08-02", state="cancelled")

    @classmethod
    def _new_trip(cls, user, start, end, enterprises, mileage=0, done=True):
        trip = (
            cls.env["investment.trip"]
            .with_user(user)
            .create(
                {
                    "leader_id": cls.mayor.id,
                    "date_start": start,
                    "date_end": end,
                    "stop_ids": [Command.create({"place": "北京市", "mileage": mileage})],
                    "engagement_ids": [
                        Command.create({"partner_id": enterprise.id, "state": "done"})
                        for enterprise in enterprises
                    ]
                    if done
                    else [],
                }
            )
        )
        if done:
            trip.state = "done"
        return trip

    @classmethod
    def _new_engagement(cls, user, enterprise, day, **values):
        return (
            cls.env["investment.engagement"]
            .with_user(user)
            .create({"partner_id": enterprise.id, "date": day, "mode": "call", **values})
        )

    @classmethod
    def _create_events(cls):
        """One in May; one that is on 1 January for Zhuozhou and still 31 December in UTC."""
        cls.event, cls.new_year, cls.next_year = cls.env["event.event"].create(
            [
                {
                    "name": name,
                    "is_investment_promotion": True,
                    "date_tz": "Asia/Shanghai",
                    "date_begin": f"{begin}:00",
                    "date_end": f"{end}:00",
                }
                for name, begin, end in (
                    ("示例推介会", "2023-05-18 01:00", "2023-05-18 09:00"),
                    ("示例新年推介会", "2022-12-31 17:00", "2023-01-01 03:00"),
                    ("示例来年推介会", "2023-12-31 16:30", "2024-01-01 03:00"),
                )
            ]
        )

    @classmethod
    def _create_deals(cls):
        """Framework 10 turned formal 12 (one project, 12), 3 of team B, 2 until December; one
        awaiting verification."""
        cls.framework = cls._new_deal(
            "verified",
            agreement_type="framework",
            signing_date="2023-05-18",
            contract_value=10 * YI,
            event_id=cls.event.id,
        )
        cls.formal = cls._new_deal(
            "verified",
            signing_date="2023-09-01",
            contract_value=12 * YI,
            parent_id=cls.framework.id,
        )
        cls.lead_b = cls._new_lead("示例数据中心项目", cls.team_b, cls.officer_b)
        cls._new_deal(
            "verified",
            lead_id=cls.lead_b.id,
            signing_date="2023-10-01",
            contract_value=3 * YI,
        )
        cls.lead_ended = cls._new_lead("示例终止项目")
        ended = cls._new_deal(
            "verified",
            lead_id=cls.lead_ended.id,
            signing_date="2023-06-01",
            contract_value=2 * YI,
        )
        ended.write({"state": "terminated", "end_date": "2023-12-01", "end_reason": "示例原因"})
        cls.lead_unverified = cls._new_lead("示例待核实项目")
        cls._new_deal(
            "signed",
            lead_id=cls.lead_unverified.id,
            signing_date="2023-11-01",
            contract_value=YI,
        )

    # reading back

    def _wizard(self, user, **choice):
        wizards = self.env["investment.summary.wizard"].with_user(user)
        return wizards.with_context(lang="en_US").create({"year": 2023, **choice})

    def _workbook(self, user, values=True, **choice):
        """What ``user`` gets; ``values`` for what is shown, else formulas as they are."""
        file = io.BytesIO()
        self._wizard(user, **choice)._write_workbook(file)
        return load_workbook(file, data_only=values)

    def _figures(self, user, **choice):
        """Figures of the overview by their label."""
        sheet = self._workbook(user, **choice)["Overview sheet"]
        figures = {}
        for row in sheet.iter_rows(min_row=4, values_only=True):
            label, value = row[1], row[3]
            if label and label not in figures:
                figures[label] = value
        return figures

    def _rows(self, workbook, sheet):
        """Rows of a register as dictionaries by column title, without titles and totals."""
        table = list(workbook[sheet].iter_rows(values_only=True))
        head = next(index for index, row in enumerate(table) if "No." in row)
        titles = table[head]
        if isinstance(table[head + 1][titles.index("No.")], str):  # second row of titles
            head += 1
            titles = [below or above for above, below in zip(titles, table[head], strict=True)]
        number = titles.index("No.")
        rows, last = [], None
        for row in table[head + 1 :]:
            if isinstance(row[number], int):
                last = row[number]
            elif row[number] or not any(row):
                break
            rows.append(dict(zip(titles, row, strict=True)) | {"No.": last})
        return rows
