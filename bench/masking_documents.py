"""Synthetic decisions with seeded personal data: ``document(seed, number)`` is the same for the same arguments.

Document ``number`` carries challenges in turn, so that any two hundred in a row hold every spelling of every kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench import masking_words as words
from bench.masking_challenges import CHALLENGES, Challenge, Scene, ordinary
from bench.masking_kinds import PENALTY, kind_of
from bench.masking_truth import Document, Writer

PER_DOCUMENT = 5
# Prime to every number of challenges, so that neighbours in a document are of different kinds.
STRIDE = 1009


def documents(count: int, seed: int = 1, first: int = 1, *, room: bool = False) -> Iterator[Document]:
    """``count`` documents from number ``first`` on. ``room``: the case knows only what the case room registers."""
    return (document(seed, number, room=room) for number in range(first, first + count))


def document(seed: int, number: int, *, room: bool = False) -> Document:
    """The document of this number."""
    draw = Random(f"{seed}:{number}")
    places = [(number * PER_DOCUMENT + nth) * STRIDE for nth in range(PER_DOCUMENT)]
    wanted = " ".join(CHALLENGES[place % len(CHALLENGES)].name for place in places)
    scene = Scene.cast(draw, number, room, wanted)
    kind = PENALTY if room else kind_of(number)
    found = Document(number, scene.facts(), scene.party(), blocked=scene.blocked, kind=kind)
    taken = [_fitting(place, scene) for place in places]

    free = [Writer(found, place, draw) for place in kind.places]
    scene.opening(free[0])
    sentences = [*(each.write for each in taken), *draw.sample(ordinary(scene), 7)]
    draw.shuffle(sentences)
    for nth, write in enumerate(sentences):
        writer = free[nth % len(free)]
        write(writer, scene)
        writer.say("。")
    for writer in free:
        writer.done()

    matter = kind.matters[number % len(kind.matters)]
    gist = Writer(found, "gist", draw)
    scene.named(gist)
    gist.say(kind.gist[0]).keep(matter, "violation").say(kind.gist[1])
    if kind.composed:
        gist.say(" ").keep("96,000.00 元", "amount")
    gist.say("。").done()
    party = Writer(found, "party.name", draw)
    scene.named(party)
    party.done()
    Writer(found, "violation", draw).keep(matter, "violation").done()
    for nth, basis in enumerate(draw.sample(words.BASIS, 2)):
        Writer(found, f"basis[{nth}]", draw).keep(basis, "statute").done()
    (_penalty if kind.composed else _columns)(found, scene, draw)
    return found


def _penalty(found: Document, scene: Scene, draw: Random) -> None:
    """What only a penalty says."""
    reason = Writer(found, "discretion.reason", draw)
    scene.named(reason)
    reason.say("主动配合调查，").keep("已退还土地640.0平方米", "area").say("，").keep("占用面积不满1亩", "area").done()
    fine = Writer(found, "penalties[0].text", draw)
    fine.say("对")
    scene.named(fine)
    fine.say("处以罚款 ").keep("96,000.00 元", "amount").say("（").keep("每平方米150元", "amount").say("）").done()


def _columns(found: Document, scene: Scene, draw: Random) -> None:
    """What every other kind says: its result, and the columns nobody writes freely."""
    result = Writer(found, "result", draw)
    result.keep(found.kind.result, "result").say("，由")
    scene.named(result)
    result.say("承担相应义务").done()
    for nth, said in enumerate((found.kind.details or {}).values()):
        if said is not None:
            Writer(found, f"details[{nth}].text", draw).keep(said, "column").done()


def _fitting(place: int, scene: Scene) -> Challenge:
    """The challenge at ``place``, or the next for which the document has somebody."""
    count = len(CHALLENGES)
    return next(each for step in range(count) if (each := CHALLENGES[(place + step) % count]).fits(scene))
