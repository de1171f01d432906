"""What the agreements of one project add to the figures, day by day (counting rule 1).

    A project counts once, at its first counted agreement. A framework turned formal adds no
    count and only the increment of value; a capital increase or supplement adds its increment;
    a void or terminated deal leaves the figures from its end date on.

Source: the counting practice of signing ledgers (框架协议 / 投资协议 / 补充协议, ledgers.md B3) and
of 光谷's statistics (跨阶段去重, ledgers.md F): the same money must not be announced twice.

Two kinds of agreements. A *total* (framework, formal) states the whole investment; an *increment*
(supplement, capital increase) states a change, which a supplement may make downwards. Both count
from the day they were signed to the day before they ended. The odd cases:

* A total replaces what stood before it on its own line: the nearest live total above it and the
  increments to that one signed in between. It adds its value less all that, so a formal agreement
  below its framework lowers the figures.
* What has been replaced is not replaced again: a second formal agreement under the same framework
  (phase two) adds its full value.
* An agreement that ends leaves, and the others are reckoned anew *from that day*: the count and
  the whole value pass to the next one alive. What the figures said of an earlier day stays.
* A total whose predecessors have all ended still replaces their increments, which live on
  (else they would count twice).
* Agreements on the same day: the earlier in the chain first, then the one registered first.
* After two projects were merged there may be two first agreements: the project counts once, the
  values add up.
"""

from collections import namedtuple
from itertools import pairwise

#: counts: verified (also if it ended later); ended: first day on which it is no more alive.
Agreement = namedtuple("Agreement", "id parent_id is_total signed ended value counts")
#: One agreement's part of the figures from a day on, until `until` (exclusive, None = open).
Effect = namedtuple("Effect", "agreement_id since until project_count value")


def compute_effects(agreements):
    """Return the effects of the agreements of one project, ordered by agreement and day."""
    chain = _Chain(agreements)
    spans = {}
    for since, until in pairwise([*chain.turning_days(), None]):
        for agreement_id, (project_count, value) in chain.figures_on(since).items():
            effect = Effect(agreement_id, since, until, project_count, value)
            _append(spans.setdefault(agreement_id, []), effect)
    return [effect for effects in spans.values() for effect in effects]


def _append(effects, effect):
    """Lengthen the last effect if nothing changed."""
    last = effects and effects[-1]
    if last and last.until == effect.since and last[3:] == effect[3:]:
        effects[-1] = last._replace(until=effect.until)
    else:
        effects.append(effect)


class _Chain:
    def __init__(self, agreements):
        self.by_id = {agreement.id: agreement for agreement in agreements}
        counting = [agreement for agreement in agreements if agreement.counts]
        self.ordered = sorted(counting, key=self._order)

    def turning_days(self):
        """The days on which the figures may change."""
        return sorted({day for a in self.ordered for day in (a.signed, a.ended) if day})

    def figures_on(self, day):
        """{agreement id: (project count, value)} of the agreements alive on the day."""
        alive = [a for a in self.ordered if a.signed <= day and (not a.ended or day < a.ended)]
        replaced = set()
        figures = {}
        for position, agreement in enumerate(alive):
            value = agreement.value
            if agreement.is_total:
                earlier = self._replaced_by(agreement, alive[:position]) - replaced
                value -= sum(self.by_id[other].value for other in earlier)
                replaced |= earlier
            figures[agreement.id] = (int(position == 0), value)
        return figures

    def _replaced_by(self, agreement, earlier):
        """Ids among the `earlier` live agreements whose value this total states anew."""
        alive = {other.id for other in earlier}
        line = set()
        for total in self._totals_above(agreement):
            line.add(total.id)
            if total.id in alive:
                break
        increments = {a.id for a in earlier if not a.is_total and self._base(a) in line}
        return (line & alive) | increments

    def _order(self, agreement):
        return agreement.signed, len(list(self._above(agreement))), agreement.id

    def _above(self, agreement):
        while agreement := self.by_id.get(agreement.parent_id):
            yield agreement

    def _totals_above(self, agreement):
        return (other for other in self._above(agreement) if other.is_total)

    def _base(self, agreement):
        """Id of the total that an increment changes."""
        return next((total.id for total in self._totals_above(agreement)), None)
