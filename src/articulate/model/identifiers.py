"""Identifiers: one type for each kind of id, so that they cannot be confused."""

from typing import NewType

InstitutionId = NewType("InstitutionId", str)
"""An institution's code in policy, in capitals: `NCC`."""

LearnerId = NewType("LearnerId", str)
LearningId = NewType("LearningId", str)
"""The id of one learning in a record, such as `c1`; unique in the record."""

BlockId = NewType("BlockId", str)
"""The id of a block of policy, such as `ncc-computing`; unique in its kind."""

VersionId = NewType("VersionId", str)
"""A version's name, such as `2024`; unique in its block."""

RuleId = NewType("RuleId", str)
"""The id an author gave a rule; unique in its block version, never reused."""

GroupId = NewType("GroupId", str)
Subject = NewType("Subject", str)
Attribute = NewType("Attribute", str)
"""A mark a catalog gives a course, such as `GE.HUM` or `honors`."""

TermCode = NewType("TermCode", str)
Mark = NewType("Mark", str)
"""A grade as printed: `B+`, `CR`, `1.7`."""
