import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { session } from "@web/session";

import {
    amountInUnit,
    formatAmountText,
    parseAmountText,
} from "@zhuozhou_crm/investment_amount/investment_amount_text";
import { AMOUNT_CASES } from "./investment_amount_cases";

class Agreement extends models.Model {
    _name = "agreement";

    name = fields.Char();
    kind = fields.Char();
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    value = fields.Monetary({ currency_field: "currency_id", aggregator: "sum" });

    _records = [
        { id: 1, name: "Steel", kind: "formal", currency_id: 1, value: 4485000000 },
        { id: 2, name: "Depot", kind: "formal", currency_id: 1, value: 12345.67 },
    ];
}

defineMailModels();
defineModels([Agreement]);
onRpc("has_group", () => true);

const FORM = `<form><field name="currency_id" invisible="1"/>
    <field name="value" widget="investment_amount"/></form>`;

function refusalOf(text, unit) {
    try {
        return parseAmountText(text, unit).yuan;
    } catch (error) {
        return error.reason;
    }
}

async function mountForm(resId) {
    const saved = [];
    onRpc("agreement", "web_save", ({ args }) => {
        saved.push(args[1].value);
    });
    await mountView({ type: "form", resModel: "agreement", resId, arch: FORM });
    return saved;
}

describe("text", () => {
    test("parse", () => {
        for (const [text, unit, expected] of AMOUNT_CASES.parse) {
            expect(refusalOf(text, unit)).toBe(expected, { message: text });
            expect(Number(expected).toFixed(2)).toBe(expected, { message: "exact as a float" });
        }
    });

    test("refuse", () => {
        for (const [text, reason] of AMOUNT_CASES.refuse) {
            expect(refusalOf(text, "yi")).toBe(reason, { message: text });
        }
    });

    test("empty", () => {
        for (const text of ["", null, undefined, " ", "　"]) {
            expect(parseAmountText(text)).toBe(null);
        }
    });

    test("format", () => {
        for (const [value, unit, expected] of AMOUNT_CASES.format) {
            expect(formatAmountText(Number(value), unit)).toBe(expected);
        }
    });

    test("a typed text comes back exact", () => {
        for (const [value, unit, expected] of AMOUNT_CASES.edit) {
            expect(amountInUnit(Number(value), unit)).toBe(expected);
            expect(parseAmountText(expected, unit).yuan).toBe(value);
        }
    });
});

describe("field", () => {
    test("a number is read in the unit beside it", async () => {
        const saved = await mountForm(1);
        expect(".o_field_investment_amount input").toHaveValue("44.85");
        expect(".o_investment_amount_unit").toHaveText("亿元");
        await contains(".o_field_investment_amount input").edit("0.29");
        await clickSave();
        expect(saved).toEqual([29000000]);
    });

    test("the unit can be pressed while typing", async () => {
        const saved = await mountForm(1);
        await contains(".o_field_investment_amount input").edit("5000", { confirm: false });
        await contains(".o_investment_amount_unit").click();
        expect(".o_field_investment_amount input").toHaveValue("5000");
        expect(".o_investment_amount_unit").toHaveText("万元");
        await clickSave();
        expect(saved).toEqual([50000000]);
    });

    test("pressing the unit of a stored amount changes how it reads, not what it is", async () => {
        const saved = await mountForm(1);
        await contains(".o_investment_amount_unit").click();
        expect(".o_field_investment_amount input").toHaveValue("448500");
        await contains(".o_investment_amount_unit").click();
        expect(".o_field_investment_amount input").toHaveValue("44.85");
        expect(".o_form_status_indicator_buttons.invisible").toHaveCount(1);
        expect(saved).toEqual([]);
    });

    test("a typed unit wins over the reader's", async () => {
        patchWithCleanup(session, { investment_amount_unit: "wan" });
        const saved = await mountForm(1);
        expect(".o_field_investment_amount input").toHaveValue("448500");
        await contains(".o_field_investment_amount input").edit("１２．５亿元");
        expect(".o_field_investment_amount input").toHaveValue("12.5");
        expect(".o_investment_amount_unit").toHaveText("亿元");
        await clickSave();
        expect(saved).toEqual([1250000000]);
    });

    test("an estimate is refused with the reason, and not saved", async () => {
        const saved = await mountForm(1);
        for (const [text, word] of [
            ["约1.2亿", "estimate"],
            ["3-5亿", "range"],
            ["448500亿", "too large"],
            ["待定", "not an amount"],
        ]) {
            await contains(".o_field_investment_amount input").edit(text);
            await animationFrame();
            expect(".o_field_investment_amount").toHaveClass("o_field_invalid");
            expect(`.o_investment_amount_refusal:contains(${word})`).toHaveCount(1);
        }
        expect(".o_form_button_save:enabled").toHaveCount(0);
        expect(saved).toEqual([]);
        await contains(".o_field_investment_amount input").edit("1.2亿");
        expect(".o_investment_amount_refusal").toHaveCount(0);
        await clickSave();
        expect(saved).toEqual([120000000]);
    });

    test("readonly shows the reader's unit", async () => {
        patchWithCleanup(session, { investment_amount_unit: "wan" });
        await mountView({
            type: "form",
            resModel: "agreement",
            resId: 1,
            arch: FORM.replace("<form>", `<form edit="0">`),
        });
        expect(".o_field_investment_amount").toHaveText("448,500万元");
    });
});

describe("formatter", () => {
    test("list cells, footer and group rows", async () => {
        await mountView({
            type: "list",
            resModel: "agreement",
            groupBy: ["kind"],
            arch: `<list expand="1"><field name="name"/><field name="currency_id" column_invisible="1"/>
                <field name="value" widget="investment_amount" sum="Total"/></list>`,
        });
        expect(queryAllTexts(".o_data_row td.o_list_number")).toEqual(["44.85亿元", "1.23万元"]);
        expect(".o_group_header .o_list_number").toHaveText("44.8501亿元");
        expect(".o_list_footer .o_list_number").toHaveText("44.8501亿元");
    });

    test("pivot", async () => {
        await mountView({
            type: "pivot",
            resModel: "agreement",
            arch: `<pivot><field name="kind" type="row"/>
                <field name="value" type="measure" widget="investment_amount"/></pivot>`,
        });
        expect(queryAllTexts(".o_pivot_cell_value")).toEqual(["44.8501亿元", "44.8501亿元"]);
    });

    test("kanban column totals", async () => {
        await mountView({
            type: "kanban",
            resModel: "agreement",
            groupBy: ["kind"],
            arch: `<kanban js_class="investment_amount_kanban">
                <progressbar field="kind" colors='{"formal": "success"}' sum_field="value"/>
                <templates><t t-name="card"><field name="name"/></t></templates></kanban>`,
        });
        expect(".o_animated_number").toHaveText("44.8501亿元");
    });
});
