import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";
import { createInList, openApp, openMenu, press } from "./tour_steps";

const LEDGER = `2024年签约台账（单位：亿元）
项目名称,投资主体,投资金额,协议类型,签约时间
示例导入一项目,示例导入一科技有限公司,2,投资协议,5月8日
示例导入二项目,示例导入二科技有限公司,约3亿元,投资协议,5月9日
示例导入三项目,示例钢研,1,框架协议,5月10日
示例导入四项目,示例导入四科技有限公司,-1,投资协议,5月11日
合计,,6,,
`;
const DECIDE = ".o_field_widget[name=decide_line_ids]";

function editCell(project, field) {
    return {
        content: `open ${field} of ${project}`,
        trigger: `${DECIDE} .o_data_row:contains("${project}") td[name=${field}]`,
        run: "click",
    };
}

/** An officer imports a ledger of agreements: two rows are doubtful, one is wrong. */
registry.category("web_tour.tours").add("zhuozhou_crm_ledger", {
    steps: () => [
        ...openApp(),
        ...openMenu("zhuozhou_crm_menu_reports", "investment_ledger_import_menu"),
        { content: "the list of imports", trigger: ".o_list_table th[data-name=row_count]" },
        ...createInList(),
        {
            content: "a ledger of agreements",
            trigger: ".o_field_widget[name=kind] input[data-value=deals]",
            run: "click",
        },
        {
            content: "the file",
            trigger: ".o_field_widget[name=file] input[type=file]:not(:visible)",
            async run() {
                const file = new File([LEDGER], "签约台账.csv", { type: "text/csv" });
                await inputFiles(".o_field_widget[name=file] input[type=file]", [file]);
            },
        },
        ...press("action_read"),
        {
            content: "the preview: two rows to decide",
            trigger: `${DECIDE} .o_data_row:contains("约3亿元")`,
        },
        editCell("示例导入二项目", "choice_amount"),
        {
            content: "the exact amount",
            trigger: `${DECIDE} .o_selected_row .o_field_widget[name=choice_amount] input`,
            run: "edit 2.98亿",
        },
        editCell("示例导入三项目", "choice_partner_id"),
        {
            content: "the enterprise that is meant",
            trigger: `${DECIDE} .o_selected_row .o_field_widget[name=choice_partner_id] input`,
            run: "edit 示例钢研科技",
        },
        {
            trigger: `.o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item a:contains("示例钢研科技集团有限公司")`,
            run: "click",
        },
        ...press("action_import"),
        { content: "yes", trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "it is in",
            trigger: ".o_statusbar_status button[data-value=done].o_arrow_button_current",
        },
        { content: "the wrong row stayed out", trigger: ".nav-link[name=wrong]", run: "click" },
        { trigger: `.o_field_widget[name=wrong_line_ids]:contains("必须大于零")` },
    ],
});
