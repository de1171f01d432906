import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { STATIC_ACTIONS_GROUP_NUMBER } from "@web/search/action_menus/action_menus";
import { Component } from "@odoo/owl";

const MODELS = [
    "crm.lead",
    "event.event",
    "investment.deal",
    "investment.engagement",
    "investment.fund.receipt",
    "investment.trip",
    "res.partner",
];

/** Cog menu of a list of ours: all that its filter finds, as an official table. */
export class InvestmentRegisterMenu extends Component {
    static template = "zhuozhou_crm.InvestmentRegisterMenu";
    static components = { DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
    }

    async onSelected() {
        const { context, domain, resModel } = this.env.searchModel;
        const { active_test = true } = context;
        await this.action.doAction("zhuozhou_crm.investment_register_wizard_action", {
            additionalContext: {
                active_test,
                active_model: resModel,
                active_ids: [],
                active_domain: domain,
            },
        });
    }
}

export const investmentRegisterItem = {
    Component: InvestmentRegisterMenu,
    groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
    isDisplayed: async (env) =>
        ["kanban", "list"].includes(env.config.viewType) &&
        MODELS.includes(env.searchModel.resModel) &&
        !env.model.root.selection.length &&
        (await user.hasGroup("zhuozhou_crm.zhuozhou_crm_group_export")),
};

registry.category("cogMenu").add("investment-register", investmentRegisterItem, { sequence: 11 });
