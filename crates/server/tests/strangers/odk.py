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
        print(f"phone: {phone.displayName}, a key of {len(phone.token)} letters")
    list(client.projects.create_app_users(["Dina"]))
    # Dina's phone is to have this form alone; Erlan's is new and gets it at once.
    for phone in client.projects.create_app_users(["Dina", "Erlan"], forms=[FORM]):
        print("phone with a form:", phone.displayName)
    having = client.get(f"projects/1/forms/{FORM}/assignments/app-user").json()
    print("phones with the form:", sorted(phone["displayName"] for phone in having))
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
    print("an edit of what is outdated: 409.9", refused(lambda: submissions.edit("uuid:1", late), 409.9))
    again = sent("uuid:2", "Басқа")
    print("another one of the same number: 409.3", refused(lambda: submissions.create(xml=again), 409.3))
    print("audits:", [line["action"] for line in client.get(f"{address}/audits").json()])
    print("keys:", client.get(f"projects/1/forms/{FORM}/submissions/keys").json())
    print("what is not there: 404.1", refused(lambda: submissions.get("none"), 404.1))
    print("a form that is not there: 404.1", refused(lambda: submissions.list(form_id="none"), 404.1))

    # A survey of one's own: made, sent to, changed, sent to again, read as tables.
    def wells(version, questions):
        fields = "".join(f"<{name}/>" for name in questions)
        inputs = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in questions)
        binds = "".join(
            f'<bind nodeset="/data/{name}" type="{"int" if name == "depth" else "string"}"/>' for name in questions
        )
        return (
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
            "<h:head><h:title>Құдықтар</h:title><model><instance>"
            f'<data id="wells" version="{version}">{fields}<meta><instanceID/></meta></data></instance>{binds}</model>'
            f"</h:head><h:body>{inputs}</h:body></h:html>"
        )

    def well(instance, version, answers):
        texts = "".join(f"<{name}>{text}</{name}>" for name, text in answers.items())
        return f'<data id="wells" version="{version}">{texts}<meta><instanceID>{instance}</instanceID></meta></data>'

    made = client.forms.create(wells("1", ["street", "depth"]), form_id="wells")
    print("form made:", made.xmlFormId, made.name)
    print("form published:", client.forms.get("wells").version)
    submissions.create(xml=well("uuid:w1", "1", {"street": "Абай", "depth": "12"}), form_id="wells")
    client.forms.update("wells", definition=wells("2", ["street", "depth", "owner"]))
    print("form changed:", client.forms.get("wells").version, [form.xmlFormId for form in client.forms.list()][-1])
    submissions.create(xml=well("uuid:w2", "2", {"depth": "9", "owner": "ауыл"}), form_id="wells")
    print("once more: 409.6", refused(lambda: client.forms.update("wells", definition=wells("2", ["street"])), 409.6))
    print("taken: 409.3", refused(lambda: client.forms.create(wells("3", ["street"]), form_id="wells"), 409.3))
    print("no form: 400.15", refused(lambda: client.forms.create("<h:html xmlns='http://www.w3.org/2002/xforms'/>"), 400.15))
    rows = submissions.get_table(form_id="wells", count=True)
    print("table:", rows["@odata.count"], [(row["__id"], row["street"], row["depth"], row["owner"]) for row in rows["value"]])
    one = submissions.get_table(form_id="wells", top=1)
    print("page:", [row["__id"] for row in one["value"]], "%24skiptoken" in one["@odata.nextLink"])
    left = submissions.get_table(form_id="wells", filter="__system/reviewState eq null and year(__system/submissionDate) gt 2000")
    print("filtered:", len(left["value"]))
    since = submissions.get_table(form_id="wells", filter="__system/submissionDate ge 2000-01-01 and __system/submitterId eq 999", count=True)
    print("filtered by the database:", since["@odata.count"], len(since["value"]))
    asked = {"$orderby": "__system/submissionDate desc", "$select": "__id,depth"}
    rows = client.get("projects/1/forms/wells.svc/Submissions", params=asked).json()["value"]
    print("sorted and selected:", [sorted(row) for row in rows])
    closed = client.patch("projects/1/forms/wells", json={"state": "closing"}).json()["state"]
    fixed = client.patch(f"projects/1/forms/{FORM}", json={"state": "closed"}).json()["code"]
    print("form:", closed, "and of a register:", fixed)
    print("fields:", [field["path"] for field in client.get("projects/1/forms/wells/fields").json()])
    print("versions:", [version["version"] for version in client.get("projects/1/forms/wells/versions").json()])
    import io, zipfile
    archive = zipfile.ZipFile(io.BytesIO(client.get("projects/1/forms/wells/submissions.csv.zip").content))
    media = zipfile.ZipFile(io.BytesIO(client.get(f"projects/1/forms/{FORM}/submissions.csv.zip").content))
    print("csv with files:", sorted(media.namelist()))
    print("csv:", archive.namelist(), archive.read("wells.csv").decode().splitlines()[0])
