import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";
import {
    choose,
    createInList,
    fill,
    openApp,
    openMenu,
    press,
    save,
    switchToList,
} from "./tour_steps";

const ENTERPRISE = "示例巡航科技有限公司";
const PROJECT = "示例巡航科技产业园项目";

/** An officer registers an enterprise, visits it on a trip, registers its project and an agreement. */
registry.category("web_tour.tours").add("zhuozhou_crm_officer", {
    steps: () => [
        ...openApp(),
        // the enterprise
        ...openMenu("zhuozhou_crm_menu_enterprises", "res_partner_menu_target"),
        { trigger: ".o_breadcrumb" },
        ...switchToList(),
        ...createInList(),
        ...fill("name", ENTERPRISE),
        ...save(),
        // the trip with one visit
        ...openMenu("zhuozhou_crm_menu_activities", "investment_trip_menu"),
        ...switchToList(),
        ...createInList(),
        ...fill("name", "示例赴京招商"),
        ...choose("leader_id", "示例带队领导"),
        ...fill("destination", "示例目的地"),
        {
            content: "one line for the visit",
            trigger: ".o_field_widget[name=engagement_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "the enterprise visited",
            trigger: ".o_selected_row .o_field_widget[name=partner_id] input",
            run: `edit ${ENTERPRISE}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item a:contains("${ENTERPRISE}")`,
            run: "click",
        },
        ...save(),
        ...press("action_plan"),
        ...press("action_start"),
        { trigger: ".o_statusbar_buttons button[name=action_done].btn-primary" },
        {
            content: "the visit took place",
            trigger: ".o_field_widget[name=engagement_ids] button[name=action_done]",
            run: "click",
        },
        {
            content: "the visit is done",
            trigger: ".o_field_widget[name=engagement_ids]:not(:has(button[name=action_done]))",
        },
        ...press("action_done"),
        {
            content: "the trip is done",
            trigger: ".o_statusbar_status button[data-value=done].o_arrow_button_current",
        },
        // the project
        ...openMenu("zhuozhou_crm_menu_pipeline", "crm_lead_menu"),
        ...switchToList(),
        ...createInList(),
        ...fill("name", PROJECT),
        ...choose("partner_id", ENTERPRISE),
        ...fill("planned_investment", "2.5亿"),
        ...save(),
        // the agreement with its evidence
        ...openMenu("zhuozhou_crm_menu_deals", "investment_deal_menu"),
        ...switchToList(),
        ...createInList(),
        ...choose("lead_id", PROJECT),
        ...fill("contract_value", "2.5亿"),
        {
            content: "signed today",
            trigger: ".o_field_widget[name=signing_date] :is(input, button)",
            run: "click",
        },
        { trigger: ".o_datetime_picker .o_today", run: "click" },
        {
            content: "the signed pages",
            trigger: ".o_field_widget[name=evidence_ids] input[type=file]:not(:visible)",
            async run() {
                const file = new File(["signed"], "agreement.txt", { type: "text/plain" });
                await inputFiles(".o_field_widget[name=evidence_ids] input[type=file]", [file]);
            },
        },
        { trigger: ".o_field_widget[name=evidence_ids] .o_attachment" },
        ...save(),
        ...press("action_sign"),
        {
            content: "it waits for the bureau",
            trigger: ".o_statusbar_status button[data-value=signed].o_arrow_button_current",
        },
    ],
});

/** The officer finds the project in Signed without having moved it. */
registry.category("web_tour.tours").add("zhuozhou_crm_officer_signed", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_pipeline", "crm_lead_menu"),
        ...switchToList(),
        { trigger: `.o_data_cell:contains("${PROJECT}")`, run: "click" },
        {
            content: "moved by the verified agreement",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('签约')",
        },
    ],
});
