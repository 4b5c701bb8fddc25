"""`tracker sources`: list, check and start a sources.yaml."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tracker.cli.adding import add
from tracker.cli.probing import probe
from tracker.cli.talk import counted, harmless, say
from tracker.errors import BadConfig

_WHY_CONTACT = (
    "sent with every request, it is how the owner of a site reaches you before shutting you out; fill in a mail or web"
    " address"
)
app = typer.Typer(no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


app.command()(probe)
app.command()(add)


@app.command("list")
def list_(
    context: typer.Context,
    as_json: Json = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/sources.md.")] = False,
) -> None:
    """List the sources. Example: tracker sources list"""
    from tracker.sources import load_registry

    registry = load_registry(context.obj.sources)
    found = registry.sources
    if as_markdown:
        from tracker.report.operations.directory import directory

        print(harmless(directory(registry)), end="")
        return
    if as_json:
        shapes = [
            {
                "id": one.id,
                "issuer": one.issuer,
                "country": one.country,
                "kind": one.kind,
                "languages": list(one.languages),
                "access": one.access,
                "enabled": one.enabled,
            }
            for one in found
        ]
        print(json.dumps(shapes, ensure_ascii=False, indent=2))
        return
    for one in found:
        state = one.access if one.enabled else "disabled"
        languages = ",".join(one.languages)
        print(harmless(f"{one.id:<24} {one.country or '-':<4} {languages:<9} {one.kind:<10} {state}"))


@app.command()
def check(context: typer.Context) -> None:
    """Check sources.yaml, corrections.yaml and agreed.yaml, line by line. Example: tracker sources check"""
    from tracker.sources import load_agreed_texts, load_corrections, load_registry

    # Whoever only imports files has corrections and no sources: those are checked all the same.
    load_corrections(context.obj.corrections)
    load_agreed_texts(context.obj.agreed)
    registry = load_registry(context.obj.sources)
    where = context.obj.sources
    if not registry.sources:
        raise BadConfig(f"{where}: names no sources, so nothing would be collected; `tracker sources add URL` adds one")
    if not registry.contact:
        say(f"{where}: warning: `contact:` is empty: {_WHY_CONTACT}")
    enabled, how = sum(one.enabled for one in registry.sources), "all well" if registry.contact else "usable"
    say(f"{where}: {counted(len(registry.sources), 'source')}, {enabled} enabled, {how}")


@app.command()
def init(context: typer.Context) -> None:
    """Write the bundled sources.yaml here, to be changed as you like. Example: tracker sources init"""
    from tracker.sources import bundled_sources

    target = context.obj.sources
    if target.exists():
        raise BadConfig(f"{target}: already there; move it away or name another file with --sources")
    target.write_bytes(bundled_sources().read_bytes())
    say(f"{target}: written; fill in `contact:`, then `tracker run` starts with it")
