import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { AnimatedNumber } from "@web/views/view_components/animated_number";

class Stage extends models.Model {
    _name = "stage";
    name = fields.Char();
    _records = [
        { id: 1, name: "Lead" },
        { id: 2, name: "Signed" },
        { id: 3, name: "Landed" },
    ];
}

class Project extends models.Model {
    _name = "project";
    name = fields.Char();
    stage_id = fields.Many2one({ relation: "stage" });
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    value = fields.Monetary({ currency_field: "currency_id", aggregator: "sum" });
    state = fields.Selection({
        selection: [
            ["planned", "Planned"],
            ["today", "Today"],
        ],
    });
    is_rotting = fields.Boolean();
    _records = [
        { id: 1, name: "a", stage_id: 1, value: 80000000, state: "planned", is_rotting: false },
        { id: 2, name: "b", stage_id: 1, value: 4485000000, state: "planned", is_rotting: true },
        { id: 3, name: "c", stage_id: 2, value: 5600000, state: "today", is_rotting: false },
    ];
}

defineMailModels();
defineModels([Stage, Project]);
onRpc("has_group", () => true);

function mountKanban(groupBy) {
    patchWithCleanup(AnimatedNumber, { enableAnimations: false });
    return mountView({
        type: "kanban",
        resModel: "project",
        groupBy: [groupBy],
        arch: `<kanban js_class="investment_pipeline_kanban" on_create="quick_create">
            <field name="is_rotting"/><field name="currency_id"/>
            <progressbar field="state" colors='{"planned": "success"}' sum_field="value"/>
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
    });
}

describe("pipeline", () => {
    test("offers a new project in the first stage only", async () => {
        await mountKanban("stage_id");
        expect(".o_kanban_quick_add").toHaveCount(1);
        expect(".o_kanban_group:first-child .o_kanban_quick_add").toHaveCount(1);
    });

    test("offers a new project in every other column", async () => {
        await mountKanban("state");
        expect(".o_kanban_quick_add").toHaveCount(2);
    });

    test("tells number, overdue and value of each column", async () => {
        await mountKanban("stage_id");
        expect(queryAllTexts(".o_animated_number")).toEqual(["45.65亿元", "560万元"]);
        expect(queryAllTexts(".o_investment_column_count")).toEqual(["2", "1"]);
        expect(queryAllTexts(".o_mail_resource_rotting_bg")).toEqual(["1"]);
    });
});
