import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const PROGRESS = "investment_ledger_progress";

/**
 * Tells the user how far the import of a large ledger is, on whatever page: one notification that
 * is replaced by the next.
 */
export const investmentLedgerProgressService = {
    dependencies: ["bus_service", "notification"],

    start(env, { bus_service: bus, notification }) {
        const closers = new Map();
        bus.subscribe(PROGRESS, ({ id, name, done, total }) => {
            closers.get(id)?.();
            closers.delete(id);
            if (done < total) {
                const message = _t("%(done)s of %(total)s rows written", { done, total });
                closers.set(
                    id,
                    notification.add(message, { title: name, type: "info", sticky: true })
                );
            }
        });
    },
};

registry.category("services").add("investment_ledger_progress", investmentLedgerProgressService);
