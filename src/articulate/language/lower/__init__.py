"""Checked syntax becomes compiled rules.

It runs only when no pass reported an error, so it decides nothing and reports nothing:
each written form has one compiled form.

Files: `heads` how blocks and rules open; `quantities` amounts, durations and days;
`codes` course codes and whose they are; `pools`, `conditions`, `sources` the
expressions; `institutions`, `agreements`, `prior_learning`, `policies`, `degrees`,
`closures`, `watches` one module per kind of block; `expectations` tests and properties.
"""
