"""The description of the API for programs: OpenAPI 3.1, made from the fields themselves."""

from collections.abc import Iterable
from typing import Any

from samskabelse.base.adresser import absolute
from samskabelse.base.facetvalg import ORDER, TEXT
from samskabelse.base.tekster import tekst

from .felter import ADDRESS, NUMBER, Schema, many, record, schema_of
from .ressourcer import RESOURCES, Resource
from .udvalg import MOST_PER_PAGE, PAGE, PER_PAGE, USUAL_PER_PAGE, VIEW, orders_of

ERROR = record(fejl={"type": "string"}, status=NUMBER)


def description() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Schema] = {"fejl": ERROR}
    for name, resource in RESOURCES.items():
        whole = schema_of([*resource.fields, *resource.more])
        schemas[name] = schema_of(resource.fields)
        schemas[f"{name}_liste"] = listing_schema(name)
        paths[f"/api/v1/{name}/"] = {"get": list_operation(resource)}
        if resource.more:
            schemas[f"{name}_helt"] = whole
        paths[f"/api/v1/{name}/{{id}}/"] = {"get": single_operation(resource)}
    paths["/api/v1/cases.csv"] = {"get": csv_operation(RESOURCES["cases"])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": tekst("api.sidetitel"),
            "version": "1",
            "summary": tekst("api.indledning"),
        },
        "servers": [{"url": absolute("/").rstrip("/")}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def listing_schema(name: str) -> Schema:
    maybe = {**ADDRESS, "type": ["string", "null"]}
    return record(
        antal=NUMBER,
        side=NUMBER,
        sider=NUMBER,
        pr_side=NUMBER,
        naeste=maybe,
        forrige=maybe,
        data=many(reference(name)),
    )


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def json_of(name: str, text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": reference(name)}}}


def refusals(*statuses: str) -> dict[str, Any]:
    texts = {"400": tekst("api.fejl.ulaeselig"), "404": tekst("api.fejl.findes_ikke")}
    return {status: json_of("fejl", texts[status]) for status in statuses}


def list_operation(resource: Resource) -> dict[str, Any]:
    return {
        "operationId": f"{resource.name}_liste",
        "summary": resource.summary,
        "parameters": [*filters(resource), *paging()],
        "responses": {
            "200": json_of(f"{resource.name}_liste", resource.summary),
            **refusals("400", "404"),
        },
    }


def single_operation(resource: Resource) -> dict[str, Any]:
    schema = f"{resource.name}_helt" if resource.more else resource.name
    return {
        "operationId": f"{resource.name}_en",
        "summary": tekst("api.en", navn=resource.name),
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "schema": resource.fields[0].schema,
                "description": resource.fields[0].description,
            }
        ],
        "responses": {"200": json_of(schema, resource.summary), **refusals("400", "404")},
    }


def csv_operation(resource: Resource) -> dict[str, Any]:
    return {
        "operationId": "cases_csv",
        "summary": tekst("api.csv"),
        "parameters": filters(resource),
        "responses": {
            "200": {
                "description": tekst("api.csv"),
                "content": {"text/csv": {"schema": {"type": "string"}}},
            },
            **refusals("400"),
        },
    }


def filters(resource: Resource) -> list[dict[str, Any]]:
    if resource.listing is None:
        return []
    lists = list(resource.views.values()) or [resource.listing]
    labels = {facet.name: facet.label for listing in lists for facet in listing.facets}
    orders = dict.fromkeys(order for one in lists for order in orders_of(resource, one))
    several = {"schema": many({"type": "string"}), "explode": True}
    found = [
        {"name": name, "in": "query", "description": described(resource, name, label), **several}
        for name, label in labels.items()
    ]
    found += [
        parameter(TEXT, tekst("api.parametre.q"), {"type": "string", "maxLength": 200}),
        parameter(ORDER, tekst("api.parametre.sorter"), one_word_of(orders)),
    ]
    found += [
        parameter(name, tekst(f"api.parametre.{name}"), {"type": "string"})
        for name in resource.near
    ]
    if resource.views:
        found.append(parameter(VIEW, tekst("api.parametre.vis"), one_word_of(resource.views)))
    return found


def described(resource: Resource, name: str, label: str) -> str:
    """Return what the filter is, and under which views when it isn't there in all."""
    views = [
        view
        for view, listing in resource.views.items()
        if any(facet.name == name for facet in listing.facets)
    ]
    if len(views) == len(resource.views):
        return str(label)
    return tekst("api.parametre.kun_vis", navn=label, vis=", ".join(views))


def one_word_of(words: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(words)}


def paging() -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 1, "default": 1}
    per_page = {**number, "maximum": MOST_PER_PAGE, "default": USUAL_PER_PAGE}
    return [
        parameter(PAGE, tekst("api.parametre.page"), number),
        parameter(PER_PAGE, tekst("api.parametre.pr_side", maks=MOST_PER_PAGE), per_page),
    ]


def parameter(name: str, text: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": schema}
