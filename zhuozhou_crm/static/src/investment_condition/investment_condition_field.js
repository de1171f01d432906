import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * Condition of an indicator: the domain editor, for conditions that may name the days of a period.
 * Their values come with the record, so the editor's warning about names does not apply.
 */
export class InvestmentConditionField extends DomainField {
    setup() {
        super.setup();
        this.notification = { add() {} };
    }

    allowExpressions() {
        return true;
    }
}

registry.category("fields").add("investment_condition", {
    ...domainField,
    component: InvestmentConditionField,
});
