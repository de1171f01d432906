import { registry } from "@web/core/registry";
import { choose, createInList, fill, openApp, openMenu, press, save } from "./tour_steps";

/** A bureau manager has a summary made every week and sent to a leader. */
registry.category("web_tour.tours").add("zhuozhou_crm_schedule", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_reports", "investment_summary_schedule_menu"),
        { content: "the list of schedules", trigger: ".o_list_view" },
        ...createInList(),
        ...fill("name", "示例每周招商专报"),
        ...choose("template_id", "示例周报模板"),
        {
            content: "every week",
            trigger: ".o_field_widget[name=interval] input[data-value=weekly]",
            run: "click",
        },
        {
            content: "as Word",
            trigger: ".o_field_widget[name=file_format] input[data-value=docx]",
            run: "click",
        },
        ...choose("recipient_ids", "示例市领导"),
        ...save(),
        ...press("action_run"),
        { content: "it is being made", trigger: ".o_notification:contains('示例每周招商专报')" },
        { content: "its file stands below", trigger: ".o_field_widget[name=export_ids]" },
    ],
});
