"""Installing into a database that already holds stock CRM data, and uninstalling again."""

from .common import ROOT, SystemCase, query

# What a sales office had before: teams, members, stages, leads of every outcome.
STOCK_DATA = """
from odoo.fields import Command
users = env["res.users"].create([
    {"name": f"Seller {n}", "login": f"seller{n}",
     "group_ids": [Command.link(env.ref("sales_team.group_sale_salesman").id)]}
    for n in range(3)
])
teams = env["crm.team"].create([
    {"name": "Europe", "user_id": users[0].id, "member_ids": [Command.set(users[:2].ids)]},
    {"name": "Asia", "user_id": users[2].id, "use_leads": True},
])
stages = env["crm.stage"].create([
    {"name": "Own stage", "team_ids": [Command.link(teams[0].id)], "sequence": 5},
    {"name": "Own won", "is_won": True, "sequence": 90},
])
tags = env["crm.tag"].create([{"name": "Trade fair"}, {"name": "Web"}])
reason = env["crm.lost.reason"].create({"name": "Bought elsewhere"})
partners = env["res.partner"].create(
    [{"name": f"Customer {n}", "is_company": n % 2 == 0, "city": "Paris", "vat": f"X{n}"}
     for n in range(12)]
)
open_stages = env["crm.stage"].search([("is_won", "=", False)])
leads = env["crm.lead"].create([
    {"name": f"Opportunity {n}", "type": "opportunity" if n % 4 else "lead",
     "partner_id": partners[n % 12].id, "team_id": teams[n % 2].id,
     "user_id": users[0 if n % 2 == 0 else 2].id, "stage_id": open_stages[n % len(open_stages)].id,
     "expected_revenue": 1000 * n, "tag_ids": [Command.set(tags[n % 2].ids)]}
    for n in range(24)
])
leads[3].action_set_won()
leads[5].action_set_lost(lost_reason_id=reason.id)
leads[6].active = False
leads[7].message_post(body="A note")
leads[8].activity_schedule("mail.mail_activity_data_call", user_id=users[0].id)
env.cr.commit()
"""

STOCK_WORK = """
lead = env["crm.lead"].create({"name": "After", "partner_name": "New customer"})
assert lead.stage_id and lead.team_id, "a new lead has a stage and a team"
stages = env["crm.stage"].search([("is_won", "=", False)])
lead.stage_id = stages[-1]
lead.convert_opportunity(env["res.partner"])
lead.action_set_won()
assert lead.stage_id.is_won and lead.probability == 100
other = env["crm.lead"].create({"name": "Lost one"})
other.action_set_lost()
assert not other.active
env["crm.lead"].get_views([[False, "list"], [False, "form"], [False, "kanban"], [False, "search"]])
env["res.partner"].get_views([[False, "list"], [False, "form"], [False, "kanban"]])
env["crm.lead"].search([("name", "ilike", "Opportunity")]).read()
env["crm.lead"]._cron_update_automated_probabilities()
env.cr.commit()
print("stock CRM works")
"""

TABLES = (
    *("crm_team", "crm_team_member", "crm_stage", "crm_lead", "crm_tag", "crm_tag_rel"),
    *("crm_lost_reason", "crm_stage_crm_team_rel", "res_partner", "res_company"),
    *("mail_activity", "mail_message", "res_users"),
)
# Not what anybody entered: Odoo dates a row again when it fills a computed column that a new
# module brings, and when it puts the administrator into the new module's group.
VOLATILE = {"write_date", "write_uid"}


def columns(database, table):
    rows = query(
        database,
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY 1",
        table,
    )
    return [name for (name,) in rows if name not in VOLATILE]


def snapshot(database, shape):
    """The rows of every table in the given columns, by their id."""
    result = {}
    for table, names in shape.items():
        rows = query(database, f"SELECT {', '.join(names)} FROM {table}")
        result[table] = {}
        for row in rows:
            values = {name: plain(value) for name, value in zip(names, row, strict=True)}
            result[table][values.get("id", tuple(values.values()))] = values
    return result


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def changes(before, after):
    """What differs in the rows that were there: {id: {column: (before, after)}}."""
    found = {}
    for key, row in before.items():
        now = after.get(key, {})
        if different := {
            name: (row[name], now.get(name)) for name in row if row[name] != now.get(name)
        }:
            found[key] = different
    return found


class TestInstall(SystemCase):
    def run_odoo(self, place, command):
        """Install or uninstall the addon, as an administrator would from the Apps menu."""
        return place.script(
            f'env["ir.module.module"].update_list()\n'
            f'env["ir.module.module"].search([("name", "=", "zhuozhou_crm")])'
            f".button_immediate_{command}()\nprint('done')"
        )

    def test_install_and_uninstall_leave_stock_crm_alone(self):
        place = self.place("stock").fill("deps")
        place.script(STOCK_DATA)
        shape = {table: columns(place.database, table) for table in TABLES}
        before = snapshot(place.database, shape)
        self.assertGreaterEqual(len(before["crm_lead"]), 24)

        self.run_odoo(place, "install")
        after = snapshot(place.database, shape)
        for table in TABLES:
            with self.subTest("install", table=table):
                self.assertEqual(changes(before[table], after[table]), {})
        for table in ("crm_lead", "crm_team_member", "mail_activity"):
            with self.subTest("install", table=table):
                self.assertEqual(after[table].keys() - before[table].keys(), set())

        place.script((ROOT / "tools/scripts/load_sample_data.py").read_text())
        self.run_odoo(place, "uninstall")
        self.assert_gone(place.database)
        after = snapshot(place.database, shape)
        for table in TABLES:
            with self.subTest("uninstall", table=table):
                self.assertEqual(changes(before[table], after[table]), {})
        self.assertIn("stock CRM works", place.script(STOCK_WORK))

    def assert_gone(self, database):
        self.assertEqual(
            query(database, "SELECT state FROM ir_module_module WHERE name = 'zhuozhou_crm'"),
            [("uninstalled",)],
        )
        for what, sql in (
            (
                # an enterprise is a contact, and a contact may outlive the addon
                "records",
                "SELECT model, name FROM ir_model_data"
                " WHERE module = 'zhuozhou_crm' AND model != 'res.partner'",
            ),
            ("models", "SELECT model FROM ir_model WHERE model LIKE 'investment.%'"),
            (
                "tables",
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_name LIKE 'investment_%'",
            ),
            (
                "columns",
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE column_name LIKE 'investment_%' AND table_schema = 'public'",
            ),
            ("views", "SELECT name FROM ir_ui_view WHERE name LIKE '%zhuozhou_crm'"),
        ):
            with self.subTest(what):
                self.assertEqual(query(database, sql), [])
