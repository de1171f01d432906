from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

NOTE_LENGTH = 2000


class InvestmentProject(models.Model):
    """What the enterprise sees of its own key project: the approvals, and the notes exchanged.

    Portal users have no access to any model of this addon, so nothing can be reached by calling
    the server or by guessing an address. They get pages made of the few values collected here,
    for the projects whose enterprise is theirs. For the same reason there are no links that open
    a page to whoever holds them (``portal.mixin``), and writing a note makes nobody a follower of
    the discussions of the offices.
    """

    _inherit = "investment.project"

    def _get_portal_projects(self):
        """Projects of the current user's enterprise. sudo: see the class docstring."""
        enterprise = self.env.user.partner_id.commercial_partner_id
        return self.sudo().search(
            Domain("partner_id.commercial_partner_id", "=", enterprise.id)
            & Domain("state", "!=", "cancelled")
        )

    def _get_portal_project(self, project_id):
        """The project if it is the enterprise's, else none."""
        return self._get_portal_projects().filtered(lambda project: project.id == project_id)

    def _prepare_portal_summary(self):
        self.ensure_one()
        phases = dict(self._fields["phase"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "phase": phases[self.phase],
            "unit": self.team_id.name,
            "officer": self.user_id.name,
            "approval_count": self.approval_count,
            "approval_done_count": self.approval_done_count,
        }

    def _prepare_portal_values(self):
        return {
            **self._prepare_portal_summary(),
            "approvals": [line._prepare_portal_values() for line in self.approval_ids],
            "notes": self._get_portal_notes(),
        }

    def _get_portal_notes(self):
        """Notes of the enterprise's people and the messages addressed to them."""
        enterprise = self.env.user.partner_id.commercial_partner_id
        messages = self.env["mail.message"].search(
            Domain("model", "=", self._name)
            & Domain("res_id", "=", self.id)
            & Domain("message_type", "=", "comment")
            & Domain("is_internal", "=", False)
            & (
                Domain("author_id.commercial_partner_id", "=", enterprise.id)
                | Domain("partner_ids.commercial_partner_id", "=", enterprise.id)
            )
        )
        return [
            {"author": message.author_id.name, "date": message.date, "body": message.body}
            for message in messages
        ]

    def _add_portal_note(self, text):
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("The note is empty: write what you want to tell."))
        author = self.env.user.partner_id
        self.with_context(
            mail_post_autofollow_author_skip=True, mail_create_nosubscribe=True
        ).message_post(
            body=text[:NOTE_LENGTH],
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=(self.user_id.partner_id | self.head_id).ids,
        )
