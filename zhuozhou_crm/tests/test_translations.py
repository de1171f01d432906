import re

from lxml import etree

from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools.translate import TranslationModuleReader

MODULE = "zhuozhou_crm"
# Two Latin letters in a row are English, unless they are a name that Chinese staff use as it is.
ENGLISH = re.compile(r"[A-Za-z]{2,}")
KEPT = re.compile(
    r"GB/T|Excel|Word|PDF|PNG|JPG|CSV|CNY|km|tce|Odoo|https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+"
    r"|\b[A-Z]{1,5}\d*\b|\d\w+"
)
SPOKEN_ATTRIBUTES = (
    "string",
    "placeholder",
    "help",
    "confirm",
    "title",
    "sum",
    "avg",
    "data-tooltip",
)
# Names of time zones are the same in every language.
STANDARD_NAMES = ("date_tz", "tz")


def english_in(text):
    """Return the English words of ``text`` that a Chinese reader would stumble over."""
    return ENGLISH.findall(KEPT.sub("", text or ""))


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """Every term has its Chinese, and a screen shows nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        manager = new_test_user(
            cls.env, login="zz_terms", groups=f"{MODULE}.{MODULE}_group_manager", lang="zh_CN"
        )
        cls.zh = cls.env(user=manager, context={"lang": "zh_CN"})

    def test_catalogue_is_complete(self):
        reader = TranslationModuleReader(self.env.cr, [MODULE], "zh_CN")
        terms = list(reader)
        self.assertGreater(len(terms), 300, "The reader found hardly any term: wrong module?")
        missing = sorted(
            {
                source
                for _module, _type, name, _id, source, value, _comments in terms
                if not value and english_in(source) and not name.endswith(",arch_fs")
            }
        )
        self.assertFalse(missing, "Terms without Chinese")

    def test_menus_are_chinese(self):
        menus = app_menus(self.zh)
        self.assertGreater(len(menus), 10)
        for menu in menus:
            with self.subTest(menu=menu.complete_name):
                self.assertFalse(english_in(menu.name))
                self.assertFalse(english_in(menu.action.name if menu.action else ""))

    def test_views_are_chinese(self):
        actions = app_actions(self.zh)
        self.assertGreater(len(actions), 10)
        for action in actions:
            views = [(v.view_id.id, v.view_mode) for v in action.view_ids]
            shown = dict((mode, view_id) for view_id, mode in views)
            modes = [(shown.get(mode, False), mode) for mode in action.view_mode.split(",")]
            if action.search_view_id:
                modes.append((action.search_view_id.id, "search"))
            result = self.zh[action.res_model].get_views(modes)
            for kind, view in result["views"].items():
                with self.subTest(action=action.name, view=kind):
                    self.assertFalse(self._english_of_view(view, result["models"]))

    def _english_of_view(self, view, models):
        """Return ``{text: words}`` of what the view would print in English."""
        root = etree.fromstring(view["arch"])
        texts = []
        for node in root.iter(etree.Element):
            texts += [node.get(name) for name in SPOKEN_ATTRIBUTES if node.get(name)]
            # expressions and templates are code, not text
            texts += [t for t in (node.text, node.tail) if t and "{" not in t]
        fields = models[view["model"]]["fields"] if "model" in view else {}
        for node in root.iter("field"):
            hidden = node.get("invisible") or node.get("column_invisible")
            if hidden in ("1", "True") or node.get("name") in STANDARD_NAMES:
                continue
            field = fields.get(node.get("name"), {})
            # a card prints values without their labels
            labelled = root.tag != "kanban" and not node.xpath("ancestor::field")
            if labelled and not node.get("string"):
                texts += [field.get("string")]
            texts += [label for _value, label in field.get("selection") or ()]
        return {text: words for text in texts if (words := english_in(text))}


def app_menus(env):
    """Return the menus of the app that the user sees."""
    root = env.ref(f"{MODULE}.{MODULE}_menu_root")
    menus = env["ir.ui.menu"].sudo().search([("id", "child_of", root.id)])
    return menus.filtered(
        lambda menu: not menu.group_ids or menu.group_ids & env.user.all_group_ids
    )


def app_actions(env):
    """Return the window actions that these menus open."""
    actions = env["ir.actions.act_window"].sudo()
    for menu in app_menus(env):
        if menu.action and menu.action._name == actions._name:
            actions |= menu.action
    return actions


SCAN = """
(async () => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    const english = /[A-Za-z]{2,}/g;
    const kept = new RegExp(%(kept)r, "g");
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const found = [];
    async function scan(screen) {
        await pause(400);
        for (let i = 0; i < 40 && document.querySelector(".o_blockUI, .o_loading_indicator"); i++) {
            await pause(100);
        }
        const nodes = document.querySelectorAll(".o_action_manager, .o_menu_sections");
        for (const node of nodes) {
            for (const line of node.innerText.split("\\n")) {
                const words = line.replace(kept, "").match(english);
                if (words) {
                    found.push(`${screen}: ${line.trim()}`);
                }
            }
        }
    }
    for (const [xmlid, modes] of %(actions)s) {
        for (const mode of modes) {
            await action.doAction(xmlid, { viewType: mode, clearBreadcrumbs: true });
            await scan(`${xmlid} ${mode}`);
        }
    }
    if (found.length) {
        console.error("English on the screen\\n" + [...new Set(found)].join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """Walk through every screen in the browser: as the menus do, and reading what is printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.user = new_test_user(
            cls.env,
            login="zz_screens",
            name="示例主任",
            groups=f"{MODULE}.{MODULE}_group_manager",
            lang="zh_CN",
            tz="Asia/Shanghai",
            tour_enabled=False,
        )

    def _get_modes(self, env, action):
        """A blank form is no screen where nobody may create a record."""
        closed = [] if env[action.res_model].has_access("create") else ["form"]
        return [mode for mode in action.view_mode.split(",") if mode not in closed]

    def test_no_english_on_any_screen(self):
        env = self.env(user=self.user)
        actions = [[action.xml_id, self._get_modes(env, action)] for action in app_actions(env)]
        code = SCAN % {"kept": KEPT.pattern, "actions": actions}
        self.browser_js(
            "/odoo", code, "odoo.isReady === true", login=self.user.login, timeout=300
        )

    def test_click_everywhere(self):
        self.browser_js(
            "/odoo",
            "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
            f".startClickEverywhere('{MODULE}.{MODULE}_menu_root', false);",
            "odoo.isReady === true",
            login=self.user.login,
            timeout=1200,
            success_signal="clickbot test succeeded",
        )
