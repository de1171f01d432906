from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date, formatLang

from ..models.crm_lead import TEAM_LEAD
from ..models.crm_lead_merge import MERGED_FIELDS
from ..tools.amount import format_amount

OWN_FIELDS = ["name", "partner_id", "contact_name", "function", "phone"]
ASSIGNED_FIELDS = ["team_id", "user_id"]
COUNTED = {
    "engagement": "engagement_ids",
    "deal": "deal_ids",
    "message": "message_ids",
    "activity": "activity_ids",
}


class InvestmentLeadMerge(models.TransientModel):
    """Compare two projects side by side and, if they are one, merge them.

    Left stands the earlier first report. For each field that differs the user chooses which value
    stays; a value that only one of them has is kept. Engagements, agreements, messages,
    activities and files of both stay with the project that is left (see ``crm_lead_merge``).
    Officers choose no team or officer: that would be reassigning.
    """

    _name = "investment.lead.merge"
    _description = "Compare and Merge Projects"

    left_id = fields.Many2one("crm.lead", "First Project", required=True, ondelete="cascade")
    right_id = fields.Many2one("crm.lead", "Second Project", required=True, ondelete="cascade")
    line_ids = fields.One2many("investment.lead.merge.line", "wizard_id", "Fields")
    likeness = fields.Char(compute="_compute_likeness")
    left_engagement_count = fields.Integer(compute="_compute_counts")
    right_engagement_count = fields.Integer(compute="_compute_counts")
    left_deal_count = fields.Integer(compute="_compute_counts")
    right_deal_count = fields.Integer(compute="_compute_counts")
    left_message_count = fields.Integer(compute="_compute_counts")
    right_message_count = fields.Integer(compute="_compute_counts")
    left_activity_count = fields.Integer(compute="_compute_counts")
    right_activity_count = fields.Integer(compute="_compute_counts")
    left_file_count = fields.Integer(compute="_compute_counts")
    right_file_count = fields.Integer(compute="_compute_counts")

    @api.depends("left_id", "right_id")
    def _compute_likeness(self):
        for wizard in self:
            found = wizard.left_id._find_duplicates()[wizard.left_id]
            levels = {match.id: level for level, match in found}
            level = levels.get(wizard.right_id.id)
            wizard.likeness = wizard.left_id._get_level_label(level) if level else False

    @api.depends("left_id", "right_id")
    def _compute_counts(self):
        for wizard in self:
            for side in ("left", "right"):
                # sudo: what moves with the project is counted, not what the user may read.
                lead = wizard[f"{side}_id"].sudo().with_context(active_test=False)
                for name, field_name in COUNTED.items():
                    wizard[f"{side}_{name}_count"] = len(lead[field_name])
                wizard[f"{side}_file_count"] = lead.message_attachment_count

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_merge(self):
        """Merge and open what is left."""
        self.ensure_one()
        leads = self.left_id | self.right_id
        leads.check_access("write")
        values = self._get_chosen_values()  # before one of the two is gone
        head = leads._merge_opportunity()
        kept = {name: value for name, value in values.items() if head[name] != value}
        if kept:
            head.write({name: self._to_written(value) for name, value in kept.items()})
        return head.get_formview_action()

    def action_swap_all(self):
        """Choose every value of the other project."""
        self.ensure_one()
        for line in self.line_ids.filtered("differs"):
            line.choice = "right" if line.choice == "left" else "left"
        return self._get_action()

    # ------------------------------------------------------------
    # Opening
    # ------------------------------------------------------------

    @api.model
    def _open_for(self, leads):
        if len(leads) != 2:
            raise UserError(self.env._("Choose exactly two projects to compare."))
        leads.check_access("read")
        left, right = leads.sorted(lambda lead: lead._get_claim_rank())
        wizard = self.create(
            {"left_id": left.id, "right_id": right.id, "line_ids": self._get_lines(left, right)}
        )
        return wizard._get_action()

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Projects"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _get_lines(self, left, right):
        described = left.fields_get(self._get_compared_fields(), ["string"])
        labels = self._get_own_labels()
        commands = []
        for name in self._get_compared_fields():
            texts = self._to_text(left, name), self._to_text(right, name)
            if name in described and any(texts):
                commands.append(
                    Command.create(
                        {
                            "field_name": name,
                            "label": labels.get(name) or described[name]["string"],
                            "left_text": texts[0],
                            "right_text": texts[1],
                            "differs": left[name] != right[name],
                            "choice": "left" if texts[0] else "right",
                        }
                    )
                )
        return commands

    @api.model
    def _get_own_labels(self):
        """Our words for fields that stock CRM names after sales."""
        return {
            "name": self.env._("Project"),
            "partner_id": self.env._("Investor"),
            "contact_name": self.env._("Contact Person"),
            "user_id": self.env._("Officer"),
            "team_id": self.env._("Team"),
            "event_id": self.env._("Promotion Event"),
            "date_deadline": self.env._("Expected Signing"),
        }

    @api.model
    def _get_compared_fields(self):
        fields_ = [*OWN_FIELDS, *MERGED_FIELDS, "event_id", "date_deadline"]
        return fields_ + (ASSIGNED_FIELDS if self.env.user.has_group(TEAM_LEAD) else [])

    # ------------------------------------------------------------
    # Values
    # ------------------------------------------------------------

    def _get_chosen_values(self):
        return {
            line.field_name: self[f"{line.choice}_id"][line.field_name]
            for line in self.line_ids.filtered("differs")
        }

    @api.model
    def _to_written(self, value):
        return value.id if isinstance(value, models.BaseModel) else value

    @api.model
    def _to_text(self, lead, name):
        """Value of a field as a reader sees it; sudo: names of what the project refers to."""
        value, field = lead.sudo()[name], lead._fields[name]
        if not value:
            return ""
        match field.type:
            case "many2one":
                return value.display_name
            case "selection":
                return dict(field._description_selection(self.env)).get(value, value)
            case "date":
                return format_date(self.env, value)
            case "monetary":
                return format_amount(value, self.env.user.investment_amount_unit)
            case "float":
                return formatLang(self.env, value)
        return str(value)
