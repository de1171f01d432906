from odoo import api, models


class InvestmentLedgerMessage(models.AbstractModel):
    """Words for the problems of lists of key projects and their monthly reports."""

    _inherit = "investment.ledger.message"

    @api.model
    def _get_texts(self):
        return {
            **super()._get_texts(),
            **self._get_keyproject_texts(),
            **self._get_month_texts(),
        }

    @api.model
    def _get_keyproject_texts(self):
        return {
            "keywork_missing": self.env._(
                "no key project “%(text)s” is registered. Import the list of key projects first."
            ),
            "keywork_similar": self.env._(
                "“%(name)s” is similar to the key project %(candidates)s. Choose the project, or "
                "tick that it is a new one."
            ),
            "keywork_several": self.env._(
                "several key projects are called “%(name)s”. Choose the one that is meant."
            ),
            "keywork_other_code": self.env._(
                "the key project “%(name)s” is registered with the code %(code)s. Choose the "
                "project, or tick that it is a new one."
            ),
            "keywork_other_builder": self.env._(
                "the key project “%(name)s” is registered for the builder “%(builder)s”. Choose "
                "the project, or tick that it is a new one."
            ),
            "keywork_archived": self.env._(
                "the key project “%(name)s” is archived. Restore it first."
            ),
            "keywork_foreign": self.env._(
                "“%(name)s” is a key project of %(unit)s. That unit or the bureau has to import "
                "the row."
            ),
            "person_unknown": self.env._("no person “%(text)s” is registered; kept as a note."),
        }

    @api.model
    def _get_month_texts(self):
        return {
            "amount_below_zero": self.env._("the amount %(text)s is below zero. Correct it."),
            "plan_no_year": self.env._(
                "the year of the plan is written nowhere. Name it in the header (2023年度计划投资), "
                "in the title, or in a column “Year”."
            ),
            "plan_changes": self.env._("“%(name)s”, plan of %(year)s: %(before)s → %(after)s."),
            "month_missing": self.env._(
                "the month is written nowhere. Name it in a column, in the header (5月完成投资) or "
                "in the title."
            ),
            "month_draft": self.env._(
                "The visual progress is missing: the month goes in as a draft, which the unit "
                "completes and submits."
            ),
            "month_checked": self.env._(
                "“%(name)s” has been checked, %(changes)s cannot be changed. Let a manager take "
                "the check back, or leave the row out."
            ),
        }
