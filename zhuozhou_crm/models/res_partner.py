from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.sql import column_exists, create_column

from ..tools import address, company_name

CODE_FIELDS = {"company_registry", "is_investment_target", "active"}
# Columns that are empty for whoever is no target enterprise.
TARGET_COLUMNS = {
    "is_central_soe": "bool",
    "is_beijing": "bool",
    "investment_name_key": "varchar",
    "investment_district": "varchar",
    "investment_last_contact_date": "date",
}


class ResPartner(models.Model):
    """Target enterprise of investment promotion, and the identity by which it is found again.

    A target enterprise is a company with ``is_investment_target``; its persons are its ordinary
    child contacts with a position. Whoever is no target is stored, validated and shown as in stock
    Odoo.

    * ``company_registry`` holds the unified social credit code, cleaned of what people and
      spreadsheets add and checked (see ``tools/credit_code.py``). One live target per code. The
      15-digit registration number of old licences moves to ``investment_old_code``.
    * ``investment_group_id`` is always the top group: a unit of a unit hangs on the top, so that
      second- and third-tier headquarters (二、三级总部) count through their group.
    * A central SOE unit is a central SOE itself or belongs to the group of one.
    * A Beijing firm is one by its address (see ``tools/address.py``); the province field decides
      before any text.
    * The settled date stands on the enterprise that came, not on the local company it registered,
      so that a unit counts once.
    """

    _inherit = "res.partner"

    is_investment_target = fields.Boolean("Target Enterprise", tracking=True)
    # identity
    investment_short_name = fields.Char("Short Name")
    investment_former_names = fields.Char(
        "Former and Other Names", help="Names the enterprise is also found by, separated by ；"
    )
    investment_name_key = fields.Char(
        compute="_compute_investment_name_key",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    # what it is
    investment_nature = fields.Selection(
        [
            ("central_soe", "Central SOE"),
            ("local_soe", "Local SOE"),
            ("private", "Private"),
            ("foreign", "Foreign"),
            ("joint_venture", "Joint venture"),
            ("university", "University"),
            ("research_institute", "Research institute"),
            ("hospital", "Hospital"),
            ("ministry", "Ministry"),
        ],
        "Nature",
        tracking=True,
    )
    investment_group_id = fields.Many2one(
        "res.partner",
        "Parent Group",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The top group. A unit of one of its subsidiaries is put under the top group too.",
    )
    investment_unit_ids = fields.One2many(
        "res.partner", "investment_group_id", "Units of the Group"
    )
    investment_tier = fields.Selection(
        [
            ("group", "Group headquarters"),
            ("tier2", "Second-tier company"),
            ("tier3", "Third-tier company"),
            ("branch", "Branch"),
        ],
        "Tier",
        tracking=True,
    )
    is_central_soe = fields.Boolean(
        "Central SOE Unit",
        compute="_compute_is_central_soe",
        store=True,
        precompute=True,
        help="A central SOE itself or a unit of a central SOE's group.",
    )
    # where it is
    is_beijing = fields.Boolean(
        "Beijing Firm", compute="_compute_is_beijing", store=True, precompute=True
    )
    investment_district = fields.Char(
        "District",
        compute="_compute_investment_district",
        store=True,
        precompute=True,
        readonly=False,
        help="District or county, read from the address as long as the address names one.",
    )
    # settling
    investment_settled_date = fields.Date("Settled On", index="btree_not_null", tracking=True)
    investment_departed_date = fields.Date("Departed On", tracking=True)
    investment_local_unit_id = fields.Many2one(
        "res.partner",
        "Local Unit",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The company it registered here. The settled date stays on this enterprise, "
        "not on its local unit, so that it counts once.",
    )

    _investment_target_is_company = models.Constraint(
        "CHECK(is_investment_target IS NOT TRUE OR is_company IS TRUE)",
        "A target enterprise is a company. Enter persons as contacts of their enterprise.",
    )
    _investment_group_not_itself = models.Constraint(
        "CHECK(investment_group_id <> id)",
        "An enterprise cannot be its own parent group. Leave the parent group empty.",
    )
    _investment_local_unit_not_itself = models.Constraint(
        "CHECK(investment_local_unit_id <> id)",
        "An enterprise cannot be its own local unit. Leave the local unit empty.",
    )
    _investment_departed_after_settled = models.Constraint(
        "CHECK(investment_departed_date >= investment_settled_date)",
        "An enterprise cannot depart before it settled. Correct one of the two dates.",
    )

    def _auto_init(self):
        """Add the computed columns empty: at installation nobody is a target yet, so there is
        nothing to compute, however many contacts the database holds."""
        for name, column_type in TARGET_COLUMNS.items():
            if not column_exists(self.env.cr, "res_partner", name):
                create_column(self.env.cr, "res_partner", name, column_type)
        return super()._auto_init()

    @api.depends("name", "is_investment_target")
    def _compute_investment_name_key(self):
        for partner in self:
            partner.investment_name_key = partner.is_investment_target and company_name.core(
                partner.name
            )

    @api.depends(
        "is_investment_target", "investment_nature", "investment_group_id.investment_nature"
    )
    def _compute_is_central_soe(self):
        for partner in self:
            natures = (partner.investment_nature, partner.investment_group_id.investment_nature)
            partner.is_central_soe = partner.is_investment_target and "central_soe" in natures

    @api.depends(
        "is_investment_target",
        "country_id",
        "state_id",
        "city",
        "street",
        "street2",
        "investment_district",
    )
    def _compute_is_beijing(self):
        beijing, china = self.env.ref("base.state_cn_BJ"), self.env.ref("base.cn")
        for partner in self:
            if not partner.is_investment_target:
                partner.is_beijing = False
            elif partner.state_id:
                partner.is_beijing = partner.state_id == beijing
            else:
                partner.is_beijing = (
                    partner.country_id or china
                ) == china and address.is_beijing(
                    partner.city, partner.street, partner.street2, partner.investment_district
                )

    @api.depends("is_investment_target", "city", "street", "street2")
    def _compute_investment_district(self):
        for partner in self:
            found = partner.is_investment_target and address.district(
                partner.street, partner.street2, partner.city
            )
            partner.investment_district = found or partner.investment_district

    @api.constrains("investment_local_unit_id", "investment_settled_date")
    def _check_settled_once(self):
        """An enterprise and its local unit do not both carry a settled date."""
        owners = self.sudo().search(
            [
                ("investment_local_unit_id.investment_settled_date", "!=", False),
                ("investment_settled_date", "!=", False),
                "|",
                ("id", "in", self.ids),
                ("investment_local_unit_id", "in", self.ids),
            ],
            limit=1,
        )
        if owners:
            raise ValidationError(
                self.env._(
                    "%(unit)s is the local unit of %(enterprise)s, and both have the date "
                    "“Settled On”. Clear it on %(unit)s, so that the enterprise counts once.",
                    unit=owners.investment_local_unit_id.name,
                    enterprise=owners.name,
                )
            )

    @api.onchange("investment_group_id")
    def _onchange_investment_group_id(self):
        """A unit is of its group's nature and of the second tier unless somebody knows better."""
        if self.investment_group_id:
            self.investment_nature = (
                self.investment_nature or self.investment_group_id.investment_nature
            )
            self.investment_tier = self.investment_tier or "tier2"

    @api.model
    def default_get(self, fields):
        """A new target enterprise is a company, unless the caller says otherwise."""
        values = super().default_get(fields)
        if values.get("is_investment_target") and "default_is_company" not in self.env.context:
            values["is_company"] = True
        return values

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_target_values(vals) for vals in vals_list]
        self._check_codes_free(
            [
                (vals.get("name"), vals["company_registry"])
                for vals in vals_list
                if vals.get("is_investment_target")
                and vals.get("company_registry")
                and vals.get("active", True)
            ]
        )
        return super().create(vals_list)

    def write(self, vals):
        if CODE_FIELDS.isdisjoint(vals) and not vals.get("investment_group_id"):
            return super().write(vals)
        if vals.get("investment_group_id"):
            vals = dict(
                vals, investment_group_id=self._get_top_group(vals["investment_group_id"])
            )
        if targets := self._filter_targets(vals):
            vals = targets._prepare_code_values(vals)
            if vals.get("is_investment_target") and "company_registry" not in vals:
                targets._clean_codes()
            targets._check_codes_free_after(vals)
        result = super().write(vals)
        if vals.get("investment_group_id"):
            self._move_units_to_top_group(vals["investment_group_id"])
        return result

    # ------------------------------------------------------------------
    # Target enterprises and their groups
    # ------------------------------------------------------------------

    def _filter_targets(self, vals):
        """Return those of ``self`` that are targets once ``vals`` are written."""
        if "is_investment_target" in vals:
            return self if vals["is_investment_target"] else self.browse()
        return self.filtered("is_investment_target")

    def _prepare_target_values(self, vals):
        """Complete the values of a partner to create. A target is a company; a person created in
        the form of an enterprise is none, although the form's context says so by default."""
        by_default = self.env.context.get("default_is_investment_target")
        if not vals.get("is_investment_target", by_default):
            return vals
        if "is_investment_target" not in vals and not vals.get(
            "is_company", not vals.get("parent_id")
        ):
            return self._prepare_person_values(vals)
        vals = {"is_company": True, **vals, "is_investment_target": True}
        if vals.get("investment_group_id"):
            vals["investment_group_id"] = self._get_top_group(vals["investment_group_id"])
        return self.browse()._prepare_code_values(vals)

    def _prepare_person_values(self, vals):
        """Keep the defaults that were meant for the enterprise away from its person."""
        meant_for_enterprise = {
            key.removeprefix("default_"): False
            for key in self.env.context
            if key.startswith("default_investment_")
        }
        return (
            meant_for_enterprise
            | {"is_company": False}
            | vals
            | {"is_investment_target": False}
        )

    def _get_top_group(self, group_id):
        group = self.browse(group_id)
        return group.investment_group_id.id or group.id

    def _move_units_to_top_group(self, group_id):
        """A group that is taken over brings its units along."""
        units = self.with_context(active_test=False).search(
            [("investment_group_id", "in", self.ids), ("id", "!=", group_id)]
        )
        if units:
            units.write({"investment_group_id": group_id})
