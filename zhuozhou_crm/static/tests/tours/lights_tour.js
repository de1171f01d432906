import { registry } from "@web/core/registry";
import { choose, createInList, fill, openApp, openMenu, press, save } from "./tour_steps";

/** A manager loosens a rule, sees who would change, and puts it in force. */
registry.category("web_tour.tours").add("zhuozhou_crm_light_rule", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_configuration", "investment_light_rule_menu"),
        {
            content: "change the rules",
            trigger: ".o_control_panel button:contains('调整规则')",
            run: "click",
        },
        {
            content: "the red rule on points behind",
            trigger: ".modal .o_data_row:first td[name=threshold]",
            run: "click",
        },
        {
            content: "95 instead of 30 points",
            trigger: ".modal .o_selected_row .o_field_widget[name=threshold] input",
            run: "edit 95",
        },
        { content: "preview", trigger: ".modal button[name=action_preview]", run: "click" },
        {
            content: "one project would change, from red to yellow",
            trigger: ".modal .alert:contains('1个项目的亮灯将变化'):contains('红 → 黄')",
        },
        {
            content: "and it is listed",
            trigger: ".modal [name=change_ids] .o_data_row:contains('示例亮灯巡查项目')",
        },
        { content: "put in force", trigger: ".modal button[name=action_apply]", run: "click" },
        {
            content: "the rule says so",
            trigger: ".o_list_view:not(:has(.modal)) .o_data_row:contains('95个百分点')",
        },
    ],
});

/** A hearing: projects chosen, pack prepared, a directive taken down. */
registry.category("web_tour.tours").add("zhuozhou_crm_hearing", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_projects", "investment_hearing_menu"),
        { content: "the hearings", trigger: ".o_breadcrumb:contains('过堂会')" },
        ...createInList(),
        ...fill("place", "市委三楼会议室"),
        ...save(),
        ...press("action_choose"),
        {
            content: "the red project is called up",
            trigger:
                "[name=project_ids] .o_data_row:contains('示例亮灯巡查项目'):has(.o_light_red)",
        },
        ...press("action_make_pack"),
        { content: "the table", trigger: "[name=pack_ids]:contains('xlsx')" },
        { content: "and the text", trigger: "[name=pack_ids]:contains('docx')" },
        { trigger: ".o_notebook a[name=directives]", run: "click" },
        {
            content: "take down a directive",
            trigger: "[name=directive_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...fill("name", "补齐能评材料", ".o_selected_row"),
        ...choose("project_id", "示例亮灯巡查项目", ".o_selected_row"),
        {
            content: "by when",
            trigger: ".o_selected_row [name=due_date] :is(input, button)",
            run: "click",
        },
        {
            content: "next month",
            trigger: ".o_datetime_picker .o_next",
            run: "click",
        },
        {
            content: "its middle",
            trigger: ".o_datetime_picker .o_date_item_cell:not(.o_out_of_range):contains('15')",
            run: "click",
        },
        ...save(),
        {
            content: "it stands open",
            trigger: "[name=directive_ids] .o_data_row:contains('补齐能评材料')",
        },
    ],
});

/** Later the head of the unit finds it, overdue and escalated. */
registry.category("web_tour.tours").add("zhuozhou_crm_directive_head", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_projects", "investment_directive_menu"),
        {
            content: "it has come up to the head",
            trigger: ".o_data_row:contains('补齐能评材料'):contains('已报一把手') td[name=name]",
            run: "click",
        },
        {
            content: "and says how late it is",
            trigger: ".alert:contains('逾期'):contains('个工作日')",
        },
    ],
});

/** The big screen turns up red first; a click leads to the project. */
registry.category("web_tour.tours").add("zhuozhou_crm_wall", {
    steps: () => [
        {
            content: "red comes first",
            trigger: ".o_investment_wall .o_wall_row:first:has(.o_light_red)",
            run: "click",
        },
        { content: "the project", trigger: ".o_form_view .o_field_widget[name=name]" },
    ],
});
registry.category("web_tour.tours").add("zhuozhou_crm_timeline", {
    steps: () => [
        {
            content: "the project with its milestone",
            trigger:
                ".o_investment_timeline .o_timeline_line:contains('示例亮灯巡查项目') .o_timeline_mark.o_timeline_late",
        },
        { content: "the year before", trigger: ".o_timeline_previous", run: "click" },
        { content: "another year", trigger: ".o_timeline_next", run: "click" },
        {
            trigger: ".o_investment_timeline .o_timeline_name:contains('示例亮灯巡查项目')",
            run: "click",
        },
        { content: "the project", trigger: ".o_form_view .o_field_widget[name=name]" },
    ],
});
