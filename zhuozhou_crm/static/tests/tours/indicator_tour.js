import { registry } from "@web/core/registry";
import { choose, createInList, fill, openApp, openMenu, press, save } from "./tour_steps";

const REPORTS = "zhuozhou_crm_menu_reports";

/** A bureau manager changes an indicator, sees the value at once, and opens the records behind. */
registry.category("web_tour.tours").add("zhuozhou_crm_edit_indicator", {
    steps: () => [
        ...openApp(),
        ...openMenu(REPORTS, "investment_indicator_menu"),
        { trigger: ".o_data_cell:contains('外出招商次数')", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=preview_value]:contains('1 次')" },
        ...fill("decimals", "1"),
        ...fill("definition", "示例口径：已完成的外出招商。"),
        {
            content: "the preview follows before anything is saved",
            trigger: ".o_form_view .o_field_widget[name=preview_value]:contains('1.0 次')",
        },
        ...save(),
        {
            content: "the records behind the value",
            trigger: ".oe_stat_button:has([name=preview_value])",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains('示例赴京招商')" },
    ],
});

/** A bureau manager pastes a press text and assigns one of its figures to an indicator. */
registry.category("web_tour.tours").add("zhuozhou_crm_check_text", {
    steps: () => [
        ...openApp(),
        ...openMenu(REPORTS, "investment_published_text_menu"),
        { trigger: ".o_control_panel .o_breadcrumb:contains('公开口径核验')" },
        ...createInList(),
        ...fill("name", "示例报道"),
        { trigger: ".o_notebook .nav-link[name=text]", run: "click" },
        ...fill("body", "全年外出招商19次，行程3万公里。"),
        ...save(),
        ...press("action_pick_figures"),
        { trigger: ".o_notebook .nav-link[name=figures]", run: "click" },
        {
            content: "the figures were picked",
            trigger: ".o_data_row:contains('全年外出招商19次') .o_data_cell[name=indicator_id]",
            run: "click",
        },
        ...choose("indicator_id", "外出招商次数", ".o_selected_row"),
        ...save(),
        {
            content: "the verdict",
            trigger: ".o_data_row:contains('全年外出招商19次') .badge:contains('有差异')",
        },
    ],
});
