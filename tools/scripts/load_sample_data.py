"""Load this addon's demo files, and only these: Odoo's own English demo data is not wanted.

Run in ``odoo shell``. Does nothing when they are loaded already (an upgrade of the addon then
refreshes them by itself).
"""

import sys

from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph

ADDON = "zhuozhou_crm"


def load_sample_data(env):
    module = env["ir.module.module"].search([("name", "=", ADDON), ("state", "=", "installed")])
    if not module:
        sys.exit(f"{ADDON} is not installed")
    if module.demo:
        return
    graph = ModuleGraph(env.cr, mode="load")
    graph.extend(env["ir.module.module"].search([("state", "=", "installed")]).mapped("name"))
    # As during an installation: records may be dated back, and nobody is told that they were
    # assigned to him.
    env.registry.ready = False
    loaded = load_demo(env, graph[ADDON], {}, "init")
    env.registry.ready = True
    if not loaded:
        sys.exit("the sample data could not be loaded; the reason is logged above")
    env.flush_all()
    env.cr.execute("UPDATE ir_module_module SET demo = TRUE WHERE id = %s", (module.id,))
    env.cr.commit()


load_sample_data(env)  # noqa: F821 - given by odoo shell
