import { _t } from "@web/core/l10n/translation";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { reactive } from "@odoo/owl";

/**
 * Follows the files that the server makes in the background: `running` holds their progress, and
 * a finished one arrives as a message with its download, on whatever page the user is by then.
 */
export const investmentExportService = {
    dependencies: ["bus_service", "notification"],
    start(env, { bus_service: bus, notification }) {
        const running = reactive({});
        bus.subscribe("investment_export", (file) => {
            if (file.state === "queued" || file.state === "running") {
                running[file.id] = file;
                return;
            }
            delete running[file.id];
            if (file.state === "failed") {
                notification.add(file.message, {
                    title: _t("%(file)s could not be made", { file: file.name }),
                    type: "danger",
                    sticky: true,
                });
                return;
            }
            const close = notification.add(_t("The file is ready."), {
                title: file.name,
                type: "success",
                sticky: true,
                buttons: [
                    {
                        name: _t("Download"),
                        icon: "fa-download",
                        primary: true,
                        onClick: () => {
                            browser.open(file.url, "_self");
                            close();
                        },
                    },
                ],
            });
        });
        return { running };
    },
};

registry.category("services").add("investment_export", investmentExportService);
