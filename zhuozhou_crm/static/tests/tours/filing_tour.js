import { registry } from "@web/core/registry";
import { openApp, openMenu } from "./tour_steps";

const PROJECTS = ["示例巡航重点项目一", "示例巡航重点项目二"];

function row(project) {
    return `.o_data_row:has(.o_data_cell[name=project_id]:contains("${project}"))`;
}

function fillCell(project, field, text) {
    return [
        {
            content: `open ${field} of ${project}`,
            trigger: `${row(project)} .o_data_cell[name=${field}]`,
            run: "click",
        },
        {
            trigger: `.o_selected_row .o_field_widget[name=${field}] :is(input, textarea)`,
            run: `edit ${text}`,
        },
    ];
}

function saveRow() {
    return [
        { content: "save the row", trigger: ".o_list_button_save:visible", run: "click" },
        { trigger: ".o_list_view:not(:has(.o_selected_row))" },
    ];
}

/** An officer files the month of all projects of the unit in one list. */
registry.category("web_tour.tours").add("zhuozhou_crm_filing", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_projects", "investment_project_progress_menu_file"),
        {
            content: "the month stands above the list",
            trigger: ".o_breadcrumb:contains('月度填报')",
        },
        { content: "a line for each project is there", trigger: row(PROJECTS[0]) },
        ...fillCell(PROJECTS[0], "amount", "1250万"),
        ...fillCell(PROJECTS[0], "visual_progress", "示例：主体施工至三层"),
        ...saveRow(),
        ...fillCell(PROJECTS[1], "amount", "0.3亿"),
        ...fillCell(PROJECTS[1], "visual_progress", "示例：桩基施工"),
        ...fillCell(PROJECTS[1], "problems", "示例：供电方案待批"),
        ...saveRow(),
        {
            content: "choose all lines",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "submit them together",
            trigger:
                ".o_control_panel_actions button[name=action_submit], .o_selection_container button[name=action_submit], .o_list_buttons button[name=action_submit]",
            run: "click",
        },
        ...PROJECTS.map((project) => ({
            content: `${project} is submitted`,
            trigger: `${row(project)} .o_field_widget[name=state]:contains("已提交")`,
        })),
    ],
});
