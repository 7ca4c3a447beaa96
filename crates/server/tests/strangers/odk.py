"""What a data manager does with pyODK against ODK Central, step by step; prints what came of it."""

import logging
import pathlib
import sys

from pyodk.client import Client
from pyodk.errors import PyODKError

logging.disable(logging.CRITICAL)
folder = pathlib.Path(sys.argv[1])
FORM = "event"


def sent(instance, title, edits=None):
    edits = f"<deprecatedID>{edits}</deprecatedID>" if edits else ""
    return (
        f'<data id="event" version="1"><title_kk>{title}</title_kk><photo>жиын (1).jpg</photo>'
        f"<meta><instanceID>{instance}</instanceID>{edits}</meta></data>"
    )


def refused(action, code):
    try:
        action()
    except PyODKError as error:
        return error.is_central_error(code)
    return False


with Client(config_path=folder / "config.toml", cache_path=folder / "cache.toml") as client:
    submissions = client.submissions
    submissions.default_form_id = FORM
    print("projects:", [(project.id, project.name) for project in client.projects.list()])
    for phone in client.projects.create_app_users(["Dina"]):
        print(f"phone: {phone.id} {phone.displayName}, a key of {len(phone.token)} letters")
    list(client.projects.create_app_users(["Dina"]))
    phones = client.get("projects/1/app-users").json()
    print("phones listed:", [phone["displayName"] for phone in phones])

    photo = folder / "жиын (1).jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    made = submissions.create(xml=sent("uuid:1", "Жиын"), device_id="pc", attachments=[photo])
    files = [(file.name, file.exists) for file in made.attachments]
    print(f"created: device {made.deviceId}, review {made.reviewState}, files {files}")
    print("listed:", len(submissions.list()))

    submissions.edit("uuid:1", sent("uuid:2", "Жиын екі", edits="uuid:1"), comment="Түзетілді")
    edited = submissions.get("uuid:1")
    print(f"edited: review {edited.reviewState}, updated {edited.updatedAt is not None}")
    address = f"projects/1/forms/{FORM}/submissions/uuid:1"
    files = client.get(f"{address}/attachments").json()
    print("files of the edit:", [(file["name"], file["exists"]) for file in files])
    xml = client.get(f"{address}.xml").text
    print("what was sent:", xml.split("<title_kk>")[1].split("<")[0])

    submissions.review("uuid:1", "approved", comment="дұрыс")
    print("approved: review", submissions.get("uuid:1").reviewState)
    print("remarks:", [remark.body for remark in submissions.list_comments("uuid:1")])

    late = sent("uuid:3", "Кеш", edits="uuid:1")
    print("an edit of what is outdated: 409.1", refused(lambda: submissions.edit("uuid:1", late), 409.1))
    print("what is not there: 404.1", refused(lambda: submissions.get("none"), 404.1))
    print("a form that is not there: 404.1", refused(lambda: submissions.list(form_id="none"), 404.1))
