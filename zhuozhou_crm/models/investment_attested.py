from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

MANAGER = "zhuozhou_crm.zhuozhou_crm_group_manager"


class InvestmentAttested(models.AbstractModel):
    """A fact that a team reports with evidence and a bureau manager verifies.

    Only verified facts enter the figures (counting rule 2), so:

    * reported (see ``_reported_states``): the team may change it;
    * verified or beyond: ``_frozen_fields`` change for nobody, and the rest only for a manager.
      A manager who has to correct a frozen value takes the verification back first; state,
      verifier and values are tracked, so the log tells what was taken back and by whom.

    The screen hides the buttons; the lines here hold them for every other way in (import, RPC).
    Evidence belongs to its record: who may read the record may read it.
    """

    _name = "investment.attested"
    _description = "Fact to Verify"
    _inherit = ["mail.thread"]

    #: What verification vouches for.
    _frozen_fields = frozenset()
    #: States before a manager has decided.
    _reported_states = ("draft",)
    #: What the team adds to a verified record without altering it.
    _open_fields = frozenset({"activity_ids", "message_follower_ids", "message_ids"})

    evidence_ids = fields.Many2many(
        "ir.attachment",
        copy=False,
        # A file that proves something is not deleted behind the record's back.
        ondelete="restrict",
        bypass_search_access=True,
    )
    verified_by_id = fields.Many2one("res.users", copy=False, readonly=True, tracking=True)
    verified_date = fields.Date("Verified On", copy=False, readonly=True)
    is_frozen = fields.Boolean(
        "Verified Values Frozen",
        compute="_compute_is_frozen",
        help="Values that verification vouches for cannot be changed.",
    )
    is_locked = fields.Boolean(
        "Locked for Me",
        compute="_compute_is_frozen",
        help="You cannot change anything, because it is verified.",
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_frozen(self):
        is_manager = self._may_verify()
        for record in self:
            record.is_frozen = record.state not in record._reported_states
            record.is_locked = record.is_frozen and not is_manager

    @api.constrains("state", "evidence_ids")
    def _check_evidence(self):
        for record in self:
            if record.state == "verified" and not record.evidence_ids:
                raise ValidationError(
                    record.env._(
                        "“%(record)s” has no evidence. Attach the signed document or voucher "
                        "under “Evidence” before it is verified.",
                        record=record.display_name,
                    )
                )

    @api.constrains("evidence_ids")
    def _check_evidence_owner(self):
        for record in self:
            foreign = record.evidence_ids.sudo().filtered(
                lambda file, record=record: (
                    file.res_id and (file.res_model, file.res_id) != (record._name, record.id)
                )
            )
            if foreign:
                raise ValidationError(
                    record.env._(
                        "“%(file)s” belongs to another record and cannot be evidence of "
                        "“%(record)s”. Upload the file here.",
                        file=foreign[0].name,
                        record=record.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if any(self._is_decision(vals) for vals in vals_list):
            self._check_may_verify()
        vals_list = [
            {**self._prepare_verification(vals.get("state")), **vals} for vals in vals_list
        ]
        records = super().create(vals_list)
        records._own_evidence()
        return records

    def write(self, vals):
        self._check_may_alter(vals)
        res = super().write({**self._prepare_verification(vals.get("state")), **vals})
        if "evidence_ids" in vals:
            self._own_evidence()
        return res

    def _is_decision(self, vals):
        """Whether the values do what only a manager may do."""
        decided = vals.get("state", self._reported_states[0]) not in self._reported_states
        return decided or not vals.keys().isdisjoint({"verified_by_id", "verified_date"})

    def _prepare_verification(self, state):
        if state == "verified":
            return {"verified_by_id": self.env.uid, "verified_date": self._today()}
        if state in self._reported_states:
            return {"verified_by_id": False, "verified_date": False}
        return {}

    def _check_may_alter(self, vals):
        settled = self.filtered(lambda record: record.state not in self._reported_states)
        if settled and vals.get("state") not in self._reported_states:
            settled._check_frozen(vals)
        if self._is_decision(vals) or (settled and not vals.keys() <= self._open_fields):
            self._check_may_verify()

    def _check_frozen(self, vals):
        frozen = self._frozen_fields & vals.keys()
        if self.env.su:
            # Merging two projects moves what was signed for them; it changes nothing of it.
            frozen -= {"lead_id"}
        if frozen:
            raise UserError(
                self.env._(
                    "“%(record)s” has been verified: %(fields)s cannot be changed. Let a bureau "
                    "manager take the verification back first.",
                    record=self[0].display_name,
                    fields=self.env._(", ").join(
                        self._fields[name]._description_string(self.env)
                        for name in sorted(frozen)
                    ),
                )
            )

    def _may_verify(self):
        return self.env.su or self.env.user.has_group(MANAGER)

    def _check_may_verify(self):
        if not self._may_verify():
            raise AccessError(
                self.env._(
                    "Only a bureau manager may verify, reject or end %(what)s, or alter what has "
                    "been verified. Ask the bureau.",
                    what=self.env["ir.model"]._get(self._name).name,
                )
            )

    def _own_evidence(self):
        """Hand files just uploaded over to their record.

        The upload widget leaves the file of a new record without an owner, readable only by its
        uploader. sudo: giving the file away to the readers of the record is what is wanted.
        """
        for record in self.sudo():
            loose = record.evidence_ids.filtered(
                lambda file: (
                    not file.res_id and (self.env.su or file.create_uid == self.env.user)
                )
            )
            loose.write({"res_model": self._name, "res_id": record.id})

    @api.model
    def _today(self):
        """Today in China, also for scripts whose user has no time zone."""
        timezone = self.env.context.get("tz") or self.env.user.tz or "Asia/Shanghai"
        return fields.Date.context_today(self.with_context(tz=timezone))
