from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .investment_deal_contribution import TOTAL_TYPES

ENDED_STATES = ("terminated", "void")


class InvestmentDeal(models.Model):
    """The life of an agreement: draft → signed → verified → terminated or void.

    Each step can be taken back, by a manager where a manager took it. An agreement that was ever
    verified stays on record: it is ended, not archived or deleted.
    """

    _inherit = "investment.deal"

    @api.constrains("signing_date", "end_date", "state")
    def _check_dates_past(self):
        today = self._today()
        for deal in self:
            ahead = max(filter(None, (deal.signing_date, deal.end_date)), default=today) > today
            if ahead and deal.state != "draft":
                raise ValidationError(
                    self.env._(
                        "“%(deal)s” has a date that lies ahead. Only a draft may be planned; "
                        "correct “Signed On” or the end date.",
                        deal=deal.display_name,
                    )
                )

    @api.constrains("active", "verified_date")
    def _check_archived(self):
        for deal in self:
            if not deal.active and deal.verified_date:
                raise ValidationError(
                    self.env._(
                        "“%(deal)s” has entered the figures and cannot be archived. If it no "
                        "longer holds, let a bureau manager end it.",
                        deal=deal.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        deals = super().create(vals_list)
        for deal in deals.filtered(lambda deal: not deal.code):
            deal.sudo().code = self.env["ir.sequence"].next_by_code(
                "investment.deal", sequence_date=deal.signing_date or self._today()
            )
        return deals

    @api.ondelete(at_uninstall=False)
    def _unlink_except_verified(self):
        for deal in self.filtered("verified_date"):
            raise UserError(
                self.env._(
                    "“%(deal)s” has entered the figures and cannot be deleted. End it instead.",
                    deal=deal.display_name,
                )
            )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_sign(self):
        self._ensure_state("draft")
        for deal in self.filtered(lambda deal: not deal.signing_date):
            deal.signing_date = self._today()
        return self.write({"state": "signed"})

    def action_verify(self):
        self._ensure_state("signed")
        return self.write({"state": "verified"})

    def action_unverify(self):
        self._ensure_state("verified")
        self._check_may_verify()
        return self.write({"state": "signed"})

    def action_draft(self):
        self._ensure_state("signed")
        return self.write({"state": "draft"})

    def action_reopen(self):
        """Take an ending back: the agreement stands again as it stood before."""
        self._ensure_state(*ENDED_STATES)
        for deal in self:
            state = "verified" if deal.verified_date else "signed"
            stands = {
                "verified_by_id": deal.verified_by_id.id,
                "verified_date": deal.verified_date,
            }
            deal.write({"state": state, "end_date": False, "end_reason": False, **stands})
        return True

    def action_end(self):
        self._check_may_verify()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhuozhou_crm.investment_deal_end_action"
        )
        action["context"] = {"default_deal_ids": self.ids}
        return action

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    def _end(self, state, date, reason):
        """End agreements: they leave the figures from `date` on.

        One signed later than that day counts for no day at all. What was never signed has nothing
        to end: drafts are archived.
        """
        drafts = self.filtered(lambda deal: deal.state == "draft")
        drafts.action_archive()
        last_day = fields.Date.to_date(date)
        for end_date, deals in (
            (self - drafts).grouped(lambda deal: max(last_day, deal.signing_date)).items()
        ):
            deals.write({"state": state, "end_date": end_date, "end_reason": reason})
        return True

    def _ensure_state(self, *expected):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for deal in self:
            if deal.state not in expected:
                raise UserError(
                    self.env._(
                        "“%(deal)s” is in status “%(state)s”; this needs status “%(needed)s”.",
                        deal=deal.display_name,
                        state=labels[deal.state],
                        needed=" / ".join(labels[state] for state in expected),
                    )
                )

    def _get_increments(self):
        """Supplements and capital increases in force that change these agreements, directly or
        one through another."""
        standing = self._origin.child_ids.filtered(
            lambda deal: (
                deal.agreement_type not in TOTAL_TYPES and deal.state not in ENDED_STATES
            )
        )
        return standing | standing._get_increments() if standing else standing
