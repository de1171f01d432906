"""Give every user of the addon's demo data the password ZCRM_SAMPLE_PASSWORD.

Run in ``odoo shell``.
"""

import os


def set_passwords(env):
    refs = env["ir.model.data"].search(
        [("module", "=", "zhuozhou_crm"), ("model", "=", "res.users")]
    )
    users = (
        env["res.users"].with_context(active_test=False).browse(refs.mapped("res_id")).exists()
    )
    users.write({"password": os.environ["ZCRM_SAMPLE_PASSWORD"]})
    env.cr.commit()


set_passwords(env)  # noqa: F821 - given by odoo shell
