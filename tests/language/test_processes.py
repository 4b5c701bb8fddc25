import multiprocessing
import os
import pickle
import signal
from collections.abc import Sequence
from functools import partial

import pytest

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.texts import canon, processes
from tracker.language.texts.canon import canonical_all
from tracker.language.texts.processes import spread
from tracker.model import State

TEXTS = [f"China condemns decision number {n} in Vesk, and \ud800 stands with word{n}" for n in range(50)]


def end_of(parent: int, texts: Sequence[str]) -> list[int]:
    """As a system does that is out of memory; not to the process that asked."""
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return [len(text) for text in texts]


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_a_list_comes_back_whole_and_in_its_order(how: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processes, "BrokenProcessPool", ZeroDivisionError)  # nothing is made good here
    work = partial(canon._all_forms, base="en", gazetteer=Gazetteer(entries={}))
    forms = spread(work, TEXTS, workers=2, share=7, context=multiprocessing.get_context(how))
    assert forms == work(TEXTS)
    assert len(set(forms)) == len(TEXTS)


def test_work_whose_processes_are_killed_is_done_here():
    assert spread(partial(end_of, os.getpid()), ["a", "bb", "ccc"], workers=2, share=1) == [1, 2, 3]


def test_forms_are_the_same_whoever_makes_them(monkeypatch: pytest.MonkeyPatch):
    names = default_gazetteer().with_names(states=[State(code="VSK", name="Vesk")])
    alone = canonical_all(TEXTS, language="en", gazetteer=names)
    assert alone[0][:4] == ("{ACTOR}", "condemn", "decis", "number")
    monkeypatch.setattr(canon, "_WORTH_SHARING", 1)
    monkeypatch.setattr(canon, "_SHARE", 7)
    assert canonical_all(TEXTS, language="en", gazetteer=names, workers=2) == alone


def test_a_gazetteer_travels():
    names = default_gazetteer().with_names(states=[State(code="VSK", name="Vesk")])
    back = pickle.loads(pickle.dumps(names))  # noqa: S301 - made here
    assert back.fingerprint == names.fingerprint
    assert back.find("in Vesk") == names.find("in Vesk") != []
    assert back.state_name("VSK") == "Vesk"
