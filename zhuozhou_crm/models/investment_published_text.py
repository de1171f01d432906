from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..report.figures import Period
from ..tools.published_text import find_figures


class InvestmentPublishedText(models.Model):
    """A press text, report or speech whose figures are checked (公开口径核验).

    Its text is pasted, the figures in it are picked out with their units, and each is assigned
    to an indicator or to the other figures whose sum it claims to be. See
    ``investment.published.figure`` for the verdicts.
    """

    _name = "investment.published.text"
    _description = "Published Text"
    _order = "date desc, id desc"

    name = fields.Char("Title", required=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("press", "Press text"), ("report", "Report"), ("speech", "Speech")],
        required=True,
        default="press",
    )
    date = fields.Date("Published On", default=fields.Date.context_today)
    source = fields.Char(
        "Published By", help="Where it was published: paper, office, address on the web."
    )
    body = fields.Text("Text", help="Paste the text here; its figures are picked out of it.")
    # what its figures are about
    date_from = fields.Date(
        "First Day", required=True, default=lambda self: self._get_last_year().date_from
    )
    date_to = fields.Date(
        "Last Day", required=True, default=lambda self: self._get_last_year().date_to
    )
    figure_ids = fields.One2many("investment.published.figure", "text_id", "Figures", copy=True)
    differing_count = fields.Integer("Differing Figures", compute="_compute_counts")
    open_count = fields.Integer("Figures to Assign", compute="_compute_counts")

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The first day must not come after the last day."
    )

    @api.depends("figure_ids.verdict")
    def _compute_counts(self):
        for text in self:
            verdicts = text.figure_ids.mapped("verdict")
            text.differing_count = verdicts.count("differs")
            text.open_count = verdicts.count("open")

    def action_pick_figures(self):
        """Add a line for every figure of the text that has none yet."""
        for text in self:
            present = {(line.quote, line.name) for line in text.figure_ids}
            found = {(one.quote, one.context): one for one in find_figures(text.body)}
            if not found:
                raise UserError(
                    self.env._(
                        "No figure with a unit was found. Paste the text into the field “Text” "
                        "first."
                    )
                )
            last = max(text.figure_ids.mapped("sequence"), default=0)
            text.figure_ids = [
                Command.create(
                    {
                        "sequence": last + number,
                        "name": one.context,
                        "quote": one.quote,
                        "published": float(one.number),
                        "unit": one.unit,
                        "decimals": one.decimals,
                        "qualifier": one.qualifier,
                    }
                )
                for number, (key, one) in enumerate(found.items(), 1)
                if key not in present
            ]

    @api.model
    def _get_last_year(self):
        return self.env["investment.indicator"]._get_preview_period().same_last_year()

    def _get_period(self):
        """The whole period is told, so it is compared as known at its end, or by now."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return Period(
            self.date_from, self.date_to, min(self.date_to, max(today, self.date_from))
        )
