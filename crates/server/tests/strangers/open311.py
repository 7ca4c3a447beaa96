"""A script for Open311 asks a running server what it asks a town: address, jurisdiction."""

import sys

import requests
from georeport import GeoReport

root, jurisdiction = sys.argv[1], sys.argv[2]
for form in ["json", "xml"]:
    client = GeoReport(root, jurisdiction=jurisdiction, output_format=form)
    services = client.get_service_list()
    print(form, "services:", len(services), services[2]["service_code"], services[2]["service_name"])
    definition = client.get_service_definition("water")
    print(form, "definition:", definition["service_code"], definition["attributes"])
    spring = dict(start_date="2024-05-01T00:00:00Z", end_date="2024-06-30T00:00:00Z")
    found = client.get_service_requests(**spring)
    print(form, "requests:", len(found), sorted({one["status"] for one in found}))
    water = client.get_service_requests(service_code="water", **spring)
    water = water if isinstance(water, list) else [water]
    for one in water:
        told = ["status", "status_notes", "service_name", "description", "requested_datetime", "address", "lat", "long"]
        print(form, "request:", [one[name] for name in told])
    again = client.get_service_request(water[0]["service_request_id"])
    print(form, "one:", again == water[0])
    print(form, "solved:", len(client.get_service_requests(status="closed", **spring)))
    for wrong in [lambda: client.get_service_request("none"), lambda: client.get_service_requests(status="lost")]:
        try:
            wrong()
        except requests.HTTPError as error:
            print(form, "wrong:", error.response.status_code, error.response.text)
elsewhere = GeoReport(root, jurisdiction="nowhere")
try:
    elsewhere.get_service_list()
except requests.HTTPError as error:
    print("elsewhere:", error.response.status_code)
