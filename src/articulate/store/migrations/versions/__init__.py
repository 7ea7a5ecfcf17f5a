"""The changes of the tables, in the order of `down_revision`; none is ever edited."""
