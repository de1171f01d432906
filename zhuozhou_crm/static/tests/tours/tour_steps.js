/** Steps that several tours share. They find things by technical name, never by their text. */

const MODULE = "zhuozhou_crm";

export function openMenu(section, item) {
    const steps = [
        {
            content: `open the section ${section}`,
            trigger: `.o_menu_sections [data-menu-xmlid="${MODULE}.${section}"]`,
            run: "click",
        },
    ];
    if (item) {
        steps.push({
            content: `open ${item}`,
            trigger: `.o-dropdown--menu [data-menu-xmlid="${MODULE}.${item}"]`,
            run: "click",
        });
    }
    return steps;
}

export function openApp() {
    return [
        {
            content: "the app stands open",
            trigger: `.o_main_navbar .o_menu_sections [data-menu-xmlid="${MODULE}.zhuozhou_crm_menu_pipeline"]`,
        },
    ];
}

export function createInList() {
    return [
        {
            content: "new record",
            trigger:
                ".o_control_panel_main_buttons .o_list_button_add, .o_control_panel_main_buttons .o-kanban-button-new",
            run: "click",
        },
        { trigger: ".o_form_view .o_form_editable" },
    ];
}

export function switchToList() {
    return [{ trigger: ".o_switch_view.o_list", run: "click" }, { trigger: ".o_list_view" }];
}

export function fill(field, text, within = "") {
    return [
        {
            content: `fill ${field}`,
            trigger: `${within} .o_field_widget[name="${field}"] :is(input, textarea)`.trim(),
            run: `edit ${text}`,
        },
    ];
}

export function choose(field, text, within = "") {
    return [
        ...fill(field, text, within),
        {
            content: `choose ${text}`,
            trigger: `.o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item a:contains("${text}")`,
            run: "click",
        },
    ];
}

export function save() {
    return [
        { content: "save", trigger: ".o_form_button_save:visible", run: "click" },
        { content: "saved", trigger: ".o_form_saved" },
    ];
}

export function press(button) {
    return [
        {
            content: `press ${button}`,
            trigger: `.o_statusbar_buttons button[name="${button}"], .o-dropdown--menu button[name="${button}"]`,
            run: "click",
        },
    ];
}
