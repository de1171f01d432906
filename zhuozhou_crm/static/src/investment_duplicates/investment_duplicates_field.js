import { Component } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Panel of the duplicate check on a project's form.
 *
 * Its value comes ready from `crm.lead.duplicate_matches`: what a reader may not know of another
 * team's project is not in it. It follows the form while a project is being typed in.
 */
export class InvestmentDuplicatesField extends Component {
    static template = "zhuozhou_crm.InvestmentDuplicatesField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get panel() {
        return this.props.record.data[this.props.name] || null;
    }

    /** Somebody else owns the project: the reader must know before working on it. */
    get isForeign() {
        return this.panel.matches.some((match) => match.owner);
    }

    get title() {
        if (this.isForeign) {
            return _t("Registered before by another team or officer");
        }
        return this.panel.owned
            ? _t("Same or similar projects; this one was reported first")
            : _t("Same or similar projects");
    }

    get resId() {
        return this.props.record.resId;
    }

    formatDate(value) {
        return value ? formatDate(deserializeDate(value)) : "";
    }

    async open(match) {
        this.action.doAction(await this.orm.call("crm.lead", "get_formview_action", [match.id]));
    }

    async compare(match) {
        if (!(await this.props.record.save())) {
            return;
        }
        const action = await this.orm.call("crm.lead", "action_compare", [[this.resId, match.id]]);
        this.action.doAction(action, { onClose: () => this.props.record.load() });
    }
}

export const investmentDuplicatesField = {
    component: InvestmentDuplicatesField,
    displayName: _t("Same or similar projects"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("investment_duplicates", investmentDuplicatesField);
