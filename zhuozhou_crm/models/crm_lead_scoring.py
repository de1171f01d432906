from odoo import models


class CrmLead(models.Model):
    """Predictive lead scoring learns from sales; investment projects take no part in it.

    The stock scoring counts wins and losses per stage over all stages and teams. Left alone, an
    investment project would distort the probabilities of the stock pipeline and the other way
    round, and officers have no right to its tables. So projects are neither counted nor scored:
    their probability is their way to signing (the second of four stages before it = 40 %).
    It is never 0 before a project is lost, because Odoo takes an archived lead of probability 0
    for a lost one.
    """

    _inherit = "crm.lead"

    def _pls_get_naive_bayes_probabilities(self, batch_mode=False, is_tooltip=False):
        # The nightly batch asks the database; see _pls_get_lead_pls_values.
        investment = self.browse() if batch_mode else self._get_investment_leads()
        if not investment:
            result = super()._pls_get_naive_bayes_probabilities(batch_mode, is_tooltip)
            # With nothing left to score, the stock method forgets the second part.
            return result if isinstance(result, tuple) else (result, {})
        probabilities, tooltip = {}, {"probability": 0.0, "scores": []}
        if stock := self - investment:
            probabilities, tooltip = super(CrmLead, stock)._pls_get_naive_bayes_probabilities(
                batch_mode, is_tooltip
            )
        by_stage = self.env["crm.stage"]._get_investment_probabilities()
        for lead in investment:
            probabilities[lead.id] = by_stage.get(lead.stage_id.id, 0)
        return probabilities, tooltip

    def _pls_increment_frequencies(self, from_state=None, to_state=None):
        stock = self - self._get_investment_leads()
        return super(CrmLead, stock)._pls_increment_frequencies(from_state, to_state)

    def _pls_prepare_frequencies(self, lead_values, leads_pls_fields, target_state=None):
        """A won stock lead counts for "all stages": of those, not for ours."""
        frequencies = super()._pls_prepare_frequencies(
            lead_values, leads_pls_fields, target_state
        )
        for stage_id in self.env["crm.stage"]._get_investment_stage_ids():
            frequencies.get("stage_id", {}).pop(str(stage_id), None)
        return frequencies

    def _pls_get_lead_pls_values(self, domain=None):
        team_ids = self.env["crm.team"]._get_investment_team_ids()
        if domain and team_ids:
            domain = [*domain, ("team_id", "not in", list(team_ids))]
        return super()._pls_get_lead_pls_values(domain)

    def _get_investment_leads(self):
        team_ids = self.env["crm.team"]._get_investment_team_ids()
        return self.filtered(lambda lead: lead.team_id.id in team_ids)
