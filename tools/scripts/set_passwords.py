"""Give the users of the addon's demo data who have no password ZCRM_SAMPLE_PASSWORD.

Run in ``odoo shell``.
"""

import os


def set_passwords(env):
    refs = env["ir.model.data"].search(
        [("module", "=", "zhuozhou_crm"), ("model", "=", "res.users")]
    )
    env.cr.execute(
        "SELECT id FROM res_users WHERE id = ANY(%s) AND COALESCE(password, '') = ''",
        [refs.mapped("res_id")],
    )
    users = env["res.users"].browse(row[0] for row in env.cr.fetchall())
    users.write({"password": os.environ["ZCRM_SAMPLE_PASSWORD"]})
    env.cr.commit()


set_passwords(env)  # noqa: F821 - given by odoo shell
