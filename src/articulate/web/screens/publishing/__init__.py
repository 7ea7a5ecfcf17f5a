"""Publishing: drafted, proposed, approved by a second person, put in force; impact."""
