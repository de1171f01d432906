"""Import a ledger, or check it. Run in ``odoo shell``.

Environment: ZCRM_IMPORT_VALUES, the options as JSON; ZCRM_IMPORT_FOLDER, which holds the file
``ledger`` and takes the report.
"""

import base64
import json
import os
import sys
from pathlib import Path

from odoo.exceptions import AccessError, UserError, ValidationError

OPTIONS = ("header_row", "skip_hidden", "keep_existing")


def get_user(env, login):
    if not login:
        return env.ref("base.user_admin")
    user = env["res.users"].search([("login", "=", login)])
    return user or sys.exit(f"失败:没有用户 {login},请检查 --user。")


def get_team(env, name):
    team = env["crm.team"].search([("is_investment", "=", True), ("name", "=", name)])
    return team[:1] or sys.exit(f"失败:没有招商队伍 {name},请检查 --team。")


def import_ledger(env, values, folder):
    user = get_user(env, values["user"])
    env = env(user=user, context={"lang": "zh_CN", "tz": user.tz or "Asia/Shanghai"})
    data = base64.b64encode((folder / "ledger").read_bytes())
    vals = {
        "kind": values["kind"],
        # A check leaves nothing behind, not even an attachment's file.
        "file": False if values["check"] else data,
        "file_name": values["file"],
        "default_unit": values["unit"],
        **{name: values[name] for name in OPTIONS},
    }
    if values["team"]:
        vals["team_id"] = get_team(env, values["team"]).id
    ledger = env["investment.ledger.import"].create(vals).with_context(ledger_file=data)
    return ledger._process(write=not values["check"])


def main(env):
    folder = Path(os.environ["ZCRM_IMPORT_FOLDER"])
    values = json.loads(os.environ["ZCRM_IMPORT_VALUES"])
    status = 0
    try:
        report = import_ledger(env, values, folder)
        report = {"check": values["check"], **report}
        if values["check"]:
            env.cr.rollback()
        else:
            env.cr.commit()
    except (UserError, ValidationError, AccessError) as error:
        env.cr.rollback()
        report, status = {"error": str(error)}, 1
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    sys.exit(status)


main(env)  # noqa: F821 - given by odoo shell
