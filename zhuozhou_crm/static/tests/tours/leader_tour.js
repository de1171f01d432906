import { registry } from "@web/core/registry";
import { fill, openApp, openMenu } from "./tour_steps";

/** A leader opens the summary, chooses the year and downloads the workbook. */
registry.category("web_tour.tours").add("zhuozhou_crm_leader", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_reports", "investment_summary_wizard_menu"),
        { trigger: ".o_field_widget[name=period_type]" },
        ...fill("year", "2023"),
        {
            content: "download",
            trigger: "button[name=action_download_excel]",
            run: "click",
        },
        {
            content: "the choice stays open for the next download; close it",
            trigger: ".modal:not(:has(.o_form_dirty)) button[special=cancel]",
            run: "click",
        },
        { content: "closed, and no error", trigger: "body:not(:has(.modal))" },
    ],
});
