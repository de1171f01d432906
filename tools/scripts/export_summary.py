"""Write the summary workbook. Run in ``odoo shell``.

Environment: ZCRM_EXPORT_VALUES, the wizard's values as JSON; ZCRM_EXPORT_FILE, where to write.
"""

import json
import os
import sys

from odoo.exceptions import UserError


def export_summary(env):
    admin = env.ref("base.user_admin")
    env = env(user=admin, context={"lang": "zh_CN", "tz": "Asia/Shanghai"})
    wizard = env["investment.summary.wizard"].create(
        json.loads(os.environ["ZCRM_EXPORT_VALUES"])
    )
    wizard._write_workbook(os.environ["ZCRM_EXPORT_FILE"])


try:
    export_summary(env)  # noqa: F821 - given by odoo shell
except UserError as error:
    sys.exit(f"{error}")
