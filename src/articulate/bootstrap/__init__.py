"""Connects everything: the only place where the outside enters the house.

A package of small modules, so that `articulate check` never loads what it does not use.
Unlike `services`, which are handed what they need, this room knows where things are.

Files: `files` the folders that ship with the package.

It must not know any rule of the field.
"""
