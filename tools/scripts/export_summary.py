"""Write the summary to a file. Run in ``odoo shell``.

Environment: ZCRM_EXPORT_VALUES, the wizard's values as JSON, and ``template``, the name of a
saved choice; ZCRM_EXPORT_FILE, where to write.
"""

import json
import os
import sys

from odoo.exceptions import UserError
from odoo.fields import Command


def export_summary(env):
    admin = env.ref("base.user_admin")
    env = env(user=admin, context={"lang": "zh_CN", "tz": "Asia/Shanghai"})
    values = json.loads(os.environ["ZCRM_EXPORT_VALUES"])
    values = read_template(env, values.pop("template", None)) | values
    wizard = env["investment.summary.wizard"].create(values)
    wizard._export(os.environ["ZCRM_EXPORT_FILE"], "command")
    env.cr.commit()  # the entry in the log


def read_template(env, name):
    """The choice saved under that name, its lists as commands."""
    if not name:
        return {}
    template = env["investment.summary.template"].search([("name", "=", name)], limit=1)
    if not template:
        sys.exit(f"没有叫「{name}」的汇总模板。")
    return {
        field: [Command.set(value)] if isinstance(value, list) else value
        for field, value in template._prepare_wizard_values().items()
    }


try:
    export_summary(env)  # noqa: F821 - given by odoo shell
except UserError as error:
    sys.exit(f"{error}")
