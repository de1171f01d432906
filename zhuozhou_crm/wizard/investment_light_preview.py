from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.investment_light_rule_mixin import RULE_FIELDS
from ..report.light_text import describe_light

COPIED_FIELDS = (*RULE_FIELDS, "sequence", "source")
#: Projects listed; the number told is that of all.
LISTED = 200


class InvestmentLightPreview(models.TransientModel):
    """Change the light rules, knowing beforehand which projects would change.

    Works on a copy of the rules in force. “Preview” evaluates all projects by the copy; “Put in
    Force” is there only for what has been previewed, and makes the copy the rules: a line taken
    out archives its rule.
    """

    _name = "investment.light.preview"
    _description = "Change Light Rules"

    line_ids = fields.One2many(
        "investment.light.preview.rule",
        "preview_id",
        "Rules",
        default=lambda self: self._default_line_ids(),
    )
    is_previewed = fields.Boolean(readonly=True)
    summary = fields.Text(readonly=True)
    change_ids = fields.One2many(
        "investment.light.preview.change", "preview_id", "Projects That Would Change"
    )

    @api.model
    def _default_line_ids(self):
        rules = self.env["investment.light.rule"].search([("active", "=", True)])
        return [
            Command.create({"rule_id": rule.id, **{name: rule[name] for name in COPIED_FIELDS}})
            for rule in rules
        ]

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        """What has been changed since has not been previewed."""
        self.is_previewed = False

    def action_preview(self):
        changes = self._get_changes()
        self.change_ids.unlink()
        self.write(
            {
                "is_previewed": True,
                "summary": self._summarize(changes),
                "change_ids": [Command.create(values) for values in changes[:LISTED]],
            }
        )
        return {
            **self.env["ir.actions.actions"]._for_xml_id(
                "zhuozhou_crm.investment_light_preview_action"
            ),
            "res_id": self.id,
        }

    def action_apply(self):
        if not self.is_previewed:
            raise UserError(
                self.env._("Preview the changed rules before you put them in force.")
            )
        rules = self.env["investment.light.rule"]
        kept = self.line_ids.rule_id
        (rules.search([("active", "=", True)]) - kept).write({"active": False})
        for line in self.line_ids:
            values = {name: line[name] for name in COPIED_FIELDS}
            if not line.rule_id:
                rules.create(values)
                continue
            changed = {
                name: value for name, value in values.items() if line.rule_id[name] != value
            }
            if changed:
                line.rule_id.write(changed)
        return self.env["ir.actions.actions"]._for_xml_id(
            "zhuozhou_crm.investment_light_rule_action"
        )

    def _get_changes(self):
        """Values of a line for each project whose light would have another colour.

        Two statements, however many projects there are.
        """
        projects = self.env["investment.project"]
        evaluation = projects._get_light_evaluation(self.line_ids._to_specs())
        after = {
            row[0]: (row[1], row[4]) for row in self.env.execute_query(evaluation.select())
        }
        return [
            {
                "project_id": project.id,
                "before": project.light,
                "after": after[project.id][0],
                "reason": describe_light(self.env, after[project.id][1]),
            }
            for project in projects.search_fetch([], ["light"])
            if (after[project.id][0] or False) != project.light
        ]

    def _summarize(self, changes):
        if not changes:
            return self.env._("With these rules no project would change.")
        colours = dict(self.change_ids._fields["before"]._description_selection(self.env))
        lines = [
            self.env._("With these rules %(count)s projects would change:", count=len(changes))
        ]
        moves = {}
        for change in changes:
            move = change["before"], change["after"]
            moves[move] = moves.get(move, 0) + 1
        for (before, after), count in sorted(moves.items(), key=lambda item: -item[1]):
            lines.append(
                self.env._(
                    "%(before)s → %(after)s: %(count)s",
                    before=colours.get(before, "—"),
                    after=colours.get(after, "—"),
                    count=count,
                )
            )
        if len(changes) > LISTED:
            lines.append(self.env._("The first %(count)s are listed.", count=LISTED))
        return "\n".join(lines)
