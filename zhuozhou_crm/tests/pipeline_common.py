from odoo.fields import Command

from .common import InvestmentCommon


class PipelineCommon(InvestmentCommon):
    """Facts that carry a project from stage to stage, each recorded as staff would.

    ``_record_facts(lead, "assessed")`` records what is needed up to and including a stage;
    nothing is moved by it unless the stages move the project themselves.
    """

    CODES = (
        "lead",
        "contacted",
        "negotiating",
        "assessed",
        "signed",
        "landed",
        "started",
        "production",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")  # phone numbers are read as Chinese
        cls.stages = {code: cls.env.ref(f"zhuozhou_crm.crm_stage_{code}") for code in cls.CODES}
        cls.sector = cls.env.ref("zhuozhou_crm.investment_sector_industry")
        cls.investor = cls.env["res.partner"].create(
            {"name": "示例新材料有限公司", "is_company": True, "is_investment_target": True}
        )
        cls.local_company = cls.env["res.partner"].create(
            {
                "name": "示例新材料(涿州)有限公司",
                "is_company": True,
                "company_registry": "91130681MA07Y4XK7C",
            }
        )

    @classmethod
    def _new_lead(cls, user=None, **values):
        user = user or cls.officer_a
        defaults = {
            "name": "示例碳纤维产业园项目",
            "partner_id": cls.investor.id,
            "user_id": user.id,
            "type": "opportunity",
        }
        return cls.env["crm.lead"].with_user(user).create(defaults | values)

    @classmethod
    def _new_evidence(cls, name="evidence.pdf"):
        return cls.env["ir.attachment"].create({"name": name, "raw": b"evidence"})

    @classmethod
    def _new_engagement(cls, lead, **values):
        defaults = {
            "partner_id": (lead.partner_id or cls.investor).id,
            "lead_id": lead.id,
            "team_id": lead.team_id.id,
            "user_id": lead.user_id.id,
            "state": "done",
        }
        return cls.env["investment.engagement"].create(defaults | values)

    @classmethod
    def _new_deal(cls, lead, state="verified", **values):
        defaults = {
            "name": "示例投资协议",
            "lead_id": lead.id,
            "partner_id": (lead.partner_id or cls.investor).id,
            "team_id": lead.team_id.id,
            "user_id": lead.user_id.id,
            "agreement_type": "formal",
            "signing_date": "2023-06-01",
            "contract_value": 100_000_000,
            "evidence_ids": [Command.link(cls._new_evidence().id)],
        }
        deal = cls.env["investment.deal"].create(defaults | values)
        if state != "draft":
            deal.action_sign()
        if state == "verified":
            deal.action_verify()
        return deal

    @classmethod
    def _record_facts(cls, lead, upto):
        lead = lead.sudo()
        for code in cls.CODES[1 : cls.CODES.index(upto) + 1]:
            getattr(cls, f"_record_{code}")(lead)

    @classmethod
    def _record_contacted(cls, lead):
        lead.partner_id = lead.partner_id or cls.investor
        cls._new_engagement(lead)

    @classmethod
    def _record_negotiating(cls, lead):
        lead.write({"planned_investment": 100_000_000, "sector_id": cls.sector.id})

    @classmethod
    def _record_assessed(cls, lead):
        lead.write({"assessment_result": "passed", "assessment_date": "2023-05-01"})

    @classmethod
    def _record_signed(cls, lead):
        cls._new_deal(lead)

    @classmethod
    def _record_landed(cls, lead):
        lead.write({"local_partner_id": cls.local_company.id, "landing_date": "2023-07-01"})

    @classmethod
    def _record_started(cls, lead):
        evidence = [Command.link(cls._new_evidence().id)]
        lead.write({"start_date": "2023-09-01", "start_evidence_ids": evidence})

    @classmethod
    def _record_production(cls, lead):
        evidence = [Command.link(cls._new_evidence().id)]
        lead.write({"production_date": "2023-12-01", "production_evidence_ids": evidence})
