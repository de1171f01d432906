import { registry } from "@web/core/registry";
import { session } from "@web/session";

import { formatAmountText } from "./investment_amount_text";

/** The reader's unit (see `res.users.investment_amount_unit`): auto, yi or wan. */
export function preferredUnit() {
    return session.investment_amount_unit || "auto";
}

/**
 * Formatter of the same name as the field widget, so that list footers, group rows, pivot and
 * graph show the unit too.
 *
 * @param {number|false|null} value amount in 元
 * @param {Object} [options]
 * @param {string} [options.unit] yi, wan or yuan; the reader's unit unless given
 * @returns {string}
 */
export function formatInvestmentAmount(value, options = {}) {
    if (value === false || value === null || value === undefined) {
        return "";
    }
    return formatAmountText(value, options.unit || preferredUnit());
}
formatInvestmentAmount.extractOptions = ({ options }) => ({ unit: options.unit });

registry.category("formatters").add("investment_amount", formatInvestmentAmount);
