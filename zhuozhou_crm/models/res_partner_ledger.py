from odoo import models


class ResPartner(models.Model):
    """Target enterprises are found by likeness of their names when a ledger is imported."""

    _inherit = "res.partner"

    # Empty, and so not created, in a database without the extension.
    _investment_name_key_trigram_idx = models.Index(
        lambda registry: (
            "USING gin (investment_name_key gin_trgm_ops) WHERE is_investment_target IS TRUE"
            if registry.has_trigram
            else ""
        )
    )
