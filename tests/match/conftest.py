"""Small makers of renderings that this room's tests share."""

from collections.abc import Callable

import pytest

from tracker.model import Evidence, Form, Issuer, IssuerKind, Party, Rendering, When

Maker = Callable[..., Rendering]

ISSUERS = (
    Issuer(id="xaa-mfa", name="Foreign Ministry of Arvenia", country="XAA", parent="xaa"),
    Issuer(id="xaa-embassy-xab", name="Embassy of Arvenia in Osk", country="XAA", parent="xaa-mfa"),
    Issuer(id="xab-mfa", name="Foreign Ministry of Osk", country="XAB", parent="xab"),
    Issuer(id="xac-mfa", name="Foreign Ministry of Lumia", country="XAC", parent="xac"),
    Issuer(id="xad-mfa", name="Foreign Ministry of Dorn", country="XAD", parent="xad"),
    Issuer(id="xae-mfa", name="Foreign Ministry of Quell", country="XAE", parent="xae"),
    Issuer(id="red-front", name="Red Front", kind=IssuerKind.NON_STATE),
)


def _statement(
    key: str, text: str, day: str | None = "2031-03-14", issuer: str = "xaa-mfa", **more: object
) -> Rendering:
    source = str(more.pop("source", issuer))
    values: dict[str, object] = {
        "id": f"{source}.{key}",
        "source": source,
        "text": text,
        "published": When(day) if day else None,
        "parties": (Party(issuer),),
        "capture": f"capture-{key}",
        "url": f"https://{source}.example/{key}",
    }
    return Rendering(**{**values, **more})  # type: ignore[arg-type]  # tests name fields freely


def _excerpt(
    key: str, text: str, article: str, day: str | None = "2031-03-14", issuer: str = "xaa-mfa", **more: object
) -> Rendering:
    values: dict[str, object] = {
        "form": Form.EXCERPT,
        "evidence": Evidence.QUOTED,
        "parent": article,
        "source": "wire",
        "speaker": "Ilen Marr",
        "id": f"{article}.{key}",
    }
    return _statement(key, text, day, issuer, **{**values, **more})


@pytest.fixture
def issuers() -> tuple[Issuer, ...]:
    return ISSUERS


@pytest.fixture
def statement() -> Maker:
    return _statement


@pytest.fixture
def excerpt() -> Maker:
    return _excerpt
