"""The home page on sources: trouble is named, what was never asked is counted, and a long list ends."""

from __future__ import annotations

from dataclasses import replace

from report_fake import Fake

from tracker.model import NEVER_COLLECTED, Channel, Health
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.views.changes import Latest
from tracker.report.views.home import home
from tracker.report.views.incident import incident_page
from tracker.report.views.sources import source_rows


def with_sources(world: Fake, number: int) -> Collection:
    shape = world.held_channels[0]
    world.held_channels[:] = [replace(shape, id=f"s{at:02}", name=f"Source {at}") for at in range(number)]
    return Collection.read(world)


def health(channel: Channel, reason: str) -> Health:
    return Health(source=channel.id, status="red", reason=reason, overdue=True)


def test_sources_that_were_never_asked_are_one_line_and_no_trouble(world: Fake):
    collection = with_sources(world, 90)
    asked = {one.id: health(one, NEVER_COLLECTED) for one in collection.channels.values()}
    view = home(collection, asked, Latest())
    assert view.never == count("noun.never_collected", 90)
    assert (view.broken, view.trouble) == ((), ())


def test_a_long_list_of_trouble_ends_and_says_how_much_more(world: Fake):
    collection = with_sources(world, 11)
    view = home(collection, {one.id: health(one, "answered 500") for one in collection.channels.values()}, Latest())
    assert [row.id for row in view.broken] == [f"s{at:02}" for at in range(8)]
    assert (view.broken_more, view.never) == (say("home.more_broken", n=3), "")


def test_files_alone_are_no_pass_that_was_good_and_tell_nothing_of_who_did_not_speak(world: Fake):
    world.held_channels[:] = [replace(world.held_channels[0], id="import:reports")]
    collection = Collection.read(world)
    assert home(collection, {}, Latest()).never == say("home.files_alone")
    incident = next(iter(collection.incidents.values()))
    assert incident_page(collection, incident).observed_what == say("incident.observed_nobody")
    read = with_sources(world, 1)
    assert home(read, {}, Latest()).never != say("home.files_alone")
    assert incident_page(read, incident).observed_what == say("incident.observed_what")


def test_a_collection_without_its_sources_yaml_does_not_say_that_every_pass_was_good(world: Fake):
    collection = with_sources(world, 2)
    assert home(collection, {}, Latest()).never == say("home.unlisted")
    assert {row.status_label for row in source_rows(collection, {})} == {say("status.unlisted")}
    one = Health(source="s00", status="green")
    assert home(collection, {"s00": one}, Latest()).never == ""
