import { registry } from "@web/core/registry";
import { choose, openApp, openMenu, press, switchToList } from "./tour_steps";

const PROJECT = "示例巡航科技产业园项目";

/** A bureau manager verifies the agreement that waits and gives the project to another officer. */
registry.category("web_tour.tours").add("zhuozhou_crm_manager", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_deals", "investment_deal_menu_to_verify"),
        { trigger: `.o_data_cell:contains("${PROJECT}")`, run: "click" },
        ...press("action_verify"),
        {
            content: "verified",
            trigger: ".o_statusbar_status button[data-value=verified].o_arrow_button_current",
        },
        ...openMenu("zhuozhou_crm_menu_pipeline", "crm_lead_menu"),
        ...switchToList(),
        { trigger: `.o_data_cell:contains("${PROJECT}")`, run: "click" },
        {
            content: "reassign",
            trigger: ".o_statusbar_buttons button:contains('改派')",
            run: "click",
        },
        { trigger: ".modal .o_form_editable" },
        ...choose("team_id", "示例二队", ".modal"),
        ...choose("user_id", "示例专员二", ".modal"),
        {
            content: "why",
            trigger: ".modal .o_field_widget[name=reason] :is(input, textarea)",
            run: "edit 示例:人员调整",
        },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "the new officer",
            trigger: ".o_field_widget[name=user_id] input:value('示例专员二')",
        },
    ],
});
