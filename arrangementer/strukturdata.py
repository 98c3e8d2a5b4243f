"""What a course says of itself and its dates to machines, in schema.org's words."""

from typing import TYPE_CHECKING

from django.urls import reverse

from samskabelse.base.adresser import absolute
from samskabelse.base.strukturdata import Node, node, reference

from .pladser import State

if TYPE_CHECKING:
    from .models import Afholdelse, ArrangementPage

SCHEMA = "https://schema.org/"
#: What is taught is a course with instances; the rest are events of their own.
COURSES = {"kursus", "uddannelsesforloeb"}
ATTENDANCE = {"fysisk": "Offline", "online": "Online", "blandet": "Mixed"}
COURSE_MODE = {"fysisk": "onsite", "online": "online", "blandet": "blended"}
LANGUAGE = {"dansk": "da", "engelsk": "en"}
AVAILABILITY = {
    State.FREE: "InStock",
    State.FEW: "LimitedAvailability",
    State.WAITING: "SoldOut",
    State.CLOSED: "SoldOut",
}


def nodes(page: "ArrangementPage", image: str = "") -> list[Node]:
    """Return a course with its instances, or an event for each date ahead."""
    if page.type not in COURSES:
        return [event(page, date, "EducationEvent", image) for date in dates_of(page)]
    instances = [
        {
            **event(page, date, "CourseInstance", image),
            "courseMode": COURSE_MODE[date.form],
            "courseWorkload": workload(date),
        }
        for date in dates_of(page)
    ]
    return [
        node(
            "Course",
            name=page.title,
            description=page.short_description,
            url=page.full_url,
            inLanguage="da",
            provider=reference("organisation"),
            teaches=page.outcome_lines,
            image=image,
            hasCourseInstance=instances,
            offers=[instance["offers"] for instance in instances],
        )
    ]


def dates_of(page: "ArrangementPage") -> list["Afholdelse"]:
    return [date for date in page.upcoming_dates if date.starts_at and date.ends_at]


def event(page: "ArrangementPage", date: "Afholdelse", kind: str, image: str) -> Node:
    status = "EventCancelled" if date.is_cancelled else "EventScheduled"
    return node(
        kind,
        name=page.title,
        description=page.short_description,
        url=page.full_url,
        image=image,
        startDate=date.starts_at,
        endDate=date.ends_at,
        eventStatus=f"{SCHEMA}{status}",
        eventAttendanceMode=f"{SCHEMA}{ATTENDANCE[date.form]}EventAttendanceMode",
        location=location(page, date),
        inLanguage=LANGUAGE.get(date.language),
        maximumAttendeeCapacity=date.seats or None,
        organizer=reference("organisation"),
        performer=[node("Person", name=teacher.name) for teacher in page.teachers],
        isAccessibleForFree=not date.price,
        offers=offer(date),
    )


def workload(date: "Afholdelse") -> str:
    """The time of all days together, such as »PT13H30M«."""
    seconds = sum((day.ends_at - day.starts_at).total_seconds() for day in date.days_in_order)
    hours, minutes = divmod(int(seconds) // 60, 60)
    return f"PT{hours}H{minutes}M" if minutes else f"PT{hours}H"


def location(page: "ArrangementPage", date: "Afholdelse") -> Node | list[Node]:
    # The link itself is for participants alone.
    online = node("VirtualLocation", url=page.full_url)
    place = node("Place", name=date.town, address=date.place)
    return {"online": online, "fysisk": place, "blandet": [place, online]}[date.form]


def offer(date: "Afholdelse") -> Node:
    availability = AVAILABILITY.get(date.seats_state.state)
    return node(
        "Offer",
        url=absolute(reverse("tilmelding", args=[date.page.slug, date.pk])) if date.pk else "",
        category="Paid" if date.price else "Free",
        price=date.price,
        priceCurrency="DKK",
        priceSpecification=node(
            "PriceSpecification",
            price=date.price,
            priceCurrency="DKK",
            valueAddedTaxIncluded=False,
        ),
        availability=availability and f"{SCHEMA}{availability}",
        validFrom=date.created_at,
    )
