"""The pack of a hearing as a Word text: a section per project, the directives as a table."""

from types import SimpleNamespace

from odoo.tools import format_date

from ..tools.amount import format_amount
from .document_blocks import Head, Paragraph, Subtitle, Table, Title
from .docx_document import WordDocument

WIDTHS = (6, 40, 28, 18, 14, 18, 11, 12)


def write_document(pack, target) -> None:
    fonts = pack.fonts()
    WordDocument(
        HearingDocument(pack),
        {
            "title": fonts["title"],
            "head": fonts["head"],
            "subhead": "楷体",
            "document": fonts["body"],
            "page": "宋体",
        },
    ).save(target)


class HearingDocument:
    def __init__(self, pack):
        self.pack = pack
        self.env = pack.env
        self.title = pack.title
        self.heading = SimpleNamespace(maker=pack.env.user.name)

    def blocks(self):
        env, pack = self.env, self.pack
        yield Title(self.title)
        yield Subtitle(env._("(figures by the end of %(month)s)", month=pack.month_label))
        yield Paragraph(self._overview())
        for row in pack.projects:
            yield Head(
                env._(
                    "%(number)s. %(project)s: %(light)s",
                    number=row.number,
                    project=row.name,
                    light=row.light,
                )
            )
            for label, text in self._paragraphs(row):
                yield Paragraph(
                    env._("%(label)s: %(text)s", label=label, text=text or env._("none"))
                )
        if pack.directives:
            yield self._directives()

    def _overview(self):
        counts = {}
        for row in self.pack.projects:
            counts[row.light] = counts.get(row.light, 0) + 1
        return self.env._(
            "%(count)s projects are called up: %(lights)s. %(overdue)s directives are overdue.",
            count=len(self.pack.projects),
            lights=self._join(
                self.env._("%(light)s %(count)s", light=light, count=count)
                for light, count in counts.items()
            ),
            overdue=sum(bool(row.overdue) for row in self.pack.directives),
        )

    def _paragraphs(self, row):
        env = self.env
        yield env._("Lead Unit"), " ".join(filter(None, (row.unit, row.head)))
        yield (
            env._("Plan and progress"),
            env._(
                "total investment %(total)s, annual plan %(plan)s, completed %(completed)s, "
                "%(completion)s of the plan (schedule %(schedule)s)",
                total=format_amount(row.total),
                plan=format_amount(row.plan),
                completed=format_amount(row.completed),
                completion=_percent(row.completion),
                schedule=_percent(self.pack.schedule),
            ),
        )
        yield env._("Reason for the Light"), row.reason
        yield env._("Visual Progress"), row.progress
        yield env._("Problems"), row.problems
        yield env._("Next Step"), row.next_step
        yield env._("Who Owes What"), self._join(row.owed, "；", "; ")

    def _join(self, texts, chinese="、", other=", "):
        """Odoo's catalogues hold no terms without a letter."""
        return (chinese if (self.env.lang or "").startswith("zh") else other).join(texts)

    def _directives(self):
        env = self.env
        return Table(
            label=env._("Annex"),
            title=env._("Directives open and overdue"),
            unit=env._("As of %(date)s", date=format_date(env, self.pack.today)),
            columns=(
                env._("No."),
                env._("What Is to Be Done"),
                env._("Key Project"),
                env._("Responsible Unit"),
                env._("Person Responsible"),
                env._("Due"),
                env._("Working Days Overdue"),
                env._("Status"),
            ),
            widths=WIDTHS,
            styles=("date", "text", "text", "text", "date", "date", "number", "date"),
            rows=[
                (
                    None,
                    (
                        str(row.number),
                        row.what,
                        row.project,
                        row.unit,
                        row.person,
                        format_date(env, row.due),
                        str(row.overdue or ""),
                        row.state,
                    ),
                )
                for row in self.pack.directives
            ],
            total=None,
            notes=(),
            link_column=0,
        )


def _percent(share):
    return "—" if share is None else f"{100 * share:.1f}%"
