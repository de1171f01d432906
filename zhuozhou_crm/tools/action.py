"""Window actions reached through a button: the records of one document."""

from odoo.tools.safe_eval import safe_eval


def open_records(env, xmlid, domain, **context):
    """Return the action ``xmlid`` narrowed to ``domain``, ``context`` added to its own.

    The action keeps its name, views and help; a filter that it sets by default is dropped, so
    that a smart button opens exactly the records it counts.
    """
    action = env["ir.actions.actions"]._for_xml_id(xmlid)
    own = {
        key: value
        for key, value in safe_eval(
            action["context"] or "{}", {"uid": env.uid, "context": env.context}
        ).items()
        if not key.startswith("search_default_")
    }
    return {**action, "domain": domain, "context": {**own, **context}}
