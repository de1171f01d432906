import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { hover, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { InvestmentWall } from "@zhuozhou_crm/investment_wall/investment_wall";

defineMailModels();
describe.current.tags("desktop");

const COLOURS = [
    ["red", "红", 5],
    ["yellow", "黄", 2],
];

function makeData() {
    const projects = COLOURS.flatMap(([colour, word, count]) =>
        [...Array(count).keys()].map((number) => ({
            id: `${colour}${number}`,
            name: `${word} ${number}`,
            colour,
            word,
            reason: "45.8",
            unit: "Unit",
            head: "Head",
            completion: "37.5%",
            bar: 38,
        }))
    );
    return {
        month: "2026-10",
        made: "08:00",
        count: 7,
        total: "1",
        plan: "1",
        completed: "1",
        completion: "60.0%",
        schedule: "83.3%",
        lights: COLOURS.map(([colour, word, count]) => ({ colour, word, count })),
        projects,
    };
}

async function mountWall() {
    let down = false;
    onRpc("investment.project", "get_wall_data", () => {
        expect.step("get_wall_data");
        if (down) {
            throw new Error("no connection");
        }
        return makeData();
    });
    await mountWithCleanup(InvestmentWall, { props: { action: {} } });
    return {
        cut() {
            down = true;
        },
    };
}

test("everything comes with one call, red first, the word in its colour", async () => {
    await mountWall();
    expect.verifySteps(["get_wall_data"]);
    expect(queryAllTexts(".o_wall_light")).toEqual(["5\n红", "2\n黄"]);
    expect(queryAllTexts(".o_wall_row .o_light")).toEqual(["红", "红", "红", "红", "红", "黄"]);
    expect(".o_wall_row:first .o_light").toHaveClass("o_light_red");
});

test("pages turn by hand and by themselves", async () => {
    await mountWall();
    await contains("footer button:last").click();
    expect(".o_wall_row").toHaveCount(1);
    await advanceTime(12_000);
    await animationFrame();
    expect(".o_wall_row").toHaveCount(6);
    expect.verifySteps(["get_wall_data"]);
});

test("a moving mouse holds the page, a resting one does not", async () => {
    await mountWall();
    await advanceTime(8_000);
    await hover(".o_wall_row:first");
    await advanceTime(8_000);
    await animationFrame();
    expect(".o_wall_row").toHaveCount(6);
    await advanceTime(4_000);
    await animationFrame();
    expect(".o_wall_row").toHaveCount(1);
    expect.verifySteps(["get_wall_data"]);
});

test("figures are read again every minute; without an answer the last ones stay", async () => {
    const server = await mountWall();
    await advanceTime(60_000);
    await animationFrame();
    expect.verifySteps(["get_wall_data", "get_wall_data"]);
    expect(".o_wall_stale").toHaveCount(0);
    server.cut();
    await advanceTime(60_000);
    await animationFrame();
    expect.verifySteps(["get_wall_data"]);
    expect(".o_wall_stale").toHaveCount(1);
    expect(".o_wall_row").toHaveCount(6);
});
