from odoo import models
from odoo.fields import Command

MERGED_FIELDS = [
    "project_code",
    "planned_investment",
    "planned_fixed_asset",
    "sector_id",
    "pillar_id",
    "scene_id",
    "industry_id",
    "investor_origin",
    "investment_source",
    "trip_id",
    "site",
    "land_need",
    "energy_need",
    "expected_output",
    "expected_tax",
    "expected_jobs",
    "assessment_result",
    "assessment_date",
    "assessment_note",
    "local_partner_id",
    "landing_date",
    "start_date",
    "production_date",
]
EVIDENCE_FIELDS = ["start_evidence_ids", "production_evidence_ids"]


class CrmLead(models.Model):
    """What the stock merge must not lose of an investment project.

    The stock merge keeps one lead, fills its empty fields from the others, moves messages,
    activities, attachments and meetings to it and deletes the others. Added here: the fields of a
    project, its evidence, engagements (cancelled and archived ones, too) and agreements; and the
    earliest first report that still holds stays the first report of what is left.
    """

    _inherit = "crm.lead"

    def _merge_get_fields(self):
        return super()._merge_get_fields() + MERGED_FIELDS

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # sudo: whoever may merge the projects takes along what hangs on them, be it locked (a
        # verified agreement) or another officer's.
        for field_name in ("engagement_ids", "deal_ids"):
            hanging = opportunities.sudo().with_context(active_test=False)[field_name]
            hanging.write({"lead_id": self.id})
        for field_name in EVIDENCE_FIELDS:
            files = opportunities.sudo()[field_name]
            self.sudo()[field_name] = [Command.link(file.id) for file in files]
        return result

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        first_report = self._get_merged_first_report()
        head = super()._merge_opportunity(user_id, team_id, auto_unlink, max_length)
        if first_report and head.team_id.is_investment:
            # sudo: not the user's to choose, see the class docstring of crm_lead_claim.
            head.sudo().write(first_report)
        return head

    def _get_merged_first_report(self):
        claims = self.filtered("claim_state")
        if not claims:
            return {}
        first = min(
            claims, key=lambda lead: (lead.claim_state == "lapsed", lead._get_claim_rank())
        )
        return {
            "first_reporter_id": first.first_reporter_id.id,
            "first_report_team_id": first.first_report_team_id.id,
            "first_report_date": first.first_report_date,
            "claim_state": first.claim_state,
        }
