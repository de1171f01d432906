import logging

from psycopg2 import Error as DatabaseError

from odoo.api import Environment
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


def pre_init_hook(env: Environment):
    """Have PostgreSQL compare names by their trigrams. Odoo does so for the databases it creates
    itself; where the right is missing, ledgers are matched without it, more slowly."""
    if env.registry.has_trigram:
        return
    try:
        with env.cr.savepoint(flush=False):
            env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        _logger.info("pg_trgm is not available, names are compared without it: %s", error)
    else:
        env.registry.has_trigram = True


def uninstall_hook(env: Environment):
    """Hand our leads back to the stock pipeline, so that nothing refers to a stage that goes.

    Leads keep everything stock CRM knows of them: a signed project becomes a won lead, a lost one
    stays lost, any other starts in the first stage. Promotion teams stay as sales teams.
    """
    _make_stock_teams(env)
    leads = env["crm.lead"].with_context(active_test=False, tracking_disable=True)
    ours = env["crm.stage"].search([("is_investment", "=", True)])
    for won in (False, True):
        stages = ours.filtered(lambda stage, won=won: stage.is_won == won)
        moved = leads.search([("stage_id", "in", stages.ids)])
        if moved:
            moved.write({"stage_id": _get_stock_stage(env, won).id})
    env.flush_all()


def _make_stock_teams(env):
    """SQL: a running system refuses to take its kind from the last promotion team."""
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE crm_team SET investment_kind = NULL, is_investment = FALSE WHERE is_investment"
        )
    )
    relation = env["crm.stage"]._fields["team_ids"]
    env.cr.execute(
        SQL(
            "DELETE FROM %s WHERE %s IN (SELECT id FROM crm_stage WHERE is_investment)",
            SQL.identifier(relation.relation),
            SQL.identifier(relation.column1),
        )
    )
    env.invalidate_all()
    env.registry.clear_cache()


def _get_stock_stage(env, won):
    """First stock stage of the kind, made if a database has none."""
    stages = env["crm.stage"]
    domain = [("is_investment", "=", False), ("is_won", "=", won), ("team_ids", "=", False)]
    return stages.search(domain, order="sequence, id", limit=1) or stages.create(
        {
            "name": env._("Won") if won else env._("New"),
            "is_won": won,
            "sequence": 70 if won else 1,
        }
    )
