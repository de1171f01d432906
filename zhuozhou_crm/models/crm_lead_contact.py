from odoo import models


class CrmLead(models.Model):
    """Contact of an investment project: a person of the investor, who is called about the project.

    Stock CRM hands phone and mail of a lead on to the customer, because its customer is the person.
    Ours is the enterprise: with several projects, each with its own contact, its switchboard number
    would be whoever was entered last.
    """

    _inherit = "crm.lead"

    def _inverse_phone(self):
        return super(CrmLead, self - self._get_investment_leads())._inverse_phone()

    def _inverse_email_from(self):
        return super(CrmLead, self - self._get_investment_leads())._inverse_email_from()

    def _compute_partner_phone_update(self):
        res = super()._compute_partner_phone_update()
        self._get_investment_leads().partner_phone_update = False
        return res

    def _compute_partner_email_update(self):
        res = super()._compute_partner_email_update()
        self._get_investment_leads().partner_email_update = False
        return res
