import { registry } from "@web/core/registry";
import { formatSelection } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

/** The light of a project: its colour, and always the word for it. */
export class InvestmentLightField extends Component {
    static template = "zhuozhou_crm.LightField";
    static props = { ...standardFieldProps };

    get colour() {
        return this.props.record.data[this.props.name];
    }

    get word() {
        const { selection } = this.props.record.fields[this.props.name];
        return formatSelection(this.colour, { selection });
    }
}

registry.category("fields").add("investment_light", {
    component: InvestmentLightField,
    supportedTypes: ["selection"],
});
