from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.reader import as_reader

MANAGER = "zhuozhou_crm.zhuozhou_crm_group_manager"
HOLDING = ("valid", "reassigned")
CLAIM_FIELDS = {"first_reporter_id", "first_report_team_id", "first_report_date", "claim_state"}
LAPSE_BATCH = 500
# What a person leaves in the chatter; tracking and logs of the system are notifications.
PERSONAL_MESSAGES = ("comment", "email", "email_outgoing")


class CrmLead(models.Model):
    """First report (首报): who registered a project first owns it.

    * Every project registered by a promotion team is a claim: reporter, team, date, and a state:
      valid, lapsed after silence, or reassigned to others than the first reporting team. Valid
      and reassigned claims hold.
    * Of several projects that are the same (see ``crm_lead_duplicate``), the one with the
      earliest holding claim is the owner; on the same day, the one entered first. A later
      registration is not refused, because an officer cannot know and the check may err: its form
      shows the owner and how alike they are.
    * Silence is: no done engagement, no change of stage, no agreement signed, no message or
      finished activity of a person for ``crm.stage.claim_lapse_days``. Editing a field is not a
      contact. A daily job lets silent claims lapse. A lapsed project may be registered anew
      (``action_renew_claim``), from today on, unless somebody else holds it by then.
    * Reporter, team, date and state are set by these rules and by managers only. Each step is
      tracked; a reassignment by a manager carries its reason.
    """

    _inherit = "crm.lead"

    first_reporter_id = fields.Many2one(
        "res.users",
        "First Reporter",
        compute="_compute_first_report",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
    )
    first_report_team_id = fields.Many2one(
        "crm.team",
        "First Reporting Team",
        compute="_compute_first_report",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        ondelete="set null",
        tracking=True,
    )
    first_report_date = fields.Date(
        "First Reported On",
        compute="_compute_first_report",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
    )
    claim_state = fields.Selection(
        [("valid", "Valid"), ("lapsed", "Lapsed"), ("reassigned", "Reassigned")],
        "First Report",
        compute="_compute_first_report",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
    )

    @api.depends("team_id")
    def _compute_first_report(self):
        """The claim begins when the project comes to a promotion team, and stays."""
        today = fields.Date.context_today(self)
        for lead in self._get_investment_leads():
            lead.first_reporter_id = lead.first_reporter_id or lead.user_id or self.env.user
            lead.first_report_team_id = lead.first_report_team_id or lead.team_id
            lead.first_report_date = lead.first_report_date or today
            lead.claim_state = lead.claim_state or "valid"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_may_claim(vals)
        leads = super().create(vals_list)
        if any(CLAIM_FIELDS & vals.keys() for vals in vals_list):
            # An import that gives one of the fields keeps the others from being computed.
            leads._compute_first_report()
        return leads

    def write(self, vals):
        self._check_may_claim(vals)
        res = super().write(vals)
        if "team_id" in vals and "claim_state" not in vals:
            # sudo: the state follows from the rules, it is not the user's to choose.
            self.filtered(
                lambda lead: (
                    lead.claim_state == "valid"
                    and lead.team_id.is_investment
                    and lead.team_id != lead.first_report_team_id
                )
            ).sudo().claim_state = "reassigned"
        return res

    @api.model
    def _check_may_claim(self, vals):
        if not CLAIM_FIELDS & vals.keys() or self.env.su:
            return
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "Who reported a project first, and whether that still holds, follows from "
                    "the records. Only the bureau may correct it."
                )
            )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_renew_claim(self):
        """Register lapsed projects anew, as of today."""
        self.check_access("write")
        lapsed = self.filtered(lambda lead: lead.claim_state == "lapsed")
        duplicates = lapsed._find_duplicates()
        for lead in lapsed:
            held = [match for _level, match in duplicates[lead] if match.claim_state in HOLDING]
            if held:
                owner = min(held, key=lambda match: match._get_claim_rank())
                raise UserError(
                    self.env._(
                        "“%(project)s” cannot be registered anew: %(team)s has registered it "
                        "meanwhile. Ask the bureau to reassign it if need be.",
                        project=lead.name,
                        team=owner.team_id.name,
                    )
                )
        for lead in lapsed:
            # sudo: the fields are not the user's to choose, see the class docstring.
            lead.sudo().write(
                {
                    "first_reporter_id": self.env.uid,
                    "first_report_team_id": lead.team_id.id,
                    "first_report_date": fields.Date.context_today(self),
                    "claim_state": "valid",
                }
            )
        return True

    # ------------------------------------------------------------
    # Business
    # ------------------------------------------------------------

    def _get_claim_rank(self):
        """Sort key: the smaller, the earlier; a project not yet saved comes last."""
        self.ensure_one()
        return self.first_report_date or fields.Date.today(), self._origin.id or float("inf")

    def _reassign_claim(self, team, user, reason):
        """Give projects to another team or officer by decision of a manager."""
        for lead in self:
            back = team == lead.first_report_team_id
            lead.write(
                {
                    "team_id": team.id,
                    "user_id": user.id,
                    "claim_state": "valid" if back else "reassigned",
                }
            )
            # Of type comment: the decision of a person ends the silence.
            lead.message_post(
                body=Markup("<p>%s</p><p>%s</p>")
                % (
                    self.env._(
                        "Reassigned to %(team)s, %(officer)s.",
                        team=team.name,
                        officer=user.name or self.env._("nobody yet"),
                    ),
                    reason,
                ),
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )

    # ------------------------------------------------------------
    # Lapse
    # ------------------------------------------------------------

    @api.model
    def _cron_lapse_claims(self):
        """Daily: let the claims of silent projects lapse, one search per stage and batch."""
        self = as_reader(self)
        cron = self.env["ir.cron"]
        domains = [self._get_silent_domain(stage) for stage in self._get_lapsing_stages()]
        cron._commit_progress(remaining=self.search_count(Domain.OR(domains)) if domains else 0)
        for domain in domains:
            while leads := self.search(domain, limit=LAPSE_BATCH, order="id"):
                leads._lapse_claims()
                if not cron._commit_progress(len(leads)):
                    return

    @api.model
    def _get_lapsing_stages(self):
        stages = self.env["crm.stage"]._get_investment_stages()
        return stages.filtered(lambda stage: stage.claim_lapse_days)

    @api.model
    def _get_silent_domain(self, stage):
        """Projects in a stage whose last sign of life is ``claim_lapse_days`` old or older."""
        last_day = fields.Date.context_today(self) - timedelta(days=stage.claim_lapse_days)
        last_time = fields.Datetime.now() - timedelta(days=stage.claim_lapse_days)
        activity = self.env.ref("mail.mt_activities").id
        by_person = Domain("message_type", "in", PERSONAL_MESSAGES) | Domain(
            "subtype_id", "=", activity
        )
        return (
            Domain("stage_id", "=", stage.id)
            & Domain("claim_state", "in", HOLDING)
            & Domain("team_id.is_investment", "=", True)
            & Domain("first_report_date", "<=", last_day)
            & Domain("date_last_stage_update", "<=", last_time)
            & Domain(
                "engagement_ids", "not any", [("state", "=", "done"), ("date", ">", last_day)]
            )
            & Domain(
                "deal_ids",
                "not any",
                [("state", "!=", "void"), ("signing_date", ">", last_day)],
            )
            & Domain("message_ids", "not any", by_person & Domain("date", ">", last_time))
        )

    def _lapse_claims(self):
        for stage, leads in self.grouped("stage_id").items():
            leads._track_set_log_message(
                self.env._(
                    "The first report has lapsed: no engagement, change of stage, agreement or "
                    "message for %(days)s days.",
                    days=stage.claim_lapse_days,
                )
            )
        self.write({"claim_state": "lapsed"})
