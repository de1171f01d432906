import { Component, onWillUpdateProps, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { formatInvestmentAmount, preferredUnit } from "./investment_amount_format";
import { amountInUnit, autoUnit, parseAmountText, UNITS } from "./investment_amount_text";

/** What to tell the writer, by the reason of the refusal. */
function explainRefusal({ reason, text }) {
    switch (reason) {
        case "approximate":
            return _t("“%s” is an estimate. Enter the exact amount, e.g. 1.2亿元.", text);
        case "range":
            return _t("“%s” is a range. Enter one amount, e.g. 3亿元.", text);
        case "precision":
            return _t("“%s” is finer than 0.01 yuan. Enter fewer decimals.", text);
        case "size":
            return _t("“%s” is too large for any project. Check the unit.", text);
        default:
            return _t("“%s” is not an amount. Enter e.g. 44.85亿元, 5000万元 or 12345.67元.", text);
    }
}

/**
 * Amount of 元 shown and typed in 亿元 or 万元.
 *
 * A number without a unit is read in the unit that stands beside the input; pressing that unit
 * changes it, which needs no Chinese keyboard on a phone. A unit that was typed wins. A text that
 * is not one exact amount (约1.2亿, 3-5亿) is refused with the reason under the input.
 */
export class InvestmentAmountField extends Component {
    static template = "zhuozhou_crm.InvestmentAmountField";
    static props = {
        ...standardFieldProps,
        unit: { type: String, optional: true },
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.state = useState({ unit: null, refusal: "" });
        this.typedText = null;
        this.inputRef = useInputField({
            getValue: () => this.editedText,
            refName: "numpadDecimal",
            parse: (text) => this.parse(text),
        });
        useNumpadDecimal();
        onWillUpdateProps((nextProps) => {
            // Another record in the same form starts with its own unit.
            if (nextProps.record.id !== this.props.record.id) {
                Object.assign(this.state, { unit: null, refusal: "" });
            }
        });
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    /** Unit of the input: the one chosen, else the reader's, else the one that fits the value. */
    get unit() {
        if (this.state.unit) {
            return this.state.unit;
        }
        const preferred = preferredUnit();
        if (preferred !== "auto") {
            return preferred;
        }
        return this.value ? autoUnit(this.value) : this.props.unit || "yi";
    }

    get unitLabel() {
        return UNITS[this.unit].label;
    }

    get formattedValue() {
        return formatInvestmentAmount(this.value);
    }

    /** Zero is left out: an empty input is quicker to fill in. */
    get editedText() {
        return this.value ? amountInUnit(this.value, this.unit) : "";
    }

    parse(text) {
        try {
            const parsed = parseAmountText(text, this.unit);
            this.state.refusal = "";
            if (parsed?.unit) {
                this.state.unit = parsed.unit;
            }
            return parsed ? Number(parsed.yuan) : false;
        } catch (error) {
            this.state.refusal = error.reason ? explainRefusal(error) : error.message;
            throw error;
        }
    }

    async commit(text) {
        let value;
        try {
            value = this.parse(text);
        } catch {
            return this.props.record.setInvalidField(this.props.name);
        }
        await this.props.record.update({ [this.props.name]: value });
    }

    onInput() {
        this.state.refusal = "";
    }

    /**
     * A finger takes the focus from the input before it presses the unit, and so commits the text
     * in the old unit: remember what was being typed.
     */
    onUnitPointerdown() {
        const input = this.inputRef.el;
        const typing = document.activeElement === input && input.value !== this.editedText;
        this.typedText = typing ? input.value : null;
    }

    /** A text being typed is read in the new unit; a stored amount is only written differently. */
    async onUnitClick() {
        this.state.unit = this.unit === "yi" ? "wan" : "yi";
        if (this.typedText) {
            await this.commit(this.typedText);
            this.typedText = null;
        }
    }
}

export const investmentAmountField = {
    component: InvestmentAmountField,
    displayName: _t("Amount in 亿元 or 万元"),
    supportedTypes: ["monetary", "float"],
    supportedOptions: [
        {
            label: _t("Unit of an empty input"),
            name: "unit",
            type: "selection",
            choices: [
                { label: UNITS.yi.label, value: "yi" },
                { label: UNITS.wan.label, value: "wan" },
            ],
        },
    ],
    listViewWidth: 112,
    isEmpty: (record, fieldName) => record.data[fieldName] === false,
    extractProps: ({ attrs, options }) => ({
        unit: options.unit,
        placeholder: attrs.placeholder,
    }),
};

registry.category("fields").add("investment_amount", investmentAmountField);
