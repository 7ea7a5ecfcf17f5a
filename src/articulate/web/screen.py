"""A screen: its pages, and the same as resources of the interface for programs."""

from dataclasses import dataclass, field

from fastapi import APIRouter

from articulate.web.table import API


def _resources() -> APIRouter:
    return APIRouter(prefix=API)


@dataclass(frozen=True, slots=True)
class Screen:
    """What one folder of `screens` brings: routes of pages, and of `/api/v1`."""

    name: str
    pages: APIRouter = field(default_factory=APIRouter)
    api: APIRouter = field(default_factory=_resources)
