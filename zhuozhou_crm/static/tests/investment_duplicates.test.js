import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

const FOREIGN = { readable: false, team: "Team A", level: "Same project name", owner: true };
const OWN = {
    readable: true,
    id: 7,
    name: "Steel works",
    team: "Team B",
    user: "Li",
    partner: "Steel Ltd",
    stage: "Negotiating",
    date: "2023-03-08",
    claim: "Valid",
    comparable: true,
    level: "Same project code",
    owner: false,
};

class Project extends models.Model {
    _name = "project";

    name = fields.Char({
        onChange: (record) => {
            record.panel = record.name === "Steel" ? { owned: false, matches: [FOREIGN] } : false;
        },
    });
    panel = fields.Json();

    _records = [
        { id: 1, name: "Alone", panel: false },
        { id: 2, name: "Later", panel: { owned: false, matches: [FOREIGN, OWN] } },
        { id: 3, name: "First", panel: { owned: true, matches: [OWN] } },
    ];
}

defineMailModels();
defineModels([Project]);
onRpc("has_group", () => true);

const PANEL = ".o_investment_duplicates";

function mountForm(resId) {
    return mountView({
        type: "form",
        resModel: "project",
        resId,
        arch: `<form><field name="name"/>
            <field name="panel" widget="investment_duplicates" nolabel="1"/></form>`,
    });
}

describe("duplicates panel", () => {
    test("is not there when there is nothing to tell", async () => {
        await mountForm(1);
        expect(PANEL).toHaveCount(0);
    });

    test("tells another team's project by team and level only", async () => {
        await mountForm(2);
        expect(PANEL).toHaveClass("alert-warning");
        expect(queryAllTexts(`${PANEL} li:first-child > *`)).toEqual([
            "Same project name",
            "Team A",
            "Owner",
        ]);
        expect(`${PANEL} li:first-child a`).toHaveCount(0);
        expect(`${PANEL} li:first-child button`).toHaveCount(0);
    });

    test("tells an own project with a link, and compares", async () => {
        onRpc("crm.lead", "action_compare", ({ args }) => {
            expect.step(args[0]);
            return { type: "ir.actions.act_window_close" };
        });
        onRpc("crm.lead", "get_formview_action", ({ args }) => {
            expect.step(args[0]);
            return { type: "ir.actions.act_window_close" };
        });
        mockService("action", { doAction: () => expect.step("doAction") });
        await mountForm(3);
        expect(PANEL).toHaveClass("alert-info");
        expect(`${PANEL} li`).toHaveText(/Steel works.*Steel Ltd.*Negotiating.*Li.*03\/08\/2023/s);
        await contains(`${PANEL} li button`).click();
        expect.verifySteps([[3, 7], "doAction"]);
        await contains(`${PANEL} li a`).click();
        expect.verifySteps([7, "doAction"]);
    });

    test("follows a project being typed in, before it is saved", async () => {
        await mountForm();
        expect(PANEL).toHaveCount(0);
        await contains("[name=name] input").edit("Steel");
        expect(`${PANEL} li`).toHaveCount(1);
        expect(`${PANEL} button`).toHaveCount(0);
        await contains("[name=name] input").edit("Other");
        expect(PANEL).toHaveCount(0);
    });
});
